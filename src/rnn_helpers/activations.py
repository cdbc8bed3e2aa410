"""Activations that never overflow, and their derivatives.

Each derivative takes the *output* of its activation: that is what the forward pass has at hand.
All of them accept complex arrays, so that a complex-step check can run through them.
"""

import numpy as np

from . import _validate as need

__all__ = [
    "log_softmax",
    "log_softmax_backward",
    "sigmoid",
    "sigmoid_slope",
    "softmax",
    "softmax_backward",
    "tanh_slope",
]


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
        If ``s`` is not a finite, non-empty float array.
    """
    _check("s", s)
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
        If ``t`` is not a finite, non-empty float array.
    """
    _check("t", t)
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
    shifted = x - x.real.max(axis=-1, keepdims=True)  # softmax(x) = softmax(x - constant)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax_backward(p, dp):
    """Gradient on the logits from the gradient on the probabilities: ``p (dp - p·dp)``.

    Parameters
    ----------
    p : ndarray, shape (…, classes)
        What :func:`softmax` returned.
    dp : ndarray, same shape
        Gradient of the loss with respect to ``p``.

    Returns
    -------
    dx : ndarray, same shape

    Raises
    ------
    InputError
        If an array is not finite, is empty, or the shapes differ.
    """
    _check("p", p, last_axis=True)
    need.array("dp", dp, p.shape)
    return p * (dp - (p * dp).sum(axis=-1, keepdims=True))


def log_softmax_backward(log_p, dlog_p):
    """Gradient on the logits from the gradient on the log-probabilities.

    Parameters
    ----------
    log_p : ndarray, shape (…, classes)
        What :func:`log_softmax` returned.
    dlog_p : ndarray, same shape
        Gradient of the loss with respect to ``log_p``.

    Returns
    -------
    dx : ndarray, same shape

    Raises
    ------
    InputError
        If an array is not finite, is empty, or the shapes differ.
    """
    _check("log_p", log_p, last_axis=True)
    need.array("dlog_p", dlog_p, log_p.shape)
    return dlog_p - np.exp(log_p) * dlog_p.sum(axis=-1, keepdims=True)


def _check(name, value, last_axis=False):
    scalar = isinstance(value, np.ndarray) and not value.ndim
    need.array(name, value, ("classes",) if last_axis and scalar else None)
