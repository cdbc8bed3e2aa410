"""The exercises of chapter 8 on what a state can count, and what it costs to keep and to share."""

import numpy as np

from .engine import Exercise

__all__ = ["cache_size", "count_modulo", "joined_gradient", "longest_ones"]

longest_ones = Exercise(
    "longest_ones(units)",
    "How many ones in a row a network with so many units, gates between 0 and 1 and a "
    "linear readout can get the running parity right of.",
    solution=lambda units: units + 1,
    cases=[(1,), (2,), (8,), (100,)],
    mistakes=[
        (
            lambda units: units,
            "Almost: m answers in a row that alternate change sign m - 1 times.",
        ),
        (
            lambda units: 2**units,
            "Units like the digits of a counter would do that, but the digit that flips at every "
            "step is the very one that a factor between 0 and 1 cannot make.",
        ),
        (
            lambda units: 2 * units + 1,
            "The state before and the state after are made of the same powers: they do not count "
            "twice.",
        ),
        (
            lambda units: units + 2,
            "One too many: K powers and a constant have at most K zeros together, not K + 1.",
        ),
        (
            lambda units: 2 * units,
            "Each unit gives one power, not two: K powers and a constant.",
        ),
        (
            lambda units: units - 1,
            "Two too few: a constant and K powers can have K zeros, and K zeros separate K + 1 "
            "answers.",
        ),
    ],
    praise="Right: K powers and a constant have at most K zeros, so K + 1 answers can alternate.",
)


def _turn(bit, modulus, part=2):
    return np.exp(part * np.pi * 1j * bit / modulus)


def _either_way(factor, bit, modulus):
    """A turn clockwise counts as well: take it as one in the other direction."""
    factor = complex(factor)
    return factor.conjugate() if factor.imag < 0 else factor


count_modulo = Exercise(
    "count_modulo(bit, modulus)",
    "The complex factor by which a state has to be multiplied so that it counts ones modulo "
    "``modulus``.",
    solution=_turn,
    cases=[(1, 2), (0, 2), (1, 3), (0, 3), (1, 8)],
    mistakes=[
        (
            lambda bit, modulus: _turn(1, modulus),
            "A zero must not turn the state: then the factor is 1.",
        ),
        (
            lambda bit, modulus: 1 - 2 * bit,
            "That counts modulo 2. For m it takes m equal turns to come round.",
        ),
        (
            lambda bit, modulus: _turn(bit, modulus, part=1),
            "A full turn is 2π, not π: yours comes round after 2m ones.",
        ),
        (
            lambda bit, modulus: _turn(bit, modulus).real,
            "The real part alone shrinks the state. Keep the imaginary part: a turn needs a plane.",
        ),
        (
            lambda bit, modulus: 2 * np.pi * bit / modulus,
            "That is the angle; the factor is e to the power of i times it.",
        ),
        (
            lambda bit, modulus: _turn(bit, 1),
            "After m ones it has to be back at 1, not after each: divide the turn by m.",
        ),
        (
            lambda bit, modulus: 2 * _turn(bit, modulus),
            "The factor must have the length 1, or the state grows.",
        ),
    ],
    praise="Right: one complex unit of length 1 counts modulo m; with m = 2 the factor is -1.",
    read=_either_way,
    form="one complex number",
)

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
