"""The vanilla recurrent layer: ``h_t = tanh(x_t U + h_{t-1} W + b)``."""

import numpy as np

from ._kernels import rnn as kernel
from ._kernels.arrays import swap
from ._kernels.rnn import Cache
from ._layers import check_backward, check_input, check_layer, init_weights

__all__ = ["Cache", "backward", "forward", "init_params"]


def init_params(features, hidden, rng, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero.

    Parameters
    ----------
    features, hidden : int
        Size of one input ``x_t`` and of one state ``h_t``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, hidden), ``W`` (hidden, hidden), ``b`` (hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010); Saxe, McClelland & Ganguli (2014).
    """
    U, W = init_weights(features, hidden, 1, rng, dtype)
    return {"U": U, "W": W, "b": np.zeros(hidden, dtype)}


def forward(params, x, h0=None, mask=None):
    """Run ``h_t = tanh(x_t U + h_{t-1} W + b)`` over a batch of sequences.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, hidden), ``W`` (hidden, hidden), ``b`` (hidden,). Further entries are
        ignored, so that one dictionary can hold the layer and its readout.
    x : ndarray, shape (batch, time, features)
    h0 : ndarray, shape (batch, hidden), optional
        State before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: the state stays as it was.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step; ``h[:, -1]`` is the last one.
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equation (N.1); Elman (1990).
    """
    features, hidden = check_layer(params, 1)
    check_input(x, features, hidden, mask, h0=h0)
    cache = kernel.forward(params, x, h0, mask)
    return swap(cache.h[1:]), cache


def backward(params, cache, dh):
    """Backpropagate through time: from the gradient on each state to the gradient on everything.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dh : ndarray, shape (batch, time, hidden)
        Gradient of the loss with respect to every ``h_t``, through that step's output only.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``U``, ``W``, ``b``, ``x`` and ``h0``, each shaped like the array itself,
        and ``h_total`` (batch, time, hidden): the *whole* gradient on every state, what comes
        through later steps included.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equations (N.11) to (N.13); Werbos (1990).
    """
    check_backward(params, cache, Cache, dh, 1)
    return kernel.backward(params, cache, dh)
