"""Slips that can happen in any exercise, recognised by what they do to the right answers.

A slip counts only if it explains the answers to all cases: in a single one, many look alike.
"""

import itertools

import numpy as np

from .compare import same
from .language import say
from .numeric import agree, as_numbers

ROUGH = 1e-4  # how far off, at most, an answer is that was rounded on the way
LN_2 = np.log(2.0)


def whole(right):
    """Whether whole numbers are asked for."""
    return right.dtype.kind in "iu"


def real(right):
    """Whether numbers with decimals are asked for."""
    return right.dtype.kind == "f"


def share(right):
    """Whether the numbers can be shares, probabilities or an R²."""
    return real(right) and np.abs(right).max() <= 1


SIGN = "The size is right, and the sign is turned round."
VALUES = [  # for which right answers, what a slip makes of them, what to say
    (share, lambda r: 100 * r, "That is in percent. A share is at most 1: leave out the 100."),
    (share, lambda r: 1 - r, "That is one minus the answer: the share of all the other cases."),
    (whole, lambda r: -r, SIGN),
    (whole, lambda r: r + 1, "One too many, in every case."),
    (whole, lambda r: r - 1, "One too few, in every case."),
    (real, lambda r: -r, SIGN),
    (real, lambda r: 1 / r, "That is upside down: one divided by the answer."),
    (real, lambda r: r * LN_2, "Too small by the factor ln 2: look at the logarithm's base."),
    (real, lambda r: r / LN_2, "Too large by the factor 1 / ln 2: look at the logarithm's base."),
    (real, np.ceil, "You rounded up. The number itself is asked for, with its decimals."),
    (real, np.floor, "You rounded down. The number itself is asked for, with its decimals."),
    (real, np.round, "You rounded. The number itself is asked for, with its decimals."),
]  # fmt: skip
ROUNDING = [  # what makes the learner's answers whole, what to say if that makes them right
    (np.ceil, "A whole number is asked for: round yours up."),
    (np.floor, "A whole number is asked for: round yours down."),
    (np.round, "A whole number is asked for: round yours to the nearest one."),
]


def recognise(answers, wanted):
    """Say which slip explains an answer.

    Parameters
    ----------
    answers : list
        The learner's, for every case.
    wanted : list
        The right ones.

    Returns
    -------
    hint : str or None
    """
    came, right = ([as_numbers(value) for value in values] for values in (answers, wanted))
    if not all(map(_plain, came + right)):
        return None
    if any(c.shape != r.shape for c, r in zip(came, right, strict=True)):
        return _shape_slip(came, right)
    finders = (_lost_digits, _value_slip, _rounding_slip, _order_slip, _ratio_slip)
    with np.errstate(all="ignore"):
        return next(filter(None, (find(came, right) for find in finders)), None)


def _plain(array):
    return array is not None and array.dtype.kind != "c" and np.isfinite(array).all()


def _all(test, *lists):
    return all(itertools.starmap(test, zip(*lists, strict=True)))


def _shape_slip(came, right):
    """The right numbers, in arrays of another shape."""
    shapes = {"yours": came[0].shape, "wanted": right[0].shape}
    if _all(lambda c, r: c.size == r.size and agree(c.ravel(), r.ravel()).all(), came, right):
        if not right[0].ndim:
            said = "The number is right; return it by itself, not in an array {yours}."
            return say(said, yours=came[0].shape)
        said = "The numbers are right; yours has the shape {yours}, and {wanted} is asked for."
        return say(said, **shapes)
    if _all(lambda c, r: c.ndim == r.ndim and same(c.T, r), came, right):
        return say(
            "The axes are in the reverse order: yours has the shape {yours}, and {wanted} is asked "
            "for. Transpose it.",
            **shapes,
        )
    return None


def _lost_digits(came, right):
    def near(c, r):
        return np.abs(c - r).max() <= ROUGH * np.abs(r).max()

    if not all(map(real, right)) or not _all(near, came, right):
        return None
    return say(
        "Right to four digits, and not to nine: a number was rounded on the way, to float32 or by "
        "hand. Compute in float64 and keep all digits."
    )


def _value_slip(came, right):
    for fits, slip, hint in VALUES:
        if all(map(fits, right)) and _all(lambda c, r: same(c, slip(r)), came, right):  # noqa: B023
            return say(hint)
    return None


def _rounding_slip(came, right):
    if not all(map(whole, right)):
        return None
    for rounded, hint in ROUNDING:
        if _all(lambda c, r: same(rounded(c), r), came, right):  # noqa: B023
            return say(hint)
    gaps = {gap for c, r in zip(came, right, strict=True) for gap in np.ravel(c - r).tolist()}
    if not right[0].ndim and gaps in ({0, 1}, {0, -1}):
        off = say("one too many") if 1 in gaps else say("one too few")
        said = "Some are right and some {off}: look at how you round, and at `<` against `<=`."
        return say(said, off=off)
    return None


def _order_slip(came, right):
    for axis in range(right[0].ndim):
        if _all(lambda c, r: same(np.flip(c, axis), r), came, right):  # noqa: B023
            return say("The right entries in the reverse order, along axis {axis}.", axis=axis)
    if right[0].ndim == 2 and _all(lambda c, r: same(c.T, r), came, right):
        return say("Rows and columns are exchanged: transpose it.")
    if right[0].ndim and _all(
        lambda c, r: same(np.sort(c.ravel()), np.sort(r.ravel())), came, right
    ):
        return say("The right entries, in another order.")
    return None


def _ratio_slip(came, right):
    """One factor or one difference for all answers, or one factor in each case."""
    c, r = (np.concatenate([np.ravel(array) for array in arrays]) for arrays in (came, right))
    if len(np.unique(r)) < 2 or not c.any():
        return None
    factor, more = _ratio(c, r), c[0] - r[0]
    if same(c, factor * r):
        return say("Every answer is {factor} times what it should be.", factor=f"{factor:.6g}")
    if same(c, r + more):
        said = (
            "Every answer is {gap} too large." if more > 0 else "Every answer is {gap} too small."
        )
        return say(said, gap=f"{abs(more):.4g}")
    if right[0].size > 1 and _all(lambda c, r: same(c, _ratio(c, r) * r), came, right):
        return say(
            "In each case all entries are off by one factor, {factor} in the first: is it a sum in "
            "the place of a mean, or the reverse?",
            factor=f"{_ratio(came[0], right[0]):.4g}",
        )
    return None


def _ratio(came, right):
    """By how much an answer is too large, measured where the right one is largest."""
    largest = np.unravel_index(np.abs(right).argmax(), right.shape)
    return came[largest] / right[largest]
