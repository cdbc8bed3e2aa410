"""Copy weights between this package and Keras, so that each can check the other.

The arrays are laid out as in Keras, so copying is all there is to it. This is the only module
that needs Keras; it imports it when it is first used.
"""

from . import _validate as need
from .errors import MissingPackageError

__all__ = ["from_keras_weights", "to_keras_weights"]

SETTINGS = {
    "SimpleRNN": {"activation": "tanh"},
    "LSTM": {"activation": "tanh", "recurrent_activation": "sigmoid"},
    "GRU": {"activation": "tanh", "recurrent_activation": "sigmoid"},
    "Dense": {"activation": "linear"},
}


def from_keras_weights(layer):
    """Read the weights of a Keras layer as parameters for this package.

    Parameters
    ----------
    layer : keras.layers.SimpleRNN, LSTM, GRU or Dense
        Built (it has seen its input shape), with bias and the activations that the layers here
        have: tanh, sigmoid for gates, none for ``Dense`` (the losses here take logits).

    Returns
    -------
    params : dict of ndarray
        ``U, W, b`` for a recurrent layer, ``V, c`` for ``Dense``. Copies.

    Raises
    ------
    InputError
        If the layer is of another kind, not built, or set up differently.
    MissingPackageError
        If Keras is not installed.
    """
    layers = _keras_layers()
    kinds = tuple(getattr(layers, kind) for kind in SETTINGS)
    if not isinstance(layer, kinds):
        came = need.kind_of(layer)
        need.fail(need.ArrayTypeError, "layer", f"a Keras {', '.join(SETTINGS)}", came)
    settings = next(SETTINGS[kind.__name__] for kind in kinds if isinstance(layer, kind))
    for name, wanted in settings.items():
        came = getattr(layer, name).__name__
        if came != wanted:
            need.fail(need.ParameterError, f"layer.{name}", wanted, came)
    names = "Vc" if isinstance(layer, layers.Dense) else "UWb"
    weights = layer.get_weights()
    if len(weights) != len(names):
        expected = "a built layer with a bias"
        need.fail(need.ParameterError, "layer", expected, f"{len(weights)} arrays of weights")
    return {name: w.copy() for name, w in zip(names, weights, strict=True)}


def to_keras_weights(params):
    """Put parameters in the order in which ``layer.set_weights`` wants them.

    Parameters
    ----------
    params : dict of ndarray
        ``U, W, b`` or ``V, c``.

    Returns
    -------
    weights : list of ndarray
        Copies.

    Raises
    ------
    InputError
        If ``params`` holds neither set, both, or an array that is not finite.
    """
    need.arrays("params", params)
    for names in ("UWb", "Vc"):
        if sorted(params) == sorted(names):
            return [params[name].copy() for name in names]
    held = ", ".join(map(str, params))
    return need.fail(need.ParameterError, "params", "either U, W, b or V, c", held)


def _keras_layers():
    try:
        from keras import layers
    except ImportError as error:
        raise MissingPackageError("keras is not installed: pip install tensorflow") from error
    return layers
