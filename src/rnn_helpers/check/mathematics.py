"""The exercises of chapter 4 on derivation and bugs."""

import math

import numpy as np

from .engine import Exercise

__all__ = ["carry_states", "diagnose", "half_life", "memory_left", "squares_slope"]

half_life = Exercise(
    "half_life(w)",
    "After how many steps back through ``h_t = w h_{t-1}``, for a weight between 0 and 1, "
    "half of a gradient is left, as a real number.",
    solution=lambda w: math.log(0.5) / math.log(w),
    cases=[(0.5,), (0.9,), (0.99,)],
    mistakes=[
        (
            lambda w: 0.5 / w,
            "One step multiplies the gradient by w, k steps by w to the power k.",
        ),
        (
            lambda w: math.log(w) / math.log(0.5),
            "Upside down: solve w**k = 0.5 for k.",
        ),
        (
            lambda w: 1 / (1 - w),
            "That is the number of steps after which about 1/e is left; the half is asked for.",
        ),
        (
            lambda w: 0.5 / (1 - w),
            "The gradient does not fall by the same amount at every step, but by the same factor.",
        ),
    ],
    praise="Right: 0.9 halves in 7 steps, 0.99 in 69; only 1 itself keeps everything.",
)

_rng = np.random.default_rng(4)
_Z, _Y = _rng.normal(size=(2, 3, 5, 2))

squares_slope = Exercise(
    "squares_slope(z, y)",
    "The slope of the mean squared error on every prediction, for arrays (batch, time, "
    "outputs), equation (4.5).",
    solution=lambda z, y: 2 * (z - y) / y.size,
    cases=[(_Z, _Y), (_Z[:1], _Y[:1])],
    mistakes=[
        (
            lambda z, y: (z - y) / y.size,
            "The 2 that comes down from the square is missing.",
        ),
        (
            lambda z, y: 2 * (z - y) / y.shape[1],
            "You divided by the steps alone: the mean is over batch, steps and outputs.",
        ),
        (
            lambda z, y: 2 * (z - y),
            "That is the slope of the sum; the loss is a mean, so divide by the number of entries.",
        ),
        (
            lambda z, y: 2 * (y - z) / y.size,
            "The sign is turned round: a prediction that is too large must have a positive slope.",
        ),
    ],
    praise="Right: 2/N times the error, with N all entries of the batch.",
)

_RULES = {
    ("W", "W"): "W",
    ("V", "V"): "V",
    ("b", ""): "b",
    ("UWbVc", "UbVc"): "slope of loss",
    ("UWb", ""): "carry",
    ("UWb", "Ub"): "slope",
}

diagnose = Exercise(
    "diagnose(long, short)",
    "The rule that is to blame, from the letters of the gradients that are wrong with six "
    "steps and with one.",
    solution=lambda long, short: _RULES[long, short],
    cases=list(_RULES),
    mistakes=[
        (
            lambda long, short: "carry" if long == "UWb" else _RULES[long, short],
            "U, W and b can break inside a step as well: see whether one step is enough to do it.",
        ),
        (
            lambda long, short: "slope" if long == "UWb" else _RULES[long, short],
            "With one step nothing is carried: if that is right, the fault lies between steps.",
        ),
        (
            lambda long, short: {"UWb": "slope of loss"}.get(long, _RULES[long, short]),
            "If the slope of the loss were wrong, V and c would be wrong too.",
        ),
        (
            lambda long, short: long[0],
            "Where several letters are wrong, no single one of them names the rule.",
        ),
    ],
    praise="Right: two experiments, and each of the six rules can be named.",
)


def _left(f):
    return np.append(np.cumprod(f[:0:-1])[::-1], 1.0)


memory_left = Exercise(
    "memory_left(f)",
    "The share of the gradient on the last cell state that arrives, along the cell state "
    "alone, at each ``c_t``, from the values (time,) of one forget gate.",
    solution=_left,
    cases=[
        (np.array([0.9, 0.5, 1.0, 0.8]),),
        (np.array([0.3, 0.99, 0.99, 0.99, 0.5]),),
        (np.array([0.7]),),
    ],
    mistakes=[
        (
            lambda f: np.cumprod(f[::-1])[::-1],
            "One factor too many: the way from c_t to c_T begins with the gate of step t + 1.",
        ),
        (
            lambda f: np.cumprod(f),
            "That runs from the front; the gradient comes from the last step.",
        ),
        (
            lambda f: f,
            "That is one step only: the gates of all later steps multiply.",
        ),
        (
            lambda f: np.append(np.cumprod(f[:0:-1])[::-1], 1.0)[::-1],
            "The right numbers, but in the order of going back: the first entry belongs to c_1.",
        ),
    ],
    praise="Right: along the cell state there are gates in the product, and nothing else.",
)

carry_states = Exercise(
    "carry_states(numbers)",
    "How many different carries can occur when that many binary numbers, two or more, are "
    "added column by column.",
    solution=lambda numbers: numbers,
    cases=[(2,), (3,), (5,), (10,)],
    mistakes=[
        (
            lambda numbers: 2,
            "1 + 1 + 1 with a carry of 1 is 4: write 0, hand on 2. So a carry is not always a bit.",
        ),
        (
            lambda numbers: numbers - 1,
            "That is the largest carry; the carry 0 is one more possibility.",
        ),
        (
            lambda numbers: numbers + 1,
            "That is what one column can hold without a carry coming in; half of it is handed on.",
        ),
        (
            lambda numbers: 2 ** (numbers - 1),
            "The bits of a column are only counted, so their order does not matter: fewer states.",
        ),
    ],
    praise="Right: the carries 0 to m - 1, and no column can push them higher.",
)
