"""Move every weight that a training starts from by one unit in its last place.

So a network ends up as far away as another processor's rounding would take it. Networks trained in
Keras are kept in a folder: where only the printing has changed since, nothing is trained again.
"""

import functools
import hashlib
import os
import pickle
import re
from pathlib import Path

import numpy as np


def moved(weight, rng):
    """Each number's neighbour, above or below."""
    weight = np.asarray(weight)
    if weight.dtype.kind != "f" or rng is None:
        return weight
    far = np.array([-np.inf, np.inf], weight.dtype)
    return np.nextafter(weight, rng.choice(far, weight.shape))


def plain(thing):
    """Write a setting as bytes, without its address in memory."""
    return re.sub(r" at 0x\w+", "", repr(thing)).encode()


def name_of(model, args, options):
    """Name a training by what it depends on: model, weights, data, options and processor."""
    import keras

    digest = hashlib.sha256()
    for given in [*model.get_weights(), *keras.tree.flatten([args, options])]:
        array = given.numpy() if hasattr(given, "numpy") else given
        is_array = isinstance(array, np.ndarray)
        digest.update(np.ascontiguousarray(array).tobytes() if is_array else plain(array))
    digest.update(plain((model.to_json(), model.get_compile_config())))
    digest.update(plain([os.environ.get(name) for name in ("ONEDNN_MAX_CPU_ISA", "XLA_FLAGS")]))
    return digest.hexdigest()[:24]


def kept(fit, folder):
    """A ``fit`` that trains only what it has not trained before."""
    import keras

    @functools.wraps(fit)
    def fit_once(model, *args, **options):
        file = Path(folder, name_of(model, args, options))
        if file.exists() and model.built:
            weights, history = pickle.loads(file.read_bytes())
            model.set_weights(weights)
            model.history = keras.callbacks.History()
            model.history.history = history
            return model.history
        record = fit(model, *args, **options)
        weights = model.get_weights()
        file.write_bytes(pickle.dumps((weights, record.history)))
        return record

    return fit_once


def install(seed, folder):
    """From now on, let each ``fit`` of Keras and of the helpers start from moved weights.

    Without a seed nothing is moved: networks are kept, that is all.
    """
    from rnn_helpers import rounding, train

    rounding.pin()
    import keras

    rng = None if seed is None else np.random.default_rng(seed)
    fit_keras, fit_numpy = kept(keras.Model.fit, folder), train.fit

    @functools.wraps(fit_keras)
    def from_moved_weights(model, *args, **options):
        for variable in model.weights:
            variable.assign(moved(variable, rng))
        return fit_keras(model, *args, **options)

    @functools.wraps(fit_numpy)
    def from_moved_params(objective, params, *args, **options):
        params = {name: moved(array, rng) for name, array in params.items()}
        return fit_numpy(objective, params, *args, **options)

    keras.Model.fit, train.fit = from_moved_weights, from_moved_params
