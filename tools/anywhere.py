"""What some machines refuse, put right before notebooks and tools start there.

Some have a home where nobody may write, a folder for temporary files whose name is too long for
the sockets of a kernel, or a terminal that lacks letters of this book.
"""

import atexit
import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

LONGEST = 60  # a socket's whole name may have 103 characters
SETTINGS = (  # where libraries write instead of in the home, if these are set
    "IPYTHONDIR",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "KERAS_HOME",
    "MPLCONFIGDIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
)
PLACES = (  # and where they write in the home
    ".cache/matplotlib",
    ".config/matplotlib",
    ".ipython",
    ".jupyter",
    ".keras",
    ".local/share/jupyter/runtime",
    ".matplotlib",
    "Library/Jupyter/runtime",
)


def takes_files(folder):
    """Whether a file can be made in a folder, which itself may have to be made first."""
    folder = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def find_home():
    """Give libraries another home where this one refuses: their complaints would fail a cell."""
    for name in SETTINGS:
        if name in os.environ and not takes_files(Path(os.environ[name])):
            del os.environ[name]
    home = Path(os.path.expanduser("~"))
    if not all(takes_files(home / place) for place in PLACES):
        folder = tempfile.mkdtemp(prefix="home-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ.update(HOME=folder, USERPROFILE=folder)


def prepare():
    """Make ready for notebooks: a home, and the list of fonts that matplotlib makes only once.

    On a new machine a cell would make it, and say so.
    """
    find_home()
    importlib.import_module("matplotlib.font_manager")


def socket_folder():
    """Make a folder for the sockets of kernels, with a short name; None if there is no such place.

    Returns
    -------
    folder : tempfile.TemporaryDirectory or None
    """
    if os.name != "posix":
        return None
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if len(os.fsencode(place)) <= LONGEST and os.path.isdir(place) and takes_files(Path(place)):
            return tempfile.TemporaryDirectory(prefix="kernel-", dir=place)
    return None


def print_anything():
    """Write a question mark for a letter that the terminal lacks, and do not stop."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
