"""The exercises of chapter 6b on counting runs of letters."""

import numpy as np

from .engine import Exercise

__all__ = ["longest_copy", "smoothed_counts"]

_COUNTS = np.array([3, 0, 1, 0])
_LOWER = np.array([0.4, 0.3, 0.2, 0.1])


def _witten_bell(counts, lower, kinds=None):
    kinds = (counts > 0).sum() if kinds is None else kinds
    if counts.sum() + kinds == 0:
        return lower
    return (counts + kinds * lower) / (counts.sum() + kinds)


smoothed_counts = Exercise(
    "smoothed_counts(counts, lower)",
    "The mixed probabilities, from how often each symbol followed a context and the lower "
    "order's probabilities, arrays (symbols,), equation (6b.5).",
    solution=_witten_bell,
    cases=[
        (_COUNTS, _LOWER),
        (np.array([1, 1, 1, 7]), _LOWER),
        (np.array([0, 0, 0, 0]), _LOWER),
        (np.array([0, 9, 0, 0]), _LOWER),
    ],
    mistakes=[
        (
            lambda counts, lower: counts / max(counts.sum(), 1),
            "Counting alone calls impossible what has not been seen: mix in the lower order.",
        ),
        (
            lambda counts, lower: _witten_bell(counts, lower, kinds=len(counts)),
            "You took all symbols; T counts the different ones that have followed here.",
        ),
        (
            lambda counts, lower: _witten_bell(counts, lower, kinds=counts.sum()),
            "You took how often something followed; T counts how many different symbols did.",
        ),
        (
            lambda counts, lower: _witten_bell(counts, np.full(len(counts), 1 / len(counts))),
            "The share T goes to the lower order's probabilities, not to all symbols alike.",
        ),
        (
            lambda counts, lower: (
                (counts + (counts == 0) * (counts > 0).sum() * lower)
                / max(counts.sum() + (counts > 0).sum(), 1)
            ),
            "Mixing adds the lower order to every symbol, also to those that were seen.",
        ),
        (
            lambda counts, lower: counts + (counts > 0).sum() * lower,
            "Those do not add up to 1 yet: divide by their sum.",
        ),
        (
            lambda counts, lower: 100 * _witten_bell(counts, lower),
            "That is in percent; probabilities add up to 1.",
        ),
        (
            lambda counts, lower: lower,
            "The counts have no part in it yet.",
        ),
        (
            lambda counts, lower: (counts + 1) / (counts.sum() + len(counts)),
            "That is adding one to each count; here the pot is shared out by the lower order.",
        ),
    ],
    praise="Right: the more kinds of letters have followed, the less the counts are trusted.",
)


def _longest(train, test):
    longest = 0
    for start in range(len(test)):
        while test[start : start + longest + 1] in train and start + longest < len(test):
            longest += 1
    return longest


def _from_the_start(train, test):
    return max(n for n in range(len(test) + 1) if test[:n] in train)


def _words(train, test):
    return max((len(word) for word in test.split() if word in train), default=0)


def _same_place(train, test):
    longest = run = 0
    for a, b in zip(train, test, strict=False):
        run = run + 1 if a == b else 0
        longest = max(longest, run)
    return longest


longest_copy = Exercise(
    "longest_copy(train, test)",
    "The length of the longest passage of the test text that stands in the training text, "
    "letter by letter.",
    solution=_longest,
    cases=[
        ("to be or not to be, that is it", "he said: or not to be. To be"),
        ("abcabd", "xabd"),
        ("all that glisters", "nothing"),
        ("the rest is silence", "rest"),
        ("a rose by any name", "xyz"),
        ("The end", "the end"),
    ],
    mistakes=[
        (
            _from_the_start,
            "You only look at passages from the beginning of the test text: begin anywhere.",
        ),
        (
            _words,
            "You compare word by word: a copied passage runs on over spaces.",
        ),
        (
            _same_place,
            "You lay the two texts side by side: a copy may stand at another place.",
        ),
        (
            lambda train, test: len(set(train) & set(test)),
            "You count the letters that both texts use: it is the order that makes a copy.",
        ),
        (
            lambda train, test: max(
                (
                    test[i : i + _longest(train, test)]
                    for i in range(len(test))
                    if test[i : i + _longest(train, test)] in train
                ),
                key=len,
                default="",
            ),
            "That is the passage itself: return its length.",
        ),
        (
            lambda train, test: _longest(train.lower(), test.lower()),
            "Letter by letter: a capital letter is another letter.",
        ),
    ],
    praise="Right: what is shared at length was learned by heart, not predicted.",
)
