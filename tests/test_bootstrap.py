"""Setting up: what is made anew, what is brought up to date, and what cannot work."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import bootstrap
import pytest

ROOT = Path(__file__).parents[1]
HERE = "{}.{}".format(*sys.version_info)


@pytest.fixture
def checkout(tmp_path):
    """A checkout, with blanks in its name and an environment that is in order."""
    root = tmp_path / "my own book"
    root.mkdir()
    for name in bootstrap.REQUIREMENTS:
        (root / name).write_text("", encoding="utf-8")
    venv.create(root / ".venv", with_pip=False)
    (root / bootstrap.INSTALLED).write_text(bootstrap.stamp(root), encoding="utf-8")
    assert bootstrap.state(root, HERE) == "ready"
    return root


def test_new_dates_of_files_are_no_reason_to_install(checkout):
    os.utime(checkout / "requirements.txt")
    assert bootstrap.state(checkout) == "ready"


def test_an_environment_is_made_anew_after_a_move(checkout):
    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert bootstrap.state(moved) == "broken"


def test_an_environment_is_made_anew_in_a_copy(checkout):
    copy = shutil.copytree(checkout, checkout.with_name("copy"), symlinks=True)
    assert bootstrap.state(copy) == "broken"
    assert bootstrap.state(checkout) == "ready"


def test_an_environment_is_made_anew_when_its_python_has_gone(checkout):
    bootstrap.python_of(checkout).unlink()
    assert bootstrap.state(checkout) == "broken"


def test_an_environment_is_made_anew_for_another_python(checkout):
    other = "3.10" if HERE != "3.10" else "3.11"
    assert bootstrap.state(checkout, other) == "broken"


@pytest.mark.parametrize("name", bootstrap.REQUIREMENTS)
def test_an_environment_is_brought_up_to_date_with_new_requirements(checkout, name):
    (checkout / name).write_text("more", encoding="utf-8")
    assert bootstrap.state(checkout) == "older"


def test_an_environment_that_was_not_installed_to_the_end_is_made_anew(checkout, monkeypatch):
    def stop(command, **_):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", stop)
    with pytest.raises(subprocess.CalledProcessError):
        bootstrap.install(checkout)
    assert bootstrap.state(checkout) == "broken"


def test_a_checkout_without_an_environment_gets_one(checkout):
    shutil.rmtree(checkout / ".venv")
    assert bootstrap.state(checkout) == "broken"


@pytest.mark.parametrize("version", bootstrap.VERSIONS)
@pytest.mark.parametrize(
    ("system", "machine"),
    [
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("darwin", "arm64"),
        ("win32", "AMD64"),
    ],
)
def test_nothing_is_in_the_way(system, machine, version):
    assert bootstrap.obstacle(system, machine, version) == ""


def test_an_intel_mac_is_told_what_works_instead():
    told = bootstrap.obstacle("darwin", "x86_64", "3.12")
    assert "Intel" in told
    assert "Colab" in told
    named = [path.stem for path in ROOT.glob("notebooks/*.ipynb") if not needs_keras(path)]
    assert sorted(named) == ["01_background", "04a_gradients", "06_applications", "08_future"]
    assert "chapters 1, 4a, 6 and 8" in told


def needs_keras(path):
    return "import keras" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("version", ["3.9", "3.14", "2.7"])
def test_other_pythons_are_told_which_would_do(version):
    assert "3.10, 3.11, 3.12, 3.13" in bootstrap.obstacle("linux", "x86_64", version)


def test_make_looks_at_the_environment_before_every_command_that_uses_it():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8").split("\n\n")
    using = [rule for rule in rules if "$(BIN)/" in rule]
    assert len(using) > 8
    for rule in using:
        head = next(line for line in rule.splitlines() if line[0].isalpha() and ": " in line)
        assert head.split(": ")[1] in ("setup", "runtime", "book"), head


def test_where_it_cannot_work_nothing_is_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SystemExit, match="Intel"):
        bootstrap.main()
    assert not list(tmp_path.iterdir())
