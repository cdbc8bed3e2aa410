"""Checks of what is no array of floats, where no function of the data reaches their edges."""

import numpy as np
import pytest

from rnn_helpers import _arguments as arguments
from rnn_helpers import errors


def test_zero_is_a_code_and_minus_one_is_none():
    arguments.check_codes("codes", {"the": 0})
    with pytest.raises(errors.RangeError, match=r"^codes\['the'\]: expected .* got -1$"):
        arguments.check_codes("codes", {"the": -1})


def test_dates_that_are_not_known_are_counted():
    days = np.array(["2014-01-01", "NaT", "NaT"], "datetime64[D]")
    with pytest.raises(errors.NonFiniteError, match=r"^date: expected dates, got 2 that are none$"):
        arguments.check_dates("date", days)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_ten_units_in_the_last_place_are_rounding_and_eleven_a_change(dtype):
    unit = np.finfo(dtype).eps
    column = np.array([1, 1], dtype)[:, None]
    for units, steady in ((10, True), (11, False)):
        column[1] = 1 + units * unit
        assert arguments.is_steady(column).tolist() == [steady]


def test_a_column_is_steady_by_its_own_measure_over_all_other_axes():
    x = np.array([[[1e12, 1e-3], [5e11, 2e-3], [0, 3e-3]]] * 2)
    assert arguments.is_steady(x).tolist() == [False, False]
    x[:, :, 1] = 7
    assert arguments.is_steady(x).tolist() == [False, True]
    x[1, 0, 1] = 8
    assert arguments.is_steady(x).tolist() == [False, False]
