"""``h_t = z * h_{t-1} + (1 - z) * n`` and its backpropagation through time.

Inside, the gates z (update), r (reset) and n (candidate) of a step are stacked, not side by side.
In the form ``reset_after`` the reset gate scales ``h_{t-1} W_n + b_n``; in the older form it
scales ``h_{t-1}`` before that product.
"""

from typing import NamedTuple

import numpy as np

from .arrays import by_gate, flat, room_for_states, skipped_steps, sum_rows, swap


class Cache(NamedTuple):
    """What ``gru.backward`` needs from ``gru.forward``; axes in the order (time, batch, …)."""

    params: dict
    """The parameters of the run."""
    x: np.ndarray
    """Inputs, shape (time, batch, features)."""
    h: np.ndarray
    """States including the initial one, shape (time + 1, batch, hidden)."""
    gates: np.ndarray
    """Gates z, r, n after their activation, shape (time, 3, batch, hidden)."""
    scaled_by_r: np.ndarray
    """What the reset gate scales: ``h_{t-1} W_n + b_n`` or, in the older form, ``h_{t-1}``."""
    skipped: np.ndarray | None
    """True where a step is masked, shape (time, batch, 1)."""


def forward(params, x, h0, mask):
    U, W, b = (by_gate(params[name], [0, 1, 2]) for name in ("U", "W", "b"))
    x, skipped = swap(x), skipped_steps(mask)
    time, batch, hidden = *x.shape[:2], W.shape[2]
    dtype = np.result_type(x, U, W, b) if h0 is None else np.result_type(x, U, W, b, h0)
    h = room_for_states(h0, time, batch, hidden, dtype)
    reset_after = b.shape[1] == 2
    gates = np.matmul(x[:, None], U).astype(dtype, copy=False)
    gates += np.repeat(b[:, :1], batch, axis=1)  # x_t U + b, all steps at once
    b_h = np.repeat(b[:, 1:], batch, axis=1)
    scaled_by_r = np.empty_like(h[1:]) if reset_after else h[:-1]
    for t in range(time):
        if reset_after:
            gates_after(gates[t], h[t], W, b_h, scaled_by_r[t])
        else:
            gates_before(gates[t], h[t], W)
        z, _, n = gates[t]
        blend(z, h[t], n, out=h[t + 1])
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return Cache(params, x, h, gates, scaled_by_r, skipped)


def gates_after(a, h, W, b_h, scaled_by_r):
    """Turn the drive ``a`` of one step into its gates, in place."""
    product = np.matmul(h, W)
    product += b_h
    zr, n = a[:2], a[2]
    zr += product[:2]
    sigmoid(zr)
    scaled_by_r[:] = product[2]
    n += zr[1] * scaled_by_r
    np.tanh(n, out=n)


def gates_before(a, h, W):
    """The same for the older form."""
    zr, n = a[:2], a[2]
    zr += np.matmul(h, W[:2])
    sigmoid(zr)
    n += (zr[1] * h).dot(W[2])
    np.tanh(n, out=n)


def blend(z, h, n, out):
    """``z * h + (1 - z) * n``, as ``n + z * (h - n)``."""
    np.subtract(h, n, out=out)
    out *= z
    out += n


def sigmoid(a):
    """``sigmoid(a) = 1/2 + 1/2 tanh(a / 2)``, in place."""
    a *= 0.5
    np.tanh(a, out=a)
    a *= 0.5
    a += 0.5


def backward(params, cache, dh):
    U, W = params["U"], params["W"]
    _, x, h, gates, scaled_by_r, skipped = cache
    dh = swap(dh.astype(np.result_type(dh, h, U, W), copy=False))
    z, r, n = gates.swapaxes(0, 1)
    if skipped is not None:  # a skipped step copies, as if its update gate were fully open
        z = np.where(skipped, 1, z)
    slopes = (h[:-1] - n) * z * (1 - z), scaled_by_r * r * (1 - r), (1 - z) * (1 - n * n)
    walk = walk_after if params["b"].ndim == 2 else walk_before
    rows, grads = walk(W, dh, h[:-1], z, r, slopes)
    grads["U"] = flat(x).T.dot(rows)
    grads["x"] = rows.dot(U.T).reshape(x.shape).transpose(1, 0, 2)
    grads["h_total"] = dh.transpose(1, 0, 2)
    return grads


def walk_after(W, dh, h, z, r, slopes):
    """Walk back through time; ``dh`` becomes the whole gradient on every state."""
    W_T, (time, batch, hidden) = W.T.copy(), dh.shape
    slope_z, slope_r, slope_n = slopes
    slope = np.stack([slope_z, slope_n * slope_r, slope_n * r], axis=1)
    da = np.empty((time, batch, 3, hidden), dh.dtype)  # gradient on h_{t-1} W + b_h
    from_later = np.zeros(dh.shape[1:], dh.dtype)
    for t in reversed(range(len(dh))):
        dh_t = dh[t]
        dh_t += from_later
        da[t] = (slope[t] * dh_t).transpose(1, 0, 2)  # side by side again
        from_later = da[t].reshape(batch, -1).dot(W_T)
        from_later += dh_t * z[t]
    by_h = da.reshape(time * batch, -1)
    by_x = by_h.copy()  # on x_t U + b_x: the same, but r does not scale the candidate's part
    by_x[:, 2 * hidden :] = flat(dh * slope_n)
    b = np.stack([sum_rows(by_x), sum_rows(by_h)])
    return by_x, {"W": flat(h).T.dot(by_h), "b": b, "h0": from_later}


def walk_before(W, dh, h, z, r, slopes):
    """The same for the older form."""
    hidden = len(W)
    W_zr, W_n = W[:, : 2 * hidden], W[:, 2 * hidden :]
    slope_z, slope_r, slope_n = slopes
    da = np.empty((*dh.shape[:2], 3 * hidden), dh.dtype)  # gradient on the gates' arguments
    from_later = np.zeros(dh.shape[1:], dh.dtype)
    for t in reversed(range(len(dh))):
        dh[t] += from_later
        da_z, da_n = slope_z[t] * dh[t], slope_n[t] * dh[t]
        by_rh = da_n.dot(W_n.T)  # gradient on r * h_{t-1}
        da[t] = np.concatenate([da_z, slope_r[t] * by_rh, da_n], axis=1)
        from_later = da[t, :, : 2 * hidden].dot(W_zr.T)
        from_later += dh[t] * z[t] + by_rh * r[t]
    rows = flat(da)
    by_zr, by_n = rows[:, : 2 * hidden], rows[:, 2 * hidden :]
    W_grad = np.concatenate([flat(h).T.dot(by_zr), flat(r * h).T.dot(by_n)], axis=1)
    return rows, {"W": W_grad, "b": sum_rows(rows), "h0": from_later}
