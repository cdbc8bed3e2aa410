"""The site carries the data whose licences allow it, and what it carries is whole."""

import hashlib
import importlib
import importlib.metadata
import json
import re
import shutil
import sys
import types

import pytest
import python_files
import slices
from test_data_records import CONTENTS, LOADERS, STAY, checksum

from rnn_helpers.errors import MissingPackageError


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """What comes out of the site's archives."""
    folder = tmp_path_factory.mktemp("boxes")
    for name, wanted in python_files.BOXES.items():
        archive = folder / f"{name}.zip"
        python_files.pack(archive, python_files.out_of(name, wanted))
        shutil.unpack_archive(archive, folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture
def only_boxes(unpacked, monkeypatch):
    """No other package is installed."""

    def distribution(name):
        found = importlib.metadata.distributions(name=name, path=[str(unpacked)])
        if not (found := next(iter(found), None)):
            raise importlib.metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(importlib.metadata, "distribution", distribution)


@pytest.fixture
def site(tmp_path):
    """A site that carries one archive, and Python's folder, where a part of a package lies."""
    for name, text in {"python/carried/__init__.py": "", "one.py": "word = 'here'"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "boxes").mkdir()
    place = python_files.Path("carried", "one.py")
    python_files.pack(tmp_path / "boxes" / "carried.one.zip", {place: tmp_path / "one.py"})
    return tmp_path


@pytest.fixture
def boxes(site, monkeypatch):
    """The page's script, and what it asks the site for."""

    class Request:
        asked, response = [], types.SimpleNamespace()

        def open(self, method, address, later):
            self.asked.append(address)

        def send(self):
            path = site / self.asked[-1].partition("?")[0]
            if not path.exists():
                raise ConnectionError
            self.response.to_bytes = path.read_bytes

    request = types.SimpleNamespace(new=Request)
    monkeypatch.setitem(sys.modules, "js", types.SimpleNamespace(XMLHttpRequest=request))
    ffi = types.SimpleNamespace(JsException=ConnectionError)
    monkeypatch.setitem(sys.modules, "pyodide.ffi", ffi)
    monkeypatch.syspath_prepend(str(python_files.SOURCES))
    monkeypatch.syspath_prepend(str(site / "python"))
    boxes = importlib.import_module("boxes")
    monkeypatch.setattr(boxes.sysconfig, "get_path", lambda _: str(site / "python"))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    digest = hashlib.sha256((site / "boxes" / "carried.one.zip").read_bytes()).hexdigest()
    files = {"boxes/carried.one.zip": python_files.integrity(digest)}
    yield boxes.carry("", files), Request.asked
    for name in ("boxes", "carried", "carried.one"):
        sys.modules.pop(name, None)


def test_a_module_that_the_site_carries_comes_when_it_is_imported(boxes):
    carried, asked = boxes
    importlib.import_module("carried")
    assert asked == []
    assert importlib.import_module("carried.one").word == "here"
    assert asked == ["boxes/carried.one.zip"]
    with pytest.raises(ImportError):
        importlib.import_module("carried.two")
    assert len(asked) == 1
    assert carried.refused == ""


@pytest.mark.parametrize("bad", [b"something else", None])
def test_an_archive_that_is_altered_or_missing_is_asked_for_anew_and_refused(site, boxes, bad):
    archive = site / "boxes" / "carried.one.zip"
    content = archive.read_bytes()
    archive.unlink()
    if bad:
        archive.write_bytes(bad)
    carried, asked = boxes
    with pytest.raises(OSError, match=r"boxes/carried\.one\.zip is missing or altered"):
        importlib.import_module("carried.one")
    assert asked == ["boxes/carried.one.zip", "boxes/carried.one.zip?anew"]
    assert carried.refused == "boxes/carried.one.zip"
    assert not (site / "python" / "carried" / "one.py").exists()
    archive.write_bytes(content)
    assert importlib.import_module("carried.one").word == "here"


@pytest.mark.parametrize("name", sorted(LOADERS.keys() - STAY))
def test_data_that_the_site_carries_are_whole(name, only_boxes):
    assert checksum(LOADERS[name]()[0]) == CONTENTS[name][0]


@pytest.mark.parametrize("name", STAY)
def test_cells_that_need_other_data_do_not_run_in_the_page(name, only_boxes):
    assert STAY[name] in slices.NOT_CARRIED
    with pytest.raises(MissingPackageError):
        LOADERS[name]()


def test_data_are_not_called_lacking_without_need():
    assert set(STAY.values()) == slices.NOT_CARRIED


def test_the_notices_name_each_package_that_lends_its_data():
    text = (python_files.ROOT / "book" / "notices.md").read_text(encoding="utf-8")
    assert [name for name in python_files.BOXES if f"[{name}](" not in text] == []


def test_the_notices_tell_the_versions_of_the_python_in_the_page():
    text = (python_files.ROOT / "book" / "notices.md").read_text(encoding="utf-8")
    info = json.loads((python_files.ROOT / "tools" / "runtime.json").read_text("utf-8"))["info"]
    assert f"[Pyodide](https://github.com/pyodide/pyodide) {info['version']} |" in text
    minor = info["python"].rpartition(".")[0]
    assert f"[CPython](https://github.com/python/cpython) {minor} |" in text


@pytest.mark.parametrize("name", [name for name in LOADERS if name not in STAY])
def test_the_notices_give_the_licence_of_the_data_that_are_carried(name):
    _, record = LOADERS[name]()
    package = record.package.split()[0]
    text = (python_files.ROOT / "book" / "notices.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^.*\[{package}\]\(.*$", text, re.M)
    licence = "public domain|CC BY 4.0|Unicode License v3|LGPL 2.1"
    (told,) = re.findall(licence, record.licence)
    assert re.findall(licence, row) == [told]
