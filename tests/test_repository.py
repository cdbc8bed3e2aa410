"""What holds the repository together: its address, its references, its workflows."""

import ast
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import unquote, urlparse

import bootstrap
import pytest
import set_repository
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from prose_lines import labels

import rnn_helpers

ROOT = Path(__file__).parents[1]
URL = set_repository.current()
LOCK_LINE = re.compile(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", re.M)


def repository_files():
    """What belongs to the repository, found without git: a downloaded ZIP has none."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = re.compile("|".join(fnmatch.translate(line.rstrip("/")) for line in [".git", *lines]))
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not ignored.match(name)]
        yield from (Path(folder, name) for name in names if not ignored.match(name))


def text_files():
    for path in repository_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_the_address_is_the_same_everywhere():
    site, repository, _ = set_repository.forms(URL)
    owner, name = repository.split("/")
    for path, text in text_files():
        for found in re.findall(rf"github\.com(?:/github)?/([\w.-]+/{re.escape(name)})\b", text):
            assert found == repository, f"{path.name} names {found}"
        for found in re.findall(rf"https://[\w-]+\.github\.io/{re.escape(name)}/", text):
            assert found == site, f"{path.name} names {found}"
        if owner in text and path.suffix != ".py":
            assert path in set_repository.files(), f"set_repository does not know {path.name}"


def test_every_chapter_fetches_the_helpers_from_that_address():
    for path in ROOT.glob("notebooks/*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert f"git+{URL}" in text
        wants_data = path.stem.startswith("06")
        assert wants_data == ('%pip install --quiet \\"rnn-helpers[data] @ {source}\\"' in text)


def test_the_address_can_be_changed_and_changed_back():
    other = "https://github.com/Some-One/a-book"
    for path in set_repository.files():
        text = path.read_text(encoding="utf-8")
        moved = set_repository.rewrite(text, URL, other)
        assert set_repository.rewrite(moved, other, URL) == text
    moved = set_repository.rewrite((ROOT / "README.md").read_text(encoding="utf-8"), URL, other)
    assert URL.split("/")[3] not in moved
    assert "https://some-one.github.io/a-book/" in moved
    assert "github/Some-One/a-book/blob/main/notebooks/05" in moved


@pytest.fixture
def small_repository(tmp_path, monkeypatch):
    """Three files that name the repository."""
    paths = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    for path in paths:
        path.write_bytes(f"see {URL}\r\n".encode())
    monkeypatch.setattr(set_repository, "files", lambda: paths)
    monkeypatch.setattr(set_repository, "ROOT", tmp_path)
    monkeypatch.setattr(set_repository, "current", lambda: URL)
    return paths


def test_the_address_changes_in_all_files_and_line_endings_stay(small_repository):
    set_repository.main("https://github.com/Some-One/a-book")
    wanted = b"see https://github.com/Some-One/a-book\r\n"
    assert {path.read_bytes() for path in small_repository} == {wanted}


def refuse_the_last_file(path):
    """Give back an ``os.replace`` that finds this file open in another program."""

    def replace(source, target, original=os.replace):
        if target == path:
            raise PermissionError(target)
        original(source, target)

    return replace


@pytest.mark.parametrize("trouble", ["a file of another encoding", "an open file"])
def test_the_address_changes_nowhere_if_a_file_refuses(small_repository, monkeypatch, trouble):
    last = small_repository[-1]
    if trouble == "an open file":
        monkeypatch.setattr(os, "replace", refuse_the_last_file(last))
    else:
        last.write_bytes("é".encode("latin-1"))
    before = {path: path.read_bytes() for path in small_repository}
    with pytest.raises((SystemExit, UnicodeDecodeError)):
        set_repository.main("https://github.com/Some-One/a-book")
    assert {path: path.read_bytes() for path in last.parent.iterdir()} == before


@pytest.mark.parametrize("bad", ["", "a-book", "https://example.com/a/b", "https://github.com/a"])
def test_an_odd_address_is_refused(bad):
    with pytest.raises(SystemExit, match="expected https://github"):
        set_repository.forms(bad)


def test_equations_named_in_docstrings_exist():
    notation = (ROOT / "book" / "notation.md").read_text(encoding="utf-8")
    tags = set(re.findall(r"\\tag\{(N\.\d+)\}", notation))
    named = set()
    for path in Path(rnn_helpers.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"\((N\.\d+)\)", text))
        for first, last in re.findall(r"\(N\.(\d+)\) to \(N\.(\d+)\)", text):
            named |= {f"N.{k}" for k in range(int(first), int(last))}
    assert tags - {"N.17"} == named, "one for each, but for a way that no layer goes"
    assert {f"N.{k}" for k in range(1, len(tags) + 1)} == tags


def test_equations_of_chapters_that_the_helpers_name_exist():
    for path in Path(rnn_helpers.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for number in re.findall(r"equations? \((\d\w?\.\d+)\)", text):
            assert labels().get(number) == f"equation ({number})", path.name


def test_sources_named_in_docstrings_are_in_the_bibliography():
    entries = (ROOT / "book" / "references.bib").read_text(encoding="utf-8").split("\n@")
    known = set()
    for entry in entries:
        first_author = re.search(r"author\s*=\s*\{+(\w+)", entry)[1]
        known.add((first_author, re.search(r"year\s*=\s*\{(\d+)", entry)[1]))
    cited = re.compile(
        r"(?:; |, |^\s+|by )([A-Z]\w+)(?:, [^;()]*| & [^;()]*| et al\.)? \((\d{4})\)", re.M
    )
    found = set()
    for path in Path(rnn_helpers.__file__).parent.rglob("*.py"):
        found |= set(cited.findall(path.read_text(encoding="utf-8")))
    assert len(found) > 5
    assert found <= known


def test_what_is_said_of_several_parameters_is_true_of_each():
    """The reference repeats it with each of them: "the first and the last day" would be wrong."""
    several = re.compile(r"^( +)\w+(?:, \w+)+ : .*\n((?:\1 +\S.*\n)+)", re.M)
    for path in Path(rnn_helpers.__file__).parent.rglob("*.py"):
        parameters = re.findall(
            r"Parameters\n +-+\n(.*?)\n\n", path.read_text(encoding="utf-8"), re.DOTALL
        )
        for said in several.findall("\n".join([*parameters, ""])):
            assert not re.search(r"\band\b|\bboth\b|\bTwo\b|: ", said[1]), (path.name, said[1])


def test_every_source_has_a_stable_link():
    entries = re.split(r"\n@", (ROOT / "book" / "references.bib").read_text(encoding="utf-8"))
    for entry in entries:
        key = re.search(r"\{(\w+),", entry)[1]
        linked = re.search(r"doi\s*=\s*\{10\.\d+/\S+\}|url\s*=\s*\{https://\S+\}", entry)
        assert linked or "@book" in "@" + entry, key


def short(link):
    """What two ways to write the same address share: a doi, an arXiv number, or the address.

    A version of a preprint is the same work.
    """
    address = re.sub(r"^https://(doi\.org/|arxiv\.org/(abs|pdf)/)", "", link.lower())
    return re.sub(r"^(\d{4}\.\d{4,5})v\d+$", r"\1", unquote(address).rstrip("/"))


def test_every_link_is_well_formed_and_stands_in_the_bibliography():
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8").lower()
    ours = (URL, set_repository.forms(URL)[0], "https://creativecommons.org/", "https://colab.")
    ours += ("https://github.com/dequelabs/axe-core",)  # software, not a source
    pages = set(ROOT.glob("book/*.md")) - {ROOT / "book" / "notices.md"}  # software, not sources
    for path in [*ROOT.glob("notebooks/*.ipynb"), *pages]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        for link in re.findall(r"\]\((\w+:(?:[^\s()]|\([^\s()]*\))+)\)", text):
            address = urlparse(link)
            assert address.scheme == "https", f"{path.name}: {link}"
            assert "." in address.netloc, f"{path.name}: {link}"
            if not link.startswith(ours):
                assert short(link) in bibliography, f"{path.name}: {link}"


def test_every_source_stands_once_in_the_bibliography():
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    for field in (r"@\w+\{(\w+),", r"^\s*doi\s*=\s*\{(.+?)\}", r"^\s*url\s*=\s*\{(.+?)\}"):
        found = [value.lower() for value in re.findall(field, text, re.M)]
        assert len(set(found)) == len(found), {v for v in found if found.count(v) > 1}


def links_of(name):
    return re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "folder"), [("README.md", ""), ("README.zh.md", "zh/")])
def test_the_readme_names_the_chapters_as_they_name_themselves(name, folder):
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = re.findall(rf"^\| (\w+) \| \[([^][!]+)\]\(({folder}notebooks/\w+\.ipynb)\)", text, re.M)
    assert len(rows) == len(list(ROOT.glob("notebooks/*.ipynb")))
    for number, said, path in rows:
        first = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"][0]["source"][0]
        assert first.startswith(f"# {number} · {said}"), path


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_leads_to_files_that_exist(name):
    links = links_of(name)
    assert len(links) > 20
    for link in links:
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_the_package_shows_no_link_that_is_dead_outside_the_repository():
    assert len(links_of("src/README.md")) >= 3
    for link in links_of("src/README.md"):
        assert link.startswith("https://"), link
        ours = re.match(rf"{URL}/blob/main/(.+)", link)
        assert ours is None or (ROOT / ours[1]).exists(), link


def test_the_example_of_the_package_learns_to_add(capsys):
    text = (ROOT / "src" / "README.md").read_text(encoding="utf-8")
    exec(re.search(r"```python\n(.*?)```", text, re.S)[1], {})
    assert capsys.readouterr().out == "1.0\n"


def test_commands_named_in_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\bmake ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")):
            assert re.search(rf"^([\w-]+ )*{target}( [\w-]+)*:", makefile, re.M), (
                f"{name} names make {target}"
            )


def told_by(name, pattern):
    """What a file says in the place of the group of a pattern."""
    return re.search(pattern, (ROOT / name).read_text(encoding="utf-8"), re.M)[1]


def test_the_version_is_the_same_everywhere():
    version = told_by("pyproject.toml", r'^version = "(.+)"')
    assert told_by("CITATION.cff", r"^version: (.+)") == version
    assert told_by("CHANGELOG.md", r"^## ([\d.]+)") == version
    assert told_by("CITATION.cff", "^title: (.+)") == told_by("_config.yml", "^title: (.+)")


def test_the_pythons_that_readers_are_told_of_are_tried():
    tried = told_by(".github/workflows/test.yml", r"python: \[(.+)\]").replace('"', "").split(", ")
    assert tuple(tried) == bootstrap.VERSIONS
    assert f">={tried[0]}" == told_by("pyproject.toml", r'^requires-python = "(.+)"')
    first, last = tried[0], tried[-1]
    assert f"Python {first} to {last}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {first} 到 {last}" in (ROOT / "README.zh.md").read_text(encoding="utf-8")


def unpinned(text):
    """List the lines of requirements that leave open which file is installed."""
    logical = re.sub(r" \\\n\s+", " ", text).splitlines()
    pinned = re.compile(r"[\w.-]+(\[\w+\])?==[\w.]+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    return [line for line in logical if line[:1] != "#" and not pinned.fullmatch(line)]


LOCKED = ("requirements-alone.txt", "requirements.txt")


@pytest.mark.parametrize("name", [*LOCKED, "requirements-jax.txt"])
def test_every_file_that_is_installed_is_known_by_its_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert unpinned(text) == []
    locked = {canonicalize_name(found): version for found, version in LOCK_LINE.findall(text)}
    wanted = (ROOT / name.replace(".txt", ".in")).read_text(encoding="utf-8")
    for line in re.findall(r"^\w[^#\n]*", wanted, re.M):
        asked = Requirement(line)
        assert canonicalize_name(asked.name) in locked, f"run make lock: {asked} is not in {name}"
        if asked.marker is None:
            assert asked.specifier.contains(locked[canonicalize_name(asked.name)]), asked


@pytest.mark.parametrize(
    "planted",
    [
        "numpy",
        "numpy==2.4.6",
        "numpy==2.4.* --hash=sha256:" + 64 * "0",
        "numpy>=2.4 --hash=sha256:" + 64 * "0",
        "numpy==2.4.6 --hash=md5:" + 32 * "0",
        "numpy==2.4.6 --hash=sha256:0123",
        "numpy @ https://example.com/numpy.whl",
        "git+https://example.com/numpy",
        "--index-url https://example.com/simple",
        "--find-links wheels",
        "-e .",
        "-r more.txt",
    ],
)
def test_a_planted_requirement_is_found(planted):
    assert unpinned("a==1 \\\n    --hash=sha256:" + 64 * "a" + f"\n{planted}\n") == [planted]


def test_set_up_installs_nothing_without_its_hash():
    *files, own = bootstrap.PIP
    assert [line.split("--requirement ")[1] for line in files] == list(LOCKED)
    assert all("--require-hashes" in line for line in files)
    assert "--no-build-isolation" in files[1], "tools to build packages would come unchecked"
    assert own == "--no-deps --no-build-isolation --editable ."
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "".join(f"pip install {line}\n" for line in bootstrap.PIP) in told


def test_the_helpers_need_only_numpy_and_matplotlib():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^dependencies = \["matplotlib>=[\d.]+", "numpy>=[\d.]+"\]$', text, re.M)
    program = "import rnn_helpers, sys; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    assert not {"keras", "tensorflow", "scipy", "IPython"} & set(loaded)


LEFT_OUT = {".git", ".venv", "_build", "notebooks", "book", "rnn_helpers.egg-info"}


def test_the_package_carries_no_test_that_could_not_run(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=lambda _, names: [n for n in names if n in LEFT_OUT])
    program = "import sys, setuptools.build_meta as b; print(b.build_sdist(sys.argv[1]))"
    command = [sys.executable, "-c", program, tmp_path]
    subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=True)
    with tarfile.open(next(tmp_path.glob("rnn_helpers-*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        about = archive.extractfile(f"{archive.getnames()[0]}/PKG-INFO").read().decode()
    assert {"LICENSE", "src/README.md", "pyproject.toml", "src/rnn_helpers/rnn.py"} <= names
    assert "src/rnn_helpers/check/zh.json" in names, "Colab would have no Chinese hints"
    assert not [name for name in names if name.startswith(("tests", "notebooks", "tools"))]
    assert f"Project-URL: Source, {URL}\n" in about


def code_lines(node):
    """Count the lines of a file or function, without docstrings, comments and blank lines."""
    found, strings = set(), set()
    for part in ast.walk(node):
        lines = range(getattr(part, "lineno", 0), getattr(part, "end_lineno", -1) + 1)
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
            strings |= set(lines)
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            found.add(part.lineno)
        else:
            found |= set(lines)
    return len(found - strings)


def test_files_and_functions_are_short_enough_to_read():
    for path in Path(rnn_helpers.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert code_lines(tree) <= 150, path.name
        for part in ast.walk(tree):
            drawing = path.parent.name == "diagrams"  # a drawing is a list of shapes
            if isinstance(part, ast.FunctionDef) and not drawing:
                assert code_lines(part) <= 28, f"{path.name}: {part.name}"
