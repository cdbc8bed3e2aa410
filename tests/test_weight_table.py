"""The tables of chapter 7 carry weights between four libraries, row by row."""

import re
from pathlib import Path

import keras
import numpy as np
import pytest

from rnn_helpers import gru, lstm, readout, rnn

PAGE = Path(__file__).parents[1] / "book" / "07_resources.md"
BATCH, TIME, FEATURES, HIDDEN = 3, 6, 4, 5
LAYERS = {"RNN": rnn, "LSTM": lstm, "GRU": gru, "Readout": readout}
KERAS = {"RNN": "SimpleRNN", "LSTM": "LSTM", "GRU": "GRU", "Readout": "Dense"}
PYTORCH = {"RNN": "RNN", "LSTM": "LSTM", "GRU": "GRU", "Readout": "Linear"}
FLAX = {"RNN": "SimpleCell", "LSTM": "OptimizedLSTMCell", "GRU": "GRUCell", "Readout": "Linear"}
each_layer = pytest.mark.parametrize("layer", LAYERS)


def rows(layer):
    """The entries of the table for a layer: this package, Keras, PyTorch, Flax."""
    page = PAGE.read_text(encoding="utf-8")
    table = re.search(rf"^\| {layer} \| here .*\n\|[-|]+\n((?:\|.*\n)+)", page, re.M)[1]
    for line in table.splitlines():
        yield re.findall(r"`([^`]+)`", line)


def carry(layer, source, target, start, empty):
    """Fill empty arrays by the entries of two columns; every number must be given once."""
    values = {"h": HIDDEN, "stack": np.stack, **start}
    filled = {name: np.full(shape, np.nan) for name, shape in empty.items()}
    for row in rows(layer):
        part = eval(row[target], {"h": HIDDEN}, filled)
        assert np.isnan(part).all(), f"{row[target]} is filled twice"
        part[...] = eval(row[source], values)
    assert not any(np.isnan(array).any() for array in filled.values())
    return filled


def draw(layer):
    """Weights for a layer of this package, without zeros or ones that could hide a mistake."""
    rng = np.random.default_rng(0)
    features = HIDDEN if layer == "Readout" else FEATURES
    params = LAYERS[layer].init_params(features, HIDDEN, rng)
    return {name: rng.normal(size=value.shape) for name, value in params.items()}


def inputs(layer):
    features = HIDDEN if layer == "Readout" else FEATURES
    return np.random.default_rng(1).normal(size=(BATCH, TIME, features))


def keras_layer(layer):
    options = {} if layer == "Readout" else {"return_sequences": True}
    twin = getattr(keras.layers, KERAS[layer])(HIDDEN, dtype="float64", **options)
    twin.build(inputs(layer).shape)
    return twin


@each_layer
def test_the_weights_of_this_package_work_in_keras(layer):
    params, twin = draw(layer), keras_layer(layer)
    shapes = {variable.name: variable.shape for variable in twin.weights}
    filled = carry(layer, 0, 1, params, shapes)
    twin.set_weights([filled[variable.name] for variable in twin.weights])
    ours, _ = LAYERS[layer].forward(params, inputs(layer))
    np.testing.assert_allclose(twin(inputs(layer)).numpy(), ours, rtol=0, atol=1e-12)


@each_layer
def test_the_weights_of_pytorch_work_here_and_in_keras(layer):
    torch = pytest.importorskip("torch")
    features = HIDDEN if layer == "Readout" else FEATURES
    options = {} if layer == "Readout" else {"batch_first": True}
    torch.manual_seed(0)
    origin = getattr(torch.nn, PYTORCH[layer])(features, HIDDEN, dtype=torch.float64, **options)
    weights = {name: value.detach().numpy() for name, value in origin.named_parameters()}
    wanted = origin(torch.from_numpy(inputs(layer)))
    wanted = (wanted if layer == "Readout" else wanted[0]).detach().numpy()

    params = carry(layer, 2, 0, weights, {name: w.shape for name, w in draw(layer).items()})
    ours, _ = LAYERS[layer].forward(params, inputs(layer))
    np.testing.assert_allclose(ours, wanted, rtol=0, atol=1e-12)

    twin = keras_layer(layer)
    filled = carry(layer, 2, 1, weights, {v.name: v.shape for v in twin.weights})
    twin.set_weights([filled[variable.name] for variable in twin.weights])
    np.testing.assert_allclose(twin(inputs(layer)).numpy(), wanted, rtol=0, atol=1e-12)


def flax_layer(layer):
    """A Flax layer with drawn biases, which would be zero, and the names of its arrays."""
    nnx = pytest.importorskip("flax.nnx")
    features = HIDDEN if layer == "Readout" else FEATURES
    cell = getattr(nnx, FLAX[layer])(features, HIDDEN, rngs=nnx.Rngs(0))
    parts = {"": cell} if layer == "Readout" else {"dense_i": cell.dense_i, "dense_h": cell.dense_h}
    rng = np.random.default_rng(0)
    for part in parts.values():
        if part.bias is not None:
            part.bias[...] = rng.normal(size=part.bias.shape)
    if layer == "Readout":
        return cell, {"kernel": cell.kernel, "bias": cell.bias}
    return nnx.RNN(cell), parts


@each_layer
def test_the_weights_of_flax_work_here(layer):
    origin, weights = flax_layer(layer)
    params = carry(layer, 3, 0, weights, {name: w.shape for name, w in draw(layer).items()})
    ours, _ = LAYERS[layer].forward(params, inputs(layer))
    wanted = np.asarray(origin(inputs(layer).astype("float32")))
    np.testing.assert_allclose(ours, wanted, rtol=0, atol=1e-5)


def ways():
    """The parts of the listing of section 7.1, each for one library, by what it imports."""
    listing = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1]
    libraries = ["numpy", "keras", "torch", "flax.nnx"]
    return [*zip(libraries, listing.strip().split("\n\n"), strict=True)]


@pytest.mark.parametrize(("library", "listing"), ways(), ids=lambda value: value[:8])
def test_the_same_layer_in_four_libraries_runs_as_told(library, listing):
    brought = pytest.importorskip(library)
    x = np.ones((BATCH, TIME, FEATURES), "float32" if library != "numpy" else float)
    names = {"lstm": lstm, "np": np, library.split(".")[-1]: brought}
    names["x"] = brought.from_numpy(x) if library == "torch" else x
    exec(listing, names)
    assert tuple(names["h"].shape) == (BATCH, TIME, HIDDEN)


def test_every_layer_has_its_rows():
    assert [len(list(rows(layer))) for layer in LAYERS] == [3, 6, 9, 2]
    assert all(len(row) == 4 for layer in LAYERS for row in rows(layer))
