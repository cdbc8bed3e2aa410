"""Judging an adder, and building one by hand."""

import numpy as np

from .. import _validate as need


def exact_accuracy(logits, target):
    """Share of the sums in which *every* bit is right: the only accuracy an adder should quote.

    Parameters
    ----------
    logits, target : ndarray, shape (count, steps, 1)
        A positive logit stands for the bit 1.

    Returns
    -------
    share : float
        0 to 1.

    Raises
    ------
    InputError
        If an array does not fit; the message names it.
    """
    return float(_right(logits, target).all(axis=(1, 2)).mean())


def bit_accuracy(logits, target):
    """Share of single bits that are right; 0.5 is what guessing gets.

    Parameters
    ----------
    logits, target : ndarray, shape (count, steps, 1)
        A positive logit stands for the bit 1.

    Returns
    -------
    share : float
        0 to 1.

    Raises
    ------
    InputError
        If an array does not fit; the message names it.
    """
    return float(_right(logits, target).mean())


def _right(logits, target):
    need.array("logits", logits, ("count", "steps", 1), "f")
    need.array("target", target, logits.shape, "f")
    return (logits > 0) == (target > 0.5)


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
    need.number("sharpness", sharpness, need.POSITIVE)
    need.number("scale", scale, need.POSITIVE)
    gain = np.array([scale, sharpness])
    return {
        "U": np.array([gain, gain]).astype(dtype),
        "W": np.array([0 * gain, gain / 2]).astype(dtype),
        "b": (-5 / 4 * gain).astype(dtype),
        "V": np.array([[1 / scale], [-1]]).astype(dtype),
        "c": np.zeros(1, dtype),
    }
