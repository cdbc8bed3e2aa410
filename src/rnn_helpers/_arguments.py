"""Input checks for what is no array of floats: texts, options, codes, positions, dates.

They raise the errors of :mod:`rnn_helpers.errors`, in the words of ``_validate``.
"""

import numpy as np

from . import _validate as need

MOST = 10**9  # things to count, make or go through: more do not fit into memory


def check_text(name, value):
    """Check that ``value`` is a string."""
    need.instance(name, value, str, "a string")


def check_texts(name, value):
    """Check that ``value`` is a list of strings, and not an empty one."""
    check_list(name, value, "a list of str")
    for index, text in enumerate(value):
        check_text(f"{name}[{index}]", text)


def check_list(name, value, expected):
    """Check that ``value`` is a list that holds something; ``expected`` says what."""
    need.instance(name, value, list, expected)
    if not value:
        need.fail(need.EmptyError, name, f"{expected}, at least one", "an empty list")


def check_option(name, value, options):
    """Check that ``value`` is one of some strings."""
    expected = " or ".join(map(repr, options))
    need.instance(name, value, str, expected)
    if value not in options:
        need.fail(need.RangeError, name, expected, repr(value))


def check_flag(name, value):
    """Check that ``value`` is true or false, and not something that counts as one of them."""
    if not isinstance(value, (bool, np.bool_)):
        need.fail(need.ArgumentTypeError, name, "True or False", need.short(value))


def check_codes(name, value):
    """Check that ``value`` is a dictionary of whole numbers by word."""
    need.entries(name, value, ())
    for word, code in value.items():
        check_text(f"{name}: each word", word)
        check_count(f"{name}[{word!r}]", code, 0)


def check_count(name, value, low=1, high=MOST):
    """Check how many of something there are to be; return the number as Python's."""
    return need.integer(name, value, low, high)


def check_positions(name, value, shape, low, high):
    """Check an array of whole numbers from ``low`` to ``high``; return it as int64.

    What is computed from a position would not fit into a small or unsigned type.
    """
    need.array(name, value, shape, "iu")
    least, most = int(value.min()), int(value.max())
    if least < low or most > high:
        expected = f"whole numbers from {low} to {high}"
        need.fail(need.RangeError, name, expected, f"{least} to {most}")
    return value.astype(np.int64)


def check_dates(name, value, shape=None):
    """Check that ``value`` is an array of dates, all of them known."""
    need.instance(name, value, np.ndarray, "an array of dates")
    if value.dtype.kind != "M":
        need.fail(need.DTypeError, name, "an array of datetime64", f"dtype {value.dtype}")
    need.array(name, value.astype(np.int64), shape, "i")
    if np.isnat(value).any():
        need.fail(need.NonFiniteError, name, "dates", f"{np.isnat(value).sum()} that are none")


def is_steady(x):
    """Find the columns that never change but for rounding, over all axes but the last."""
    rows = x.reshape(-1, x.shape[-1])
    size = np.abs(rows).max(axis=0)
    return np.ptp(rows, axis=0) <= 10 * np.finfo(x.dtype).eps * size
