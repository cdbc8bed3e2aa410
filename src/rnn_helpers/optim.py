"""Optimisers as pure functions: parameters and gradients in, new parameters out."""

import math
from typing import NamedTuple

import numpy as np

from . import _validate as need

__all__ = ["AdamState", "adam_init", "adam_step", "clip_by_global_norm", "sgd_step"]


class AdamState(NamedTuple):
    """What Adam remembers between steps: two running means over one long vector."""

    step: int
    mean: np.ndarray
    square: np.ndarray


def sgd_step(params, grads, lr):
    """Gradient descent: ``w - lr · dL/dw`` for every array.

    Parameters
    ----------
    params : dict of ndarray
    grads : dict of ndarray
        At least the entries of ``params``; others (``x``, ``h0``) are ignored.
    lr : float
        Learning rate, above 0.

    Returns
    -------
    params : dict of ndarray
        New arrays; the ones passed in are unchanged.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.9).
    """
    need.number("lr", lr, need.POSITIVE)
    vector, slopes = _flatten(params, grads)
    return _unflatten(vector - vector.dtype.type(lr) * slopes, params)


def adam_init(params):
    """Start Adam: no steps done, both running means zero.

    Parameters
    ----------
    params : dict of ndarray

    Returns
    -------
    state : AdamState

    Raises
    ------
    InputError
        If ``params`` is not a dictionary of finite float arrays.
    """
    need.arrays("params", params)
    zeros = np.zeros_like(np.concatenate([w.ravel() for w in params.values()]))
    return AdamState(0, zeros, zeros)


def adam_step(params, grads, state, lr=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Adam: a step along the running mean gradient, divided by its running size.

    Parameters
    ----------
    params : dict of ndarray
    grads : dict of ndarray
        At least the entries of ``params``; others (``x``, ``h0``) are ignored.
    state : AdamState
        From :func:`adam_init` or the step before.
    lr : float
        Learning rate, above 0.
    beta_1, beta_2 : float
        How much of the running means is kept in each step, from 0 to below 1.
    epsilon : float
        Added under the fraction bar, above 0. All defaults are those of Keras.

    Returns
    -------
    params : dict of ndarray
        New arrays; the ones passed in are unchanged.
    state : AdamState

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.10); Kingma & Ba (2015).
    """
    need.number("lr", lr, need.POSITIVE)
    need.number("beta_1", beta_1, 0, 0.9999999)
    need.number("beta_2", beta_2, 0, 0.9999999)
    need.number("epsilon", epsilon, need.POSITIVE)
    w, g = _flatten(params, grads)
    if not isinstance(state, AdamState):
        kind = type(state).__name__
        need.fail(need.ArrayTypeError, "state", "an AdamState from adam_init", kind)
    if state.mean.shape != w.shape:
        sizes = f"{state.mean.size}"
        need.fail(need.ShapeError, "state", f"running means of {w.size} parameters", sizes)
    step = state.step + 1
    mean = beta_1 * state.mean + (1 - beta_1) * g
    square = beta_2 * state.square + (1 - beta_2) * (g * g)
    rate = lr * math.sqrt(1 - beta_2**step) / (1 - beta_1**step)  # undoes the start from zero
    w -= rate * mean / (np.sqrt(square) + epsilon)
    return _unflatten(w, params), AdamState(step, mean, square)


def clip_by_global_norm(grads, max_norm):
    """Shrink all gradients by one factor so that their joint length is at most ``max_norm``.

    Parameters
    ----------
    grads : dict of ndarray
        Only what should count: drop ``x``, ``h0`` and ``h`` first.
    max_norm : float
        Above 0.

    Returns
    -------
    grads : dict of ndarray
        The direction is kept, only the length changes.
    norm : float
        The length before clipping.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013).
    """
    need.arrays("grads", grads)
    need.number("max_norm", max_norm, need.POSITIVE)
    norm = float(np.sqrt(sum(np.vdot(g, g) for g in grads.values())))
    factor = min(1.0, max_norm / norm) if norm else 1.0
    return {name: g * g.dtype.type(factor) for name, g in grads.items()}, norm


def _flatten(params, grads):
    """Lay both dictionaries out as one vector each (one update instead of five) and check them."""
    need.entries("params", params, ())
    need.entries("grads", grads, params)
    try:
        fit = [w.shape for w in params.values()] == [grads[name].shape for name in params]
        w = np.concatenate([w.ravel() for w in params.values()])
        g = np.concatenate([grads[name].ravel() for name in params])
        fit &= w.dtype.kind == g.dtype.kind == "f" and math.isfinite(np.vdot(w, w) + np.vdot(g, g))
    except (AttributeError, ValueError):  # not arrays, or none at all
        fit = False
    if not fit:  # check one by one, to name the entry
        need.arrays("params", params)
        for name, w in params.items():
            need.array(f"grads[{name!r}]", grads[name], w.shape, "f")
    return w, g.astype(w.dtype, copy=False)


def _unflatten(vector, params):
    """Cut the vector back into arrays shaped like ``params``."""
    out, start = {}, 0
    for name, w in params.items():
        out[name] = vector[start : start + w.size].reshape(w.shape)
        start += w.size
    return out
