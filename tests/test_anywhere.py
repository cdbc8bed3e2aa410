"""Machines that refuse something: no git, no home, long names, a terminal with few letters."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import anywhere
import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LONG = "a-name-of-forty-letters-for-any-file-xxx/" * 3
REFUSES = "/proc/nobody-may-write-here"
SETTINGS = {"MPLCONFIGDIR": REFUSES, "IPYTHONDIR": REFUSES, "JUPYTER_RUNTIME_DIR": REFUSES}
PLAIN = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
OPENS = ("open", "read_text", "write_text")
OPENS_BYTES = ("NamedTemporaryFile", "TemporaryFile", "fdopen")  # if no mode says otherwise
BYTES = ("Image", "PIL.Image", "pikepdf", "tarfile", "zipfile")  # what these open is no text
SOURCE = """import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.close()
print("drawn")"""


def read(path):
    return path.read_text(encoding="utf-8")


def run(*command, **environment):
    """Run Python on a machine with this environment; return the finished process."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env=os.environ | environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )


@pytest.fixture
def notebook(tmp_path):
    """A notebook of one cell that draws, with letters in its name, if names may have any."""
    output = nbformat.v4.new_output("stream", name="stdout", text="drawn\n")
    cell = nbformat.v4.new_code_cell(SOURCE, execution_count=1, outputs=[output])
    letters = sys.getfilesystemencoding() != "ascii"
    path = tmp_path / ("Übung σ.ipynb" if letters else "exercise 1.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


on_posix = pytest.mark.skipif(os.name != "posix", reason="names and homes of POSIX systems")


@on_posix
@pytest.mark.parametrize("machine", ["long names", "no home", "no settings"])
def test_a_cell_runs_and_prints_nothing_else_where(notebook, tmp_path, machine):
    (tmp_path / LONG).mkdir(parents=True)
    environment = {
        "long names": {"TMPDIR": str(tmp_path / LONG)},
        "no home": {"HOME": REFUSES, "XDG_CACHE_HOME": REFUSES},
        "no settings": SETTINGS,
    }[machine]
    options = ["-q", "-p", "conftest", "-p", "no:cacheprovider", "--rootdir", ROOT]
    command = ["-m", "pytest", *options, "-c", ROOT / "pyproject.toml", notebook]
    done = run(*command, PYTHONPATH=str(ROOT), **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_a_home_is_found_only_where_it_is_needed(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "new"))
    anywhere.find_home()
    assert os.environ["HOME"] == str(tmp_path)
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "new")
    (tmp_path / ".config").write_text("a file where a folder is wanted", encoding="utf-8")
    anywhere.find_home()
    assert os.environ["HOME"] != str(tmp_path)
    assert Path(os.environ["HOME"]).is_dir()


@on_posix
@pytest.mark.parametrize("git", ["missing", "refusing"])
def test_the_repository_is_looked_at_without_git(tmp_path, git):
    """A downloaded ZIP has no git; and git refuses a folder of another user."""
    if git == "refusing":
        (tmp_path / "git").write_text("#!/bin/sh\nexit 128\n", encoding="utf-8")
        (tmp_path / "git").chmod(0o755)
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "-k", "address"]
    done = run(*command, "tests/test_repository.py", PATH=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_calls_git():
    for path in [ROOT / "conftest.py", *ROOT.glob("t*s/*.py"), *ROOT.glob("t*s/*.sh")]:
        assert not re.search(r"""\[['"]git|^\s*git """, read(path), re.M), path


@on_posix
def test_a_tool_prints_on_a_terminal_that_lacks_letters(notebook):
    done = run("tools/run_notebooks.py", notebook, **PLAIN)
    assert done.returncode == 0, done.stderr
    assert re.search(r"(bung \?+|exercise 1)\.ipynb: \d+ s", done.stdout)


@pytest.mark.parametrize("path", sorted(ROOT.glob("tools/*.py")), ids=lambda path: path.stem)
def test_every_tool_can_print_anything(path):
    text = read(path)
    assert "anywhere.print_anything()" in text or not re.search(r"(?<!\w)print\(", text)


def in_an_unnamed_encoding(source):
    """List the calls that read or write text in an encoding that depends on the machine."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        owner, _, name = ast.unparse(call.func).rpartition(".")
        options = {option.arg: ast.unparse(option.value) for option in call.keywords}
        strings = [part.value for part in ast.walk(call) if isinstance(part, ast.Constant)]
        modes = [mode for mode in strings if re.fullmatch(r"[rwxabt+]{1,3}", str(mode))]
        binary = any("b" in mode for mode in modes)
        opens = name in OPENS and owner not in BYTES and not binary
        opens |= name in OPENS_BYTES and bool(modes) and not binary
        decodes = "True" in (options.get("text"), options.get("universal_newlines"))
        if (opens or decodes) and "encoding" not in options and "utf-8" not in strings:
            yield ast.unparse(call)


@pytest.mark.parametrize(
    "planted",
    [
        "path.read_text()",
        "Path('a').write_text('é')",
        "open(name)",
        "open(name, 'w')",
        "path.open('a')",
        "gzip.open(name, 'rt')",
        "tempfile.NamedTemporaryFile('w+')",
        "subprocess.run(command, text=True)",
        "check_output(command, universal_newlines=True)",
    ],
)
def test_a_text_in_an_unnamed_encoding_is_found(planted):
    assert list(in_an_unnamed_encoding(f"found = {planted}"))


def code_of(path):
    """The Python code of a file or notebook."""
    if path.suffix == ".py":
        return read(path)
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return re.sub(r"^( *)[%!].*", r"\1pass", code, flags=re.M)


def test_every_text_is_read_and_written_in_a_named_encoding():
    folders = ("benchmarks", "book", "notebooks", "src", "tests", "tools")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.*")]
    paths = [path for path in [*paths, ROOT / "conftest.py"] if path.suffix in (".py", ".ipynb")]
    assert len(paths) > 100
    found = {path.name: list(in_an_unnamed_encoding(code_of(path))) for path in paths}
    assert not {name: calls for name, calls in found.items() if calls}
