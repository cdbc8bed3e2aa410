"""``h_t = tanh(x_t U + h_{t-1} W + b)`` and its backpropagation through time."""

from typing import NamedTuple

import numpy as np

from .arrays import (
    cut_weights,
    flat,
    room_for_inputs,
    room_for_states,
    skipped_steps,
    stack_weights,
    swap,
)


class Cache(NamedTuple):
    """What ``rnn.backward`` needs from ``rnn.forward``; axes in the order (time, batch, …)."""

    params: dict
    """The parameters of the run."""
    inputs: np.ndarray
    """What each step saw, ``[x_t, 1, h_{t-1}]``, shape (time, batch, features + 1 + hidden)."""
    h: np.ndarray
    """States including the initial one, shape (time + 1, batch, hidden)."""
    skipped: np.ndarray | None
    """True where a step is masked, shape (time, batch, 1)."""


def forward(params, x, h0, mask):
    K, skipped = stack_weights(params), skipped_steps(mask)
    (batch, time, features), hidden = x.shape, K.shape[1]
    dtype = np.result_type(x, K) if h0 is None else np.result_type(x, K, h0)
    inputs = room_for_inputs(x, hidden, dtype)
    h = room_for_states(h0, time, batch, hidden, dtype)
    for t, step in enumerate(inputs):
        step[:, features + 1 :] = h[t]
        np.tanh(step.dot(K), out=h[t + 1])
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return Cache(params, inputs, h, skipped)


def backward(params, cache, dh):
    U, W_T = params["U"], params["W"].T.copy()
    _, inputs, h, skipped = cache
    dh = swap(dh.astype(np.result_type(dh, h, U, W_T), copy=False))
    da = 1 - h[1:] * h[1:]  # tanh'(a) = 1 - tanh(a)²; soon the gradient on a_t
    if skipped is not None:
        da *= ~skipped
    from_later = np.zeros(dh.shape[1:], dh.dtype)
    for t in reversed(range(len(dh))):
        dh_t, da_t = dh[t], da[t]
        dh_t += from_later  # now the whole gradient on h_t
        da_t *= dh_t
        from_later = da_t.dot(W_T)
        if skipped is not None:
            from_later += dh_t * skipped[t]
    rows = flat(da)
    dx = rows.dot(U.T).reshape(*dh.shape[:2], len(U))
    grads = cut_weights(flat(inputs).T.dot(rows), len(U))  # of U, b and W in one product
    return grads | {
        "x": dx.transpose(1, 0, 2),
        "h0": from_later,
        "h_total": dh.transpose(1, 0, 2),
    }
