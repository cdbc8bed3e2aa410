"""Long short-term memory: gates decide what the cell state takes in, keeps and shows.

``c_t = f * c_{t-1} + i * g`` and ``h_t = o * tanh(c_t)``, forward and backward. In ``params`` the
gates lie side by side in the order of Keras: input ``i``, forget ``f``, candidate ``g``, output
``o``. Inside, they are stacked with the three sigmoids first, ``i, f, o, g``, so that one tanh
serves all four (``sigmoid(a) = 1/2 + 1/2 tanh(a / 2)``), and arrays are time-major.
"""

from typing import NamedTuple

import numpy as np

from . import _layers as shared
from . import _validate as need

__all__ = ["Cache", "Flow", "backward", "final_state", "forward", "init_params"]

SIGMOIDS_FIRST = [0, 1, 3, 2]


class Cache(NamedTuple):
    """What :func:`backward` needs from :func:`forward`; axes in the order (time, batch, …)."""

    weights: dict
    """The arrays ``U``, ``W``, ``b`` of the run."""
    inputs: np.ndarray
    """What each step saw, ``[x_t, 1, h_{t-1}]``, shape (time, batch, features + 1 + hidden)."""
    h: np.ndarray
    """States including the initial one, shape (time + 1, batch, hidden)."""
    c: np.ndarray
    """Cell states including the initial one, shape (time + 1, batch, hidden)."""
    tanh_c: np.ndarray
    """``tanh(c_t)``, shape (time, batch, hidden)."""
    gates: np.ndarray
    """Gates i, f, o, g after their activation, shape (time, 4, batch, hidden)."""
    skipped: np.ndarray | None
    """True where a step is masked, shape (time, batch, 1)."""


class Flow(NamedTuple):
    """The gradients that flow on from a layer, to what stands below and before it."""

    x: np.ndarray
    """On the inputs, shape (batch, time, features)."""
    h0: np.ndarray
    """On the state before the first step, shape (batch, hidden)."""
    c0: np.ndarray
    """On the cell state before the first step, shape (batch, hidden)."""
    h_total: np.ndarray
    """The *whole* gradient on every state, (batch, time, hidden), later steps included."""
    c_total: np.ndarray
    """The same on every cell state."""


