"""Write the address of the repository wherever it is needed.

``_config.yml`` is the one place that decides. ``python tools/set_repository.py URL`` changes it
there and everywhere else; ``FILES`` is also what the test compares.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)/?(?:\.git)?")


def current():
    """Read the address from ``_config.yml``."""
    return re.search(r"^  url: (\S+)$", (ROOT / "_config.yml").read_text(), re.M)[1]


def files():
    """List the files that may name the repository or its site."""
    fixed = ["_config.yml", "README.md", "CITATION.cff", "CONTRIBUTING.md", "pyproject.toml"]
    found = [*ROOT.glob("book/*.md"), *ROOT.glob("notebooks/*.ipynb")]
    return [ROOT / name for name in fixed] + found


def forms(url):
    """The ways in which an address is written: the repository, its site, and ``owner/name``."""
    match = ADDRESS.fullmatch(url)
    if not match:
        raise SystemExit(f"URL: expected https://github.com/owner/name, got {url!r}")
    owner, name = match.groups()
    return [f"https://{owner.lower()}.github.io/{name}/", f"{owner}/{name}", name]


def rewrite(text, old, new):
    """Replace the site and ``owner/name``; then the bare name where it is a folder to enter."""
    for before, after in zip(forms(old)[:2], forms(new)[:2], strict=True):
        text = text.replace(before, after)
    return text.replace(f"cd {forms(old)[2]}\n", f"cd {forms(new)[2]}\n")


def main(url):
    old = current()
    for path in files():
        before = path.read_text()
        after = rewrite(before, old, url)
        if after != before:
            path.write_text(after)
            print("changed", path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
