"""Packages that the site carries for few cells: data, and networks trained beforehand.

Each comes when it is first asked for.
"""

import importlib.metadata
import io
import json
import sys
import sysconfig
import zipfile
from pathlib import Path

from js import XMLHttpRequest


class Boxes:
    """Unpack a package before Python looks for it.

    Parameters
    ----------
    carried : list of str
        The names of the packages that lie beside the worker, as ``boxes/<name>.zip``.
    """

    def __init__(self, carried):
        self.carried = set(carried)

    def find_distributions(self, context):
        """Called by :mod:`importlib.metadata`, which then finds the package by its usual way."""
        self.bring(context.name)
        return ()

    def find_spec(self, name, path=None, target=None):
        """Called for each module that is imported, which is then found by the usual way."""
        self.bring(name)

    def bring(self, name):
        if name in self.carried:
            unpack(f"boxes/{name}.zip")
            self.carried.remove(name)


def unpack(address):
    """Fetch an archive, while everything waits, and unpack it where packages lie."""
    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise OSError(f"{address} did not come")
    site = Path(sysconfig.get_path("purelib"))
    with zipfile.ZipFile(io.BytesIO(request.response.to_bytes())) as archive:
        archive.extractall(site)
    importlib.invalidate_caches()


def carry(file):
    """Have the packages that a file lists fetched when they are asked for."""
    names = json.loads(Path(file).read_text(encoding="utf-8"))
    sys.meta_path.insert(0, Boxes(names))
