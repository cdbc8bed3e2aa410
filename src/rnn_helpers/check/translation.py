"""The exercises of chapter 6 on translation."""

import itertools

import numpy as np

from .engine import Exercise

__all__ = ["attend", "crossings", "greedy_limit", "lost_to_padding"]


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
    ],
    praise="Right: every pair that changes its order is one crossing.",
)


def _weights(scores, mask):
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


def _all(scores):
    return _weights(scores, np.ones(len(scores), bool))


_rng = np.random.default_rng(6)
_STATES = _rng.normal(size=(5, 4))
_MASKS = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 0, 0, 0]], bool)

attend = Exercise(
    "attend(query, states, mask)",
    "The context vector of equations (6d.5) to (6d.7), from arrays (hidden,), (steps, hidden) "
    "and (steps,).",
    solution=lambda query, states, mask: _weights(states @ query, mask) @ states,
    cases=[(query, _STATES, mask) for query, mask in zip(_rng.normal(size=(3, 4)), _MASKS)],  # noqa: B905
    mistakes=[
        (
            lambda query, states, mask: _all(states @ query) @ states,
            "The padding takes part: give it the score −∞ before the softmax.",
        ),
        (
            lambda query, states, mask: (_all(states @ query) * mask) @ states,
            "You remove the padding after the softmax: the weights no longer add up to 1.",
        ),
        (
            lambda query, states, mask: _all((states @ query) * mask) @ states,
            "A score of 0 is not a weight of 0: the padding must get −∞.",
        ),
        (
            lambda query, states, mask: _weights(states @ query, mask),
            "Those are the weights; the context is the mean of the states under them.",
        ),
    ],
    praise="Right: score, softmax over what is not padding, weighted mean.",
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
    ],
    praise="Right: with many words, greedy can be almost sure and still be wrong.",
)

lost_to_padding = Exercise(
    "lost_to_padding(steps, words)",
    "Which share of the attention falls on padding if all scores are equal and the mask is "
    "forgotten.",
    solution=lambda steps, words: (steps - words - 1) / steps,
    cases=[(12, 8), (12, 11), (20, 4), (9, 2)],
    mistakes=[
        (
            lambda steps, words: (steps - words) / steps,
            "The sign for the end is read as well: it is no padding.",
        ),
        (
            lambda steps, words: (words + 1) / steps,
            "That is the share that stays on the sentence.",
        ),
        (
            lambda steps, words: (steps - words - 1) / (words + 1),
            "A share of all weights: divide by all steps.",
        ),
    ],
    praise="Right: and the shorter the sentence, the more is lost.",
)
