"""Input checks shared by the public functions.

Every check raises one of the named errors of :mod:`rnn_helpers.errors` with the same sentence:
``<argument>: expected <what fits>, got <what came>``. The checks cost a few microseconds, so
that they can stay switched on in a training loop.
"""

import math
import sys

import numpy as np

from .errors import (
    ArgumentTypeError,
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
    "iuf": "numbers",
    "biu": "booleans, or 0 and 1",
    "b": "booleans",
    "biuf": "numbers",
    "U": "strings",
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
    form(name, value, shape, kinds)
    if value.dtype.kind in "fc" and not is_finite(value):
        finite(name, value)


def form(name, value, shape, kinds="fc"):
    """Check all that :func:`array` checks, but for finite numbers.

    Masked arrays and matrices are refused: they multiply and compare in ways of their own.
    """
    plain = value.__class__ is np.ndarray or isinstance(value, np.memmap)
    if plain and value.shape == shape and value.dtype.kind in kinds and value.size:
        return  # the usual case, in a hurry
    if not plain:
        of_shape = f" of shape {describe(shape)}" if shape else ""
        fail(ArrayTypeError, name, f"a NumPy array{of_shape}", kind_of(value))
    if value.dtype.kind not in kinds:
        fail(DTypeError, name, f"an array of {KINDS[kinds]}", f"dtype {value.dtype}")
    if shape is not None and not fits(value.shape, shape):
        fail(ShapeError, name, f"shape {describe(shape)}", f"shape {value.shape}")
    if not value.size:
        fail(EmptyError, name, "at least one entry", f"shape {value.shape}")


def finite_result(result, arguments):
    """Check arrays by what was made of them: one look instead of one for each.

    Sums of products are finite only if all their factors are, and do not get too large. If one
    is not, the arguments are checked one by one; if these are finite, it is their size.
    """
    if is_finite(result):
        return
    for name, value in arguments.items():
        finite(name, value)
    if not np.isfinite(result).all():
        sizes = {name: float(np.abs(value).max()) for name, value in arguments.items()}
        name = max(sizes, key=sizes.get)
        fail(RangeError, name, "numbers whose products and sums fit", f"up to {sizes[name]:.2g}")


def is_finite(value):
    """Say whether all entries are finite; False now and then for an array of huge entries.

    The product of the array with itself is finite only if every entry is. (`vdot` is the one
    product that does not warn when a large but finite array overflows.)
    """
    return math.isfinite(np.vdot(value, value).real)


def axes(value, names):
    """The shape of an array with as many axes as there are names; of anything else, the names."""
    shape = getattr(value, "shape", ())
    return shape if len(shape) == len(names) else names


def fits(shape, wanted):
    """Compare a shape with one in which a word stands for a free axis."""
    if len(shape) != len(wanted):
        return False
    pairs = zip(shape, wanted, strict=True)
    return all(isinstance(want, str) or got == want for got, want in pairs)


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


def instance(name, value, types, expected):
    """Check that ``value`` is of one of some Python types; ``expected`` says it in words."""
    if not isinstance(value, types):
        fail(ArgumentTypeError, name, expected, kind_of(value))


def entries(name, value, keys):
    """Check that ``value`` is a dictionary that holds ``keys``."""
    if isinstance(value, dict) and value.keys() >= set(keys):
        return
    expected = f"a dict with {', '.join(keys)}" if keys else "a dict"
    instance(name, value, dict, expected)
    fail(ParameterError, name, expected, ", ".join(map(str, value)) or "an empty dict")


def filled(name, value, expected):
    """Check that ``value`` is a dictionary, and not an empty one."""
    entries(name, value, ())
    if not value:
        fail(EmptyError, name, expected, "an empty dict")


def arrays(name, value, kinds="f"):
    """Check a non-empty dictionary of arrays of any shape, such as parameters or gradients."""
    filled(name, value, "a dict with at least one array")
    for key, entry in value.items():
        array(f"{name}[{key!r}]", entry, None, kinds)


def integer(name, value, low, high=None):
    """Check for a whole number from ``low`` to ``high``; return Python's, which cannot overflow."""
    bounds = f"a whole number from {low} up" if high is None else f"a whole number {low}…{high}"
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        fail(ArgumentTypeError, name, bounds, came(value))
    if value < low or (high is not None and value > high):
        fail(RangeError, name, bounds, short(value))
    return int(value)


def number(name, value, low, high=LARGEST):
    """Check that ``value`` is a finite real number from ``low`` to ``high``."""
    if value.__class__ is float and low <= value <= high:
        return  # the usual case, in a hurry
    real(name, value, between(low, high))
    exact = value if isinstance(value, int) else float(value)  # a float16 would round the bounds
    if not low <= exact <= high:  # also False for NaN
        fail(RangeError, name, between(low, high), value)


def real(name, value, expected="a real number"):
    """Check that ``value`` is a real number of Python's or NumPy's, NaN and infinity included."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        fail(ArgumentTypeError, name, expected, came(value))


def between(low, high):
    """Write the bounds of a number; the smallest positive float stands for "above 0"."""
    above = "above 0" if low == POSITIVE else "of any sign" if low == -LARGEST else f"from {low} up"
    return f"a finite number {above}" + ("" if high == LARGEST else f" to {high}")


def generator(name, value):
    """Check that ``value`` is a NumPy random generator."""
    instance(name, value, np.random.Generator, "a generator from np.random.default_rng(seed)")


def function(name, value):
    """Check that ``value`` can be called."""
    if not callable(value):
        fail(ArgumentTypeError, name, "a function", kind_of(value))


def float_type(name, value):
    """Check that ``value`` names a type of real floating-point numbers; return it."""
    try:
        wanted = np.dtype(value)
    except TypeError:
        wanted = None
    if wanted is None or wanted.kind != "f":
        fail(DTypeError, name, "a type of floats, such as np.float32", came(value))
    return wanted


def kind_of(value):
    """Write the type of a value: ``a list``, ``an int``."""
    word = type(value).__name__
    return f"{'an' if word[0] in 'aeiouAEIOU' else 'a'} {word}"


def came(value):
    """Write a value of a wrong type: with what it is, and as itself where that is readable."""
    kind = kind_of(value)
    return kind if " at 0x" in repr(value) else f"{short(value)} ({kind})"


def short(value):
    """Write a value, cut where it would fill the screen."""
    if isinstance(value, int) and value.bit_length() > 64:
        text = hex(value)
    else:
        text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
