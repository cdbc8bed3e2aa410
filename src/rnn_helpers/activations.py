"""Activations that never overflow, and their derivatives.

Each derivative takes the *output* of its activation: that is what the forward pass has at hand.
All of them accept complex arrays, so that a complex-step check can run through them.
"""

import numpy as np

from . import _validate as need

__all__ = ["log_softmax", "sigmoid", "sigmoid_slope", "softmax", "tanh_slope"]


def sigmoid(x):
    """Compute ``1 / (1 + exp(-x))`` as ``(1 + tanh(x / 2)) / 2``, which cannot overflow.

    Parameters
    ----------
    x : ndarray, any shape

    Returns
    -------
    s : ndarray, same shape
        Values between 0 and 1.

    Raises
    ------
    InputError
        If ``x`` is not a finite, non-empty float array.
    """
    _check("x", x)
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def sigmoid_slope(s):
    """Derivative of the sigmoid from its output: ``s (1 - s)``, at most 1/4.

    Parameters
    ----------
    s : ndarray, any shape
        What :func:`sigmoid` returned.

    Returns
    -------
    slope : ndarray, same shape

    Raises
    ------
    InputError
        If ``s`` is not a finite, non-empty float array, or holds what no sigmoid puts out.
    """
    _check("s", s, low=0)
    return s * (1 - s)


def tanh_slope(t):
    """Derivative of tanh from its output: ``1 - t²``, at most 1.

    Parameters
    ----------
    t : ndarray, any shape
        What ``np.tanh`` returned.

    Returns
    -------
    slope : ndarray, same shape

    Raises
    ------
    InputError
        If ``t`` is not a finite, non-empty float array, or holds what no tanh puts out.
    """
    _check("t", t, low=-1)
    return 1 - t * t


def softmax(x):
    """Turn logits into probabilities along the last axis: ``exp(x) / sum(exp(x))``.

    Parameters
    ----------
    x : ndarray, shape (…, classes)

    Returns
    -------
    p : ndarray, same shape
        Positive, each row summing to 1.

    Raises
    ------
    InputError
        If ``x`` is not a finite, non-empty float array with at least one axis.
    """
    return np.exp(log_softmax(x))


def log_softmax(x):
    """Logarithm of the softmax along the last axis, exact even where a probability underflows.

    Logits must not lie further apart than the largest float.

    Parameters
    ----------
    x : ndarray, shape (…, classes)

    Returns
    -------
    log_p : ndarray, same shape

    Raises
    ------
    InputError
        If ``x`` is not a finite, non-empty float array with at least one axis.
    """
    _check("x", x, last_axis=True)
    return checked_log_softmax("x", x)


def checked_log_softmax(name, x):
    """The same for an array whose form is known; ``name`` is what an error calls it."""
    with np.errstate(over="ignore"):
        shifted = x - x.real.max(axis=-1, keepdims=True)  # softmax(x) = softmax(x - constant)
    need.finite_result(shifted, {name: x})
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


def _check(name, value, last_axis=False, low=None):
    scalar = isinstance(value, np.ndarray) and not value.ndim
    need.array(name, value, ("classes",) if last_axis and scalar else None)
    if low is not None and not low <= value.real.min() <= value.real.max() <= 1:
        came = f"values from {value.real.min():g} to {value.real.max():g}"
        need.fail(need.RangeError, name, f"outputs from {low} to 1", came)
