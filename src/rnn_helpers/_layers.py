"""What the layers share: initial weights, input checks, and a few ways of handling arrays."""

import sys
from typing import NamedTuple

import numpy as np

from . import _validate as need

# Arrays of some 100 KB come and go at every training step. Linux's C library hands such memory
# back when it is freed, and fetches it anew, page by page, unless it has once seen a block of 31 MB
# come and go (these are never touched): then it keeps what it has. An LSTM trains twice as fast.
if sys.platform == "linux":
    np.empty(31 * 2**20, np.uint8)


class Flow(NamedTuple):
    """The gradients that flow on from a layer, to what stands below and before it."""

    x: np.ndarray
    """On the inputs, shape (batch, time, features)."""
    h0: np.ndarray
    """On the state before the first step, shape (batch, hidden)."""
    h_total: np.ndarray
    """The *whole* gradient on every state, (batch, time, hidden), later steps included."""


def glorot(fan_in, fan_out, rng, dtype):
    """Draw a matrix (fan_in, fan_out), uniform between ``±√(6 / (fan_in + fan_out))``."""
    need.generator("rng", rng)
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out)).astype(need.float_type("dtype", dtype))


def init_weights(features, hidden, gates, rng, dtype):
    """Draw ``U`` (Glorot uniform) and ``W`` (orthogonal), the defaults of Keras."""
    need.integer("features", features, 1)
    need.integer("hidden", hidden, 1)
    U = glorot(features, gates * hidden, rng, dtype)
    Q, R = np.linalg.qr(rng.normal(size=(gates * hidden, hidden)))
    W = (Q * np.sign(np.diag(R))).T  # with these signs, every orthogonal matrix is equally likely
    return U, W.astype(dtype, order="C")


def check_input(gates, params, x, mask, two_biases=False, **states):
    """Check parameters against each other, and a batch of sequences against them.

    Whether the parameters are finite is left to :func:`stack_weights`.
    """
    need.entries("params", params, ("U", "W", "b"))
    U, W, b = params["U"], params["W"], params["b"]
    hidden, _ = need.axes(W, ("hidden", ""))
    columns = f"{gates}·hidden" if hidden == "hidden" else gates * hidden
    need.form("params['W']", W, (hidden, columns))
    features, _ = need.axes(U, ("features", ""))
    need.form("params['U']", U, (features, columns))
    need.form("params['b']", b, (2, columns) if two_biases and np.ndim(b) == 2 else (columns,))
    batch, time, _ = need.axes(x, ("batch", "time", ""))
    need.array("x", x, (batch, time, features))
    if mask is not None:
        need.array("mask", mask, (batch, time), "b")
    for name, state in states.items():
        if state is not None:
            need.array(name, state, (batch, hidden))


def check_cache(cache, kind):
    """Check that ``cache`` came from the forward pass of the same kind of layer."""
    need.instance("cache", cache, kind, "the cache that forward returned")


def check_backward(params, cache, kind):
    """Check that a backward pass gets the parameters of its forward pass, or some like them."""
    check_cache(cache, kind)
    known = cache.weights
    need.entries("params", params, known)
    for name, seen in known.items():
        if params[name] is not seen:
            need.array(f"params[{name!r}]", params[name], seen.shape)


def swap(array):
    """Swap the batch and time axes and copy, so that the new first axis runs over whole blocks."""
    return array.transpose(1, 0, 2).copy()


def flat(array):
    """Merge the first two axes: one long list of rows, ready for a single matrix product."""
    return array.reshape(-1, array.shape[-1])


def sum_rows(rows):
    """Sum over the rows; as a matrix product it is five times faster than ``rows.sum(axis=0)``."""
    return np.ones(len(rows), rows.dtype).dot(rows)


def stack_weights(U, W, b):
    """Stack ``U``, ``b`` and ``W`` on top of each other: ``x_t U + b + h_{t-1} W`` is then one
    product, ``[x_t, 1, h_{t-1}] K``. A bias is a weight on a constant 1."""
    K = np.concatenate([U, b.reshape(-1, b.shape[-1]), W])
    need.finite_result(K, {"params['U']": U, "params['b']": b, "params['W']": W})
    return K


def skipped_steps(mask):
    """Turn a mask (batch, time) into a ``(time, batch, 1)`` array, True where the state holds."""
    return None if mask is None else ~mask.T[:, :, None]


def room_for_states(first, time, batch, hidden, dtype):
    """Allocate the states of all steps, with ``first`` (or zeros) as the initial one."""
    states = np.empty((time + 1, batch, hidden), dtype)
    states[0] = 0 if first is None else first
    return states


def by_gate(weights, order):
    """Cut gates that lie side by side, (rows, gates·hidden), into a stack (gates, rows, hidden)."""
    rows = weights.reshape(-1, len(order), weights.shape[-1] // len(order))
    return rows.transpose(1, 0, 2)[order]
