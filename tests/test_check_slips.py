"""Slips that are recognised in any exercise, by what they do to the right answers."""

import itertools

import numpy as np
import pytest

from rnn_helpers import check
from rnn_helpers.check import slips
from rnn_helpers.check.numeric import as_numbers

EXERCISES = list(itertools.chain(*check.CHAPTERS.values()))
SHARES = [np.array(0.25), np.array(0.5), np.array(0.8)]
REALS = [np.array(6.6), np.array(1.2), np.array(-2.3)]
WHOLE = [np.array(6), np.array(1), np.array(12)]
GRIDS = [np.arange(6.0).reshape(2, 3) ** 2, np.arange(6.0).reshape(2, 3) + 7]
PAIRS = [np.array([5.0, 1.0]), np.array([7.0, 2.0])]
ALONE = "The number itself is asked for, with its decimals."
BASE = "look at the logarithm's base."
SOME = "Some are right and some one too {}: look at how you round, and at `<` against `<=`."
SHAPES = "yours has the shape {}, and (2, 3) is asked for"
BY_CASE = (
    "In each case all entries are off by one factor, 2 in the first: is it a sum in the place of a "
    "mean, or the reverse?"
)
ROUNDED = (
    "Right to four digits, and not to nine: a number was rounded on the way, to float32 or by "
    "hand. Compute in float64 and keep all digits."
)


def said(wanted, slip):
    return slips.recognise([slip(right) for right in wanted], wanted)


@pytest.mark.parametrize(
    ("wanted", "slip", "hint"),
    [
        (SHARES, lambda r: 100 * r, "That is in percent. A share is at most 1: leave out the 100."),
        (
            SHARES,
            lambda r: 1 - r,
            "That is one minus the answer: the share of all the other cases.",
        ),
        (SHARES, lambda r: -r, "The size is right, and the sign is turned round."),
        (REALS, lambda r: -r, "The size is right, and the sign is turned round."),
        (WHOLE, lambda r: -r, "The size is right, and the sign is turned round."),
        (REALS, lambda r: 1 / r, "That is upside down: one divided by the answer."),
        (REALS, lambda r: r * np.log(2), f"Too small by the factor ln 2: {BASE}"),
        (REALS, lambda r: r / np.log(2), f"Too large by the factor 1 / ln 2: {BASE}"),
        (REALS, np.ceil, f"You rounded up. {ALONE}"),
        (REALS, np.floor, f"You rounded down. {ALONE}"),
        (REALS, np.round, f"You rounded. {ALONE}"),
        (WHOLE, lambda r: r + 1, "One too many, in every case."),
        (WHOLE, lambda r: r - 1, "One too few, in every case."),
        (WHOLE, lambda r: r - 0.3, "A whole number is asked for: round yours up."),
        (WHOLE, lambda r: r + 0.7, "A whole number is asked for: round yours down."),
        (
            WHOLE,
            lambda r: r + 0.2 - 0.4 * (r < 5),
            "A whole number is asked for: round yours to the nearest one.",
        ),
        (WHOLE, lambda r: r + (r < 5), SOME.format("many")),
        (WHOLE, lambda r: r - (r < 5), SOME.format("few")),
        (WHOLE, lambda r: 3 * r, "Every answer is 3 times what it should be."),
        (REALS, lambda r: r / 8, "Every answer is 0.125 times what it should be."),
        (REALS, lambda r: r + 2.5, "Every answer is 2.5 too large."),
        (WHOLE, lambda r: r - 4, "Every answer is 4 too small."),
        (
            REALS,
            lambda r: r.reshape(1, 1),
            "The number is right; return it by itself, not in an array (1, 1).",
        ),
        (GRIDS, lambda r: r[None], f"The numbers are right; {SHAPES.format((1, 2, 3))}."),
        (
            GRIDS,
            lambda r: r.T,
            f"The axes are in the reverse order: {SHAPES.format((3, 2))}. Transpose it.",
        ),
        (GRIDS, lambda r: r[::-1], "The right entries in the reverse order, along axis 0."),
        (GRIDS, lambda r: r[:, ::-1], "The right entries in the reverse order, along axis 1."),
        (
            [np.arange(9.0).reshape(3, 3)],
            np.transpose,
            "Rows and columns are exchanged: transpose it.",
        ),
        (GRIDS, lambda r: np.roll(r, 1), "The right entries, in another order."),
        (GRIDS, lambda r: r * (r[0, 1] + 1), BY_CASE),
        (REALS, lambda r: r * (1 + 5e-5), ROUNDED),
        ([np.array(10_000.0), np.array(1e8)], lambda r: r * 1.0001, ROUNDED),
        (REALS, lambda r: r + 0.25, "Every answer is 0.25 too large."),
        (PAIRS, lambda r: r * (r[1] + 1), BY_CASE),
        (
            [np.array(2.5)],
            lambda r: r[None],
            "The number is right; return it by itself, not in an array (1,).",
        ),
    ],
)
def test_a_slip_is_named(wanted, slip, hint):
    assert said(wanted, slip) == hint


