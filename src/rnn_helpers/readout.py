"""The readout: the linear layer ``y_t = h_t V + c`` that turns states into outputs."""

from typing import NamedTuple

import numpy as np

from . import _layers as shared
from . import _validate as need

__all__ = ["Cache", "backward", "forward", "init_params"]


class Cache(NamedTuple):
    """What :func:`backward` needs from :func:`forward`."""

    weights: dict
    """The arrays ``V`` and ``c`` of the run."""
    h: np.ndarray
    """A copy of the states that were read, shape (batch, time, hidden)."""


def init_params(hidden, outputs, rng, *, dtype=np.float64):
    """Draw ``V`` (Glorot uniform) and set ``c`` to zero.

    Parameters
    ----------
    hidden : int
        Size of one state ``h_t``.
    outputs : int
        Size of one output ``y_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``V`` (hidden, outputs), ``c`` (outputs,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010).
    """
    need.integer("hidden", hidden, 1)
    need.integer("outputs", outputs, 1)
    return {"V": shared.glorot(hidden, outputs, rng, dtype), "c": np.zeros(outputs, dtype)}


def forward(params, h):
    """Apply ``y_t = h_t V + c`` to every state.

    Parameters
    ----------
    params : dict of ndarray
        ``V`` (hidden, outputs), ``c`` (outputs,). Further entries are ignored, so that one
        dictionary can hold the recurrent layer and its readout.
    h : ndarray, shape (batch, time, hidden)

    Returns
    -------
    y : ndarray, shape (batch, time, outputs)
        Predictions; for a classifier these are logits.
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.2).
    """
    need.entries("params", params, ("V", "c"))
    V, c = params["V"], params["c"]
    need.form("params['V']", V, need.axes(V, ("hidden", "outputs")))
    need.form("params['c']", c, (V.shape[1],))
    batch, time, _ = need.axes(h, ("batch", "time", "hidden"))
    need.form("h", h, (batch, time, len(V)))
    rows = shared.flat(h).copy()
    with np.errstate(over="ignore", invalid="ignore"):
        y = rows.dot(V) + c
    need.finite_result(y, {"params['V']": V, "params['c']": c, "h": h})
    return y.reshape(batch, time, len(c)), Cache({"V": V, "c": c}, rows.reshape(h.shape))


def backward(params, cache, dy):
    """Turn the gradient on the outputs into gradients on the weights and on the states.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dy : ndarray, shape (batch, time, outputs)
        Gradient of the loss with respect to every output.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``V`` and ``c``, each shaped like the array itself.
    dh : ndarray, shape (batch, time, hidden)
        Gradient on every state, through this output only: what the recurrent layer's
        ``backward`` takes.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.16).
    """
    shared.check_backward(params, cache, Cache)
    V, h = params["V"], cache.h
    need.array("dy", dy, (*h.shape[:2], V.shape[1]))
    rows = shared.flat(dy)
    grads = {"V": shared.flat(h).T.dot(rows), "c": shared.sum_rows(rows)}
    return grads, rows.dot(V.T).reshape(h.shape)
