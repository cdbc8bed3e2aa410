"""The exercises of chapter 8 on what it costs to keep a text, and to share a batch."""

import numpy as np

from .engine import Exercise

__all__ = ["cache_size", "joined_gradient"]

cache_size = Exercise(
    "cache_size(tokens, width)",
    "How many numbers attention and a GRU must keep of the text so far, as a pair.",
    solution=lambda tokens, width: (2 * tokens * width, width),
    cases=[(1, 4), (1_000, 512), (100_000, 64)],
    mistakes=[
        (
            lambda tokens, width: (tokens * width, width),
            "Attention keeps a key and a value of every token.",
        ),
        (
            lambda tokens, width: (tokens**2, width),
            "The table of all scores need not be kept: the next token asks for one row of it.",
        ),
        (
            lambda tokens, width: (2 * tokens * width, tokens * width),
            "The first is right. To go on, a GRU needs its last state only, not those before.",
        ),
        (
            lambda tokens, width: (2 * tokens * width, 6 * width**2),
            "The first is right. Those are the GRU's weights, which do not belong to the text.",
        ),
        (
            lambda tokens, width: (2 * tokens * width, 3 * width),
            "The first is right. A GRU computes its gates anew: only the state, `width` numbers, "
            "is kept.",
        ),
        (
            lambda tokens, width: (2 * tokens * width, 2 * width),
            "The first is right. Two states are what an LSTM keeps; a GRU has one.",
        ),
        (
            lambda tokens, width: (3 * tokens * width, width),
            "The query of an old token is not needed again: a key and a value of each.",
        ),
        (
            lambda tokens, width: (width, 2 * tokens * width),
            "The numbers are right, the other way round: attention comes first.",
        ),
    ],
    praise="Right: one memory grows with the text, the other does not.",
)

_rng = np.random.default_rng(8)
_GRADIENTS = _rng.normal(size=(3, 4))


def _weighted(gradients, weights):
    return np.average(gradients, axis=0, weights=weights)


joined_gradient = Exercise(
    "joined_gradient(gradients, sizes)",
    "The gradient of a batch from those of its parts, one row each, where every part's loss "
    "is a mean over its own sequences.",
    solution=lambda gradients, sizes: _weighted(gradients, np.asarray(sizes)),
    cases=[(_GRADIENTS, [48, 12, 4]), (_GRADIENTS[:2], [32, 32]), (_GRADIENTS[:2], [63, 1])],
    mistakes=[
        (
            lambda gradients, sizes: gradients.mean(axis=0),
            "A plain mean is right for equal parts only: weight each by its number of sequences.",
        ),
        (
            lambda gradients, sizes: gradients.sum(axis=0),
            "Each part's loss is already a mean: the sum is too long by the number of parts.",
        ),
        (
            lambda gradients, sizes: np.asarray(sizes) @ gradients,
            "The weights are right; divide by the size of the whole batch.",
        ),
        (
            lambda gradients, sizes: _weighted(gradients, 1 / np.asarray(sizes)),
            "The other way round: the larger part counts more.",
        ),
        (
            lambda gradients, sizes: gradients[np.argmax(sizes)],
            "That is the largest part alone: every sequence of the batch counts.",
        ),
        (
            lambda gradients, sizes: np.asarray(sizes) @ gradients / len(sizes),
            "You divided by the number of parts: divide by the number of sequences.",
        ),
        (
            lambda gradients, sizes: _weighted(gradients, np.asarray(sizes) ** 2),
            "Each part counts by its size, not by the square of it.",
        ),
    ],
    praise="Right: weighted by their sizes, the parts give the gradient of the whole batch.",
)
