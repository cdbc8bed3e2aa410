"""Check a hand-written gradient against two independent references.

The complex step is the judge: it has no rounding error to speak of, so a correct gradient agrees
with it to about 14 digits. Central differences are the lesson: they work for any function, but
lose half of the digits.
"""

import numpy as np

from . import _validate as need
from .errors import GradientError

__all__ = ["check_gradients", "complex_step_gradient", "numerical_gradient"]


def complex_step_gradient(function, params, step=1e-30):
    """Differentiate by a step along the imaginary axis: ``Im f(w + i·step) / step``.

    Nothing is subtracted, so nothing cancels, and ``step`` can be tiny. The function must be
    built from operations that accept complex arrays, as all layers and losses here are.

    Parameters
    ----------
    function : callable
        ``function(params) -> loss``, a scalar.
    params : dict of ndarray
        Where to differentiate; unchanged.
    step : float

    Returns
    -------
    grads : dict of ndarray
        ``dloss/dparams``, one array for each entry of ``params``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Squire & Trapp (1998).
    """
    _check(function, params, step)

    def slope(name, index):
        bent = params[name].astype(complex)
        bent[index] += 1j * step
        return function({**params, name: bent}).imag / step

    return _each_entry(slope, params)


def numerical_gradient(function, params, step=1e-6):
    """Differentiate by central differences: ``(f(w + step) - f(w - step)) / (2 step)``.

    A large step is wrong because the function bends, a small one because the two values agree in
    almost all digits. At the best step, near 1e-6, some nine digits are left.

    Parameters
    ----------
    function : callable
        ``function(params) -> loss``, a scalar.
    params : dict of ndarray
        Where to differentiate; unchanged.
    step : float

    Returns
    -------
    grads : dict of ndarray
        ``dloss/dparams``, one array for each entry of ``params``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check(function, params, step)

    def slope(name, index):
        values = []
        for shift in (step, -step):
            moved = params[name].copy()
            moved[index] += shift
            values.append(function({**params, name: moved}))
        return (values[0] - values[1]) / (2 * step)

    return _each_entry(slope, params)


def check_gradients(grads, reference, tolerance=1e-12):
    """Compare two dictionaries of gradients by the scaled error ``max|Δ| / max(1, max|g|)``.

    Parameters
    ----------
    grads : dict of ndarray
        The gradients under test. Entries that ``reference`` lacks are ignored.
    reference : dict of ndarray
        What they should be, for example from :func:`complex_step_gradient`.
    tolerance : float
        Largest scaled error that passes.

    Returns
    -------
    worst : float
        The largest scaled error over all arrays.

    Raises
    ------
    GradientError
        If an error exceeds the tolerance; the message names the array and its worst entry.
    InputError
        If an argument does not fit; the message names it.
    """
    need.arrays("reference", reference)
    need.number("tolerance", tolerance, 0)
    need.entries("grads", grads, reference)
    worst = 0.0
    for name, wanted in reference.items():
        need.array(f"grads[{name!r}]", grads[name], wanted.shape, "f")
        off = np.abs(grads[name] - wanted)
        error = float(off.max() / max(1, np.abs(wanted).max()))
        worst = max(worst, error)
        if error > tolerance:
            at = tuple(int(i) for i in np.unravel_index(off.argmax(), off.shape))
            raise GradientError(
                f"gradient of {name!r}: scaled error {error:.1e} exceeds {tolerance:.0e}; worst at "
                f"{at}, where it is {grads[name][at]:.6g} and should be {wanted[at]:.6g}"
            )
    return worst


def _each_entry(slope, params):
    grads = {name: np.empty(w.shape) for name, w in params.items()}
    for name, gradient in grads.items():
        for index in np.ndindex(gradient.shape):
            gradient[index] = slope(name, index)
    return grads


def _check(function, params, step):
    need.function("function", function)
    need.arrays("params", params)
    need.number("step", step, need.POSITIVE)
