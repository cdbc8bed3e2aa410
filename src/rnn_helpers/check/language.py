"""The exercises of chapter 6b on language models."""

import numpy as np

from .engine import Exercise

__all__ = ["cost_in_bits", "heated", "longest_copy", "mixture_bound", "smoothed_counts"]

cost_in_bits = Exercise(
    solution=lambda p: float(-np.log2(p).mean()),
    cases=[
        (np.array([0.5, 0.25, 0.125, 0.125]),),
        (np.array([0.9, 0.01]),),
        (np.full(7, 1 / 66),),
    ],
    mistakes=[
        (
            lambda p: float(-np.log(p).mean()),
            "Those are nats: divide by ln 2, or take the logarithm to base 2.",
        ),
        (
            lambda p: float(-np.log2(p.mean())),
            "You averaged before the logarithm, which hides the letters that were a surprise.",
        ),
        (
            lambda p: float(-np.log2(p).sum()),
            "That is the cost of the whole text: divide by the number of letters.",
        ),
        (
            lambda p: float(2 ** -np.log2(p).mean()),
            "That is the perplexity, 2 to the power of what is asked for.",
        ),
        (
            lambda p: float(np.log2(p).mean()),
            "The sign: a probability below 1 has a negative logarithm, and a cost is positive.",
        ),
    ],
    praise="Right: one letter that was thought impossible would make it infinite.",
)
"""``cost_in_bits(function)`` checks ``function(probabilities)``, the probability that a model
gave to each letter that came: equation (6b.3)."""


def _softmax(logits):
    exponential = np.exp(logits - np.max(logits))
    return exponential / exponential.sum()


_LOGITS = np.array([2.0, 1.0, 0.0, -1.0])

heated = Exercise(
    solution=lambda logits, t: _softmax(logits / t),
    cases=[(_LOGITS, 0.5), (_LOGITS[::-1].copy(), 2.0), (1000 * _LOGITS, 0.8), (_LOGITS, 1.0)],
    mistakes=[
        (
            lambda logits, t: _softmax(logits * t),
            "The wrong way round: you multiply by the temperature, so that heat makes it colder.",
        ),
        (
            lambda logits, t: _softmax(logits) ** (1 / t),
            "Those do not add up to 1: after the power, divide by the sum.",
        ),
        (
            lambda logits, t: _softmax(logits) / t,
            "Dividing the probabilities does not change their ratios: divide the logits.",
        ),
        (
            lambda logits, t: _softmax(logits),
            "The temperature has no part in it: the logits are divided by it.",
        ),
    ],
    praise="Right; and subtracting the largest logit first keeps it finite.",
)
"""``heated(function)`` checks ``function(logits, temperature)``, logits of shape (symbols,):
the probabilities of equation (6b.10)."""

_COUNTS = np.array([3, 0, 1, 0])
_LOWER = np.array([0.4, 0.3, 0.2, 0.1])


def _witten_bell(counts, lower, kinds=None):
    kinds = (counts > 0).sum() if kinds is None else kinds
    if counts.sum() + kinds == 0:
        return lower
    return (counts + kinds * lower) / (counts.sum() + kinds)


smoothed_counts = Exercise(
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
    ],
    praise="Right: the more kinds of letters have followed, the less the counts are trusted.",
)
"""``smoothed_counts(function)`` checks ``function(counts, lower)``, arrays (symbols,): how often
each symbol followed a context, and the lower order's probabilities; equation (6b.5)."""


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
    solution=_longest,
    cases=[
        ("to be or not to be, that is it", "he said: or not to be. To be"),
        ("abcabd", "xabd"),
        ("all that glisters", "nothing"),
        ("the rest is silence", "rest"),
        ("a rose by any name", "xyz"),
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
    ],
    praise="Right: what is shared at length was learned by heart, not predicted.",
)
"""``longest_copy(function)`` checks ``function(train, test)``, two strings: the length of the
longest passage of the test text that stands in the training text, letter by letter."""

mixture_bound = Exercise(
    solution=lambda w: float(-np.log2(w)),
    cases=[(0.5,), (0.25,), (1.0,), (0.9,)],
    mistakes=[
        (
            lambda w: 1.0,
            "One bit is the answer for w = ½ alone: keep w in the inequality.",
        ),
        (
            lambda w: float(-np.log(w)),
            "Those are nats: take the logarithm to base 2.",
        ),
        (
            lambda w: float(-np.log2(1 - w)) if w < 1 else float("inf"),
            "That is the bound against the other model, which has the weight 1 - w.",
        ),
        (
            lambda w: float(np.log2(w)),
            "The sign: the mixture can cost more than the GRU, not less, in the worst case.",
        ),
        (
            lambda w: float(1 / w),
            "That is the factor between the probabilities; in bits it is its logarithm.",
        ),
    ],
    praise="Right: a mixture insures against the worst of both for a bounded premium.",
)
"""``mixture_bound(function)`` checks ``function(w)``: how many bits per letter the mixture (6b.9)
can cost at most above the model that has the weight ``w``."""
