"""Check a hand-written gradient against an independent reference, the complex step.

It has no rounding error to speak of, so a correct gradient agrees with it to about 14 digits.
(Central differences, the better known way, lose half of the digits: chapter 4 measures it.)
"""

import numpy as np

from . import _validate as need
from .errors import GradientError

__all__ = ["check_gradients", "complex_step_gradient"]


def complex_step_gradient(function, params, step=1e-30):
    """Differentiate by a step along the imaginary axis: ``Im f(w + i·step) / step``.

    Nothing is subtracted, so nothing cancels, and ``step`` can be tiny. The function must be
    built from operations that accept complex arrays, as all layers and losses here are. One that
    drops the imaginary part (``np.abs``, ``.real``, ``float``) is found out and refused.

    Parameters
    ----------
    function : callable
        ``function(params) -> loss``, a scalar.
    params : dict of ndarray
        Where to differentiate; unchanged. The work is done in double precision.
    step : float

    Returns
    -------
    grads : dict of ndarray
        ``dloss/dparams`` in float64, one array for each entry of ``params``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Squire & Trapp (1998).
    """
    need.function("function", function)
    need.arrays("params", params)
    need.number("step", step, need.POSITIVE)
    params, grads = {name: w.astype(np.float64) for name, w in params.items()}, {}
    for name, w in params.items():
        grads[name] = np.empty(w.shape)
        for index in np.ndindex(w.shape):
            bent = w.astype(complex)
            bent[index] += 1j * step
            grads[name][index] = _scalar(function({**params, name: bent})).imag / step
        if not grads[name].any():
            _check_nothing_dropped(function, params, name)
    return grads


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


def _scalar(loss):
    """Check that a loss is one number."""
    if np.size(loss) != 1 or np.asarray(loss).dtype.kind not in "fc":
        came = f"shape {np.shape(loss)}" if np.size(loss) != 1 else need.kind_of(loss)
        need.fail(need.ArgumentTypeError, "function", "one that returns a single float", came)
    return np.asarray(loss).reshape(())[()]


def _check_nothing_dropped(function, params, name, width=1e-6):
    """Where every slope came out as zero, see whether the loss moves all the same."""
    w = params[name]
    there, back = (_scalar(function({**params, name: w + s * width})).real for s in (1, -1))
    slope = (there - back) / (2 * width)
    if abs(slope) > 1e-4 * max(1.0, abs(there)):
        came = f"one that moves with {name!r} (slope {slope:.2g}) only for real numbers"
        expected = "one that keeps the imaginary part (no np.abs, .real, float)"
        need.fail(need.ArgumentTypeError, "function", expected, came)
