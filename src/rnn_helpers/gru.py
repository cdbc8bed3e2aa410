"""The gated recurrent unit: one state, an update gate ``z``, a reset gate ``r``, a candidate ``n``.

The gates are packed side by side in the order of Keras: ``z``, ``r``, ``n``. Two forms are in
use; the shape of the bias tells them apart, as in Keras (``reset_after``).
"""

import numpy as np

from . import _validate as need
from ._kernels import gru as kernel
from ._kernels.arrays import swap
from ._kernels.gru import Cache
from ._layers import check_backward, check_input, check_layer, init_weights

__all__ = ["Cache", "backward", "forward", "init_params"]


def init_params(features, hidden, rng, reset_after=True, dtype=np.float64):
    """Draw the weights of a layer: ``U`` Glorot uniform, ``W`` orthogonal, ``b`` zero.

    Parameters
    ----------
    features, hidden : int
        Size of one input ``x_t`` and of one state ``h_t``.
    rng : numpy.random.Generator
    reset_after : bool, optional
        True: the form of Keras and cuDNN, where the reset gate scales ``h_{t-1} W_n + b_n``.
        False: the form of Cho et al. (2014), where it scales ``h_{t-1}``.
    dtype : dtype, optional

    Returns
    -------
    params : dict of ndarray
        ``U`` (features, 3·hidden), ``W`` (hidden, 3·hidden), ``b`` (2, 3·hidden) if
        ``reset_after``, one row for each product, else (3·hidden,).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Cho et al. (2014); Glorot & Bengio (2010); Saxe et al. (2014).
    """
    if not isinstance(reset_after, bool):
        need.fail(need.ArrayTypeError, "reset_after", "True or False", repr(reset_after))
    U, W = init_weights(features, hidden, 3, rng, dtype)
    return {"U": U, "W": W, "b": np.zeros((2, 3 * hidden) if reset_after else 3 * hidden, dtype)}


def forward(params, x, h0=None, mask=None):
    """Run the GRU over a batch of sequences: ``h_t = z * h_{t-1} + (1 - z) * n``.

    Parameters
    ----------
    params : dict of ndarray
        ``U`` (features, 3·hidden), ``W`` (hidden, 3·hidden), ``b`` (2, 3·hidden) for the form
        ``reset_after``, (3·hidden,) for the older one.
    x : ndarray, shape (batch, time, features)
    h0 : ndarray, shape (batch, hidden), optional
        State before the first step; zeros if omitted.
    mask : ndarray of bool, shape (batch, time), optional
        Where it is False the step is skipped: the state stays as it was.

    Returns
    -------
    h : ndarray, shape (batch, time, hidden)
        The state after every step.
    cache : Cache
        What :func:`backward` needs.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it (``ShapeError``, ``DTypeError``, …).

    References
    ----------
    Notation, equations (N.4) and (N.5); Cho et al. (2014).
    """
    features, hidden = check_layer(params, 3, two_biases=True)
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
    Notation, equation (N.15).
    """
    check_backward(params, cache, Cache, dh, 3, two_biases=True)
    return kernel.backward(params, cache, dh)
