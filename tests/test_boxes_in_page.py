"""The site carries the data whose licences allow it, and what it carries is whole."""

import importlib.metadata
import shutil

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
