"""Input checks shared by the public functions.

Every check raises one of the named errors of :mod:`rnn_helpers.errors` with the same sentence:
``<argument>: expected <what fits>, got <what came>``. The checks cost a few microseconds, so
that they can stay switched on in a training loop.
"""

import math
import sys

import numpy as np

from .errors import (
    ArrayTypeError,
    DTypeError,
    EmptyError,
    NonFiniteError,
    ParameterError,
    RangeError,
    ShapeError,
)

POSITIVE = sys.float_info.min  # as a lower bound: above 0
LARGEST = sys.float_info.max
KINDS = {
    "f": "float32 or float64",
    "fc": "float (or complex, for a complex-step check)",
    "iu": "integers",
    "b": "booleans",
    "biuf": "numbers",
    "biufSU": "numbers or strings",
}


def fail(error, name, expected, got):
    """Raise ``error`` with the sentence that all messages of this package share."""
    raise error(f"{name}: expected {expected}, got {got}")


def array(name, value, shape, kinds="fc"):
    """Check that ``value`` is a finite, non-empty array of the given shape and kind.

    ``shape`` is a tuple with one entry per axis: an integer fixes the size, a word names a
    free axis in the error message. ``None`` allows any shape.
    """
    if not isinstance(value, np.ndarray):
        of_shape = f" of shape {describe(shape)}" if shape else ""
        fail(ArrayTypeError, name, f"a NumPy array{of_shape}", f"a {type(value).__name__}")
    kind = value.dtype.kind
    if kind not in kinds:
        fail(DTypeError, name, f"an array of {KINDS[kinds]}", f"dtype {value.dtype}")
    if shape is not None and value.shape != shape and not fits(value.shape, shape):
        fail(ShapeError, name, f"shape {describe(shape)}", f"shape {value.shape}")
    if not value.size:
        fail(EmptyError, name, "at least one entry", f"shape {value.shape}")
    # The product of the array with itself is finite only if every entry is. (`vdot` is the one
    # product that does not warn when a large but finite array overflows.)
    if kind in "fc" and not math.isfinite(np.vdot(value, value).real):
        finite(name, value)


def fits(shape, wanted):
    """Compare a shape with one in which a word stands for a free axis."""
    if len(shape) != len(wanted):
        return False
    for got, want in zip(shape, wanted, strict=False):
        if got != want and want.__class__ is not str:
            return False
    return True


def finite(name, value):
    """Check entry by entry, and say how many entries are not finite and where the first is."""
    bad = np.argwhere(~np.isfinite(value))
    if len(bad):
        where = tuple(int(i) for i in bad[0])
        came = f"{value[where]} at {where} ({len(bad)} of {value.size} entries are not finite)"
        fail(NonFiniteError, name, "finite numbers", came)


def describe(shape):
    """Write a shape with its axis names: ``(batch, time, 2)``."""
    return "(" + ", ".join(str(axis) for axis in shape) + ("," if len(shape) == 1 else "") + ")"


def entries(name, value, keys):
    """Check that ``value`` is a dictionary that holds ``keys``."""
    if not isinstance(value, dict):
        fail(ArrayTypeError, name, f"a dict with {', '.join(keys)}", f"a {type(value).__name__}")
    for key in keys:
        if key not in value:
            held = ", ".join(map(str, value)) or "an empty dict"
            fail(ParameterError, name, f"a dict with {', '.join(keys)}", held)


def arrays(name, value, kinds="f"):
    """Check a non-empty dictionary of arrays of any shape, such as parameters or gradients."""
    entries(name, value, ())
    if not value:
        fail(EmptyError, name, "a dict with at least one array", "an empty dict")
    for key, entry in value.items():
        array(f"{name}[{key!r}]", entry, None, kinds)


def integer(name, value, low, high=None):
    """Check that ``value`` is a whole number from ``low`` to ``high``."""
    bounds = f"a whole number from {low} up" if high is None else f"a whole number {low}…{high}"
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        fail(ArrayTypeError, name, bounds, f"{value!r} (a {type(value).__name__})")
    if value < low or (high is not None and value > high):
        fail(RangeError, name, bounds, short(value))


def number(name, value, low, high=LARGEST):
    """Check that ``value`` is a finite real number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        fail(ArrayTypeError, name, between(low, high), f"{value!r} (a {type(value).__name__})")
    if not low <= value <= high:  # also False for NaN
        fail(RangeError, name, between(low, high), value)


def between(low, high):
    """Write the bounds of a number; the smallest positive float stands for "above 0"."""
    above = "above 0" if low == POSITIVE else "of any sign" if low == -LARGEST else f"from {low} up"
    return f"a finite number {above}" + ("" if high == LARGEST else f" to {high}")


def generator(name, value):
    """Check that ``value`` is a NumPy random generator."""
    if not isinstance(value, np.random.Generator):
        kind = f"a {type(value).__name__}"
        fail(ArrayTypeError, name, "a generator from np.random.default_rng(seed)", kind)


def function(name, value):
    """Check that ``value`` can be called."""
    if not callable(value):
        fail(ArrayTypeError, name, "a function", f"a {type(value).__name__}")


def short(value):
    """Write a value, cutting integers that would fill the screen."""
    text = hex(value) if isinstance(value, int) and value.bit_length() > 64 else str(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
