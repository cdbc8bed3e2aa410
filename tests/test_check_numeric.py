"""When numbers and arrays of numbers agree, and how it is said that they do not."""

import numpy as np
import pytest

from rnn_helpers.check.numeric import agree, computed_in_single, miss_in_numbers
from rnn_helpers.check.trial import Trouble, run

ODD = (
    ": look for a division by zero, a logarithm of a number that is not positive, or an "
    "exponential that is too large."
)


def test_a_billionth_of_a_thousandth_is_still_zero():
    assert agree(np.array(1e-12), np.array(0.0))
    assert not agree(np.array(1.1e-12), np.array(0.0))


def test_whole_numbers_are_not_excused_as_float32():
    assert not agree(np.array(100_001), np.array(100_000.0))
    assert agree(np.array(100_001, np.float32), np.array(100_000.0))


@pytest.mark.filterwarnings("error")
def test_numbers_beyond_float32_were_not_computed_in_it():
    assert not computed_in_single(np.array(1e300))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("came", "right", "said"),
    [
        (np.nan, 2.5, f"your answer is nan{ODD}"),
        ([1, np.nan], [1.0, 2.0], f"your answer[1] is nan{ODD}"),
        (
            [np.inf, 2.5, 3],
            [np.inf, 2, 3.25],
            "your answer[1] is 2.5 and should be 2. It is the first of 2 entries, out of 3, that "
            "differ; the largest difference is 0.5, at [1].",
        ),
        (
            [[1, 2], [3, 4.25]],
            [[1, 2], [3, 4.0]],
            "your answer[1, 1] is 4.25 and should be 4. It is the first of 1 entries, out of 4, "
            "that differ; the largest difference is 0.25, at [1, 1].",
        ),
    ],
)
def test_a_difference_is_told_where_it_is(came, right, said):
    assert miss_in_numbers(np.array(came), np.array(right), "").whole == said


def test_a_long_complaint_is_shown_up_to_200_characters():
    def fails(x):
        raise ValueError("x" * 300)

    with pytest.raises(Trouble, match=r"^f\(1\) stopped .* with ValueError: x{199}…\.$"):
        run(fails, "f", ["x"], [(1,)])
