"""The exercises of chapter 3 on one step back."""

import numpy as np

from .engine import Exercise

__all__ = ["backward_step", "gradient_shapes"]


def _shapes(time, features, hidden, outputs, batch):
    return [
        (features, hidden),
        (hidden, hidden),
        (hidden,),
        (hidden, outputs),
        (outputs,),
        (batch, time, features),
    ]


gradient_shapes = Exercise(
    "gradient_shapes(time, features, hidden, outputs, batch)",
    "The shapes of the gradients of ``U, W, b, V, c`` and ``x``, as a list of six tuples.",
    solution=_shapes,
    cases=[(9, 2, 16, 1, 64), (5, 3, 4, 2, 7)],
    mistakes=[
        (
            lambda t, f, h, o, n: (
                [(n, *shape) for shape in _shapes(t, f, h, o, n)[:5]] + [(n, t, f)]
            ),
            "The weights are shared by all sequences of the batch: their gradients are summed "
            "over it and have no batch axis.",
        ),
        (
            lambda t, f, h, o, n: (
                [shape[::-1] for shape in _shapes(t, f, h, o, n)[:5]] + [(n, t, f)]
            ),
            "Those are column shapes: here a row is multiplied by U, so U is (features, hidden).",
        ),
        (
            lambda t, f, h, o, n: [*_shapes(t, f, h, o, n)[:5], (n, t, h)],
            "The last one is the gradient on the input: it has the shape of x, not of the states.",
        ),
        (
            lambda t, f, h, o, n: [*_shapes(t, f, h, o, n)[:5], (t, f)],
            "Every sequence has its own inputs: the gradient on x keeps the batch axis.",
        ),
        (
            lambda t, f, h, o, n: (
                [(t, *shape) for shape in _shapes(t, f, h, o, n)[:5]] + [(n, t, f)]
            ),
            "The weights are shared by all steps: their gradients are summed over time.",
        ),
        (
            lambda t, f, h, o, n: [(f, h), (h, h), (1, h), (h, o), (1, o), (n, t, f)],
            "A bias is a vector, (hidden,), and so is its gradient.",
        ),
        (
            lambda t, f, h, o, n: [*_shapes(t, f, h, o, n)[:5], (t, n, f)],
            "In this book the batch comes first: (batch, time, features).",
        ),
        (
            lambda t, f, h, o, n: [*_shapes(t, f, h, o, n)[:3], (o, h), (o,), (n, t, f)],
            "V turns states into outputs: (hidden, outputs).",
        ),
    ],
    praise="Right: a gradient has the shape of the array that it belongs to.",
)

_rng = np.random.default_rng(3)
_OWN, _NEXT = _rng.normal(size=(2, 4, 3))
_H = np.tanh(_rng.normal(size=(4, 3)))
_W = _rng.normal(size=(3, 3))

backward_step = Exercise(
    "backward_step(dh_own, da_next, h, W)",
    "One step of the backward pass: the gradient on ``a_t``, shape (batch, hidden).",
    solution=lambda own, later, h, W: (own + later @ W.T) * (1 - h**2),
    cases=[(_OWN, _NEXT, _H, _W), (_OWN, 0 * _NEXT, _H, _W), (0 * _OWN, _NEXT, _H, _W)],
    mistakes=[
        (
            lambda own, later, h, W: own * (1 - h**2),
            "You dropped what comes back from the next step: da_next @ W.T.",
        ),
        (
            lambda own, later, h, W: (own + later @ W) * (1 - h**2),
            "Forward the state is multiplied by W, backward by W.T.",
        ),
        (
            lambda own, later, h, W: own + later @ W.T,
            "That is the gradient on h; to get to a it has to pass the tanh: times 1 - h².",
        ),
        (
            lambda own, later, h, W: (own + later @ W.T) * (1 - np.tanh(h) ** 2),
            "h is already the tanh of a: its slope is 1 - h², without a second tanh.",
        ),
        (
            lambda own, later, h, W: own * (1 - h**2) + later @ W.T,
            "Both parts arrive at h before they pass the tanh: add first, then multiply.",
        ),
        (
            lambda own, later, h, W: later @ W.T * (1 - h**2),
            "You dropped what comes through the step's own output: dh_own.",
        ),
        (
            lambda own, later, h, W: (own + later @ W.T) * (1 - h),
            "The slope of tanh is 1 - h²: you left out the square.",
        ),
        (
            lambda own, later, h, W: (own + later @ W.T) * h * (1 - h),
            "That is the slope of the sigmoid, h (1 - h); here the state is a tanh.",
        ),
        (
            lambda own, later, h, W: (own + later) * (1 - h**2),
            "What comes back from the next step passes W first: da_next @ W.T.",
        ),
    ],
    praise="Right: (3.4) and (3.5) in one line. The rest of BPTT is a loop around it.",
)
