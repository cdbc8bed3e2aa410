"""The exercises of chapter 4 on gradients: how they shrink, and their factors."""

import math

import numpy as np

from .engine import Exercise

__all__ = ["half_life", "memory_left", "squares_slope"]

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
        (
            lambda w: math.log2(0.5) / math.log(w),
            "Two bases are mixed, 2 and e: take the same logarithm above and below.",
        ),
        (
            lambda w: math.ceil(math.log(0.5) / math.log(w)),
            "Rounded up, that is the first whole step. The real number is asked for.",
        ),
        (
            lambda w: math.floor(math.log(0.5) / math.log(w)),
            "Rounded down, that is the last whole step before. The real number is asked for.",
        ),
        (
            lambda w: -math.log(0.5) / math.log(w),
            "The sign: both logarithms are negative, and so their ratio is positive.",
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
    cases=[(_Z, _Y), (_Z[:1], _Y[:1]), (_Z[:, :2], _Y[:, :2])],
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
        (
            lambda z, y: 2 * (z - y) / len(z),
            "You divided by the batch alone: the mean is over batch, steps and outputs.",
        ),
        (
            lambda z, y: (z - y) ** 2 / y.size,
            "That is what each entry adds to the loss; the slope is its derivative.",
        ),
        (
            lambda z, y: 2 * (z - y).sum(axis=0) / y.size,
            "Every prediction has a slope of its own: nothing is summed over the batch.",
        ),
    ],
    praise="Right: 2/N times the error, with N all entries of the batch.",
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
        (
            lambda f: np.append(f[1:], 1.0),
            "That is the next gate alone: those of all later steps multiply.",
        ),
        (
            lambda f: np.append(np.cumprod(f)[:-1][::-1], 1.0),
            "The gates are multiplied from the wrong end: what is nearest to the last step comes "
            "last.",
        ),
        (
            lambda f: np.append(np.cumsum(f[:0:-1])[::-1], 1.0),
            "Gates along a path multiply; you added them up.",
        ),
        (
            lambda f: np.full(len(f), np.prod(f[1:])),
            "That is what arrives at c_1: later states have fewer gates on the way.",
        ),
    ],
    praise="Right: along the cell state there are gates in the product, and nothing else.",
)