@pytest.mark.parametrize(
    ("wanted", "slip"),
    [
        (SHARES, lambda r: r + 0.1 * r**2),
        (REALS, lambda r: r * (1 + 2e-4) + 1e-4 * r**2),
        (REALS, lambda r: 0 * r),
        (REALS, lambda r: 0 * r + 7),
        (WHOLE, lambda r: r + (r < 5) - (r > 8)),
        (WHOLE, lambda r: r + 2 * (r < 5)),
        (WHOLE, lambda r: r * 1j),
        (WHOLE, lambda r: "many"),
        (REALS, lambda r: np.nan * r),
        (REALS, lambda r: np.inf * r),
        (REALS, lambda r: np.array([r, r])),
        (GRIDS, lambda r: r[:, :2]),
        (GRIDS, lambda r: r.T[::-1]),
        (GRIDS, lambda r: r + r[0]),
        ([np.array(3)], lambda r: 2 * r),
        ([np.array(3)], lambda r: r + 2),
        ([np.array([0, 1, 1]), np.array([1, 0])], lambda r: 0 * r),
        (SHARES, lambda r: (r - 0.25) / 2),
    ],
)
def test_what_is_no_slip_is_not_named(wanted, slip):
    assert said(wanted, slip) is None


@pytest.mark.parametrize(
    ("off", "said_first"), [(0.9e-4, "Right to four"), (1.1e-4, "Every answer")]
)
def test_four_digits_are_the_bound_for_what_was_rounded_on_the_way(off, said_first):
    assert said(REALS, lambda r: r * (1 + off)).startswith(said_first)
    assert said(GRIDS, lambda r: r * (1 + off)).startswith(said_first)


def test_digits_that_are_lost_matter_beside_the_largest_entry():
    wanted = [np.array([1000.0, 0.5])]
    assert said(wanted, lambda r: r + 0.05).startswith("Right to four digits")
    assert said(wanted, lambda r: r + np.array([0, 0.2])) is None


def test_a_slip_has_to_explain_every_case():
    assert slips.recognise([25, 50, 8], SHARES) is None
    assert slips.recognise([7, 2, 12], WHOLE).startswith("Some are right")
    assert slips.recognise([np.zeros((3, 2)), GRIDS[1].T], GRIDS) is None
    assert slips.recognise([GRIDS[0].ravel(), GRIDS[1].T], GRIDS) is None


def test_percent_is_no_slip_where_the_answer_can_exceed_one():
    assert said(REALS, lambda r: 100 * r) == "Every answer is 100 times what it should be."
    above = [np.array(1.5), np.array(0.2)]
    assert said(above, lambda r: 100 * r) == "Every answer is 100 times what it should be."
    assert said([np.array(1.0), np.array(-0.5)], lambda r: 100 * r).startswith("That is in percent")


def slips_of(exercise):
    """The slips that change some of the right answers to an exercise, with their hints."""
    wanted = [as_numbers(exercise.solution(*case)) for case in exercise.cases]
    if exercise.form or any(right is None or right.dtype.kind == "c" for right in wanted):
        return
    for fits, slip, hint in slips.VALUES:
        with np.errstate(all="ignore"):
            made = [slip(right) for right in wanted if fits(right)]
        fit = len(made) == len(wanted) and all(np.isfinite(came).all() for came in made)
        if fit and not all(map(np.allclose, made, wanted)):
            yield slip, hint


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.__name__)
def test_every_exercise_knows_the_slips_that_fit_it(exercise):
    """A slip gets a hint: its own one, or that of a mistake of the exercise which is the same."""
    known = {hint for _, hint in exercise.mistakes} | {hint for _, _, hint in slips.VALUES}
    for slip, hint in slips_of(exercise):
        exercise.forget()
        verdict = exercise(lambda *case, slip=slip: slip(np.asarray(exercise.solution(*case))))
        assert verdict.right is False
        assert verdict.message.startswith(tuple(known)), hint


def test_most_exercises_are_met_by_some_slip():
    met = [exercise.__name__ for exercise in EXERCISES if list(slips_of(exercise))]
    assert len(met) >= 60


def test_an_array_is_shown_with_its_first_entry_as_well():
    verdict = check.squares_slope(lambda z, y: 6 * (z - y) / y.size)
    assert verdict.message.startswith("Every answer is 3 times what it should be. squares_slope(")
    assert "your answer[0, 0, 0] is " in verdict.message
    assert "the largest difference is " in verdict.message


def test_a_number_is_told_beside_a_slip_from_the_second_try_on():
    check.carry_states.forget()
    assert check.carry_states(lambda m: m + 5).message == "Every answer is 5 too large."
    assert check.carry_states(lambda m: m + 4).message == (
        "Every answer is 4 too large. carry_states(2): your answer is 6; it should be 2."
    )
