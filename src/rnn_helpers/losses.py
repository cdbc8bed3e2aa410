"""Losses, each ``(prediction, target, mask=None) -> (loss, gradient on the prediction)``.

Every loss is a mean over the entries that count, so its size does not depend on the batch, the
length or the padding. The classification losses take logits: the sigmoid or softmax is inside,
where it can be combined with the logarithm without losing digits.
"""

import cmath

import numpy as np

from . import _validate as need
from .activations import checked_log_softmax

__all__ = ["binary_cross_entropy", "l2_penalty", "mse", "softmax_cross_entropy"]


@np.errstate(over="ignore", invalid="ignore")
def mse(prediction, target, mask=None):
    """Mean squared error, ``mean((y - target)²)``.

    Parameters
    ----------
    prediction, target : ndarray, shape (batch, time, outputs), or any (…, outputs)
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False, the step does not count. In general: the prediction's shape without
        its last axis.

    Returns
    -------
    loss : float
    gradient : ndarray, shape of ``prediction``
        ``2 (y - target) / count``; zero where masked.

    Raises
    ------
    InputError
        If an argument does not fit; ``EmptyError`` if the mask leaves nothing.

    References
    ----------
    Notation, equation (N.6).
    """
    target = _checked(prediction, target, mask)
    error = prediction - target
    return _mean(error * error, 2 * error, mask, prediction, target)


@np.errstate(over="ignore", invalid="ignore")
def binary_cross_entropy(prediction, target, mask=None):
    """Cross-entropy of yes/no outputs, from logits: ``mean(log(1 + exp(z)) - target z)``.

    Parameters
    ----------
    prediction : ndarray, shape (batch, time, outputs), or any (…, outputs)
        Logits ``z``; the probability is ``sigmoid(z)``.
    target : ndarray, same shape
        Probabilities, in most cases 0 or 1.
    mask : ndarray of bool, the prediction's shape without its last axis, optional
        Where it is False, the step does not count.

    Returns
    -------
    loss : float
        In nats; ``log 2 = 0.693`` is what guessing costs.
    gradient : ndarray, shape of ``prediction``
        ``(sigmoid(z) - target) / count``; zero where masked.

    Raises
    ------
    InputError
        If an argument does not fit, or a target lies outside 0…1.

    References
    ----------
    Notation, equation (N.7).
    """
    target = _checked(prediction, target, mask)
    below, half = 0.5 - target, 0.5 * prediction
    if np.abs(below).max() > 0.5:
        extremes = f"values from {target.min():g} to {target.max():g}"
        need.fail(need.RangeError, "target", "probabilities from 0 to 1", extremes)
    size = half * np.sign(half.real)  # |z| / 2, in a form that a complex step can pass through
    loss = below * prediction + size + np.log1p(np.exp(-2 * size))  # exp cannot overflow
    slope = below + 0.5 * np.tanh(half)  # sigmoid(z) = (1 + tanh(z / 2)) / 2
    return _mean(loss, slope, mask, prediction, target)


@np.errstate(over="ignore", invalid="ignore")
def softmax_cross_entropy(prediction, target, mask=None):
    """Cross-entropy of one class out of several, from logits: ``mean(-log softmax(z)[target])``.

    Parameters
    ----------
    prediction : ndarray, shape (batch, time, classes), or any (…, classes)
        Logits ``z``.
    target : ndarray of int, the prediction's shape without its last axis
        The right class of every step, counted from 0.
    mask : ndarray of bool, shape of ``target``, optional
        Where it is False, the step does not count.

    Returns
    -------
    loss : float
        In nats; ``exp(loss)`` is the perplexity.
    gradient : ndarray, shape of ``prediction``
        ``(softmax(z) - one_hot) / count``; zero where masked.

    Raises
    ------
    InputError
        If an argument does not fit, or a class lies outside the logits.

    References
    ----------
    Notation, equation (N.8).
    """
    target = _checked(prediction, target, mask, classes=True)
    classes = prediction.shape[-1]
    if target.min() < 0 or target.max() >= classes:
        extremes = f"classes from {target.min()} to {target.max()}"
        need.fail(need.RangeError, "target", f"classes from 0 to {classes - 1}", extremes)
    log_p = checked_log_softmax("prediction", prediction).reshape(-1, classes)
    right = np.arange(target.size), target.ravel()  # of every row of logits, the entry that counts
    slope = np.exp(log_p)
    slope[right] -= 1
    loss = -log_p[right].reshape(*target.shape, 1)
    return _mean(loss, slope.reshape(prediction.shape), mask, prediction, target)


@np.errstate(over="ignore", invalid="ignore")
def l2_penalty(params, strength):
    """Penalty on large weights, ``strength · Σ w²`` over every array: Keras's ``regularizers.L2``.

    Parameters
    ----------
    params : dict of ndarray
        The arrays to keep small; leave the biases out if they should be free.
    strength : float
        Zero or more, typically 1e-5 to 1e-3.

    Returns
    -------
    penalty : float
    grads : dict of ndarray
        ``2 · strength · w`` for every entry of ``params``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.arrays("params", params, "fc")
    need.number("strength", strength, 0)
    penalty = strength * sum((w * w).sum() for w in params.values())
    need.finite_result(penalty, {f"params[{name!r}]": w for name, w in params.items()})
    return penalty, {name: 2 * strength * w for name, w in params.items()}


def _checked(prediction, target, mask, classes=False):
    """Check the arguments of a loss; return the target with zeros where it does not count."""
    shape = getattr(prediction, "shape", ())
    shape = shape if len(shape) > 1 else ("batch", "outputs")
    by_result = mask is None or classes  # then what is made of it tells whether it is finite
    (need.form if by_result else need.array)("prediction", prediction, shape)
    need.form("target", target, shape[:-1] if classes else shape, "iu" if classes else "f")
    if mask is None:
        return target
    need.array("mask", mask, shape[:-1], "b")
    if not mask.any():
        need.fail(need.EmptyError, "mask", "at least one True", "False everywhere")
    return np.where(mask if classes else mask[..., None], target, 0)


def _mean(values, slopes, mask, prediction, target):
    """Average over what the mask lets through; scale the slopes to match."""
    count = values.size
    if mask is not None:
        keep, count = mask[..., None], int(mask.sum()) * values.shape[-1]
        values, slopes = np.where(keep, values, 0), np.where(keep, slopes, 0)
    loss = values.sum() / count
    if not cmath.isfinite(loss):
        need.finite_result(loss, {"prediction": prediction, "target": target})
    return loss, slopes / count
