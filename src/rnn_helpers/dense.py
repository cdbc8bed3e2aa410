"""The layer without a memory: ``h_t = tanh(x_t U + b)``, every step by itself.

With a readout on top it is a multilayer perceptron. It has the functions of the recurrent layers,
so that ``model`` can build a network of it, and the two can be compared.
"""

from typing import NamedTuple

import numpy as np

from . import _layers as shared
from . import _validate as need

__all__ = ["Cache", "backward", "final_state", "forward", "init_params"]


class Cache(NamedTuple):
    """What :func:`backward` needs from :func:`forward`."""

    weights: dict
    """The arrays ``U`` and ``b`` of the run."""
    x: np.ndarray
    """A copy of the inputs, shape (batch, time, features)."""
    h: np.ndarray
    """What came out, shape (batch, time, hidden)."""


def init_params(features, hidden, rng, *, dtype=np.float64):
    """Draw ``U`` (Glorot uniform) and set ``b`` to zero.

    Parameters
    ----------
    features : int
        Size of one input ``x_t``.
    hidden : int
        Size of one output ``h_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, hidden), ``b`` (hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010).
    """
    need.integer("features", features, 1)
    need.integer("hidden", hidden, 1)
    return {"U": shared.glorot(features, hidden, rng, dtype), "b": np.zeros(hidden, dtype)}


def forward(params, x, *, mask=None):
    """Apply ``h_t = tanh(x_t U + b)`` to every step.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, hidden), ``b`` (hidden,). Further entries are ignored, so that one
        dictionary can hold the layer and its readout.
    x : ndarray, shape (batch, time, features)
    mask : ndarray of bool, shape (batch, time), optional
        As for the recurrent layers. Here no step looks at another, so it changes nothing.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Chapter 1, equation (1.3).
    """
    need.entries("params", params, ("U", "b"))
    U, b = params["U"], params["b"]
    need.array("params['U']", U, need.axes(U, ("features", "hidden")))
    need.array("params['b']", b, (U.shape[1],))
    batch, time, _ = need.axes(x, ("batch", "time", "features"))
    need.array("x", x, (batch, time, len(U)))
    if mask is not None:
        need.array("mask", mask, (batch, time), "b")
    rows = shared.flat(x).copy()
    h = np.tanh(rows.dot(U) + b).reshape(batch, time, len(b))
    return h, Cache({"U": U, "b": b}, rows.reshape(x.shape), h)


def final_state(cache):
    """Read what is carried into the next piece of a sequence: nothing.

    Parameters
    ----------
    cache : Cache
        What :func:`forward` returned.

    Returns
    -------
    state : dict
        Empty.

    Raises
    ------
    InputError
        If ``cache`` is something else.
    """
    shared.check_cache(cache, Cache)
    return {}


def backward(params, cache, dh):
    """Turn the gradient on every ``h_t`` into gradients on the weights and on the inputs.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dh : ndarray, shape (batch, time, hidden)
        Gradient of the loss with respect to every ``h_t``.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``U`` and ``b``, each shaped like the array itself.
    dx : ndarray, shape (batch, time, features)
        Gradient on every input.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Rumelhart, Hinton & Williams (1986).
    """
    shared.check_backward(params, cache, Cache)
    x, h = shared.flat(cache.x), shared.flat(cache.h)
    need.array("dh", dh, cache.h.shape)
    da = shared.flat(dh) * (1 - h * h)  # tanh'(a) = 1 - tanh(a)²
    grads = {"U": x.T.dot(da), "b": shared.sum_rows(da)}
    return grads, da.dot(params["U"].T).reshape(cache.x.shape)
