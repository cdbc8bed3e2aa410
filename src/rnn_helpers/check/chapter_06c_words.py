"""The exercises of chapter 6c on words: how many sentences, and which weights."""

import math

from .engine import Exercise

__all__ = ["sentences_needed", "word_weight"]

sentences_needed = Exercise(
    "sentences_needed(accuracy, margin)",
    "How many test sentences make two standard errors of an accuracy at most as large as a margin.",
    solution=lambda accuracy, margin: math.ceil(4 * accuracy * (1 - accuracy) / margin**2),
    cases=[(0.78, 0.019), (0.9, 0.031), (0.6, 0.013), (0.85, 0.017)],
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
        (
            lambda accuracy, margin: 4 * accuracy * (1 - accuracy) / margin**2,
            "Sentences are whole: take the next number up.",
        ),
        (
            lambda accuracy, margin: math.floor(4 * accuracy * (1 - accuracy) / margin**2),
            "Rounded down, the error is larger than the margin: round up.",
        ),
        (
            lambda accuracy, margin: math.ceil(4 * accuracy / margin**2),
            "The variance of a right-or-wrong answer is p (1 - p): you left out the second factor.",
        ),
        (
            lambda accuracy, margin: math.ceil(2 * math.sqrt(accuracy * (1 - accuracy)) / margin),
            "That is the root of the number: the error falls with the root of the sentences, so "
            "square it.",
        ),
    ],
    praise="Right: half the margin costs four times the sentences.",
)


def _all_kinds(positive, negative):
    return len(set(positive) | set(negative))


def _weight(word, positive, negative, alpha, kinds=_all_kinds, log=math.log):
    logs = []
    for counts in (positive, negative):
        total = sum(counts.values()) + alpha * kinds(positive, negative)
        logs.append(log((counts.get(word, 0) + alpha) / total))
    return logs[0] - logs[1]


def _of_counts(word, positive, negative, alpha):
    return math.log((positive.get(word, 0) + alpha) / (negative.get(word, 0) + alpha))


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
            lambda *case: _weight(*case[:3], alpha=1e-12),
            "A word that one side never uses gets an endless weight: add alpha to each count.",
        ),
        (
            _of_counts,
            "You compare counts; compare shares, for one side may have more words in all.",
        ),
        (
            lambda *case: -_weight(*case),
            "The sign is turned round: a word of praise should get a positive weight.",
        ),
        (
            lambda *case: _weight(*case, log=math.log2),
            "That is in bits: (6c.2) takes the natural logarithm.",
        ),
        (
            lambda *case: math.exp(_weight(*case)),
            "That is the ratio of the shares: take its logarithm, so that weights can be added.",
        ),
        (
            lambda *case: _weight(*case, kinds=lambda *_: 1),
            "alpha is added to the count of every word, so the total grows by alpha for each kind.",
        ),
        (
            lambda *case: _weight(*case, kinds=lambda *_: 0),
            "With alpha added to the counts the shares no longer add up to 1: add it to the "
            "totals, too.",
        ),
    ],
    praise="Right: naive Bayes is this number for every word, added up.",
)
