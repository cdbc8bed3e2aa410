"""The exercises of chapter 6d on the order of words, and on choosing them one by one."""

import itertools

from .engine import Exercise

__all__ = ["crossings", "greedy_limit"]


def _count(places, cross):
    places = list(places)
    return sum(cross(a, b) for k, a in enumerate(places) for b in places[k + 1 :])


crossings = Exercise(
    "crossings(places)",
    "How many pairs of links cross, where ``places[j]`` is the source word that target word "
    "``j`` comes from.",
    solution=lambda places: _count(places, lambda a, b: a > b),
    cases=[([0, 1, 2],), ([0, 3, 2, 1],), ([1, 1, 0, 2],), ([4, 3, 3, 0, 1],), ([2, 0, 1],)],
    mistakes=[
        (
            lambda places: sum(a > b for a, b in itertools.pairwise(places)),
            "You compare neighbours only: two links can cross with others between them.",
        ),
        (
            lambda places: _count(places, lambda a, b: a >= b),
            "Two words that come from the same place do not cross: use > and not ≥.",
        ),
        (
            lambda places: _count(places, lambda a, b: a < b),
            "You counted the pairs that keep their order.",
        ),
        (
            lambda places: sum(a != k for k, a in enumerate(places)),
            "You counted the words that moved; a crossing takes two of them.",
        ),
        (
            lambda places: 2 * _count(places, lambda a, b: a > b),
            "You count every pair twice, once from either side.",
        ),
        (
            lambda places: int(_count(places, lambda a, b: a > b) > 0),
            "You say whether links cross; how many pairs do is asked for.",
        ),
        (
            lambda places: (
                _count(places, lambda a, b: a > b) / max(1, len(places) * (len(places) - 1) / 2)
            ),
            "That is a share of all pairs; how many cross is asked for.",
        ),
    ],
    praise="Right: every pair that changes its order is one crossing.",
)

greedy_limit = Exercise(
    "greedy_limit(words)",
    "Up to which probability of its first word greedy decoding can miss the best sentence "
    "of two words, for a vocabulary of that size.",
    solution=lambda words: words / (words + 1),
    cases=[(2,), (3,), (10,), (1000,)],
    mistakes=[
        (
            lambda words: 0.5,
            "Half is too careful: the mass behind the first word can be spread over many words.",
        ),
        (
            lambda words: 1 - 1 / words,
            "Close: compare p / n, the best that greedy can be left with, with 1 − p.",
        ),
        (
            lambda words: 1 / (words + 1),
            "That is the probability of the other first word; the question is about greedy's.",
        ),
        (
            lambda words: 1.0,
            "At p = 1 there is no other sentence to lose to.",
        ),
        (
            lambda words: 100 * words / (words + 1),
            "That is in percent; a probability is at most 1.",
        ),
        (
            lambda words: (words + 1) / words,
            "Upside down: a probability is at most 1.",
        ),
        (
            lambda words: (words - 1) / (words + 1),
            "Compare p / n with 1 − p: p + p / n = 1 gives p = n / (n + 1).",
        ),
    ],
    praise="Right: with many words, greedy can be almost sure and still be wrong.",
)
