"""Comparing numbers and arrays of numbers, and saying how they differ."""

from typing import NamedTuple

import numpy as np

from .language import say
from .show import show, show_pair

EXACT = 1e-9  # relative
SMALLEST = 1e-12  # below this a difference from zero is rounding
SINGLE = 2e-5  # what is left of the digits when an answer was computed in float32


class Miss(NamedTuple):
    """What is wrong: a hint that keeps the right value back, and the whole of it."""

    hint: str
    whole: str


def open_miss(sentence, **values):
    """A miss in which there is nothing to hide; the values go into the braces of its sentence."""
    said = say(sentence, **values)
    return Miss(said, said)


def as_numbers(value):
    """Turn a value into an array of numbers; None if it is none."""
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and all(hasattr(entry, "__float__") for entry in array.flat):
            array = array.astype(float)  # fractions, decimals, whole numbers beyond NumPy's
    except Exception:  # the learner's object may raise anything
        return None
    return array if array.dtype.kind in "biufc" else None


def agree(yours, wanted):
    """Compare two arrays of one shape, entry by entry.

    Whole numbers have to be equal. Others agree if they do to nine digits, or to the digits of
    float32 if ``yours`` was computed in float32.
    """
    with np.errstate(all="ignore"):
        gap = np.abs(_exact(yours) - _exact(wanted))
        size = np.abs(_exact(wanted))
        if wanted.dtype.kind in "biu":
            return gap <= np.minimum(EXACT * size, 1e-3)
        close = (gap <= SMALLEST + EXACT * size) | (yours == wanted)  # the latter for infinity
        if computed_in_single(yours):
            close |= gap <= SINGLE * size.max()
    return close


def _exact(array):
    """The numbers as float64 (or complex), in which differences of truth values are defined."""
    return array.astype(complex if array.dtype.kind == "c" else float)


def computed_in_single(array):
    """Whether an array is float32, or was before it was turned into something else.

    Numbers such as 0.5 or 7.0 are the same in all precisions and say nothing.
    """
    if array.dtype in (np.float32, np.complex64):
        return True
    if array.dtype.kind not in "fc":
        return False
    with np.errstate(all="ignore"):
        parts = np.stack([array.real, array.imag])
        fits, fits_half = (parts == parts.astype(kind) for kind in (np.float32, np.float16))
    return bool(fits.all() and not fits_half.all())


def miss_in_numbers(came, right, at):
    """Find the first difference between an answer and the right number or array."""
    yours, wanted = as_numbers(came), as_numbers(right)
    if yours is None:
        return _not_numbers(came, wanted, at)
    if yours.shape != wanted.shape:
        values = {"at": at, "yours": _shown(yours), "form": _form(wanted)}
        if yours.ndim:
            said = "your answer{at} has the shape {yours}; {form} is asked for."
        else:
            said = "your answer{at} is the number {yours}; {form} is asked for."
        return open_miss(said, **values)
    wrong = ~agree(yours, wanted)
    if not wrong.any():
        return None
    odd = _odd_number(yours, wanted, wrong, at)
    if odd:
        return odd
    return _array_miss(yours, wanted, wrong, at) if wanted.ndim else _scalar_miss(yours, wanted, at)


def _not_numbers(came, wanted, at):
    if isinstance(came, int):  # beyond the floats as well
        size = say("far too large") if came > 0 else say("far too small")
        return open_miss("your answer{at} is {yours}, {size}.", at=at, yours=show(came), size=size)
    said = "your answer{at} is {yours}; {form} is asked for."
    if isinstance(came, str):
        said = "your answer{at} is the text {yours}; {form} is asked for."
    return open_miss(said, at=at, yours=show(came), form=_form(wanted))


def _shown(array):
    return array.shape if array.ndim else show(array.item())


def _form(array):
    if array.dtype.kind == "b" and not array.ndim:
        return say("True or False")
    if array.ndim:
        return say("an array of shape {shape}", shape=array.shape)
    return say("one number")


def place(index):
    """Write an index as a subscript; a number by itself has none."""
    return f"[{', '.join(map(str, index))}]" if len(index) else ""


def _odd_number(yours, wanted, wrong, at):
    odd = np.argwhere(wrong & ~np.isfinite(yours))
    if len(odd):
        value = show(yours[tuple(odd[0])])
        return open_miss(
            "your answer{at} is {value}: look for a division by zero, a logarithm of a number that "
            "is not positive, or an exponential that is too large.",
            at=f"{at}{place(odd[0])}",
            value=value,
        )
    if yours.dtype.kind == "c" != wanted.dtype.kind and yours.imag.any():
        said = "your answer{at} has an imaginary part; {form} is asked for."
        return open_miss(said, at=at, form=_form(wanted))
    return None


def _array_miss(yours, wanted, wrong, at):
    first = np.argwhere(wrong)[0]
    with np.errstate(all="ignore"):
        gap = np.where(wrong, np.abs(_exact(yours) - _exact(wanted)), 0)
    furthest = np.unravel_index(gap.argmax(), gap.shape)
    came, right = show_pair(yours[tuple(first)], wanted[tuple(first)])
    return open_miss(
        "your answer{at} is {came} and should be {right}. It is the first of {wrong} entries, out "
        "of {all}, that differ; the largest difference is {gap}, at {furthest}.",
        at=f"{at}{place(first)}",
        came=came,
        right=right,
        wrong=wrong.sum(),
        all=wrong.size,
        gap=f"{gap[furthest]:.4g}",
        furthest=place(furthest),
    )


def _scalar_miss(yours, wanted, at):
    came, right = show_pair(yours, wanted)
    kind = _kind_of_miss(yours.item(), wanted.item())
    values = {"at": at, "yours": came, "right": right, "size": kind}
    return Miss(
        say("your answer{at} is {yours}, {size}.", **values),
        say("your answer{at} is {yours}; it should be {right}.", **values),
    )


def _kind_of_miss(came, right):
    """Say on which side of the right number an answer lies, and roughly how far."""
    if isinstance(right, (bool, complex)):
        return say("which is not right")
    if came * right < 0:
        return say("which has the wrong sign")
    if isinstance(right, int) and abs(came - right) == 1:
        return say("one too many") if came > right else say("one too few")
    large, small = sorted((abs(came), abs(right)), reverse=True)
    much, more = large >= 10 * small, abs(came) > abs(right)
    if much:
        size = say("much too large") if more else say("much too small")
    else:
        size = say("too large") if more else say("too small")
    return say("{size} in size", size=size) if right < 0 else size
