"""``c_t = f * c_{t-1} + i * g``, ``h_t = o * tanh(c_t)`` and its backpropagation through time.

Inside, the gates of a step are stacked, not side by side, with the three sigmoids first: i, f, o,
g. One tanh serves all four, because ``sigmoid(a) = 1/2 + 1/2 tanh(a / 2)``.
"""

from typing import NamedTuple

import numpy as np

from .arrays import (
    by_gate,
    cut_weights,
    flat,
    room_for_inputs,
    room_for_states,
    skipped_steps,
    stack_weights,
    swap,
)

SIGMOIDS_FIRST = [0, 1, 3, 2]


class Cache(NamedTuple):
    """What ``lstm.backward`` needs from ``lstm.forward``; axes in the order (time, batch, …)."""

    params: dict
    """The parameters of the run."""
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


def forward(params, x, h0, c0, mask):
    K, skipped = by_gate(stack_weights(params), SIGMOIDS_FIRST), skipped_steps(mask)
    K[:3] *= 0.5  # the argument of a sigmoid is halved
    (batch, time, features), hidden = x.shape, K.shape[2]
    dtype = np.result_type(x, K, *[state for state in (h0, c0) if state is not None])
    inputs = room_for_inputs(x, hidden, dtype)
    h = room_for_states(h0, time, batch, hidden, dtype)
    c = room_for_states(c0, time, batch, hidden, dtype)
    gates, tanh_c = np.empty((time, 4, batch, hidden), dtype), np.empty_like(h[1:])
    for t, step in enumerate(inputs):
        step[:, features + 1 :] = h[t]
        np.matmul(step, K, out=gates[t])
        open_gates(gates[t], h[t + 1], c[t], c[t + 1], tanh_c[t])
        if skipped is not None:
            np.copyto(c[t + 1], c[t], where=skipped[t])
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return Cache(params, inputs, h, c, tanh_c, gates, skipped)


def open_gates(a, h, c_before, c, tanh_c):
    """Do one step in place: the arguments ``a`` of the gates become the gates."""
    np.tanh(a, out=a)
    sigmoids = a[:3]
    sigmoids *= 0.5
    sigmoids += 0.5
    i, f, o, g = a
    np.multiply(f, c_before, out=c)
    c += i * g
    np.tanh(c, out=tanh_c)
    np.multiply(o, tanh_c, out=h)


def backward(params, cache, dh, dc_last):
    U, W_T = params["U"], params["W"].T.copy()
    skipped = cache.skipped
    dh = swap(dh.astype(np.result_type(dh, cache.h, U, W_T), copy=False))
    slope, c_by_h, forget = local_slopes(cache)
    time, batch, hidden = dh.shape
    dc = np.empty_like(dh)
    da = np.empty((time, batch, 4, hidden), dh.dtype)  # gradient on x_t U + h_{t-1} W + b
    h_later, c_later = np.zeros((2, batch, hidden), dh.dtype)
    if dc_last is not None:
        c_later += dc_last
    for t in reversed(range(time)):
        step_back(slope[t], c_by_h[t], dh[t], dc[t], h_later, c_later)
        da[t] = slope[t].transpose(1, 0, 2)  # side by side again
        h_later = da[t].reshape(batch, -1).dot(W_T)
        c_later = dc[t] * forget[t]
        if skipped is not None:
            h_later += dh[t] * skipped[t]
    rows = da.reshape(time * batch, -1)
    dx = rows.dot(U.T).reshape(time, batch, -1)
    grads = cut_weights(flat(cache.inputs).T.dot(rows), len(U))  # of U, b and W in one product
    return grads | {
        "x": dx.transpose(1, 0, 2),
        "h0": h_later,
        "c0": c_later,
        "h_total": dh.transpose(1, 0, 2),
        "c_total": dc.transpose(1, 0, 2),
    }


def step_back(slope, c_by_h, dh, dc, h_later, c_later):
    """Undo one step in place: ``dh`` and ``dc`` become whole, ``slope`` the gradient on a_t."""
    dh += h_later
    np.multiply(dh, c_by_h, out=dc)
    dc += c_later
    through_c = slope[:3]  # i, f and g act through c_t, o on h_t alone
    through_c *= dc
    slope[3] *= dh


def local_slopes(cache):
    """Derivatives inside one step, for all steps at once: of c_t (for the output gate: of h_t) by
    the arguments of i, f, g and o, of h_t by c_t, and of c_t by c_{t-1}."""
    i, f, o, g = cache.gates.swapaxes(0, 1)
    sigmoids = cache.gates[:, :3]
    by_i, by_f, by_o = (sigmoids - sigmoids * sigmoids).swapaxes(0, 1)
    slope = np.empty_like(cache.gates)
    np.multiply(g, by_i, out=slope[:, 0])
    np.multiply(cache.c[:-1], by_f, out=slope[:, 1])
    np.multiply(i, 1 - g * g, out=slope[:, 2])
    np.multiply(cache.tanh_c, by_o, out=slope[:, 3])
    c_by_h = o * (1 - cache.tanh_c * cache.tanh_c)
    if cache.skipped is not None:  # a skipped step copies: all reaches c_{t-1}, nothing the gates
        slope *= ~cache.skipped[:, None]
        c_by_h *= ~cache.skipped
        f = np.where(cache.skipped, 1, f)
    return slope, c_by_h, f
