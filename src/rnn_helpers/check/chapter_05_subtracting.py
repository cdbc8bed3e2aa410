"""The exercises of chapter 5 on subtracting."""

import numpy as np

from .. import binary_addition, readout, rnn
from .engine import Exercise, Traits
from .language import say

__all__ = ["subtract_bits", "subtractor"]


def _subtract(a, b, borrowing=True):
    held = np.zeros(len(a), int)
    columns = []
    for t in range(a.shape[1]):
        value = a[:, t].astype(int) - b[:, t] - held
        columns.append(value % 2)
        held = (value < 0).astype(int) * borrowing
    return np.stack(columns, axis=1)


_rng = np.random.default_rng(5)
_A = _rng.integers(0, 2, (5, 6))
_B = _rng.integers(0, 2, (5, 6))

subtract_bits = Exercise(
    "subtract_bits(a, b)",
    "The bits of ``a - b``, borrowing off the top if ``b`` is larger, for matrices (count, "
    "bits) of zeros and ones, lowest bit first.",
    solution=_subtract,
    cases=[
        (np.array([[1, 1, 0]]), np.array([[1, 0, 0]])),
        (np.array([[0, 0, 1]]), np.array([[1, 0, 0]])),
        (_A, _B),
    ],
    mistakes=[
        (
            lambda a, b: _subtract(a, b, borrowing=False),
            "No step tells the next one that it had to borrow.",
        ),
        (
            lambda a, b: binary_addition.add_bits(a, b)[0][:, :-1],
            "That is a + b.",
        ),
        (
            lambda a, b: _subtract(b, a),
            "That is b - a.",
        ),
        (
            lambda a, b: _subtract(a[:, ::-1], b[:, ::-1])[:, ::-1],
            "You went from the highest bit down; a borrow travels up from the lowest, bit 0.",
        ),
        (
            lambda a, b: np.subtract(a, b, dtype=int),
            "A column may not be negative: there it borrows 2, and the next column pays 1 back.",
        ),
        (
            lambda a, b: _subtract(a, b)[:, ::-1],
            "The right bits in the reverse order: the lowest comes first.",
        ),
    ],
    praise="Right: one bit of memory again, a borrow in place of a carry.",
)


def _written(params):
    """Run the learner's network on all pairs of 6-bit numbers and on one long borrow."""
    x, _ = binary_addition.all_pairs(6)
    long = np.zeros((1, 500, 2))
    long[0, 0, 1] = 1
    params = {name: np.asarray(value, float) for name, value in params.items()}
    bits = [readout.forward(params, rnn.forward(params, batch)[0])[0] > 0 for batch in (x, long)]
    right = [_subtract(*batch.astype(int).transpose(2, 0, 1))[:, :, None] for batch in (x, long)]
    return Traits(
        {
            "bits that are right, over all pairs of 6-bit numbers": _count(bits[0] == right[0]),
            "bits that are right, along a borrow of 500 steps": _count(bits[1] == right[1]),
        }
    )


def _count(right):
    return say("{count} of {all}", count=right.sum(), all=right.size)


def _hand_built(signs, offset, readout_sign):
    params = binary_addition.hand_built_adder()
    gain = params["U"][0]
    return params | {
        "U": np.array([signs[0] * gain, signs[1] * gain]),
        "b": offset * gain,
        "V": readout_sign * params["V"],
    }


subtractor = Exercise(
    "subtractor()",
    "The parameters ``U, W, b, V, c`` of a two-unit RNN with a readout that subtracts, lowest "
    "bit first.",
    solution=lambda: _hand_built((-1, 1), -1 / 4, -1),
    cases=[()],
    mistakes=[
        (
            lambda: _hand_built((1, 1), -5 / 4, 1),
            "That is still the adder: a and b must pull r in opposite directions.",
        ),
        (
            lambda: _hand_built((-1, 1), -5 / 4, -1),
            "The signs are right, but r never gets above zero: b - a reaches only 1, so the "
            "offset -5/4 has to move.",
        ),
        (
            lambda: _hand_built((-1, 1), -1 / 4, 1),
            "The borrow is right and every bit is the opposite of what it should be: look at V.",
        ),
        (
            lambda: _hand_built((1, -1), -1 / 4, -1),
            "That computes b - a.",
        ),
        (
            lambda: _hand_built((-1, 1), 1 / 4, -1),
            "The signs are right; with this offset r is positive too often, and borrows where it "
            "need not.",
        ),
    ],
    praise="Right: exact on all 6-bit pairs, and on a borrow that runs through 500 steps.",
    read=_written,
    form="a dict with U, W, b, V and c",
)
