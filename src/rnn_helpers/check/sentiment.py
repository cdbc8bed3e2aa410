"""The exercises on sentiment: how sure a test is, weights of words, masks, and blind bags."""

import collections
import itertools
import math

import numpy as np

from .engine import Exercise, Traits

__all__ = ["hidden_twins", "last_states", "sentences_needed", "word_weight"]


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


def _last(states, mask, shift=1):
    length = np.asarray(mask).sum(axis=1)
    return states[np.arange(len(states)), length - shift]


_STATES = np.random.default_rng(0).normal(size=(3, 6, 2))
_MASK = np.arange(6) < np.array([[4], [2], [5]])

last_states = Exercise(
    "last_states(states, mask)",
    "The state after the last real word of every sentence, from arrays (batch, time, hidden) "
    "and (batch, time).",
    solution=_last,
    cases=[(_STATES, _MASK), (_STATES[:2] ** 2, _MASK[1:])],
    mistakes=[
        (
            lambda states, mask: states[:, -1],
            "That is the state after the padding; find the last word of each sentence.",
        ),
        (
            lambda states, mask: _last(states, mask, shift=0),
            "One step too far: a sentence of n words ends at index n - 1.",
        ),
        (
            lambda states, mask: states[:, np.asarray(mask).sum(axis=1).min() - 1],
            "You cut all sentences at the end of the shortest: each has its own last word.",
        ),
        (
            lambda states, mask: (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1)[:, None],
            "That is the mean over the words; take the state after the last one alone.",
        ),
    ],
    praise="Right: this is what a mask hands on, without computing the padding.",
)


def _bags(answer, a, b):
    """What a bag of words and a bag of pairs see of two sentences."""
    first, second = (sentence.split() for sentence in answer)
    pairs = [collections.Counter(itertools.pairwise(words)) for words in (first, second)]
    return Traits(
        {
            f"both sentences hold {a!r} and {b!r}": {a, b} <= set(first) & set(second),
            "the sentences differ": first != second,
            "they have the same words": sorted(first) == sorted(second),
            "they have the same pairs of neighbours": pairs[0] == pairs[1],
        }
    )


def _swapped(form):
    return lambda a, b: (form.format(a, b), form.format(b, a))


hidden_twins = Exercise(
    "hidden_twins(a, b)",
    "Two different sentences with the same words and the same pairs of neighbours.",
    solution=_swapped("a {} film and not a {} film"),
    cases=[("funny", "dull"), ("clever", "bland")],
    mistakes=[
        (
            _swapped("{} , not {}"),
            "The words are the same, but pairs give the order away, such as 'not' with its word.",
        ),
        (
            lambda a, b: (f"not {a}", f"not {b}"),
            "The two sentences do not hold the same words: a bag of words tells them apart.",
        ),
        (
            lambda a, b: (f"{a} , not {b}",) * 2,
            "They are the same sentence: swap the two words in the second.",
        ),
    ],
    praise="Right: no counting of words or pairs can tell these two apart.",
    read=_bags,
    form="a pair of sentences",
)
