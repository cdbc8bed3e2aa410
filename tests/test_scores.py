"""The table of scores, and the verdict that counts every seed."""

import numpy as np
import pytest
from drawn import SOME
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import errors, scores


def test_the_table_shows_the_median_and_the_range_over_seeds():
    table = scores.compare(
        "error, °C", {"persistence": 2.24, "GRU": [2.25, 2.13, 2.19]}, better="lower"
    )
    assert repr(table) == (
        "error, °C    (lower is better)\n"
        "persistence  2.240\n"
        "GRU          2.190   2.130 to 2.250, 3 seeds"
    )


def test_long_metrics_and_large_numbers_stay_in_their_columns():
    table = scores.compare(
        "sales of a shop, mean absolute error", {"a": 12_345.6, "b": [9.0, 8.0]}, digits=1
    )
    assert repr(table) == (
        "sales of a shop, mean absolute error  (lower is better)\n"
        "a                                     12,345.6\n"
        "b                                          8.5   8.0 to 9.0, 2 seeds"
    )


def test_a_single_result_has_no_range():
    assert "seed" not in repr(scores.compare("m", {"a": [0.5]}, better="higher"))
    assert "(higher is better)" in repr(scores.compare("m", {"a": 0.5}, better="higher"))


def test_the_results_can_be_read_back():
    table = scores.compare("m", {"a": 1, "b": [1, 2, 4]}, digits=0)
    assert table.rows["a"].tolist() == [1.0]
    assert np.median(table.rows["b"]) == 2


@pytest.mark.parametrize(
    ("runs", "better", "wanted"),
    [
        ([0.90, 0.95, 0.99], "lower", "wins"),
        ([1.01, 1.05, 1.10], "lower", "loses"),
        ([0.90, 0.95, 1.01], "lower", "ties"),
        ([0.90, 0.95, 1.00], "lower", "ties"),  # equal is not better
        ([1.10, 1.05, 1.00], "lower", "ties"),  # and not worse
        ([1.01, 1.05, 1.10], "higher", "wins"),
        ([0.90, 0.95, 0.99], "higher", "loses"),
        ([0.90, 1.10], "higher", "ties"),
        ([1.0], "higher", "ties"),
    ],
)
def test_a_network_wins_only_if_every_seed_does(runs, better, wanted):
    assert scores.verdict(runs, 1.0, better) == wanted
    assert scores.verdict(np.array(runs), 1, better) == wanted


finite = st.floats(-1e6, 1e6)
many_runs = st.lists(finite, min_size=1, max_size=10)


@SOME
@given(many_runs, finite)
def test_turning_the_metric_round_changes_no_verdict(runs, baseline):
    mirrored = scores.verdict([-run for run in runs], -baseline, "higher")
    assert scores.verdict(runs, baseline, "lower") == mirrored


@SOME
@given(many_runs, finite)
def test_what_wins_downwards_loses_upwards(runs, baseline):
    swapped = {"wins": "loses", "loses": "wins", "ties": "ties"}
    down, up = (scores.verdict(runs, baseline, way) for way in ("lower", "higher"))
    assert up == swapped[down]


@SOME
@given(many_runs, finite)
def test_the_verdict_depends_on_the_worst_and_the_best_seed_alone(runs, baseline):
    extremes = [min(runs), max(runs)]
    assert scores.verdict(runs, baseline) == scores.verdict(extremes, baseline)


