"""The exercises of chapter 6f on counting captions, and on getting them right."""

import math

import numpy as np

from .engine import Exercise

__all__ = ["count_captions", "exact_share"]


def _captions(digits, relations, longest):
    return sum(digits**k * relations ** (k - 1) for k in range(1, longest + 1))


count_captions = Exercise(
    "count_captions(digits, relations, longest)",
    "How many captions the grammar allows with up to ``longest`` digits.",
    solution=_captions,
    cases=[(10, 2, 3), (10, 2, 1), (3, 1, 4), (5, 3, 2)],
    mistakes=[
        (
            lambda d, r, n: d**n * r ** (n - 1),
            "That is the longest captions alone: the shorter ones count as well.",
        ),
        (
            lambda d, r, n: sum(d**k * r**k for k in range(1, n + 1)),
            "One relation too many: k digits are joined by k - 1 of them.",
        ),
        (
            lambda d, r, n: sum(d**k for k in range(1, n + 1)),
            "You counted the digits alone: each word between two of them is a choice too.",
        ),
        (
            lambda d, r, n: sum(d * k + r * (k - 1) for k in range(1, n + 1)),
            "Choices that are made one after the other multiply.",
        ),
        (
            lambda d, r, n: sum(d ** (k - 1) * r**k for k in range(1, n + 1)),
            "The other way round: k digits, with k - 1 relations between them.",
        ),
        (
            lambda d, r, n: _captions(d, r, n) + 1,
            "A caption holds at least one digit: nothing said is not counted.",
        ),
        (
            lambda d, r, n: sum(math.perm(d, k) * r ** (k - 1) for k in range(1, n + 1)),
            "The same digit may come twice in a caption.",
        ),
    ],
    praise="Right: with each digit more there are twenty times as many captions.",
)


def _share(p, lengths):
    return float(np.mean([p**length for length in lengths]))


exact_share = Exercise(
    "exact_share(p, lengths)",
    "The share of captions without an error if each of their digits is right with "
    "probability ``p``, independently.",
    solution=_share,
    cases=[(0.9, [1, 2, 3]), (0.98, [3]), (0.5, [1, 1, 2]), (1.0, [2, 5])],
    mistakes=[
        (
            lambda p, lengths: p,
            "That is the share of single digits: a caption is right only if all of them are.",
        ),
        (
            lambda p, lengths: p ** float(np.mean(lengths)),
            "The mean of powers is not the power of the mean: average at the end.",
        ),
        (
            lambda p, lengths: p ** max(lengths),
            "Only the longest captions have so many chances to go wrong.",
        ),
        (
            lambda p, lengths: 1 - _share(p, lengths),
            "That is the share of captions with an error.",
        ),
        (
            lambda p, lengths: 100 * _share(p, lengths),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda p, lengths: float(np.sum([p**length for length in lengths])),
            "That is how many are expected: divide by the number of captions.",
        ),
        (
            lambda p, lengths: float(np.prod([p**length for length in lengths])),
            "That is how likely all captions are exact: average over them.",
        ),
        (
            lambda p, lengths: float(np.mean([p * length for length in lengths])),
            "Each digit has to be right: probabilities multiply, p to the power of their number.",
        ),
    ],
    praise="Right: the longer the caption, the less a good reader of digits is worth.",
)
