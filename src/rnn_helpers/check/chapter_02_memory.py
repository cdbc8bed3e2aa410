"""The exercises of chapter 2 on holding a bit."""

import numpy as np

from .. import lstm
from .engine import Exercise, Traits
from .language import say

__all__ = ["latch_strength", "marked_memory"]


def _strength(w):
    h = np.sqrt(1 - 1 / w)
    return float(w * h - np.arctanh(h))


latch_strength = Exercise(
    "latch_strength(w)",
    "The largest constant push against which the unit ``h = tanh(w h + push)`` keeps its "
    "sign, for ``w > 1``.",
    solution=_strength,
    cases=[(3.0,), (1.5,), (2.0,), (6.0,), (1.01,)],
    mistakes=[
        (
            lambda w: float(np.sqrt(1 - 1 / w)),
            "That is the state at which the two resting points meet; the push that brings it "
            "about is w h - artanh(h) there.",
        ),
        (
            lambda w: float(w * np.sqrt(1 - 1 / w)),
            "Solve h = tanh(w h - d) for d: artanh(h) = w h - d, so artanh(h) has to come off.",
        ),
        (
            lambda w: w - 1.0,
            "w - 1 is how steeply the curve leaves zero; ask where the slope of tanh(w h - d) "
            "is 1.",
        ),
        (
            lambda w: -_strength(w),
            "The size is right; return it as a positive number.",
        ),
        (
            lambda w: float(w * np.sqrt(1 - 1 / w) - np.tanh(np.sqrt(1 - 1 / w))),
            "It takes the inverse of tanh: from h = tanh(a) follows a = artanh(h).",
        ),
        (
            lambda w: float(w * (1 - 1 / w) - np.arctanh(1 - 1 / w)),
            "The slope of tanh is 1 - h², so h² = 1 - 1 / w: take the root.",
        ),
        (
            lambda w: 1.0,
            "With a push the resting point lies below 1: look for the largest d = w h - artanh(h).",
        ),
    ],
    praise="Right: no push below that size can ever turn the unit over.",
)


def _stream(rng, count, time):
    value, mark = rng.choice([-1.0, 1.0], (count, time)), rng.random((count, time)) < 0.2
    mark[:, 0] = True
    return np.stack([value, mark], axis=2).astype(float)


def _share(right):
    return say("{count} of {all}", count=right.sum(), all=right.size)


def _recalled(params):
    """Run the learner's LSTM over streams of values and marks; compare the sign of its state."""
    params = {name: np.asarray(value, float) for name, value in params.items()}
    x = _stream(np.random.default_rng(3), 50, 60)
    value, mark = x[:, :, 0], x[:, :, 1] == 1
    last = np.maximum.accumulate(np.where(mark, np.arange(60), 0), axis=1)
    h, _ = lstm.forward(params, x)
    sign = np.sign(np.round(h[:, :, 0], 6))
    right = sign == np.take_along_axis(value, last, axis=1)
    return Traits(
        {
            "the number of units": h.shape[2],
            "states that are zero": int((sign == 0).sum()),
            "signs that are right, at a mark": _share(right[mark]),
            "signs that are right, after a mark": _share(right[~mark]),
        }
    )


def _memory(i=(0, 20, -10), f=(0, -20, 10), g=(20, 0, 0), o=(0, 0, 10)):
    columns = np.array([i, f, g, o], float).T
    return {"U": columns[:2], "W": np.zeros((1, 4)), "b": columns[2]}


marked_memory = Exercise(
    "marked_memory()",
    "The parameters ``U`` (2, 4), ``W`` (1, 4) and ``b`` (4,) of an LSTM with one unit whose "
    "state has the sign of the last marked value.",
    solution=_memory,
    cases=[()],
    mistakes=[
        (
            lambda: _memory(f=(0, 0, 10)),
            "The forget gate is always open, so old values are added up and never erased: close "
            "it at a mark.",
        ),
        (
            lambda: _memory(f=(0, 0, -10)),
            "The forget gate is always shut: between two marks the value is lost.",
        ),
        (
            lambda: _memory(i=(0, 0, 10)),
            "The input gate is always open: values without a mark get in as well.",
        ),
        (
            lambda: _memory(i=(0, -20, 10), f=(0, 20, -10)),
            "The two gates are swapped: at a mark the input gate opens and the forget gate shuts.",
        ),
        (
            lambda: _memory(g=(-20, 0, 0)),
            "It remembers the right value with the wrong sign: look at the candidate g.",
        ),
        (
            lambda: _memory(o=(0, 0, -100)),
            "The output gate is shut, so that nothing of the cell shows in h.",
        ),
        (
            lambda: _memory(g=(0, 20, 0)),
            "The candidate reads the mark. It is the value that is to be kept.",
        ),
        (
            lambda: _memory(i=(20, 0, -10)),
            "The input gate reads the value. It has to open at a mark, whatever the value.",
        ),
    ],
    praise="Right: one unit, and it holds the last marked value for as long as you like.",
    read=_recalled,
    form="a dict with U, W and b",
)