def init_params(features, hidden, rng, *, forget_bias=1.0, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero but for f.

    Parameters
    ----------
    features : int
        Size of one input ``x_t``.
    hidden : int
        Size of one state ``h_t``.
    rng : numpy.random.Generator
    forget_bias : float, optional
        Bias of the forget gate; 1, the default of Keras, opens it to ``sigmoid(1) = 0.73``.
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, 4·hidden), ``W`` (hidden, 4·hidden), ``b`` (4·hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010); Saxe et al. (2014); Gers, Schmidhuber & Cummins (2000).
    """
    need.number("forget_bias", forget_bias, -need.LARGEST)
    U, W = shared.init_weights(features, hidden, 4, rng, dtype)
    b = np.zeros(4 * hidden, dtype)
    b[hidden : 2 * hidden] = forget_bias
    return {"U": U, "W": W, "b": b}


def forward(params, x, h0=None, *, c0=None, mask=None):
    """Run the LSTM over a batch of sequences.

    With ``i, f, o`` the sigmoid and ``g`` the tanh of their quarters of ``x_t U + h_{t-1} W + b``:
    ``c_t = f * c_{t-1} + i * g`` and ``h_t = o * tanh(c_t)``.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, 4·hidden), ``W`` (hidden, 4·hidden), ``b`` (4·hidden,).
    x : ndarray, shape (batch, time, features)
    h0 : ndarray, shape (batch, hidden), optional
        State before the first step; zeros if omitted.
    c0 : ndarray, shape (batch, hidden), optional
        Cell state before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: both states stay as they were.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step.
    cache : Cache
        What :func:`backward` needs; :func:`final_state` reads the last states from it.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equation (N.3); Hochreiter & Schmidhuber (1997), Gers et al. (2000).
    """
    shared.check_input(4, params, x, mask, h0=h0, c0=c0)
    weights = {name: params[name] for name in ("U", "W", "b")}
    K, skipped = shared.stack_weights(**weights), shared.skipped_steps(mask)
    K = shared.by_gate(K, SIGMOIDS_FIRST)
    K[:3] *= 0.5  # the argument of a sigmoid is halved
    (batch, time, features), hidden = x.shape, K.shape[2]
    dtype = np.result_type(x, K, *[state for state in (h0, c0) if state is not None])
    inputs = np.ones((time, batch, features + 1 + hidden), dtype)
    inputs[:, :, :features] = x.transpose(1, 0, 2)
    h = shared.room_for_states(h0, time, batch, hidden, dtype)
    c = shared.room_for_states(c0, time, batch, hidden, dtype)
    gates, tanh_c = np.empty((time, 4, batch, hidden), dtype), np.empty_like(h[1:])
    half = np.array(0.5, dtype)  # as an array, twice as fast as a Python number
    for t, step in enumerate(inputs):
        step[:, features + 1 :] = h[t]
        np.matmul(step, K, out=gates[t])
        _step(gates[t], h[t + 1], c[t], c[t + 1], tanh_c[t], half)
        if skipped is not None:
            np.copyto(c[t + 1], c[t], where=skipped[t])
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return shared.swap(h[1:]), Cache(weights, inputs, h, c, tanh_c, gates, skipped)


def _step(a, h, c_before, c, tanh_c, half):
    """Do one step in place: the arguments ``a`` of the gates become the gates."""
    np.tanh(a, out=a)
    sigmoids = a[:3]
    sigmoids *= half
    sigmoids += half
    i, f, o, g = a
    np.multiply(f, c_before, out=c)
    c += i * g
    np.tanh(c, out=tanh_c)
    np.multiply(o, tanh_c, out=h)


def final_state(cache):
    """Read the last states, to carry them into the next piece: ``forward(params, x, **state)``.

    Parameters
    ----------
    cache : Cache
        What :func:`forward` returned.

    Returns
    -------
    state : dict of ndarray
        ``h0`` and ``c0`` (batch, hidden), the states before the first step of the next piece.

    Raises
    ------
    InputError
        If ``cache`` is something else.
    """
    shared.check_cache(cache, Cache)
    return {"h0": cache.h[-1].copy(), "c0": cache.c[-1].copy()}


def backward(params, cache, dh, *, dc=None):
    """Backpropagate through time: from the gradient on each state to the gradient on everything.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dh : ndarray, shape (batch, time, hidden)
        Gradient of the loss with respect to every ``h_t``, through that step's output only.
    dc : ndarray, shape (batch, hidden), optional
        Gradient on the last cell state, when the sequence goes on elsewhere.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``U``, ``W`` and ``b``, each shaped like the array itself.
    flow : Flow
        What flows on: the gradients on ``x``, on ``h0``, ``c0`` and on all states.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.14).
    """
    shared.check_backward(params, cache, Cache)
    time, batch, hidden = cache.tanh_c.shape
    need.array("dh", dh, (batch, time, hidden))
    if dc is not None:
        need.array("dc", dc, (batch, hidden))
    U, W_T = params["U"], params["W"].T.copy()
    dtype = np.result_type(dh, cache.h, U, W_T, 0.0 if dc is None else dc)
    total = shared.swap(np.asarray(dh, dtype))
    da, c_by_h, forget = _local_slopes(cache, dtype)  # soon, da is the gradient on the gates' a
    c_total, h_later = np.empty_like(total), np.zeros((batch, hidden), dtype)
    c_later = h_later if dc is None else dc
    for t in reversed(range(time)):
        dh_t, dc_t, da_t = total[t], c_total[t], da[t]
        dh_t += h_later  # now the whole gradient on h_t
        np.multiply(dh_t, c_by_h[t], out=dc_t)
        dc_t += c_later
        da_t[:, :3] *= dc_t[:, None]  # i, f and g act through c_t, o on h_t alone
        da_t[:, 3] *= dh_t
        h_later, c_later = da_t.reshape(batch, -1).dot(W_T), dc_t * forget[t]
        if cache.skipped is not None:
            h_later += dh_t * cache.skipped[t]
    rows = da.reshape(time * batch, -1)
    dK, features = shared.flat(cache.inputs).T.dot(rows), len(U)  # of U, b and W in one product
    grads = {"U": dK[:features], "W": dK[features + 1 :], "b": dK[features]}
    dx = rows.dot(U.T).reshape(time, batch, -1).transpose(1, 0, 2)
    return grads, Flow(dx, h_later, c_later, total.transpose(1, 0, 2), c_total.transpose(1, 0, 2))


def _local_slopes(cache, dtype):
    """Derivatives inside one step, for all steps at once: of c_t (for the output gate: of h_t) by
    the arguments of i, f, g and o (side by side again), of h_t by c_t, and of c_t by c_{t-1}."""
    i, f, o, g = cache.gates.swapaxes(0, 1)
    time, batch, hidden = i.shape
    slope = np.empty((time, batch, 4, hidden), dtype)
    slope[:, :, 0] = g * (i - i * i)
    slope[:, :, 1] = cache.c[:-1] * (f - f * f)
    slope[:, :, 2] = i * (1 - g * g)
    slope[:, :, 3] = cache.tanh_c * (o - o * o)
    c_by_h = o * (1 - cache.tanh_c * cache.tanh_c)
    if cache.skipped is not None:  # a skipped step copies: all reaches c_{t-1}, nothing the gates
        slope *= ~cache.skipped[:, :, None]
        c_by_h *= ~cache.skipped
        f = np.where(cache.skipped, 1, f)
    return slope, c_by_h, f
