"""The exercises of chapter 4a: how a gradient shrinks, and what a gate lets through."""

import math

import numpy as np

from .engine import Exercise

__all__ = ["forget_bias", "half_life", "memory_left"]

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


def _logit(p):
    return math.log(p / (1 - p))


forget_bias = Exercise(
    "forget_bias(steps, share)",
    "The bias with which a gate that sees nothing else keeps this share over so many steps, "
    "equation (4a.9).",
    solution=lambda steps, share: _logit(share ** (1 / steps)),
    cases=[(99, 0.5), (10, 0.1), (1000, 0.3)],
    mistakes=[
        (
            lambda steps, share: share ** (1 / steps),
            "That is the gate; the bias is what the sigmoid makes the gate from.",
        ),
        (
            lambda steps, share: _logit(share),
            "That keeps the share over one step: after many steps the gate counts many times.",
        ),
        (
            lambda steps, share: math.log(steps - 1),
            "That is chrono's bias for so many steps: it leaves about 1/e, whatever the share.",
        ),
        (
            lambda steps, share: _logit(1 - share / steps),
            "The share is not lost in equal portions: the gate to the power of steps is the share.",
        ),
        (
            lambda steps, share: -_logit(share ** (1 / steps)),
            "The sign is turned round: with that bias the gate is nearly shut.",
        ),
        (
            lambda steps, share: math.log(share ** (1 / steps)),
            "That undoes an exponential. The gate is a sigmoid: its inverse is log(f / (1 - f)).",
        ),
    ],
    praise="Right: ten times the steps takes about 2.3 more of bias, the logarithm of ten.",
)