@SOME
@given(many_runs, st.permutations(range(10)))
def test_the_order_of_the_seeds_does_not_matter(runs, order):
    shuffled = [runs[k] for k in order if k < len(runs)]
    assert repr(scores.compare("m", {"a": runs})) == repr(scores.compare("m", {"a": shuffled}))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: scores.compare("m", {"a": 1}, better="less"),
            errors.RangeError,
            "better: expected 'lower' or 'higher', got 'less'",
        ),
        (lambda: scores.compare("m", {"a": 1}, digits=-1), errors.RangeError, "digits: .* -1"),
        (lambda: scores.compare("m", {"a": 1}, digits=16), errors.RangeError, "digits: .* 16"),
        (lambda: scores.compare("m", {"a": 1}, digits=2.0), errors.ArgumentTypeError, "digits: "),
        (lambda: scores.compare("m", {}), errors.EmptyError, "rows: .* an empty dict"),
        (lambda: scores.compare("m", {"a": []}), errors.EmptyError, r"rows\['a'\]: "),
        (lambda: scores.compare("m", {"a": [1, np.nan]}), errors.NonFiniteError, r"rows\['a'\]"),
        (lambda: scores.compare("m", {"a": np.inf}), errors.NonFiniteError, r"rows\['a'\]"),
        (lambda: scores.verdict([1.0], 1.0, "up"), errors.RangeError, "better: .* got 'up'"),
        (lambda: scores.verdict([], 1.0), errors.EmptyError, "runs: "),
        (lambda: scores.verdict([1.0, np.nan], 1.0), errors.NonFiniteError, "runs: "),
        (
            lambda: scores.verdict([[1.0]], 1.0),
            errors.ArgumentTypeError,
            r"^runs\[0\]: .* \(a list\)$",
        ),
        (lambda: scores.verdict(1.0, 1.0), errors.ArgumentTypeError, "runs: .* got 1.0"),
        (lambda: scores.verdict([1.0], np.nan), errors.RangeError, "baseline: .* got nan"),
        (lambda: scores.verdict([1.0], np.inf), errors.RangeError, "baseline: .* got inf"),
        (lambda: scores.verdict([1.0], "2"), errors.ArgumentTypeError, "baseline: .* got '2'"),
    ],
)
def test_results_that_do_not_fit_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_whole_numbers_become_numbers_that_can_be_averaged():
    table = scores.compare("m", {"a": np.array([1, 2], np.int8), "b": [1, 2]})
    assert [runs.dtype for runs in table.rows.values()] == [np.float64] * 2


@pytest.mark.parametrize("row", [[0.5, 0.25], (0.5, 0.25), np.array([0.5, 0.25], np.float32)])
def test_the_results_of_seeds_may_stand_in_a_list_a_tuple_or_an_array(row):
    table = scores.compare("m", {"a": row})
    assert table.rows["a"].tolist() == [0.5, 0.25]
    assert repr(table).endswith("a  0.375   0.250 to 0.500, 2 seeds")


def test_the_table_does_not_change_with_the_results_it_was_made_from():
    runs = np.array([1.0, 2.0])
    table = scores.compare("m", {"a": runs})
    runs[:] = 9
    assert table.rows["a"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        (np.ones((3, 2)), errors.ShapeError, r"^rows\['a'\]: expected shape \(seeds,\), got"),
        ([[1.0], [2.0]], errors.ArgumentTypeError, r"^rows\['a'\]\[0\]: expected a real number"),
        (
            [1.0, "2"],
            errors.ArgumentTypeError,
            r"^rows\['a'\]\[1\]: expected a real number, got '2'",
        ),
        ("12", errors.ArgumentTypeError, r"^rows\['a'\]: expected a real number, got '12'"),
        ((k for k in [1, 2]), errors.ArgumentTypeError, r"^rows\['a'\]: .* a generator"),
        (True, errors.ArgumentTypeError, r"^rows\['a'\]: .* got True"),
        (np.array(["1"]), errors.DTypeError, r"^rows\['a'\]: expected an array of numbers"),
    ],
)
def test_rows_that_are_no_results_are_named(row, error, message):
    with pytest.raises(error, match=message):
        scores.compare("m", {"a": row})


def test_rows_and_metric_have_names():
    with pytest.raises(errors.ArgumentTypeError, match=r"^rows: expected a dict, got a list$"):
        scores.compare("m", [1.0])
    with pytest.raises(errors.ArgumentTypeError, match=r"^rows: each name: expected a string"):
        scores.compare("m", {1: 1.0})
    with pytest.raises(errors.ArgumentTypeError, match=r"^metric: expected a string, got an int"):
        scores.compare(7, {"a": 1.0})
