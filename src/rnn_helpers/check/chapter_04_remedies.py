"""The exercises of chapter 4 on remedies: clipping, gate biases, padding."""

import math

import numpy as np

from ..optim import clip_by_global_norm
from .engine import Exercise

__all__ = ["clip_together", "computed_steps", "forget_bias"]

_rng = np.random.default_rng(4)
_LARGE = {"W": 3 * _rng.normal(size=(3, 3)), "b": 0.1 * _rng.normal(size=3)}
_SMALL = {name: 0.01 * g for name, g in _LARGE.items()}


def _length(grads):
    return math.sqrt(sum((g**2).sum() for g in grads.values()))


clip_together = Exercise(
    "clip_together(grads, max_norm)",
    "A dictionary of gradients, shrunk by one factor so that their joint length is at most "
    "``max_norm``, equation (4.24).",
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


def _logit(p):
    return math.log(p / (1 - p))


forget_bias = Exercise(
    "forget_bias(steps, share)",
    "The bias with which a gate that sees nothing else keeps this share over so many steps, "
    "equation (4.22).",
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
