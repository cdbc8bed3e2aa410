"""Long short-term memory: gates decide what the cell state takes in, keeps and shows.

The gates are packed side by side in the order of Keras: input ``i``, forget ``f``, candidate
``g``, output ``o``.
"""

import numpy as np

from . import _validate as need
from ._kernels import lstm as kernel
from ._kernels.arrays import swap
from ._kernels.lstm import Cache
from ._layers import check_backward, check_cache, check_input, check_layer, init_weights

__all__ = ["Cache", "backward", "final_state", "forward", "init_params"]


def init_params(features, hidden, rng, forget_bias=1.0, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero but for f.

    Parameters
    ----------
    features, hidden : int
        Size of one input ``x_t`` and of one state ``h_t``.
    rng : numpy.random.Generator
    forget_bias : float, optional
        Bias of the forget gate; 1, the default of Keras, opens it to ``sigmoid(1) = 0.73``.
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, 4·hidden), ``W`` (hidden, 4·hidden), ``b`` (4·hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Glorot & Bengio (2010); Saxe et al. (2014); Gers, Schmidhuber & Cummins (2000).
    """
    need.number("forget_bias", forget_bias, -need.LARGEST)
    U, W = init_weights(features, hidden, 4, rng, dtype)
    b = np.zeros(4 * hidden, dtype)
    b[hidden : 2 * hidden] = forget_bias
    return {"U": U, "W": W, "b": b}


def forward(params, x, h0=None, c0=None, mask=None):
    """Run the LSTM over a batch of sequences.

    With ``i, f, o`` the sigmoid and ``g`` the tanh of their quarters of ``x_t U + h_{t-1} W + b``:
    ``c_t = f * c_{t-1} + i * g`` and ``h_t = o * tanh(c_t)``.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, 4·hidden), ``W`` (hidden, 4·hidden), ``b`` (4·hidden,).
    x : ndarray, shape (batch, time, features)
    h0, c0 : ndarray, shape (batch, hidden), optional
        State and cell state before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: both states stay as they were.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step.
    cache : Cache
        What :func:`backward` needs; :func:`final_state` reads the last states from it.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equation (N.3); Hochreiter & Schmidhuber (1997), Gers et al. (2000).
    """
    features, hidden = check_layer(params, 4)
    check_input(x, features, hidden, mask, h0=h0, c0=c0)
    cache = kernel.forward(params, x, h0, c0, mask)
    return swap(cache.h[1:]), cache


def final_state(cache):
    """Read the last state and cell state, to carry them into the next piece of a sequence.

    Parameters
    ----------
    cache : Cache
        What :func:`forward` returned.

    Returns
    -------
    h, c : ndarray, shape (batch, hidden)

    Raises
    ------
    InputError
        If ``cache`` is something else.
    """
    check_cache(cache, Cache)
    return cache.h[-1].copy(), cache.c[-1].copy()


def backward(params, cache, dh, dc=None):
    """Backpropagate through time: from the gradient on each state to the gradient on everything.

    Parameters
    ----------
    params : dict of ndarray
        The parameters that :func:`forward` ran with.
    cache : Cache
        What :func:`forward` returned.
    dh : ndarray, shape (batch, time, hidden)
        Gradient of the loss with respect to every ``h_t``, through that step's output only.
    dc : ndarray, shape (batch, hidden), optional
        Gradient on the last cell state, when the sequence goes on elsewhere.

    Returns
    -------
    grads : dict of ndarray
        Gradients of ``U``, ``W``, ``b``, ``x``, ``h0`` and ``c0``, each shaped like the array
        itself, and ``h_total`` and ``c_total`` (batch, time, hidden): the *whole* gradient on
        every state, what comes through later steps included.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Notation, equation (N.14).
    """
    check_backward(params, cache, Cache, dh, 4)
    if dc is not None:
        need.array("dc", dc, cache.c[0].shape)
    return kernel.backward(params, cache, dh, dc)
