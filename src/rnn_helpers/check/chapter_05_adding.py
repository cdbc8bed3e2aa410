"""The exercises of chapter 5 on what adding takes."""

from .. import binary_addition
from .engine import Exercise

__all__ = ["longest_carry", "parameter_count"]


def _count(features, hidden, outputs):
    return features * hidden + hidden * hidden + hidden + hidden * outputs + outputs


parameter_count = Exercise(
    "parameter_count(features, hidden, outputs)",
    "How many numbers an RNN with a linear readout has to learn.",
    solution=_count,
    cases=[(2, 16, 1), (3, 5, 2), (1, 1, 1)],
    mistakes=[
        (
            lambda f, h, o: f * h + h * h + h * o,
            "You counted the three matrices and left out the biases b and c.",
        ),
        (
            lambda f, h, o: f * h + h + h * o + o,
            "That is a network without memory: the matrix W, hidden × hidden, is missing.",
        ),
        (
            lambda f, h, o: f * h + h * h + h,
            "That is the recurrent layer alone: the readout has V and c as well.",
        ),
        (
            lambda f, h, o: 9 * _count(f, h, o),
            "The weights are shared by all steps: the length of the sequence does not count.",
        ),
        (
            lambda f, h, o: f * h + h * h + h + h * o,
            "The readout has a bias as well: c, one number for each output.",
        ),
        (
            lambda f, h, o: _count(f, h, o) + h,
            "Two biases in the recurrent layer, as in PyTorch: in this book it has one.",
        ),
        (
            lambda f, h, o: f * h + h + h * o + o + h * f,
            "W leads from state to state: it is hidden × hidden.",
        ),
        (
            lambda f, h, o: _count(f, h, o) + 3 * (f * h + h * h + h),
            "Those are the four sets of weights of an LSTM; an RNN has one.",
        ),
    ],
    praise="Right: U, W, b, V and c, whatever the length of the sequence.",
)


def _carries(a, b):
    bits = max(a.bit_length(), b.bit_length(), 1)
    _, carry = binary_addition.add_bits(*(binary_addition.encode([n], bits) for n in (a, b)))
    return carry[0].astype(bool)


def _longest_run(flags):
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


longest_carry = Exercise(
    "longest_carry(a, b)",
    "Over how many steps in a row a carry is handed on when two whole numbers are added.",
    solution=lambda a, b: _longest_run(_carries(a, b)),
    cases=[(3, 5), (255, 1), (0, 0), (0b1011, 0b0001), (0b110011, 0b010101), (0b1110, 0b1), (3, 3)],
    mistakes=[
        (
            lambda a, b: int(_carries(a, b).sum()),
            "You counted all carries: start again from zero when a step hands on none.",
        ),
        (
            lambda a, b: _longest_run([digit == "1" for digit in bin(a ^ b)[2:]]),
            "Bits that differ hand a carry on, but somebody must have made it: 1 + 1 comes first.",
        ),
        (
            lambda a, b: _longest_run([digit == "1" for digit in bin(a & b)[2:]]),
            "1 + 1 makes a carry, but 0 + 1 keeps one that comes in: follow it step by step.",
        ),
        (
            lambda a, b: _longest_run(_carries(a, b)) + 1,
            "One too many: count the steps that hand a carry on, not those that it touches.",
        ),
        (
            lambda a, b: _longest_run([digit == "1" for digit in bin(a + b)[2:]]),
            "You look at the bits of the sum; the carry is what is handed on to the next column.",
        ),
        (
            lambda a, b: int(_carries(a, b).any()),
            "You say whether there is a carry; how many steps in a row hand one on is asked for.",
        ),
    ],
    praise="Right: that is how long the network has to remember one bit.",
)
