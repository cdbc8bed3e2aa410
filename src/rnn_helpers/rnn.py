"""The vanilla recurrent layer: ``h_t = tanh(x_t U + h_{t-1} W + b)``, forward and backward.

Inside, arrays are time-major, ``(time, batch, …)``, so that one step is one block of memory.
"""

from typing import NamedTuple

import numpy as np

from . import _layers as shared
from . import _validate as need
from ._layers import Flow

__all__ = ["Cache", "Flow", "backward", "final_state", "forward", "init_params"]


class Cache(NamedTuple):
    """What :func:`backward` needs from :func:`forward`; axes in the order (time, batch, …)."""

    weights: dict
    """The arrays ``U``, ``W``, ``b`` of the run."""
    inputs: np.ndarray
    """``[x_t, 1]``, the inputs and a constant 1 for the bias, shape (time, batch, features + 1)."""
    h: np.ndarray
    """States including the initial one, shape (time + 1, batch, hidden)."""
    skipped: np.ndarray | None
    """True where a step is masked, shape (time, batch, 1)."""


def init_params(features, hidden, rng, *, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero.

    Parameters
    ----------
    features : int
        Size of one input ``x_t``.
    hidden : int
        Size of one state ``h_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, hidden), ``W`` (hidden, hidden), ``b`` (hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010); Saxe, McClelland & Ganguli (2014).
    """
    U, W = shared.init_weights(features, hidden, 1, rng, dtype)
    return {"U": U, "W": W, "b": np.zeros(hidden, dtype)}


def forward(params, x, h0=None, *, mask=None):
    """Run ``h_t = tanh(x_t U + h_{t-1} W + b)`` over a batch of sequences.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, hidden), ``W`` (hidden, hidden), ``b`` (hidden,). Further entries are
        ignored, so that one dictionary can hold the layer and its readout.
    x : ndarray, shape (batch, time, features)
    h0 : ndarray, shape (batch, hidden), optional
        State before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: the state stays as it was.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step; ``h[:, -1]`` is the last one.
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equation (N.1); Elman (1990).
    """
    shared.check_input(1, params, x, mask, h0=h0)
    weights = {name: params[name] for name in ("U", "W", "b")}
    K, skipped = shared.stack_weights(**weights), shared.skipped_steps(mask)
    (batch, time, features), hidden = x.shape, K.shape[1]
    dtype = np.result_type(x, K) if h0 is None else np.result_type(x, K, h0)
    inputs = np.ones((time, batch, features + 1), dtype)
    inputs[:, :, :features] = x.transpose(1, 0, 2)
    drive = shared.flat(inputs).dot(K[: features + 1]).reshape(time, batch, hidden)  # x_t U + b
    h = shared.room_for_states(h0, time, batch, hidden, dtype)
    W = K[features + 1 :]
    for t, a in enumerate(drive):
        a += h[t].dot(W)
        np.tanh(a, out=h[t + 1])
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return shared.swap(h[1:]), Cache(weights, inputs, h, skipped)


def final_state(cache):
    """Read the last state, to carry it into the next piece: ``forward(params, x, **state)``.

    Parameters
    ----------
    cache : Cache
        What :func:`forward` returned.

    Returns
    -------
    state : dict of ndarray
        ``h0`` (batch, hidden), the state before the first step of the next piece.

    Raises
    ------
    InputError
        If ``cache`` is something else.
    """
    shared.check_cache(cache, Cache)
    return {"h0": cache.h[-1].copy()}


def backward(params, cache, dh):
    """Backpropagate through time: from the gradient on each state to the gradient on everything.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dh : ndarray, shape (batch, time, hidden)
        Gradient of the loss with respect to every ``h_t``, through that step's output only.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``U``, ``W`` and ``b``, each shaped like the array itself.
    flow : Flow
        What flows on: the gradients on ``x``, on ``h0`` and on every state.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equations (N.11) to (N.13); Werbos (1990).
    """
    shared.check_backward(params, cache, Cache)
    _, inputs, h, skipped = cache
    time, batch, hidden = h[1:].shape
    need.array("dh", dh, (batch, time, hidden))
    U, W_T = params["U"], params["W"].T.copy()
    total = shared.swap(np.asarray(dh, np.result_type(dh, h, U, W_T)))
    # tanh'(a) = 1 - tanh(a)²; soon the gradient on a_t
    da = np.asarray(1 - h[1:] * h[1:], total.dtype)
    if skipped is not None:
        da *= ~skipped
    from_later = np.zeros((batch, hidden), total.dtype)
    for t in reversed(range(time)):
        total_t, da_t = total[t], da[t]
        total_t += from_later  # now the whole gradient on h_t
        da_t *= total_t
        from_later = da_t.dot(W_T)
        if skipped is not None:
            from_later += total_t * skipped[t]
    rows = shared.flat(da)
    dK = shared.flat(inputs).T.dot(rows)  # of U and b
    grads = {"U": dK[:-1], "W": shared.flat(h[:-1]).T.dot(rows), "b": dK[-1]}
    dx = rows.dot(U.T).reshape(time, batch, -1)
    return grads, Flow(dx.transpose(1, 0, 2), from_later, total.transpose(1, 0, 2))
