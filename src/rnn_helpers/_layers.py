"""What the public layers share: initial weights and input checks."""

import numpy as np

from . import _validate as need


def init_weights(features, hidden, gates, rng, dtype):
    """Draw ``U`` (Glorot uniform) and ``W`` (orthogonal), the defaults of Keras."""
    need.integer("features", features, 1)
    need.integer("hidden", hidden, 1)
    need.generator("rng", rng)
    limit = np.sqrt(6 / (features + gates * hidden))
    U = rng.uniform(-limit, limit, (features, gates * hidden))
    Q, R = np.linalg.qr(rng.normal(size=(gates * hidden, hidden)))
    W = (Q * np.sign(np.diag(R))).T  # with these signs, every orthogonal matrix is equally likely
    return U.astype(dtype), W.astype(dtype)


def check_layer(params, gates, two_biases=False):
    """Check ``U``, ``W`` and ``b`` against each other; return ``(features, hidden)``."""
    need.entries("params", params, ("U", "W", "b"))
    U, W, b = params["U"], params["W"], params["b"]
    hidden = len(W) if isinstance(W, np.ndarray) and W.ndim else "hidden"
    columns = f"{gates}·hidden" if hidden == "hidden" else gates * hidden
    need.array("params['W']", W, (hidden, columns))
    need.array("params['U']", U, ("features", columns))
    two_rows = two_biases and getattr(b, "ndim", 1) == 2
    need.array("params['b']", b, (2, columns) if two_rows else (columns,))
    return len(U), hidden


def check_input(x, features, hidden, mask, **states):
    """Check a batch of sequences, its mask and its initial states."""
    need.array("x", x, ("batch", "time", features))
    if mask is not None:
        need.array("mask", mask, x.shape[:2], "b")
    for name, state in states.items():
        if state is not None:
            need.array(name, state, (len(x), hidden))


def check_cache(cache, kind):
    """Check that ``cache`` came from the forward pass of the same kind of layer."""
    if not isinstance(cache, kind):
        came = f"a {type(cache).__name__}"
        need.fail(need.ArrayTypeError, "cache", "the cache that forward returned", came)


def check_backward(params, cache, kind, dh, gates, two_biases=False):
    """Check the arguments of a backward pass; parameters that forward has seen are known good."""
    check_cache(cache, kind)
    steps, batch, hidden = cache.h.shape
    if params is not cache.params:
        sizes = check_layer(params, gates, two_biases)
        wanted = (len(cache.params["U"]), hidden)
        if sizes != wanted:
            expected = "as many features and hidden units as forward had, {} and {}".format(*wanted)
            need.fail(need.ShapeError, "params", expected, "{} and {}".format(*sizes))
    need.array("dh", dh, (batch, steps - 1, hidden))
