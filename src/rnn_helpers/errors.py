"""The named errors: each message says which argument, what was expected and what came."""

__all__ = [
    "ArgumentTypeError",
    "ArrayTypeError",
    "ClaimError",
    "DTypeError",
    "EmptyError",
    "GradientError",
    "InputError",
    "MissingPackageError",
    "NonFiniteError",
    "ParameterError",
    "RangeError",
    "ShapeError",
]


class InputError(ValueError):
    """An argument does not fit. Catch this one to catch every error about bad input."""


class ArgumentTypeError(InputError, TypeError):
    """An argument has the wrong Python type, for example a number where a function belongs."""


class ArrayTypeError(ArgumentTypeError):
    """Something else stands where a NumPy array belongs, for example a list."""


class DTypeError(InputError, TypeError):
    """An array holds the wrong kind of numbers, for example integers where floats belong."""


class ShapeError(InputError):
    """An array has the wrong rank or the wrong size."""


class EmptyError(InputError):
    """An argument holds nothing, so there is nothing to compute."""


class NonFiniteError(InputError):
    """An array holds NaN or infinity: usually the first visible sign of a diverged training run."""


class RangeError(InputError):
    """A value lies outside the range in which the function makes sense."""


class ParameterError(InputError):
    """A dictionary of parameters, gradients or state lacks an entry."""


class ClaimError(AssertionError):
    """A measurement does not bear out the verdict on a claim."""


class GradientError(AssertionError):
    """A gradient disagrees with its reference; the message names the worst entry."""


class MissingPackageError(ImportError):
    """An optional package is not installed; the message says how to install it."""
