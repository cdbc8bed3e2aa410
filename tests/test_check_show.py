"""Writing whatever a learner returns on one short line."""

import numpy as np
import pytest

from rnn_helpers.check.show import cut, show, show_call, show_pair


class Thing:
    """An object with the address of its place in its text."""


class Silent:
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (0.5, "0.5"),
        (1 / 3, "0.333333"),
        (1234567.25, "1234567.25"),
        (1e-9 / 3, "3.33333e-10"),
        (float("nan"), "nan"),
        (True, "True"),
        (np.float32(0.5), "0.5"),
        (np.float64(1 / 3), "0.333333"),
        (np.bool_(True), "True"),
        (1 + 2j, "(1+2j)"),
        ("a\n  b", "'a\\n b'"),
        ((), "()"),
        ((1,), "(1,)"),
        ((1, 2.5), "(1, 2.5)"),
        ([1, [np.float64(0.25)]], "[1, [0.25]]"),
        ({"W": [1], "b": 2}, "{W: [1], b: 2}"),
        (np.array([[1.0, 2.0], [0.1, 1 / 3]]), "[[1.0, 2.0], [0.1, 0.333333]]"),
        (np.zeros((3, 30)), "array of shape (3, 30)"),
        (np.full(24, 0.123), "array of shape (24,)"),
        (np.zeros(100), "array of shape (100,)"),
        ([0.123] * 24, "list of 24"),
        (tuple(range(40)), "tuple of 40"),
        ({"W": "x" * 40, "b": "y" * 40}, "dict with W, b"),
        ("x" * 68, "'" + "x" * 68 + "'"),
        ("x" * 69, "'" + "x" * 68 + "…"),
        (10**69, "1" + "0" * 69),
        (10**70, "a whole number of about 71 digits"),
        (len, "len"),
        (np.sum, "sum"),
        (Thing(), "<test_check_show.Thing object>"),
        (Silent(), "a Silent that cannot be shown"),
        ([Silent()], "[a Silent that cannot be shown]"),
    ],
)
def test_a_value_is_written_on_one_short_line(value, text):
    assert show(value).replace("tests.", "") == text


def test_a_number_with_more_digits_than_python_writes_is_described():
    assert show(-(10**5000)) == "a whole number of about 5001 digits"


def test_a_text_is_cut_where_it_is_too_long():
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert len(cut("x" * 1000)) == 70


@pytest.mark.parametrize(
    ("came", "right", "texts"),
    [
        (1.0, 2.0, ["1", "2"]),
        (1 / 3, 1 / 3 + 1e-3, ["0.3333", "0.3343"]),
        (1.00001, 1.00002, ["1.00001", "1.00002"]),
        (7, 12, ["7", "12"]),
        (1.0, np.nextafter(1.0, 2), ["1", "1.0000000000000002"]),
        (True, False, ["True", "False"]),
        (1e10, 1, ["1e+10", "1"]),
        (1 + 1j, 1j, ["1+1j", "0+1j"]),
    ],
)
def test_two_numbers_are_written_with_the_digits_that_tell_them_apart(came, right, texts):
    assert show_pair(np.array(came), np.array(right)) == texts


def test_a_call_is_written_with_short_arguments():
    assert show_call("task", ()) == "task()"
    assert show_call("task", (1, "a", [0.5])) == "task(1, 'a', [0.5])"
    assert show_call("task", ("x" * 38,)) == f"task('{'x' * 38}')"
    assert show_call("task", ("x" * 39,)) == f"task('{'x' * 38}…)"
