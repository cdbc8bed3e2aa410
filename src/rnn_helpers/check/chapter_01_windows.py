"""The exercises of chapter 1 on what a window can and cannot see."""

import numpy as np

from .. import binary_addition
from .engine import Exercise, Traits

__all__ = ["best_guess", "blind_spot"]


def _guess(pairs, k, carry_before=0, base=2):
    """Add every window by itself; ``k`` pairs wide, the current one included."""
    bits = []
    for t, (a, b) in enumerate(pairs):
        opens = max(0, t - k + 1)
        carry = carry_before if opens else 0
        for p, q in pairs[opens:t]:
            carry = (p + q + carry) // 2
        bits.append((a + b + carry) % base)
    return np.array(bits)


_CHAIN = [[1, 1], [1, 0], [0, 1], [1, 0], [0, 0], [0, 1], [1, 1], [1, 1], [0, 1], [0, 0]]
_RANDOM = np.random.default_rng(1).integers(0, 2, (40, 2))

best_guess = Exercise(
    "best_guess(pairs, k)",
    "The bits that the best reader writes through a window of ``k`` pairs, from an array "
    "(steps, 2) of zeros and ones.",
    solution=_guess,
    cases=[(np.array(_CHAIN), 3), (_RANDOM, 2), (_RANDOM, 1), (_RANDOM, 4)],
    mistakes=[
        (
            lambda pairs, k: _guess(pairs, k + 1),
            "Your window is one pair too wide: the current pair is one of the k.",
        ),
        (
            lambda pairs, k: _guess(pairs, len(pairs)),
            "That is the whole sum: you carry on what came in before the window opened.",
        ),
        (
            lambda pairs, k: _guess(pairs, 1),
            "You add every pair by itself: the earlier pairs in the window can make a carry.",
        ),
        (
            lambda pairs, k: _guess(pairs, k, carry_before=1),
            "You guess that a carry comes in from outside; that is wrong more often than not.",
        ),
        (
            lambda pairs, k: _guess(pairs, k - 1),
            "Your window is one pair too narrow: k - 1 pairs before the current one make k.",
        ),
        (
            lambda pairs, k: _guess(pairs[::-1], k)[::-1],
            "You read from the end: the lowest pair comes first, and a carry moves on to later "
            "ones.",
        ),
        (
            lambda pairs, k: _guess(pairs, k, base=4),
            "A column can hold 2 or 3, but only 0 or 1 is written: take the remainder.",
        ),
    ],
    praise="Right: without the missing carry, nobody can do better.",
)


def _blindness(answer, k):
    """What the two sums of an answer have in common, and what not."""
    pairs = np.asarray(answer).astype(int)
    agree = (pairs[0] == pairs[1]).all(axis=1)
    last_run = int(np.argmin(agree[::-1])) if not agree.all() else len(agree)
    total, carry = binary_addition.add_bits(pairs[:, :, 0], pairs[:, :, 1])
    return Traits(
        {
            "the number of sums": len(pairs),
            "the pairs in each sum": pairs.shape[1],
            "the last pairs in which the two sums agree": last_run,
            "the first pairs hand on different carries": bool(carry[0, 0] != carry[1, 0]),
            "the last bits differ": bool(total[0, -2] != total[1, -2]),
        }
    )


def _spot(k, first, second, pair=(1, 0)):
    return np.array([[first] + [pair] * k, [second] + [pair] * k])


blind_spot = Exercise(
    "blind_spot(k)",
    "Two sums, an array (2, k + 1, 2), that a window of ``k`` pairs cannot tell apart at the "
    "last step.",
    solution=lambda k: _spot(k, (1, 1), (0, 0)),
    cases=[(2,), (3,), (6,)],
    mistakes=[
        (
            lambda k: _spot(k, (1, 1), (0, 0), pair=(0, 0)),
            "The carries differ, but 00 swallows one and 11 makes its own: let pairs follow that "
            "hand on what comes.",
        ),
        (
            lambda k: _spot(k, (1, 0), (0, 1)),
            "The first pairs differ, yet neither makes a carry: nothing is there to be missed.",
        ),
        (
            lambda k: _spot(k - 1, (1, 1), (0, 0)),
            "Too short: with k pairs the window still sees where the two sums differ.",
        ),
        (
            lambda k: np.array([[(1, 0)] * k + [(1, 0)], [(1, 0)] * k + [(1, 1)]]),
            "They differ in the last pair, which every window sees: differ in the first one.",
        ),
    ],
    praise="Right: the window sees the same, and different bits have to be written.",
    read=_blindness,
    form="an array of zeros and ones of shape (2, k + 1, 2)",
)
