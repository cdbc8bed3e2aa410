"""The site carries the data whose licences allow it, and what it carries is whole."""

import importlib
import importlib.metadata
import shutil
import sys
import types

import pytest
import run_in_page
import slices
from test_data_records import CONTENTS, LOADERS, STAY, checksum

from rnn_helpers.errors import MissingPackageError


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """What comes out of the site's archives."""
    folder = tmp_path_factory.mktemp("boxes")
    for name, wanted in run_in_page.BOXES.items():
        archive = folder / f"{name}.zip"
        run_in_page.pack(archive, run_in_page.out_of(name, wanted))
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
def boxes(tmp_path, monkeypatch):
    """The page's script beside a site that carries one archive, and what it asks the site for."""
    asked = []

    class Request:
        status, response = 200, types.SimpleNamespace()
        open = staticmethod(lambda method, address, later: asked.append(address))

        def send(self):
            self.response.to_bytes = (tmp_path / "carried.one.zip").read_bytes

    for name, text in {"site/carried/__init__.py": "", "one.py": "word = 'here'"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    place = run_in_page.Path("carried", "one.py")
    run_in_page.pack(tmp_path / "carried.one.zip", {place: tmp_path / "one.py"})
    js = types.SimpleNamespace(XMLHttpRequest=types.SimpleNamespace(new=Request))
    monkeypatch.setitem(sys.modules, "js", js)
    monkeypatch.syspath_prepend(str(run_in_page.SOURCES))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    boxes = importlib.import_module("boxes")
    monkeypatch.setattr(boxes.sysconfig, "get_path", lambda _: str(tmp_path / "site"))
    monkeypatch.setattr(sys, "meta_path", [boxes.Boxes(["carried.one"]), *sys.meta_path])
    yield asked
    for name in ("boxes", "carried", "carried.one"):
        sys.modules.pop(name, None)


def test_a_module_that_the_site_carries_comes_when_it_is_imported(boxes):
    importlib.import_module("carried")
    assert boxes == []
    assert importlib.import_module("carried.one").word == "here"
    assert boxes == ["boxes/carried.one.zip"]
    with pytest.raises(ImportError):
        importlib.import_module("carried.two")
    assert len(boxes) == 1


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
    text = (run_in_page.ROOT / "book" / "notices.md").read_text(encoding="utf-8")
    assert [name for name in run_in_page.BOXES if f"[{name}](" not in text] == []
