"""The exercises of chapter 5 on how right an adder is, and can be."""

import math

import numpy as np

from .. import binary_addition
from .engine import Exercise

__all__ = ["best_accuracy", "exact_accuracy"]

_rng = np.random.default_rng(5)
_TARGET = _rng.integers(0, 2, (6, 4, 1)).astype(float)
_LOGITS = (2 * _TARGET - 1) * _rng.uniform(0.1, 0.4, _TARGET.shape)
_LOGITS[1, 0] *= -1
_LOGITS[2, :2] *= -1
_LOGITS[4, 3] *= -1
_LOGITS[5, :] *= 10

exact_accuracy = Exercise(
    "exact_accuracy(logits, target)",
    "The share of sequences in which every bit is right, from arrays (count, steps, 1).",
    solution=binary_addition.exact_accuracy,
    cases=[(_LOGITS, _TARGET), (_LOGITS[:1], _TARGET[:1]), (_LOGITS[3:], _TARGET[3:])],
    mistakes=[
        (
            binary_addition.bit_accuracy,
            "That is the share of right bits; a sum counts only if all of its bits are right.",
        ),
        (
            lambda z, y: float(((z > 0.5) == (y > 0.5)).all(axis=(1, 2)).mean()),
            "You compared the logits with 0.5: a logit is positive when the probability exceeds ½.",
        ),
        (
            lambda z, y: float(((z > 0) == (y > 0.5)).any(axis=(1, 2)).mean()),
            "With `any`, one right bit makes a sum count: it takes `all`.",
        ),
        (
            lambda z, y: int(((z > 0) == (y > 0.5)).all(axis=(1, 2)).sum()),
            "You return how many sums are right; a share is between 0 and 1.",
        ),
        (
            lambda z, y: float(((z > 0) == (y > 0.5)).all(axis=0).mean()),
            "You asked of each place whether it is right in all sums: turn it round, `all` over "
            "the steps.",
        ),
        (
            lambda z, y: 1 - binary_addition.exact_accuracy(z, y),
            "That is the share of sums with a wrong bit.",
        ),
        (
            lambda z, y: 100 * binary_addition.exact_accuracy(z, y),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda z, y: float((z.sum(axis=(1, 2)) > 0).mean()),
            "The target does not come in yet: compare the signs of the logits with it.",
        ),
    ],
    praise="Right: every bit of a sum has to be right.",
)


def _best(bits, q):
    return float(np.mean([1 - q(k) for k in range(bits + 1)]))


best_accuracy = Exercise(
    "best_accuracy(bits)",
    "The share of right bits that an RNN can reach at best when it adds numbers of that "
    "length from the highest bit down, equation (5.10).",
    solution=lambda bits: _best(bits, lambda k: (1 - 0.5**k) / 2),
    cases=[(8,), (1,), (2,), (32,)],
    mistakes=[
        (
            lambda bits: 0.5,
            "One half is what guessing gets; at the low end hardly any carry can come in.",
        ),
        (
            lambda bits: _best(bits - 1, lambda k: (1 - 0.5**k) / 2),
            "The sum has one bit more than the numbers: average over bits + 1 of them.",
        ),
        (
            lambda bits: 1 - _best(bits, lambda k: (1 - 0.5**k) / 2),
            "That is how often the best guess is wrong.",
        ),
        (
            lambda bits: _best(bits, lambda k: (1 - 0.5 ** (k + 1)) / 2),
            "Count k from 0: no carry can come into the lowest bit.",
        ),
        (
            lambda bits: 100 * _best(bits, lambda k: (1 - 0.5**k) / 2),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda bits: (bits + 1) * _best(bits, lambda k: (1 - 0.5**k) / 2),
            "That is how many bits are right: divide by the number of bits of the sum.",
        ),
        (
            lambda bits: _best(bits, lambda k: 1 - 0.5**k),
            "A carry comes in half as often: in (5.9) there is a 2 below.",
        ),
        (
            lambda bits: math.prod(1 - (1 - 0.5**k) / 2 for k in range(bits + 1)),
            "You multiplied the shares, as if all bits had to be right: average them.",
        ),
    ],
    praise="Right; as the numbers get longer, it goes to one half.",
)
