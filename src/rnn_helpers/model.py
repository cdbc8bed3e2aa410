"""A whole network, small enough for every chapter: a recurrent layer and its readout."""

import contextlib

import numpy as np

from . import _validate as need
from . import losses, readout
from .errors import InputError

__all__ = ["network", "objective", "predict"]

# Sequences and steps that are run at a time: memory for the states of many more is slow to come by.
ROWS, STEPS = 2048, 1024


def network(cell, features, hidden, outputs, rng, *, dtype=np.float64):
    """Draw the weights of a recurrent layer and of its readout.

    Parameters
    ----------
    cell : module
        ``rnn``, ``lstm`` or ``gru``, or ``dense``, which has no memory.
    features : int
        Size of one input ``x_t``.
    hidden : int
        Size of one state ``h_t``.
    outputs : int
        Size of one output ``y_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        The entries of ``cell.init_params`` and of ``readout.init_params`` together.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_cell(cell)
    layer = cell.init_params(features, hidden, rng, dtype=dtype)
    return layer | readout.init_params(hidden, outputs, rng, dtype=dtype)


def predict(cell, params, x, *, mask=None):
    """Run the layer, then the readout.

    Parameters
    ----------
    cell : module
        ``rnn``, ``lstm`` or ``gru``, or ``dense``, which has no memory.
    params : dict of ndarray
        As :func:`network` draws them.
    x : ndarray, shape (batch, time, features)
    mask : ndarray of bool, shape (batch, time), optional
        False where a step is padding: the state is handed on unchanged.

    Returns
    -------
    y : ndarray, shape (batch, time, outputs)
        Predictions; for a classifier these are logits.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_cell(cell)
    if mask is None and isinstance(x, np.ndarray) and x.ndim == 3:
        with contextlib.suppress(InputError):  # raised below, where all of x is counted
            if len(x) > ROWS:
                parts = np.split(x, range(ROWS, len(x), ROWS))
                return np.concatenate([predict(cell, params, part) for part in parts])
            if x.shape[1] > STEPS:
                return _predict_in_pieces(cell, params, x)
    return readout.forward(params, cell.forward(params, x, mask=mask)[0])[0]


def _predict_in_pieces(cell, params, x):
    """Run some steps at a time and carry the state over."""
    state, outputs = {}, []
    for part in np.split(x, range(STEPS, x.shape[1], STEPS), axis=1):
        h, cache = cell.forward(params, part, **state)
        outputs.append(readout.forward(params, h)[0])
        state = cell.final_state(cache)
    return np.concatenate(outputs, axis=1)


def objective(cell, loss=losses.binary_cross_entropy):
    """Make the function that :func:`rnn_helpers.train.fit` wants.

    Parameters
    ----------
    cell : module
        ``rnn``, ``lstm`` or ``gru``, or ``dense``, which has no memory.
    loss : callable
        A function of :mod:`rnn_helpers.losses`.

    Returns
    -------
    loss_and_grads : callable
        ``loss_and_grads(params, x, target, mask=None, **state) -> (value, grads)``. ``target``,
        shape (batch, asked, …), belongs to the last ``asked`` steps of ``x``, and so does ``mask``,
        shape (batch, asked): True where a step counts in the loss. ``state``, such as ``h0``, is
        where the layer starts.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_cell(cell)
    need.function("loss", loss)

    def loss_and_grads(params, x, target, mask=None, **state):
        h, cache = cell.forward(params, x, **state)
        first = h.shape[1] - _steps_asked(target, h.shape[1])
        y, read = readout.forward(params, h[:, first:])
        value, dy = loss(y, target, mask)
        grads, dh = readout.backward(params, read, dy)
        if first:  # no loss looks at the steps before
            dh_asked, dh = dh, np.zeros_like(h)
            dh[:, first:] = dh_asked
        return value, grads | cell.backward(params, cache, dh)[0]

    return loss_and_grads


def _steps_asked(target, steps):
    shape = getattr(target, "shape", ())
    if len(shape) < 2 or not 1 <= shape[1] <= steps:
        came = f"shape {shape}" if isinstance(target, np.ndarray) else need.kind_of(target)
        need.fail(need.ShapeError, "target", f"shape (batch, 1 to {steps} steps, …)", came)
    return shape[1]


def _check_cell(cell):
    names = ("init_params", "forward", "backward", "final_state")
    if not all(callable(getattr(cell, name, None)) for name in names):
        expected = "a recurrent layer: rnn, lstm or gru"
        need.fail(need.ArgumentTypeError, "cell", expected, need.kind_of(cell))
