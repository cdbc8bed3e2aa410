"""The exercises of chapter 6c on masks, and on what a bag of words cannot see."""

import collections
import itertools

import numpy as np

from .engine import Exercise, Traits

__all__ = ["hidden_twins", "last_states"]


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
        (
            lambda states, mask: states[:, 0],
            "That is the state after the first word; the last one has read them all.",
        ),
        (
            lambda states, mask: states * np.asarray(mask)[..., None],
            "Those are all states with zeros on the padding: take one state of each sentence.",
        ),
        (
            lambda states, mask: states[-1, np.asarray(mask).sum(axis=1) - 1],
            "The steps are right, and all are taken from one sentence: pair each with its own row.",
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
            "both sentences hold the two words that are given": {a, b} <= set(first) & set(second),
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
        (
            lambda a, b: ("left right left up left", "left up left right left"),
            "Good twins, but they do not hold the two words that are given.",
        ),
    ],
    praise="Right: no counting of words or pairs can tell these two apart.",
    read=_bags,
    form="a pair of sentences",
)
