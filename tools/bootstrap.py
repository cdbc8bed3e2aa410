"""Make .venv and install the tested environment into it; do nothing where it is in order.

``make`` runs this first, by way of ``bootstrap.sh``, which looks for a Python. An environment that
was moved or copied, has lost its Python, or was not installed to the end, is made anew; one that
is older than the requirements is brought up to date.
"""

import hashlib
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

import anywhere

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = ".venv/installed"
REQUIREMENTS = ("requirements-alone.txt", "requirements.txt", "pyproject.toml")
PIP = (  # no file is installed but those whose hashes are listed; then the package of the book
    "--require-hashes --no-deps --requirement requirements-alone.txt",
    "--require-hashes --no-deps --no-build-isolation --use-pep517 --requirement requirements.txt",
    "--no-deps --no-build-isolation --editable .",
)
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
INTEL_MAC = """\
TensorFlow is no longer made for Macs with an Intel processor, so this book cannot be set up as a
whole here. In Colab every chapter runs. Here, chapters 1, 4a, 6 and 8 do, which need NumPy only:
    python3 -m venv .venv
    .venv/bin/pip install ".[data]" notebook
    .venv/bin/jupyter notebook notebooks"""


def obstacle(system, machine, version):
    """Say why the environment cannot be installed here; an empty text where it can.

    Parameters
    ----------
    system, machine, version : str
        As ``sys.platform`` and ``platform.machine()`` write them, and such as ``"3.12"``.
    """
    if version not in VERSIONS:
        return f"This is Python {version}; TensorFlow runs on Python {', '.join(VERSIONS)}."
    if system == "darwin" and machine == "x86_64":
        return INTEL_MAC
    return ""


def python_of(root):
    """Where the environment of a checkout has its Python."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp(root):
    """What an environment in order was made for: this folder, with these requirements."""
    files = (root / name for name in REQUIREMENTS)
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return f"{root}\n{digest}\n"


def state(root, version=None):
    """Look at the environment of a checkout.

    Parameters
    ----------
    root : Path
    version : str, optional
        The version of Python that somebody asks for, such as ``"3.12"``.

    Returns
    -------
    state : str
        ``"ready"``, ``"older"`` than the requirements, or ``"broken"`` (or not there).
    """
    python, program = python_of(root), "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        made_for = (root / INSTALLED).read_text(encoding="utf-8")
        found = subprocess.check_output([python, "-c", program], encoding="utf-8").strip()
    except (OSError, subprocess.CalledProcessError):
        return "broken"
    if made_for.splitlines()[:1] != [str(root)] or version not in (None, found):
        return "broken"
    return "ready" if made_for == stamp(root) else "older"


def install(root):
    """Install all requirements; the last act says that all of it is there."""
    (root / INSTALLED).unlink(missing_ok=True)
    pip = [python_of(root), "-m", "pip", "--disable-pip-version-check", "install"]
    for arguments in PIP:
        subprocess.run([*pip, *arguments.split()], cwd=root, check=True)
    (root / INSTALLED).write_text(stamp(root), encoding="utf-8")


def main():
    anywhere.print_anything()
    here = "{}.{}".format(*sys.version_info)
    trouble = obstacle(sys.platform, platform.machine(), here)
    if trouble:
        raise SystemExit(trouble)
    found = state(ROOT, here if "PYTHON" in os.environ else None)
    if found == "ready":
        return
    print(f"Setting up .venv with Python {here}; the first time takes some minutes.", flush=True)
    try:
        if found == "broken":
            venv.create(ROOT / ".venv", clear=True, with_pip=True)
        install(ROOT)
    except OSError as error:
        raise SystemExit(f"The book needs a folder where you may write: {error}") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"The installation stopped ({error}). Run it again to go on.") from None


if __name__ == "__main__":
    main()
