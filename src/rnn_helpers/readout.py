"""The readout: the linear layer ``y_t = h_t V + c`` that turns states into outputs."""

from typing import NamedTuple

import numpy as np

from . import _validate as need
from ._kernels.arrays import flat, sum_rows
from ._layers import check_cache

__all__ = ["Cache", "backward", "forward", "init_params"]


class Cache(NamedTuple):
    """What :func:`backward` needs from :func:`forward`."""

    params: dict
    """The parameters of the run."""
    h: np.ndarray
    """The states that were read, shape (batch, time, hidden)."""


def init_params(hidden, outputs, rng, dtype=np.float64):
    """Draw ``V`` (Glorot uniform) and set ``c`` to zero.

    Parameters
    ----------
    hidden, outputs : int
        Size of one state ``h_t`` and of one output ``y_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``V`` (hidden, outputs), ``c`` (outputs,).

    References
    ----------
    Glorot & Bengio (2010).
    """
    need.integer("hidden", hidden, 1)
    need.integer("outputs", outputs, 1)
    need.generator("rng", rng)
    limit = np.sqrt(6 / (hidden + outputs))
    V = rng.uniform(-limit, limit, (hidden, outputs))
    return {"V": V.astype(dtype), "c": np.zeros(outputs, dtype)}


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
    hidden, outputs = _check(params)
    need.array("h", h, ("batch", "time", hidden))
    y = flat(h).dot(params["V"]) + params["c"]
    return y.reshape(*h.shape[:2], outputs), Cache(params, h)


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
        Gradients of ``V``, ``c`` and ``h``, each shaped like the array itself. ``grads["h"]`` is
        the ``dh`` that the recurrent layer's ``backward`` takes.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.16).
    """
    check_cache(cache, Cache)
    h = cache.h
    if params is not cache.params and _check(params)[0] != h.shape[2]:  # its own are known good
        expected = f"a V with {h.shape[2]} rows, as many as the cached states have units"
        need.fail(need.ShapeError, "params", expected, f"shape {params['V'].shape}")
    need.array("dy", dy, (*h.shape[:2], params["V"].shape[1]))
    rows = flat(dy)
    return {
        "V": flat(h).T.dot(rows),
        "c": sum_rows(rows),
        "h": rows.dot(params["V"].T).reshape(h.shape),
    }


def _check(params):
    need.entries("params", params, ("V", "c"))
    V, c = params["V"], params["c"]
    need.array("params['V']", V, ("hidden", "outputs"))
    need.array("params['c']", c, (V.shape[1],))
    return V.shape
