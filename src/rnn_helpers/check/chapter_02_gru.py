"""The exercises of chapter 2 on the inside of the GRU."""

import numpy as np

from .. import gru
from .engine import Exercise

__all__ = ["gru_from_pytorch", "gru_step"]


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


def _keep(z, h, n):
    return z * h + (1 - z) * n


def _step(params, x, h, keep=_keep, reset="after", swap=False, squash=np.tanh):
    U, W, (b, b_h) = params["U"], params["W"], params["b"]
    hidden = len(W)
    by_x, by_h = x @ U + b, h @ W + b_h
    z, r = (_sigmoid((by_x + by_h)[:, k * hidden : (k + 1) * hidden]) for k in (0, 1))
    z, r = (r, z) if swap else (z, r)
    x_n, h_n = by_x[:, 2 * hidden :], by_h[:, 2 * hidden :]
    if reset == "after":
        return keep(z, h, squash(x_n + r * h_n))
    if reset == "before":
        return keep(z, h, np.tanh(x_n + (r * h) @ W[:, 2 * hidden :] + b_h[2 * hidden :]))
    if reset == "both":
        return keep(z, h, np.tanh(r * (x_n + h_n)))
    return keep(z, h, np.tanh(x_n + h_n))


def _gru_case(rng, features, hidden, batch):
    params = gru.init_params(features, hidden, rng)
    params["b"] = rng.normal(size=params["b"].shape)
    return params, rng.normal(size=(batch, features)), rng.uniform(-1, 1, (batch, hidden))


_rng = np.random.default_rng(2)

gru_step = Exercise(
    "gru_step(params, x, h)",
    "The next state of a GRU in the form ``reset_after``, for ``x`` (batch, features) and "
    "``h`` (batch, hidden).",
    solution=_step,
    cases=[_gru_case(_rng, 2, 3, 4), _gru_case(_rng, 1, 2, 2)],
    mistakes=[
        (
            lambda p, x, h: _step(p, x, h, keep=lambda z, h, n: (1 - z) * h + z * n),
            "z and 1 - z are swapped: in this book and in Keras, z = 1 keeps the old state.",
        ),
        (
            lambda p, x, h: _step(p, x, h, swap=True),
            "The gates are packed as z, r, n: you took the first third for r.",
        ),
        (
            lambda p, x, h: _step(p, x, h, reset="before"),
            "r scales h before the product with W: that is the other form. Here it scales "
            "h W + b' after it.",
        ),
        (
            lambda p, x, h: _step(p, x, h, reset="none"),
            "The reset gate does nothing yet: it scales what the candidate sees of the old state.",
        ),
        (
            lambda p, x, h: _step({**p, "b": p["b"] * [[1], [0]]}, x, h),
            "The second row of the biases, b[1], is missing: it belongs to h W.",
        ),
        (
            lambda p, x, h: _step(p, x, h, squash=_sigmoid),
            "The gates go through a sigmoid, the candidate through tanh.",
        ),
        (
            lambda p, x, h: _step(p, x, h, squash=lambda a: a),
            "The candidate is not squashed yet: it goes through tanh.",
        ),
        (
            lambda p, x, h: _step(p, x, h, reset="both"),
            "r scales only what comes from the old state, not the input.",
        ),
        (
            lambda p, x, h: _step({**p, "b": p["b"][::-1]}, x, h),
            "The rows of the biases are exchanged: b[0] belongs to x, b[1] to h.",
        ),
        (
            lambda p, x, h: _step(p, x, h, keep=lambda z, h, n: n),
            "That is the candidate: the update gate mixes it with the old state.",
        ),
    ],
    praise="Right: one step of the GRU, in the form reset_after.",
)


def _convert(weight_ih, weight_hh, bias_ih, bias_hh, order=(1, 0, 2)):
    def pack(a):
        return np.concatenate([np.split(a, 3)[k] for k in order]).T

    b = np.stack([pack(bias_ih), pack(bias_hh)])
    return {"U": pack(weight_ih), "W": pack(weight_hh), "b": b}


def _torch_case(rng, features, hidden):
    shapes = [(3 * hidden, features), (3 * hidden, hidden), (3 * hidden,), (3 * hidden,)]
    return tuple(rng.normal(size=shape) for shape in shapes)


gru_from_pytorch = Exercise(
    "gru_from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)",
    "The arrays of a PyTorch GRU as the parameters ``U``, ``W`` and ``b`` of this book.",
    solution=_convert,
    cases=[_torch_case(_rng, 2, 3), _torch_case(_rng, 1, 2)],
    mistakes=[
        (
            lambda *weights: _convert(*weights, order=(0, 1, 2)),
            "The shapes fit and the numbers are in the wrong place: PyTorch packs r, z, n.",
        ),
        (
            lambda *weights: _convert(*weights, order=(2, 1, 0)),
            "The candidate n comes last in both; only z and r change places.",
        ),
        (
            lambda w_i, w_h, b_i, b_h: _convert(w_i, w_h, b_h, b_i),
            "The rows of b are swapped: the first belongs to x, the second to h.",
        ),
        (
            lambda w_i, w_h, b_i, b_h: _convert(w_i, w_h, b_i + b_h, 0 * b_h),
            "The two biases may not be added up: r scales the second one in the candidate.",
        ),
        (
            lambda w_i, w_h, b_i, b_h: {"U": w_i, "W": w_h, "b": np.stack([b_i, b_h])},
            "Nothing is changed yet: PyTorch multiplies from the left, so transpose, and packs r, "
            "z, n.",
        ),
        (
            lambda *weights: {**_convert(*weights), "b": np.stack(weights[2:])},
            "The matrices are right. The biases are packed as r, z, n as well: turn them round, "
            "too.",
        ),
        (
            lambda *weights: {**_convert(*weights), "b": _convert(*weights)["b"].sum(axis=0)},
            "The matrices are right. Keep the two biases apart, as two rows.",
        ),
    ],
    praise="Right: transposed, and with z and r in each other's place.",
)
