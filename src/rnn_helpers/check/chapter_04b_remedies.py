"""The exercises of chapter 4b: clipping, padding, rounding."""

import math

import numpy as np

from ..optim import clip_by_global_norm
from .engine import Exercise

__all__ = ["clip_together", "computed_steps", "fewest_bits"]

_rng = np.random.default_rng(4)
_LARGE = {"W": 3 * _rng.normal(size=(3, 3)), "b": 0.1 * _rng.normal(size=3)}
_SMALL = {name: 0.01 * g for name, g in _LARGE.items()}


def _length(grads):
    return math.sqrt(sum((g**2).sum() for g in grads.values()))


clip_together = Exercise(
    "clip_together(grads, max_norm)",
    "A dictionary of gradients, shrunk by one factor so that their joint length is at most "
    "``max_norm``, equation (4b.1).",
    solution=lambda grads, max_norm: clip_by_global_norm(grads, max_norm)[0],
    cases=[(_LARGE, 1.0), (_SMALL, 1.0), (_LARGE, 5.0)],
    mistakes=[
        (
            lambda grads, m: {n: g * m / _length(grads) for n, g in grads.items()},
            "Short gradients became longer: the factor must not exceed 1.",
        ),
        (
            lambda grads, m: {n: g * min(1, m / _length({n: g})) for n, g in grads.items()},
            "You clipped each array on its own, which turns the direction of the step: one "
            "length for all of them, one factor.",
        ),
        (
            lambda grads, m: {n: np.clip(g, -m, m) for n, g in grads.items()},
            "You cut off single entries, which turns the direction of the step: shrink all by "
            "one factor.",
        ),
        (
            lambda grads, m: {n: g * min(1, m / _length(grads) ** 2) for n, g in grads.items()},
            "You divided by the squared length: take the root of the sum of squares.",
        ),
        (
            lambda grads, m: {n: g / _length(grads) for n, g in grads.items()},
            "The length is 1 now; it should be at most max_norm.",
        ),
        (
            lambda grads, m: {
                n: g * min(1, m / sum(_length({k: a}) for k, a in grads.items()))
                for n, g in grads.items()
            },
            "You added up the lengths of the arrays; it is their squares that add up.",
        ),
        (
            lambda grads, m: dict(grads),
            "Nothing is clipped yet: multiply by max_norm / length where that is below 1.",
        ),
    ],
    praise="Right: the length is bounded, the direction is kept, short gradients pass.",
)


def _batches(lengths, batch):
    return [lengths[k : k + batch] for k in range(0, len(lengths), batch)]


def _computed(lengths, batch, longest=max):
    return sum(len(rows) * longest(rows) for rows in _batches(lengths, batch))


computed_steps = Exercise(
    "computed_steps(lengths, batch)",
    "How many steps, padding included, are computed when sequences are sorted by length and "
    "cut into batches.",
    solution=lambda lengths, batch: _computed(sorted(lengths), batch),
    cases=[([3, 9, 4, 10], 2), ([5, 1, 7, 2, 30], 2), ([8, 8, 1, 6, 2, 12, 5], 3)],
    mistakes=[
        (
            _computed,
            "You padded the batches as they come: sort the lengths first.",
        ),
        (
            lambda lengths, batch: len(lengths) * max(lengths),
            "That is one rectangle for all: each batch needs only its own longest sequence.",
        ),
        (
            lambda lengths, batch: sum(lengths),
            "Those are the real steps; padded ones are computed as well.",
        ),
        (
            lambda lengths, batch: sum(batch * max(b) for b in _batches(sorted(lengths), batch)),
            "The last batch may hold fewer sequences than the others.",
        ),
        (
            lambda lengths, batch: _computed(sorted(lengths), batch) - sum(lengths),
            "That is the padding alone; the real steps are computed as well.",
        ),
        (
            lambda lengths, batch: _computed(sorted(lengths), batch, longest=min),
            "That cuts each batch at its shortest sequence: it is padded to its longest.",
        ),
        (
            lambda lengths, batch: _computed(sorted(lengths)[::-1], batch),
            "You sorted from the longest down: then the smaller batch holds other sequences. Sort "
            "upwards.",
        ),
    ],
    praise="Right: and the gradient is that of one rectangle for all.",
)


def _bits(levels):
    """Bits with which there are so many levels, or more, on either side of zero."""
    return 1 + math.ceil(math.log2(levels + 1))


fewest_bits = Exercise(
    "fewest_bits(step, largest)",
    "The smallest number of bits with which a step away from a level is not rounded back, for "
    "weights of an array whose largest is ``largest``, rounded as ``quantise`` does it.",
    solution=lambda step, largest: _bits(largest / (2 * step)),
    cases=[(0.01, 1.4), (0.0625, 1.0), (0.25, 1.0), (0.001, 2.0), (0.1, 2.0)],
    mistakes=[
        (
            lambda step, largest: _bits(largest / step),
            "Half of the way to the next level is enough: from there on it is the nearer one.",
        ),
        (
            lambda step, largest: _bits(largest / (2 * step)) - 1,
            "One bit too few: one is for the sign, and a part of a bit has to be rounded up.",
        ),
        (
            lambda step, largest: 1 + math.ceil(math.log2(largest / (2 * step))),
            "There is one level less than a power of two: 2**(b - 1) - 1 on either side of zero.",
        ),
        (
            lambda step, largest: 1 + math.log2(largest / (2 * step) + 1),
            "Bits come in whole numbers: take the next one above.",
        ),
        (
            lambda step, largest: math.ceil(largest / (2 * step)),
            "That is the number of levels on one side of zero; how many bits write them?",
        ),
        (
            lambda step, largest: 1 + math.ceil(math.log(largest / (2 * step) + 1)),
            "Bits double the levels: take the logarithm to the base 2.",
        ),
    ],
    praise="Right: each halving of the step takes about one bit more.",
)
