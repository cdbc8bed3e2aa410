"""Look into a network: how far gradients reach, what the state matrix does, what a state holds."""

import numpy as np

from . import _validate as need
from .activations import tanh_slope

__all__ = [
    "gradient_norm_by_lag",
    "jacobian_product_norms",
    "linear_probe",
    "spectral_radius",
    "state_jacobians",
]


def gradient_norm_by_lag(h_total):
    """Length of the gradient on the state, by how many steps back the state lies.

    Parameters
    ----------
    h_total : ndarray, shape (batch, time, hidden)
        The entry of that name from the ``backward`` of any layer.

    Returns
    -------
    norms : ndarray, shape (time,)
        ``norms[k]`` is ``‖dL/dh_{T-k}‖``, averaged over the batch.

    Raises
    ------
    InputError
        If the array does not fit.
    """
    need.array("h_total", h_total, ("batch", "time", "hidden"), "f")
    return np.linalg.norm(h_total, axis=2).mean(axis=0)[::-1]


def spectral_radius(W):
    """Largest absolute eigenvalue: above 1 a linear recurrence grows, below 1 it fades.

    Parameters
    ----------
    W : ndarray, shape (hidden, hidden)

    Returns
    -------
    radius : float

    Raises
    ------
    InputError
        If ``W`` is not a finite square matrix.
    """
    hidden, _ = need.axes(W, ("hidden", "hidden"))
    need.array("W", W, (hidden, hidden), "f")
    return float(np.abs(np.linalg.eigvals(W)).max())


def state_jacobians(params, h):
    """Jacobians ``dh_t / dh_{t-1}`` of the vanilla RNN along one sequence.

    Parameters
    ----------
    params : dict of ndarray
        Of the layer ``rnn``; only ``W`` is used.
    h : ndarray, shape (time, hidden)
        States of one sequence, from ``rnn.forward``: between -1 and 1.

    Returns
    -------
    jacobians : ndarray, shape (time, hidden, hidden)
        ``jacobians[t, i, j] = dh_t[j] / dh_{t-1}[i] = W[i, j] (1 - h_t[j]²)``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.entries("params", params, ("W",))
    need.array("h", h, ("time", "hidden"), "f")
    need.array("params['W']", params["W"], (h.shape[1], h.shape[1]), "f")
    return params["W"] * tanh_slope(h)[:, None, :]


def jacobian_product_norms(jacobians):
    """Spectral norm of ``dh_T / dh_t`` for every ``t``: how much of a change survives to the end.

    Parameters
    ----------
    jacobians : ndarray, shape (time, hidden, hidden)
        From :func:`state_jacobians`.

    Returns
    -------
    norms : ndarray, shape (time,)
        ``norms[k]`` belongs to ``dh_T / dh_{T-k}``, so ``norms[0]`` is 1.

    Raises
    ------
    InputError
        If the array does not fit.
    """
    _, hidden, _ = need.axes(jacobians, ("time", "hidden", "hidden"))
    need.array("jacobians", jacobians, ("time", hidden, hidden), "f")
    product = np.eye(hidden)
    norms = [1.0]
    for jacobian in jacobians[:0:-1]:
        product = jacobian @ product
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


def linear_probe(states, labels, rng):
    """Can a straight cut through state space tell two classes apart? Fit on half, test on half.

    The cut is found by least squares, in closed form.

    Parameters
    ----------
    states : ndarray, shape (count, hidden)
        At least four, and both classes among them.
    labels : ndarray of 0 and 1, shape (count,)
    rng : numpy.random.Generator
        Splits the rows.

    Returns
    -------
    accuracy : float
        Share of the held-out half on the right side.
    direction : ndarray, shape (hidden + 1,)
        Weights and offset: class 1 where ``states @ direction[:-1] + direction[-1] > 0``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Alain & Bengio (2016).
    """
    need.array("states", states, ("count", "hidden"), "f")
    need.array("labels", labels, (len(states),), "biuf")
    need.generator("rng", rng)
    if len(states) < 4 or set(np.unique(labels)) != {0, 1}:
        came = f"{len(states)} states with labels {np.unique(labels).tolist()}"
        need.fail(need.RangeError, "labels", "four or more, both 0 and 1 among them", came)
    rows = np.column_stack([states, np.ones(len(states))])
    order = rng.permutation(len(states))
    fit, held_out = order[: len(order) // 2], order[len(order) // 2 :]
    direction, *_ = np.linalg.lstsq(rows[fit], 2.0 * labels[fit] - 1, rcond=None)
    right = (rows[held_out] @ direction > 0) == (labels[held_out] > 0.5)
    return float(right.mean()), direction
