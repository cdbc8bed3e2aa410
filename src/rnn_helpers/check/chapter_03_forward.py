"""The exercise of chapter 3 on the gradient that is carried forward."""

import numpy as np

from .engine import Exercise

__all__ = ["sensitivity_step"]

_rng = np.random.default_rng(35)
_S = _rng.normal(size=(3, 3, 3))
_BEFORE, _AFTER = np.tanh(_rng.normal(size=(2, 3)))
_W = _rng.normal(size=(3, 3))


def _step(S, before, after, W, old=1, new=1, slope=lambda h: 1 - h**2):
    direct = np.multiply.outer(before, np.eye(len(before)))
    return (old * (S @ W) + new * direct) * slope(after)


sensitivity_step = Exercise(
    "sensitivity_step(S, before, after, W)",
    "One step of RTRL for ``W``: how much each of its entries, ``[i, j]``, changes each unit of "
    "the new state; shape (hidden, hidden, hidden).",
    solution=_step,
    cases=[(_S, _BEFORE, _AFTER, _W), (0 * _S, _BEFORE, _AFTER, _W), (_S, 0 * _BEFORE, _AFTER, _W)],
    mistakes=[
        (
            lambda S, before, after, W: _step(S, before, after, W, new=0),
            "Only the old difference is handed on: W also acts in this step, on the state before.",
        ),
        (
            lambda S, before, after, W: _step(S, before, after, W, old=0),
            "Only this step's use of W is there: the old difference, S @ W, has to be handed on.",
        ),
        (
            lambda S, before, after, W: _step(S, before, after, W.T),
            "W.T belongs to the way back. Forward a difference of states is multiplied by W.",
        ),
        (
            lambda S, before, after, W: _step(S, before, after, W, slope=np.ones_like),
            "That is the difference in a_t; to get to the state it passes the tanh: times 1 - h².",
        ),
        (
            lambda S, before, after, W: _step(S, before, before, W),
            "The slope of the tanh is that of the new state: 1 - after².",
        ),
        (
            lambda S, before, after, W: _step(S, after, after, W),
            "In this step W was multiplied by the state before, not by the new one.",
        ),
        (
            lambda S, before, after, W: (
                S @ W * (1 - after**2) + np.multiply.outer(before, np.eye(len(before)))
            ),
            "Both differences pass the tanh: add first, then multiply by the slope.",
        ),
        (
            lambda S, before, after, W: (
                (S @ W + np.multiply.outer(np.eye(len(before)), before)) * (1 - after**2)
            ),
            "The entry [i, j] of W leads from unit i of the old state to unit j of the new one: "
            "before[i] stands where the last index is j.",
        ),
        (
            lambda S, before, after, W: _step(S, before, after, W, slope=lambda h: h * (1 - h)),
            "That is the slope of the sigmoid, h (1 - h); here the state is a tanh.",
        ),
    ],
    praise="Right: that is (3.9) for W, and the rest of RTRL is a loop around it that never turns.",
)
