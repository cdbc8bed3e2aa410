"""The exercises of chapter 5 on adding."""

import numpy as np

from .. import binary_addition
from .engine import Exercise

__all__ = [
    "best_accuracy",
    "exact_accuracy",
    "longest_carry",
    "parameter_count",
]


def _count(features, hidden, outputs):
    return features * hidden + hidden * hidden + hidden + hidden * outputs + outputs


parameter_count = Exercise(
    "parameter_count(features, hidden, outputs)",
    "How many numbers an RNN with a linear readout has to learn.",
    solution=_count,
    cases=[(2, 16, 1), (3, 5, 2), (1, 1, 1)],
    mistakes=[
        (
            lambda f, h, o: f * h + h * h + h * o,
            "You counted the three matrices and left out the biases b and c.",
        ),
        (
            lambda f, h, o: f * h + h + h * o + o,
            "That is a network without memory: the matrix W, hidden × hidden, is missing.",
        ),
        (
            lambda f, h, o: f * h + h * h + h,
            "That is the recurrent layer alone: the readout has V and c as well.",
        ),
        (
            lambda f, h, o: 9 * _count(f, h, o),
            "The weights are shared by all steps: the length of the sequence does not count.",
        ),
    ],
    praise="Right: U, W, b, V and c, whatever the length of the sequence.",
)


def _carries(a, b):
    bits = max(a.bit_length(), b.bit_length(), 1)
    _, carry = binary_addition.add_bits(*(binary_addition.encode([n], bits) for n in (a, b)))
    return carry[0].astype(bool)


def _longest_run(flags):
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


longest_carry = Exercise(
    "longest_carry(a, b)",
    "Over how many steps in a row a carry is handed on when two whole numbers are added.",
    solution=lambda a, b: _longest_run(_carries(a, b)),
    cases=[(3, 5), (255, 1), (0, 0), (0b1011, 0b0001), (0b110011, 0b010101), (0b1110, 0b1)],
    mistakes=[
        (
            lambda a, b: int(_carries(a, b).sum()),
            "You counted all carries: start again from zero when a step hands on none.",
        ),
        (
            lambda a, b: _longest_run([digit == "1" for digit in bin(a ^ b)[2:]]),
            "Bits that differ hand a carry on, but somebody must have made it: 1 + 1 comes first.",
        ),
        (
            lambda a, b: _longest_run([digit == "1" for digit in bin(a & b)[2:]]),
            "1 + 1 makes a carry, but 0 + 1 keeps one that comes in: follow it step by step.",
        ),
        (
            lambda a, b: _longest_run(_carries(a, b)) + 1,
            "One too many: count the steps that hand a carry on, not those that it touches.",
        ),
    ],
    praise="Right: that is how long the network has to remember one bit.",
)

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
    ],
    praise="Right; as the numbers get longer, it goes to one half.",
)
