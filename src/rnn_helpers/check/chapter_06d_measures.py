"""The exercise of chapter 6d on a measure for sentences with many right translations."""

from collections import Counter

import numpy as np

from .engine import Exercise

__all__ = ["shared_pieces"]


def _pieces(words, n):
    return [tuple(words[k : k + n]) for k in range(len(words) - n + 1)]


def _shared(ours, reference, n):
    """Each piece counts at most as often as it stands in the reference."""
    common = Counter(_pieces(ours, n)) & Counter(_pieces(reference, n))
    return common.total() / len(_pieces(ours, n))


_THE, _CAT = ["the", "the", "the", "cat"], ["the", "cat", "is", "on", "the", "mat"]
_MAT = ["on", "the", "mat", "there", "is", "the", "cat"]

shared_pieces = Exercise(
    "shared_pieces(ours, reference, n)",
    "Which share of our pieces of n words stands in the reference, each piece counted at most "
    "as often as it does there.",
    solution=_shared,
    cases=[(_THE, _CAT, 1), (_MAT, _CAT, 1), (_MAT, _CAT, 2), (_CAT, _MAT, 2)],
    mistakes=[
        (
            lambda ours, reference, n: np.mean(
                [piece in _pieces(reference, n) for piece in _pieces(ours, n)]
            ),
            "You count a piece each time we write it: it counts at most as often as it stands in "
            "the reference.",
        ),
        (
            lambda ours, reference, n: (
                len(set(_pieces(ours, n)) & set(_pieces(reference, n))) / len(set(_pieces(ours, n)))
            ),
            "You count different pieces; one that stands twice in both counts twice.",
        ),
        (
            lambda ours, reference, n: (
                _shared(ours, reference, n) * len(_pieces(ours, n)) / len(_pieces(reference, n))
            ),
            "A share of our pieces is asked for: divide by how many we wrote.",
        ),
        (
            lambda ours, reference, n: (
                _shared(ours, reference, n) * len(_pieces(ours, n)) / len(ours)
            ),
            "A sentence of k words has k - n + 1 pieces of n words: divide by these.",
        ),
        (
            lambda ours, reference, n: _shared(ours, reference, n) * len(_pieces(ours, n)),
            "That is how many pieces are shared: divide by how many we wrote.",
        ),
        (
            lambda ours, reference, n: _shared(ours, reference, 1),
            "Those are single words: take runs of n words.",
        ),
    ],
    praise="Right: BLEU multiplies four of these shares, for n = 1 to 4.",
)
