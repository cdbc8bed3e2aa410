"""The exercises of chapter 8 on what a state can count."""

import numpy as np

from .engine import Exercise

__all__ = ["count_modulo", "longest_ones"]

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
