"""The exercises of chapter 1 on counting: windows, parameters and bags."""

import math

import numpy as np

from .engine import Exercise

__all__ = ["needed_window", "sequences_and_bags", "three_sizes"]


def _first(reaches, start=1):
    """The smallest whole number from ``start`` on of which something is true."""
    k = start
    while not reaches(k):
        k += 1
    return k


needed_window = Exercise(
    "needed_window(share)",
    "The smallest window that can reach this share of right bits on long random numbers, "
    "the limit of equation (1.5).",
    solution=lambda share: _first(lambda k: 1 - 0.5**k >= share),
    cases=[(0.99,), (0.5,), (0.9,), (0.75,), (0.999,)],
    mistakes=[
        (
            lambda share: _first(lambda k: 1 - 0.5 ** (k - 1) >= share),
            "One too wide: the window of one pair already gets half of the bits.",
        ),
        (
            lambda share: _first(lambda k: 1 - 0.5 ** (k + 1) >= share, start=0),
            "One too narrow: a window of k pairs gets 1 - 2**-k, and k counts the current pair.",
        ),
        (
            lambda share: _first(lambda k: 1 - 0.5**k > share),
            "Almost: a window that reaches the share exactly is wide enough.",
        ),
        (
            lambda share: math.ceil(-math.log(1 - share)),
            "Each pair more halves the errors: it takes the logarithm to the base 2.",
        ),
        (
            lambda share: math.floor(-math.log2(1 - share)),
            "Rounded down, the window misses the share: take the next whole number up.",
        ),
        (
            lambda share: math.ceil(-math.log2(share)),
            "It is the share of errors, one minus the share, that halves with every pair.",
        ),
    ],
    praise="Right: every pair more halves the errors that are left.",
)


def _sizes(steps, k, hidden, mlp_outputs=None, features=2):
    outputs = steps if mlp_outputs is None else mlp_outputs
    mlp = features * steps * hidden + hidden + hidden * outputs + outputs
    window = features * k * hidden + hidden + hidden + 1
    return mlp, window, features * hidden + hidden * hidden + hidden + hidden + 1


def _without_biases(steps, k, hidden):
    return 3 * steps * hidden, (2 * k + 1) * hidden, (3 + hidden) * hidden


def _without_sharing(steps, k, hidden):
    mlp, window, recurrent = _sizes(steps, k, hidden)
    return mlp, steps * window, steps * recurrent


def _without_memory(steps, k, hidden):
    mlp, window, recurrent = _sizes(steps, k, hidden)
    return mlp, window, recurrent - hidden * hidden


three_sizes = Exercise(
    "three_sizes(steps, k, hidden)",
    "The numbers of parameters of the MLP, of the window of ``k`` pairs and of the RNN.",
    solution=_sizes,
    cases=[(9, 9, 16), (17, 5, 64), (4, 1, 3)],
    mistakes=[
        (
            _without_biases,
            "You counted the weights and left out the biases: one for each unit and each output.",
        ),
        (
            lambda steps, k, hidden: _sizes(steps, k, hidden, mlp_outputs=1),
            "The MLP writes all bits at once: it has one output for each step.",
        ),
        (
            _without_sharing,
            "Window and RNN use the same weights at every step: their size knows no length.",
        ),
        (
            _without_memory,
            "The RNN has no memory yet: the matrix W, hidden × hidden, is missing.",
        ),
        (
            lambda steps, k, hidden: _sizes(steps, k, hidden, features=1),
            "At every step a pair comes in: two inputs, not one.",
        ),
        (
            lambda steps, k, hidden: tuple(np.subtract(_sizes(steps, k, hidden), (steps, 1, 1))),
            "The hidden units have their biases; the outputs have one each, too.",
        ),
        (
            lambda steps, k, hidden: _sizes(steps, k, hidden)[::-1],
            "The numbers are right, in the reverse order: MLP, window, RNN.",
        ),
    ],
    praise="Right: only the MLP grows with the length of the sequence.",
)

sequences_and_bags = Exercise(
    "sequences_and_bags(kinds, length)",
    "How many sequences and how many bags there are.",
    solution=lambda kinds, length: (kinds**length, math.comb(length + kinds - 1, kinds - 1)),
    cases=[(4, 8), (2, 2), (3, 5)],
    mistakes=[
        (
            lambda kinds, length: (length**kinds, math.comb(length + kinds - 1, kinds - 1)),
            "The bags are right. A sequence is `length` choices out of `kinds`, not the reverse.",
        ),
        (
            lambda kinds, length: (kinds**length, kinds**length / math.factorial(length)),
            "Not every bag has `length!` orders: equal items can be swapped without a change.",
        ),
        (
            lambda kinds, length: (kinds**length, (length + 1) ** kinds),
            "You let every kind occur as often as it likes; the counts must add up to `length`.",
        ),
        (
            lambda kinds, length: (math.comb(length + kinds - 1, kinds - 1), kinds**length),
            "Both numbers are right, and the wrong way round: the sequences come first.",
        ),
        (
            lambda kinds, length: (kinds**length, math.comb(length + kinds, kinds)),
            "Between so many kinds there is one bar less than there are kinds.",
        ),
        (
            lambda kinds, length: (kinds**length, math.comb(kinds, length)),
            "A bag may hold the same kind more than once.",
        ),
        (
            lambda kinds, length: (kinds * length, math.comb(length + kinds - 1, kinds - 1)),
            "The bags are right. Choices made one after the other multiply: length times the same "
            "factor.",
        ),
    ],
    praise="Right: more sequences than bags, so some of them must share one.",
)
