"""The checks behind the named errors: where each bound lies, and how a value is written."""

import sys

import numpy as np
import pytest

from rnn_helpers import _validate as need
from rnn_helpers import errors


def said(check, *arguments, **options):
    """The error and the sentence of a check that fails."""
    with pytest.raises(errors.InputError) as caught:
        check("x", *arguments, **options)
    return type(caught.value), str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (2**64 - 1, "18446744073709551615"),
        (2**64, "0x10000000000000000"),
        (-(2**64), "-0x10000000000000000"),
        ("a word", "'a word'"),
        ("x" * 38, "'" + "x" * 38 + "'"),
        ("x" * 39, "'" + "x" * 36 + "…"),
        ([1] * 20, "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, …"),
    ],
)
def test_a_value_is_written_in_at_most_40_characters(value, text):
    assert need.short(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3 (an int)"),
        ("word", "'word' (a str)"),
        (object, "<class 'object'> (a type)"),
        (object(), "an object"),
        (np.eye(2), "[[1. 0.]\n [0. 1.]] (a ndarray)"),
    ],
)
def test_a_value_of_a_wrong_type_is_shown_with_its_type(value, text):
    assert need.came(value) == text


def test_an_article_fits_its_word():
    kinds = {name: type(name, (), {})() for name in ("Array", "Event", "Image", "Object", "Unit")}
    assert all(need.kind_of(value) == f"an {name}" for name, value in kinds.items())
    assert [need.kind_of(value) for value in ([], {}, 1.5)] == ["a list", "a dict", "a float"]
    assert need.kind_of(type("Xylophone", (), {})()) == "a Xylophone"


@pytest.mark.parametrize("kind", [int, np.int8, np.uint64])
def test_a_whole_number_may_lie_on_its_bounds_and_comes_back_as_an_int(kind):
    for value in (2, 5):
        assert need.integer("x", kind(value), 2, 5) == value
        assert type(need.integer("x", kind(value), 2)) is int
    assert said(need.integer, kind(1), 2, 5) == (
        errors.RangeError,
        "x: expected a whole number 2…5, got 1",
    )
    assert said(need.integer, kind(6), 2, 5)[1] == "x: expected a whole number 2…5, got 6"
    assert said(need.integer, kind(1), 2)[1] == "x: expected a whole number from 2 up, got 1"


@pytest.mark.parametrize("value", [True, 2.0, "2", None])
def test_what_is_no_whole_number_is_named(value):
    assert said(need.integer, value, 0) == (
        errors.ArgumentTypeError,
        f"x: expected a whole number from 0 up, got {need.came(value)}",
    )


@pytest.mark.parametrize("kind", [int, float, np.float32, np.int64])
def test_a_number_may_lie_on_its_bounds(kind):
    need.number("x", kind(1), 1, 3)
    need.number("x", kind(3), 1, 3)
    need.number("x", kind(3), -need.LARGEST)
    wanted = "x: expected a finite number from 1 up to 3, got"
    for value in (0, 4):
        error, sentence = said(need.number, kind(value), 1, 3)
        assert (error, sentence) == (errors.RangeError, f"{wanted} {kind(value)}")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, np.float32("nan")])
def test_a_number_has_to_be_finite(value):
    assert said(need.number, value, -need.LARGEST) == (
        errors.RangeError,
        f"x: expected a finite number of any sign, got {value}",
    )


def test_above_zero_begins_at_the_smallest_float():
    need.number("x", sys.float_info.min, need.POSITIVE)
    assert said(need.number, 0, need.POSITIVE)[1] == "x: expected a finite number above 0, got 0"
    assert said(need.number, 2, need.POSITIVE, 1)[1] == (
        "x: expected a finite number above 0 to 1, got 2"
    )


def test_a_whole_number_beyond_the_floats_is_no_number_here():
    assert said(need.number, 10**400, 0)[0] is errors.RangeError


@pytest.mark.parametrize(
    ("shape", "text"), [((), "()"), ((3,), "(3,)"), (("batch", "time", 2), "(batch, time, 2)")]
)
def test_a_shape_is_written_with_its_names(shape, text):
    assert need.describe(shape) == text


def test_a_name_fits_every_size_of_its_axis_and_a_number_its_own():
    x = np.ones((2, 3))
    for shape in ((2, 3), ("rows", 3), (2, "columns"), ("rows", "columns"), None):
        need.form("x", x, shape)
    for shape, text in [((3, 3), "(3, 3)"), (("rows", 2), "(rows, 2)"), ((2,), "(2,)")]:
        assert said(need.form, x, shape) == (
            errors.ShapeError,
            f"x: expected shape {text}, got shape (2, 3)",
        )
    assert said(need.form, x[:0], ("rows", 3)) == (
        errors.EmptyError,
        "x: expected at least one entry, got shape (0, 3)",
    )


def test_something_else_in_the_place_of_an_array_is_named():
    assert said(need.form, [1.0], ("rows",)) == (
        errors.ArrayTypeError,
        "x: expected a NumPy array of shape (rows,), got a list",
    )
    assert said(need.form, [1.0], None)[1] == "x: expected a NumPy array, got a list"
    assert need.axes([1.0], ("rows",)) == ("rows",)
    assert need.axes(np.ones((2, 1)), ("rows",)) == ("rows",)
    assert need.axes(np.ones(2), ("rows",)) == (2,)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64, np.complex128])
def test_huge_numbers_are_finite_and_others_are_counted(dtype):
    huge = np.full((2, 3), np.finfo(dtype).max, dtype)
    need.array("x", huge, (2, 3))
    huge[1, 1:] = np.nan, np.inf
    error, sentence = said(need.array, huge, (2, 3))
    assert error is errors.NonFiniteError
    came = f"{huge[1, 1]} at (1, 1) (2 of 6 entries are not finite)"
    assert sentence == f"x: expected finite numbers, got {came}"


def test_a_result_that_is_not_finite_is_traced_to_what_it_was_made_of():
    small, large, bad = np.ones(2), np.array([1, -3e200]), np.array([1, np.nan])
    need.finite_result(small, {"x": bad})  # what was not used does not matter
    need.finite_result(np.full(2, 1e300), {"x": large})
    infinite = np.array([np.inf])
    with pytest.raises(errors.NonFiniteError, match=r"^y: expected finite numbers, got nan at \(1"):
        need.finite_result(infinite, {"x": large, "y": bad})
    message = r"^y: expected numbers whose products and sums fit, got up to 3e\+200$"
    with pytest.raises(errors.RangeError, match=message):
        need.finite_result(infinite, {"x": small, "y": large})


def test_a_dictionary_holds_its_entries_and_at_least_one():
    need.entries("x", {"a": 1, "b": 2}, ("b",))
    need.entries("x", {}, ())
    assert said(need.entries, {"a": 1, "b": 2}, ("c", "a")) == (
        errors.ParameterError,
        "x: expected a dict with c, a, got a, b",
    )
    assert said(need.entries, {}, ("c",))[1] == "x: expected a dict with c, got an empty dict"
    assert said(need.entries, [], ()) == (
        errors.ArgumentTypeError,
        "x: expected a dict, got a list",
    )
    assert said(need.filled, {}, "at least one count") == (
        errors.EmptyError,
        "x: expected at least one count, got an empty dict",
    )


@pytest.mark.parametrize("value", [int, "complex64", "no such type", 7])
def test_a_type_of_floats_is_asked_for(value):
    assert need.float_type("x", "float32") == np.float32
    assert said(need.float_type, value) == (
        errors.DTypeError,
        f"x: expected a type of floats, such as np.float32, got {need.came(value)}",
    )
