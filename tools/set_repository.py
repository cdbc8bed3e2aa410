"""Write the address of the repository wherever it is needed.

``_config.yml`` is the one place that decides. ``python tools/set_repository.py URL`` changes it
there and everywhere else, or, where a file refuses, nowhere. ``files()`` is also what the test
compares.
"""

import os
import re
import sys
from pathlib import Path

import anywhere

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)/?(?:\.git)?")


def current():
    """Read the address from ``_config.yml``."""
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    return re.search(r"^  url: (\S+)$", text, re.M)[1]


def files():
    """List the files that may name the repository or its site."""
    fixed = [
        "_config.yml",
        "README.md",
        "README.zh.md",
        "src/README.md",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "pyproject.toml",
    ]
    found = [*ROOT.glob("book/*.md"), *ROOT.glob("notebooks/*.ipynb")]
    found += [*ROOT.glob("locale/zh_CN/*.po"), *ROOT.glob("zh/notebooks/*.ipynb")]
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


def rewritten(url):
    """What each file that changes will hold, as bytes, so that line endings stay as they are."""
    old, changed = current(), {}
    for path in files():
        before = path.read_bytes().decode("utf-8")
        after = rewrite(before, old, url)
        if after != before:
            changed[path] = after.encode("utf-8")
    return changed


def replace_all(changed):
    """Write all files beside the old ones, then put each in its place: every one, or none."""
    before = {path: path.read_bytes() for path in changed}
    beside = {path: path.with_name(path.name + ".new") for path in changed}
    try:
        for path, content in changed.items():
            beside[path].write_bytes(content)
        for path, new in beside.items():
            os.replace(new, path)
    except OSError as error:
        for path in [path for path in changed if path.read_bytes() != before[path]]:
            path.write_bytes(before[path])
        raise SystemExit(f"nothing changed, for a file refuses: {error}") from error
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def main(url):
    anywhere.print_anything()
    changed = rewritten(url)
    replace_all(changed)
    for path in changed:
        print("changed", path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
