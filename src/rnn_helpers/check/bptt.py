"""The exercises of chapter 3 on the backward pass."""

import numpy as np

from .engine import Exercise

__all__ = ["backward_step", "forgotten_gradients", "gradient_shapes", "stopped_gradient"]


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
    ],
    praise="Right: (3.5) and (3.6) in one line. The rest of BPTT is a loop around it.",
)


def _stopped(dh_last, h, W, k):
    da = np.zeros_like(h)
    dh = dh_last
    for t in range(h.shape[1])[::-1][:k]:
        da[:, t] = dh * (1 - h[:, t] ** 2)
        dh = da[:, t] @ W.T
    return da


_STATES = np.tanh(_rng.normal(size=(2, 6, 3)))

stopped_gradient = Exercise(
    "stopped_gradient(dh_last, h, W, k)",
    "The gradient on every ``a_t``, shape (batch, time, hidden), of a loss on the last "
    "state, stopped after ``k`` steps.",
    solution=_stopped,
    cases=[(_H[:2], _STATES, _W, 3), (_H[:2], _STATES, _W, 1), (_H[:2], _STATES, _W, 6)],
    mistakes=[
        (
            lambda dh, h, W, k: _stopped(dh, h, W, h.shape[1]),
            "That is the full gradient: only the last k steps may get any.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k + 1),
            "One step too many: with k = 1 only the last step gets a gradient.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k - 1),
            "One step too few: with k = 1 the last step still gets its gradient.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k)[:, -k:],
            "The values are right; the steps before the last k belong there too, with zeros.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h[:, ::-1], W, k),
            "You started at the first step: the loss sits at the last one.",
        ),
    ],
    praise="Right: and with k equal to the number of steps it is BPTT.",
)


def _letters(names, time):
    """The letters in the order of the book, whatever order they came in."""
    if not set(names) <= set("UWbVc"):
        raise ValueError(names)
    return "".join(letter for letter in "UWbVc" if letter in names)


forgotten_gradients = Exercise(
    "forgotten_gradients(time)",
    "The letters out of 'UWbVc' whose gradients come out wrong if the backward pass carries "
    "nothing from step to step.",
    solution=lambda time: "UWb" if time > 1 else "",
    cases=[(4,), (100,), (1,)],
    mistakes=[
        (
            lambda time: "UWbVc" if time > 1 else "",
            "V and c only see a state and its own output: nothing reaches them from later steps.",
        ),
        (
            lambda time: "W" if time > 1 else "",
            "U and b act on the states as well, and a state acts on the next one.",
        ),
        (
            lambda time: "UW" if time > 1 else "",
            "The bias b sits inside the tanh beside U and W: it hears from later steps, too.",
        ),
        (
            lambda time: "UWb",
            "Look at one step alone: there is no next step that anything could come back from.",
        ),
        (
            lambda time: "",
            "Try it: set `later` to zero in every step of `walk_back`, and compare.",
        ),
    ],
    praise="Right: the readout's gradients stay correct, which is why such a network still learns "
    "a little, and the mistake is hard to notice.",
    read=_letters,
    form="a text of letters out of 'UWbVc', such as 'Vc',",
)
