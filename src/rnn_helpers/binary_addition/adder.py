"""Judging an adder, and building one by hand."""

import numpy as np

from .. import _validate as need
from .bits import check_bits


def exact_accuracy(logits, target, mask=None):
    """Share of the sums in which *every* bit is right: the only accuracy an adder should quote.

    Parameters
    ----------
    logits : ndarray, shape (count, steps, 1)
        Above 0 stands for the bit 1, so answers of 0 and 1 will do. Probabilities will not: they
        are refused where they can be told from logits.
    target : ndarray of 0 and 1, shape (count, steps, 1)
    mask : ndarray of bool, shape (count, steps), optional
        True where a bit counts; a sum of which no bit counts is left out. What stands under False
        does not matter.

    Returns
    -------
    share : float
        0 to 1.

    Raises
    ------
    InputError
        If an array does not fit; the message names it.
    """
    right, mask = _right(logits, target, mask)
    sums = (right | ~mask).all(axis=1)
    return float(sums[mask.any(axis=1)].mean())


def bit_accuracy(logits, target, mask=None):
    """Share of single bits that are right; 0.5 is what guessing gets.

    Parameters
    ----------
    logits, target : ndarray, shape (count, steps, 1)
    mask : ndarray of bool, shape (count, steps), optional
        All as for :func:`exact_accuracy`.

    Returns
    -------
    share : float
        0 to 1.

    Raises
    ------
    InputError
        If an array does not fit; the message names it.
    """
    right, mask = _right(logits, target, mask)
    return float(right[mask].mean())


def _right(logits, target, mask):
    """Which bits are right, and which count, both of shape (count, steps)."""
    need.form("logits", logits, ("count", "steps", 1), "f")
    need.form("target", target, logits.shape, "biuf")
    if mask is None:
        mask = np.ones(logits.shape[:2], bool)
    need.array("mask", mask, logits.shape[:2], "b")
    if not mask.any():
        need.fail(need.EmptyError, "mask", "at least one True", "False everywhere")
    logits, target = (np.where(mask, array[:, :, 0], 0) for array in (logits, target))
    _check_logits(logits, mask)
    check_bits("target", target)
    return (logits > 0) == (target == 1), mask


def _check_logits(logits, mask):
    """Refuse probabilities, all of which would count as the bit 1.

    Logits all from 0 to 1 do occur, in networks that have hardly learned. But those are near 0,
    while probabilities are near 1/2, or on both sides of it.
    """
    need.finite("logits", logits)
    counted = logits[mask]
    low, high = counted.min(), counted.max()
    answers = ((counted == 0) | (counted == 1)).all()
    if low >= 0 and high <= 1 and not answers and (low > 0.25 or high > 0.75):
        came = f"numbers from {low:.3g} to {high:.3g}, like probabilities"
        need.fail(need.RangeError, "logits", "logits, below 0 for the bit 0", came)


def hand_built_adder(sharpness=8.0, scale=0.1, dtype=np.float64):
    """Set the weights of a two-unit tanh RNN so that it adds numbers of any length exactly.

    Both units see ``r = a + b + h_2 / 2 - 5 / 4``. The second, ``h_2 = tanh(sharpness · r)``, is
    the carry as -1 or +1; the first, ``h_1 = tanh(scale · r)``, stays in the straight part of tanh
    and passes ``r`` on. The bit of the sum is the sign of ``h_1 / scale - h_2``.

    Parameters
    ----------
    sharpness : float
        Above 0; from 8 up the carry provably never fades.
    scale : float
        Above 0.
    dtype : dtype, optional
        A type of floats that can hold these numbers.

    Returns
    -------
    params : dict of ndarray
        ``U`` (2, 2), ``W`` (2, 2), ``b`` (2,), ``V`` (2, 1), ``c`` (1,): for ``rnn`` and
        ``readout``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    dtype = need.float_type("dtype", dtype)
    largest = float(np.finfo(dtype).max) / 2
    need.number("sharpness", sharpness, need.POSITIVE, largest)
    need.number("scale", scale, max(1 / largest, need.POSITIVE), largest)
    gain = np.array([scale, sharpness], float)
    params = {
        "U": np.array([gain, gain]),
        "W": np.array([np.zeros(2), gain / 2]),
        "b": -5 / 4 * gain,
        "V": np.array([[1 / gain[0]], [-1]]),
        "c": np.zeros(1),
    }
    return {name: array.astype(dtype) for name, array in params.items()}
