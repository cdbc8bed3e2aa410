"""What counts as the same output elsewhere: words always, numbers as they were measured."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
import same_output

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))

TABLE = "GRU, 16 units  2.19   2.13 to 2.25, 3 seeds\n"
TABLE_BAND = [[16, 16], [2.15, 2.21], [2.12, 2.14], [2.25, 2.25], [3, 3]]
CLAIM = "Claim 2a · depends · 3 seeds\n  share of 5   0.970   ≥ 0.95\n"
CLAIM_BAND = [[2, 2], [3, 3], [5, 5], [0.93, 0.98], [0.95, 0.95]]


def test_where_the_settings_hold_every_digit_has_to_be_repeated():
    nearly = TABLE.replace("2.19", "2.20")
    assert same_output.same(TABLE, TABLE, ["trained"], True, TABLE_BAND)
    assert not same_output.same(nearly, TABLE, ["trained"], True, TABLE_BAND)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("2.19", "2.19", True),
        ("2.19", "2.20", True),
        ("2.19", "2.09", True),  # the band is 2.15 to 2.21; its width below that
        ("2.19", "2.08", False),
        ("2.19", "2.27", True),
        ("2.19", "2.28", False),
        ("2.25", "2.26", True),  # a band without width: one unit of the last digit
        ("2.25", "2.27", False),
        ("2.19", "−2.19", False),
        ("16", "17", False),
        ("3 seeds", "4 seeds", False),
        ("GRU", "LSTM", False),
        ("2.25", "two", False),
    ],
)
def test_elsewhere_a_number_lies_in_its_band_and_words_are_words(old, new, same):
    changed = TABLE.replace(old, new)
    assert same_output.same(changed, TABLE, ["trained"], False, TABLE_BAND) == same


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("3 adders, sha256 fedcba9876543210", True),
        ("2 adders, sha256 fedcba9876543210", False),
        ("3 adders, sha256 fedcba987654321", False),
        ("3 adders", False),
    ],
)
def test_a_fingerprint_of_all_digits_is_compared_only_where_every_digit_is(new, same):
    old = "3 adders, sha256 0123456789abcdef"
    assert same_output.same(new, old, [], False) == same
    assert not same_output.same(new, old, [], True)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("0.970", "0.960", True),
        ("0.970", "0.940", False),  # in its band, but below its own threshold
        ("≥ 0.95", "≥ 0.94", False),
        ("of 5", "of 6", False),
        ("3 seeds", "2 seeds", False),
    ],
)
def test_a_decision_holds_everywhere(old, new, same):
    changed = CLAIM.replace(old, new)
    assert same_output.same(changed, CLAIM, ["trained"], False, CLAIM_BAND) == same


@pytest.mark.parametrize(
    ("new", "old", "same"),
    [
        ("error 3e-07", "error 3e-07", True),
        ("error 4e-07", "error 3e-07", True),
        ("error 3e-06", "error 3e-07", False),
        ("0.951", "0.999", False),
        ("3 of 5", "2 of 5", False),
    ],
)
def test_exponents_belong_to_numbers_and_counts_are_exact(new, old, same):
    band = [[same_output.value(number)] * 2 for number, _ in same_output.numbers(old)]
    assert same_output.same(new, old, ["trained"], False, band) == same


@pytest.mark.parametrize("tags", [[], ["trained"]])
def test_minus_zero_is_zero(tags):
    assert same_output.same("a -0.00 b", "a 0.00 b", tags, True)
    assert same_output.same("a 0.0e+00", "a -0.0e+00", tags, True)
    assert not same_output.same("a -0.01 b", "a 0.01 b", tags, True)


def test_without_a_tag_or_a_band_nothing_may_differ():
    nearly = TABLE.replace("2.19", "2.20")
    assert not same_output.same(nearly, TABLE, [], False, TABLE_BAND)
    assert not same_output.same(nearly, TABLE, ["trained"], False, None)


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("The kind and soft was the street\n", True),
        ("To be the sing and the kind of men\n", True),
        ("xxxxxx 99", False),
        ("", False),
    ],
)
def test_written_text_is_as_like_as_in_the_measured_runs(new, same):
    old = "The sing of the kind and the street\n"
    assert same_output.same(new, old, ["sampled"], False, [0.6, 0.7]) == same


def stored():
    """Every cell of the notebooks that prints, with its texts."""
    for path in PATHS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                yield path, cell, same_output.texts(cell)


def test_every_stored_decision_satisfies_its_own_threshold():
    rows = 0
    for path, cell, texts in stored():
        for text in texts:
            assert same_output.contradictions(text) == [], (path.stem, cell.id)
            rows += len(same_output.EVIDENCE.findall(text))
    assert rows > 100


def test_a_contradiction_is_seen():
    assert same_output.contradictions("  share   0.930   ≥ 0.95\n  count   3   = 3")
    assert not same_output.contradictions("  share   0.950   ≥ 0.95\n  count   3   = 3")
    assert same_output.contradictions("  late   2   = 3")


def test_every_number_of_a_trained_cell_has_a_band_around_it():
    """And no band is left over from a cell that is gone."""
    used = set()
    for path, cell, texts in stored():
        tags = cell.metadata.get("tags", [])
        for place, text in enumerate(texts):
            band = same_output.band_of(path, cell.id, place)
            if {"trained", "sampled"} & set(tags):
                assert same_output.same(text, text, tags, False, band), (path.stem, cell.id)
                used.add((path.stem, cell.id))
            if "trained" in tags:
                for (number, _), (low, high) in zip(same_output.numbers(text), band, strict=True):
                    assert low <= same_output.value(number) <= high, (path.stem, cell.id, number)
    measured = {
        (f.stem, cell)
        for f in same_output.BANDS.glob("*.json")
        for cell in json.loads(f.read_text(encoding="utf-8"))
    }
    assert measured == used


def test_any_number_moved_by_three_widths_of_its_band_is_seen():
    """And any whole number or threshold that is moved at all, in every notebook."""
    moved = 0
    for path, cell, texts in stored():
        tags = cell.metadata.get("tags", [])
        for place, text in enumerate(texts if "trained" in tags else []):
            band = same_output.band_of(path, cell.id, place)
            kinds = [fixed for _, fixed in same_output.numbers(text)]
            found = zip(same_output.NUMBER.finditer(text), kinds, band, strict=True)
            for number, fixed, (low, high) in found:
                unit = same_output.unit(number[0])
                far = unit if fixed else 3 * max(high - low, unit)
                digits = len(number[0].partition(".")[2])
                planted = f"{same_output.value(number[0]) + far:.{digits}f}"
                wrong = text[: number.start()] + planted + text[number.end() :]
                assert not same_output.same(wrong, text, tags, False, band), (cell.id, number[0])
                moved += 1
    assert moved > 300


def test_whole_numbers_and_thresholds_have_no_band():
    for path, cell, texts in stored():
        for place, text in enumerate(texts if "trained" in cell.metadata.get("tags", []) else []):
            band = same_output.band_of(path, cell.id, place)
            for (number, fixed), (low, high) in zip(same_output.numbers(text), band, strict=True):
                assert not fixed or low == high, (path.stem, cell.id, number)


WIDE = {"06d_translation": 4, "06f_captioning": 9}  # bands wider than half their number


def test_few_bands_are_wide():
    """One that holds everything would compare nothing."""
    wide = Counter()
    for path, cell, texts in stored():
        for place, text in enumerate(texts if "trained" in cell.metadata.get("tags", []) else []):
            band = same_output.band_of(path, cell.id, place)
            for (number, _), (low, high) in zip(same_output.numbers(text), band, strict=True):
                size = max(abs(same_output.value(number)), 10 * same_output.unit(number))
                wide[path.stem] += high - low > size / 2 + 1e-9
    assert +wide == WIDE


def test_the_fingerprint_is_a_version_and_a_word():
    stored = same_output.FINGERPRINT.read_text(encoding="utf-8")
    assert re.fullmatch(r"[\d.]+ [0-9a-f]{16}\n", stored)
