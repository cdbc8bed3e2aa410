"""What counts as the same output on another machine: words always, numbers as their tag says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import same_output

STORED = "GRU, 16 units  2.19   2.13 to 2.25, 3 seeds\n"


def test_the_machine_of_the_notebooks_has_to_repeat_every_digit():
    nearly = STORED.replace("2.19", "2.20")
    assert same_output.same(STORED, STORED, ["trained"], exact=True)
    assert not same_output.same(nearly, STORED, ["trained"], exact=True)


@pytest.mark.parametrize(
    ("new", "tags", "same"),
    [
        (STORED, [], True),
        (STORED.replace("2.19", "2.20"), [], False),
        (STORED.replace("2.19", "2.20"), ["trained"], True),
        (STORED.replace("2.19", "2.40"), ["trained"], False),
        (STORED.replace("2.19", "−2.19"), ["trained"], False),
        (STORED.replace("GRU", "LSTM"), ["trained"], False),
        (STORED.replace("2.25", "two"), ["trained"], False),
        ("To be", ["sampled"], False),
        ("To be, or not to be\n", ["sampled"], True),
    ],
)
def test_elsewhere_the_tag_decides(new, tags, same):
    assert same_output.same(new, STORED, tags, exact=False) == same


@pytest.mark.parametrize(
    ("new", "old", "near"),
    [
        ("0.02", "0.01", True),  # one unit of the last digit
        ("0.03", "0.01", False),
        ("10,400", "10,000", True),
        ("10,600", "10,000", False),
        ("−4.9", "-5.0", True),
    ],
)
def test_numbers_are_near_within_five_percent_or_one_unit(new, old, near):
    assert same_output.near(new, old) == near


def test_the_machine_is_named_the_same_way_twice():
    assert same_output.machine() == same_output.machine()
