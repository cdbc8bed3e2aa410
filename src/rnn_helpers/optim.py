"""Optimisers as pure functions: parameters and gradients in, new parameters out."""

import math
from typing import NamedTuple

import numpy as np

from . import _validate as need

__all__ = ["AdamState", "adam_init", "adam_step", "clip_by_global_norm", "sgd_step"]


class AdamState(NamedTuple):
    """What Adam remembers between steps: two running means for each array."""

    step: int
    """How many steps were taken."""
    mean: dict
    """Of the gradients."""
    square: dict
    """Of their squares."""


def sgd_step(params, grads, lr):
    """Gradient descent: ``w - lr · dL/dw`` for every array.

    Parameters
    ----------
    params : dict of ndarray
    grads : dict of ndarray
        At least the entries of ``params``; others are ignored.
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
    _check(params, grads, grads)

    def step():
        return {k: w - np.asarray(lr * grads[k], w.dtype) for k, w in params.items()}, None

    return _guarded(step, params, grads)[0]


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
    zeros = {name: np.zeros_like(w) for name, w in params.items()}
    return AdamState(0, zeros, zeros)


def adam_step(params, grads, state, lr=0.001, *, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Adam: a step along the running mean gradient, divided by its running size.

    Parameters
    ----------
    params : dict of ndarray
    grads : dict of ndarray
        At least the entries of ``params``; others are ignored.
    state : AdamState
        From :func:`adam_init` or the step before.
    lr : float
        Learning rate, above 0.
    beta_1 : float
        How much of the running mean of the gradients is kept in each step, from 0 to below 1.
    beta_2 : float
        The same for the mean of their squares.
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
    need.instance("state", state, AdamState, "an AdamState from adam_init")
    _check(params, grads, state.mean)
    settings = lr, beta_1, beta_2, epsilon
    return _guarded(lambda: _adam(params, grads, state, settings), params, grads)


def _adam(params, grads, state, settings):
    lr, beta_1, beta_2, epsilon = settings
    step, dtype, after, mean, square = state.step + 1, None, {}, {}, {}
    rate = lr * math.sqrt(1 - beta_2**step) / (1 - beta_1**step)  # undoes the start from zero
    scalars = rate, epsilon, beta_1, 1 - beta_1, beta_2, 1 - beta_2
    for name, w in params.items():
        if w.dtype is not dtype:  # as arrays of the same type, they are twice as fast
            dtype = w.dtype
            rate, epsilon, keep_1, new_1, keep_2, new_2 = (np.array(s, dtype) for s in scalars)
        g = np.asarray(grads[name], dtype)
        mean[name] = keep_1 * state.mean[name] + new_1 * g
        square[name] = keep_2 * state.square[name] + new_2 * (g * g)
        after[name] = w - rate * mean[name] / (np.sqrt(square[name]) + epsilon)
    return after, AdamState(step, mean, square)


def clip_by_global_norm(grads, max_norm):
    """Shrink all gradients by one factor so that their joint length is at most ``max_norm``.

    Parameters
    ----------
    grads : dict of ndarray
        Those of the parameters, as the ``backward`` of each layer returns them.
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
    largest = max(float(np.abs(g).max()) for g in grads.values())
    if largest == 0:
        return {name: g.copy() for name, g in grads.items()}, 0.0
    scaled = {name: g / g.dtype.type(largest) for name, g in grads.items()}  # squares fit
    length = math.sqrt(sum(float(np.vdot(g, g)) for g in scaled.values()))
    norm = largest * length
    if norm <= max_norm:
        return {name: g.copy() for name, g in grads.items()}, norm
    return {name: g * g.dtype.type(max_norm / length) for name, g in scaled.items()}, norm


def _check(params, grads, mean):
    """Check gradients and running means against the parameters: at a glance, then one by one."""
    if not _fit(params, grads, mean):
        need.entries("params", params, ())
        need.entries("grads", grads, params)
        _check_one_by_one(params, grads)
        need.entries("state.mean", mean, params)
        for name, w in params.items():  # another network's means might fit by broadcasting
            need.form(f"state.mean[{name!r}]", mean[name], w.shape, "f")


def _fit(params, grads, mean):
    """Say quickly, without a name for what does not fit, whether all arrays do."""
    if not params.__class__ is grads.__class__ is mean.__class__ is dict:
        return False
    for name, w in params.items():
        g, m = grads.get(name), mean.get(name)
        if not (w.__class__ is g.__class__ is m.__class__ is np.ndarray and w.size):
            return False
        if not (w.shape == g.shape == m.shape):
            return False
        if not (w.dtype.kind == g.dtype.kind == m.dtype.kind == "f"):
            return False
    return bool(params)


def _guarded(step, params, grads):
    """Take a step; if it leaves the range of floating-point numbers, say why."""
    try:
        with np.errstate(over="raise", invalid="raise"):
            after, state = step()
    except FloatingPointError:
        after = None
    if after is not None and need.is_finite(np.concatenate([w.ravel() for w in after.values()])):
        return after, state
    _check_one_by_one(params, grads)
    if after is not None:  # large, but finite
        return after, state
    name = max(params, key=lambda name: np.abs(grads[name]).max())
    expected = f"numbers whose squares fit into {params[name].dtype} (clip them first)"
    largest = f"up to {float(np.abs(grads[name]).max()):.2g}"
    need.fail(need.RangeError, f"grads[{name!r}]", expected, largest)


def _check_one_by_one(params, grads):
    need.arrays("params", params)
    for name, w in params.items():
        need.array(f"grads[{name!r}]", grads[name], w.shape, "f")
