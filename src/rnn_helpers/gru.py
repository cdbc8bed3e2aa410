"""The gated recurrent unit: one state, an update gate ``z``, a reset gate ``r``, a candidate ``n``.

``h_t = z * h_{t-1} + (1 - z) * n``, forward and backward. In ``params`` the gates lie side by side
in the order of Keras: ``z``, ``r``, ``n``. Two forms are in use; the shape of the bias tells them
apart, as in Keras: in ``reset_after`` the reset gate scales ``h_{t-1} W_n + b_n``, in the other
form ``h_{t-1}`` before that product. Inside, the gates of a step are stacked, and arrays are
time-major.
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
    gates: np.ndarray
    """Gates z, r, n after their activation, shape (time, 3, batch, hidden)."""
    scaled_by_r: np.ndarray
    """What the reset gate scales, ``h_{t-1} W_n + b_n`` or, in the other form, ``h_{t-1}``."""
    skipped: np.ndarray | None
    """True where a step is masked, shape (time, batch, 1)."""


def init_params(features, hidden, rng, *, reset_after=True, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero.

    Parameters
    ----------
    features : int
        Size of one input ``x_t``.
    hidden : int
        Size of one state ``h_t``.
    rng : numpy.random.Generator
    reset_after : bool, optional
        True: the form of Keras and cuDNN, where the reset gate scales ``h_{t-1} W_n + b_n``.
        False: the form in which it scales ``h_{t-1}``. Both are from 2014.
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, 3·hidden), ``W`` (hidden, 3·hidden), ``b`` (2, 3·hidden) if
        ``reset_after``, one row for each product, else (3·hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Cho et al. (2014); Glorot & Bengio (2010); Saxe et al. (2014).
    """
    if not isinstance(reset_after, bool):
        need.fail(need.ArgumentTypeError, "reset_after", "True or False", need.came(reset_after))
    U, W = shared.init_weights(features, hidden, 3, rng, dtype)
    return {"U": U, "W": W, "b": np.zeros((2, 3 * hidden) if reset_after else 3 * hidden, dtype)}


def forward(params, x, h0=None, *, mask=None):
    """Run the GRU over a batch of sequences: ``h_t = z * h_{t-1} + (1 - z) * n``.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, 3·hidden), ``W`` (hidden, 3·hidden), ``b`` (2, 3·hidden) for the form
        ``reset_after``, (3·hidden,) for the other one.
    x : ndarray, shape (batch, time, features)
    h0 : ndarray, shape (batch, hidden), optional
        State before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: the state stays as it was.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step.
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equations (N.4) and (N.5); Cho et al. (2014).
    """
    shared.check_input(3, params, x, mask, two_biases=True, h0=h0)
    weights = {name: params[name] for name in ("U", "W", "b")}
    K, skipped = shared.stack_weights(**weights), shared.skipped_steps(mask)
    K = shared.by_gate(K, [0, 1, 2])
    K[:2] *= 0.5  # the argument of a sigmoid is halved
    (batch, time, features), hidden = x.shape, K.shape[2]
    dtype = np.result_type(x, K) if h0 is None else np.result_type(x, K, h0)
    inputs = np.ones((time, batch, features + 1), dtype)
    inputs[:, :, :features] = x.transpose(1, 0, 2)
    gates = np.matmul(inputs[:, None], K[:, : features + 1])  # x_t U + b, all steps at once
    h, W = shared.room_for_states(h0, time, batch, hidden, dtype), K[:, -hidden:]
    reset_after = weights["b"].ndim == 2
    b_h = np.repeat(K[:, features + 1 : -hidden], batch, axis=1)  # the other form has none
    scaled_by_r = np.empty_like(h[1:]) if reset_after else h[:-1]
    half = np.array(0.5, dtype)  # as an array, twice as fast as a Python number
    for t in range(time):
        if reset_after:
            _gates_after(gates[t], h[t], W, b_h, scaled_by_r[t], half)
        else:
            _gates_before(gates[t], h[t], W, half)
        z, _, n = gates[t]
        _blend(z, h[t], n, out=h[t + 1])
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])
    return shared.swap(h[1:]), Cache(weights, inputs, h, gates, scaled_by_r, skipped)


