"""The built site, made once for all tests that look at it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Build the book with warnings as errors, away from the checkout."""
    folder = tmp_path_factory.mktemp("site")
    program = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    command = [program, "build", ROOT, "-W", "-n", "--keep-going", "--path-output", folder]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "html"
