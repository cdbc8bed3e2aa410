"""The exercises of chapter 6c on words: how many sentences, and which weights."""

import math

from .engine import Exercise

__all__ = ["sentences_needed", "word_weight"]

sentences_needed = Exercise(
    "sentences_needed(accuracy, margin)",
    "How many test sentences make two standard errors of an accuracy at most as large as a margin.",
    solution=lambda accuracy, margin: math.ceil(4 * accuracy * (1 - accuracy) / margin**2),
    cases=[(0.78, 0.019), (0.9, 0.031), (0.6, 0.013)],
    mistakes=[
        (
            lambda accuracy, margin: math.ceil(accuracy * (1 - accuracy) / margin**2),
            "That makes one standard error as small as the margin; two have to fit into it.",
        ),
        (
            lambda accuracy, margin: math.ceil(2 * accuracy * (1 - accuracy) / margin**2),
            "The factor 2 stands outside of the root: it is squared with the rest.",
        ),
        (
            lambda accuracy, margin: math.ceil(4 * accuracy * (1 - accuracy) / margin),
            "The error shrinks with the root of the count: square the margin.",
        ),
        (
            lambda accuracy, margin: math.ceil(1 / margin**2),
            "That is the number for an accuracy of one half; use the accuracy that is given.",
        ),
    ],
    praise="Right: half the margin costs four times the sentences.",
)


def _weight(word, positive, negative, alpha, smooth=True, share=True, sign=1):
    alpha = alpha if smooth else 1e-12
    kinds = len(set(positive) | set(negative))
    logs = []
    for counts in (positive, negative):
        total = sum(counts.values()) + alpha * kinds if share else 1
        logs.append(math.log((counts.get(word, 0) + alpha) / total))
    return sign * (logs[0] - logs[1])


_GOOD, _BAD = {"funny": 6, "film": 9, "moving": 3}, {"dull": 5, "film": 8, "funny": 1}

word_weight = Exercise(
    "word_weight(word, positive, negative, alpha)",
    "The weight that naive Bayes gives a word, from the counts of all words on either side.",
    solution=_weight,
    cases=[
        ("funny", _GOOD, _BAD, 1.0),
        ("film", _GOOD, _BAD, 0.5),
        ("dull", _GOOD, _BAD, 1.0),
    ],
    mistakes=[
        (
            lambda *case: _weight(*case, smooth=False),
            "A word that one side never uses gets an endless weight: add alpha to each count.",
        ),
        (
            lambda *case: _weight(*case, share=False),
            "You compare counts; compare shares, for one side may have more words in all.",
        ),
        (
            lambda *case: _weight(*case, sign=-1),
            "The sign is turned round: a word of praise should get a positive weight.",
        ),
    ],
    praise="Right: naive Bayes is this number for every word, added up.",
)