def _gates_after(a, h, W, b_h, scaled_by_r, half):
    """Turn the drive ``a`` of one step into its gates, in place."""
    product = np.matmul(h, W)
    product += b_h
    zr, n = a[:2], a[2]
    zr += product[:2]
    _sigmoid_of_double(zr, half)
    scaled_by_r[:] = product[2]
    n += zr[1] * scaled_by_r
    np.tanh(n, out=n)


def _gates_before(a, h, W, half):
    """The same for the other form."""
    zr, n = a[:2], a[2]
    zr += np.matmul(h, W[:2])
    _sigmoid_of_double(zr, half)
    n += (zr[1] * h).dot(W[2])
    np.tanh(n, out=n)


def _blend(z, h, n, out):
    """``z * h + (1 - z) * n``, as ``n + z * (h - n)``."""
    np.subtract(h, n, out=out)
    out *= z
    out += n


def _sigmoid_of_double(a, half):
    """``sigmoid(2 a) = 1/2 + 1/2 tanh(a)``, in place."""
    np.tanh(a, out=a)
    a *= half
    a += half


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
    Notation, equation (N.15).
    """
    shared.check_backward(params, cache, Cache)
    _, inputs, h, gates, scaled_by_r, skipped = cache
    time, batch, hidden = h[1:].shape
    need.array("dh", dh, (batch, time, hidden))
    U, W = params["U"], params["W"]
    total = shared.swap(np.asarray(dh, np.result_type(dh, h, U, W)))
    z, r, n = gates.swapaxes(0, 1)
    if skipped is not None:  # a skipped step copies, as if its update gate were fully open
        z = np.where(skipped, 1, z)
    slopes = (h[:-1] - n) * z * (1 - z), scaled_by_r * r * (1 - r), (1 - z) * (1 - n * n)
    walk = _walk_after if params["b"].ndim == 2 else _walk_before
    rows, grads, dh0 = walk(W, total, h[:-1], z, r, slopes)
    dK = shared.flat(inputs).T.dot(rows)  # of U and the first bias
    grads["b"] = np.stack([dK[-1], grads["b"]]) if "b" in grads else dK[-1]
    dx = rows.dot(U.T).reshape(time, batch, -1)
    return {"U": dK[:-1], **grads}, Flow(dx.transpose(1, 0, 2), dh0, total.transpose(1, 0, 2))


def _walk_after(W, dh, h, z, r, slopes):
    """Walk back through time; ``dh`` becomes the whole gradient on every state."""
    W_T, (time, batch, hidden) = W.T.copy(), dh.shape
    slope_z, slope_r, slope_n = slopes
    da = np.empty((time, batch, 3, hidden), dh.dtype)  # soon the gradient on h_{t-1} W + b_h
    da[:, :, 0], da[:, :, 1], da[:, :, 2] = slope_z, slope_n * slope_r, slope_n * r
    from_later = np.zeros((batch, hidden), dh.dtype)
    for t in reversed(range(time)):
        dh_t, da_t = dh[t], da[t]
        dh_t += from_later
        da_t *= dh_t[:, None]
        from_later = da_t.reshape(batch, -1).dot(W_T)
        from_later += dh_t * z[t]
    rows = da.reshape(time * batch, -1)
    grads = {"W": shared.flat(h).T.dot(rows), "b": shared.sum_rows(rows)}
    da[:, :, 2] = dh * slope_n  # on x_t U + b_x it is the same, but r does not scale the candidate
    return rows, grads, from_later


def _walk_before(W, dh, h, z, r, slopes):
    """The same for the other form."""
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
    rows = shared.flat(da)
    by_zr, by_n = rows[:, : 2 * hidden], rows[:, 2 * hidden :]
    W_grad = np.concatenate([shared.flat(h).T.dot(by_zr), shared.flat(r * h).T.dot(by_n)], axis=1)
    return rows, {"W": W_grad}, from_later
