"""Packages that the site carries for few cells: data, and networks trained beforehand.

Each comes when it is first asked for.
"""

import base64
import hashlib
import importlib.metadata
import io
import sys
import sysconfig
import zipfile
from pathlib import Path

from js import XMLHttpRequest
from pyodide.ffi import JsException


class Boxes:
    """Unpack a package before Python looks for it.

    Parameters
    ----------
    folder : str
        Where the site has what belongs to Python.
    files : dict of str
        What each file has to be; among them the packages, as ``boxes/<name>.zip``.
    """

    def __init__(self, folder, files):
        self.folder, self.files = folder, dict(files)
        self.refused = ""  # the worker tells the reader

    def find_distributions(self, context):
        """Called by :mod:`importlib.metadata`, which then finds the package by its usual way."""
        self.bring(context.name)
        return ()

    def find_spec(self, name, path=None, target=None):
        """Called for each module that is imported, which is then found by the usual way."""
        self.bring(name)

    def bring(self, name):
        box = f"boxes/{name}.zip"
        if box in self.files:
            content = fetched(self.folder + box, self.files[box])
            if content is None:
                self.refused = box
                raise OSError(f"{box} is missing or altered")
            unpack(content)
            del self.files[box]


def fetched(address, wanted):
    """Fetch a file, while everything waits: as it was built, or None.

    What the browser keeps may be another one, so it is asked for under a second address.
    """
    for query in ("", "?anew"):
        request = XMLHttpRequest.new()
        request.open("GET", address + query, False)
        request.responseType = "arraybuffer"
        try:
            request.send()
        except JsException:
            continue
        content = request.response.to_bytes()
        if integrity(content) == wanted:
            return content
    return None


def integrity(content):
    """What a browser calls the digest of a file."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def unpack(content):
    """Unpack an archive where packages lie."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(Path(sysconfig.get_path("purelib")))
    importlib.invalidate_caches()


def carry(folder, files):
    """Have packages fetched when they are asked for; return who does so."""
    boxes = Boxes(folder, files)
    sys.meta_path.insert(0, boxes)
    return boxes
