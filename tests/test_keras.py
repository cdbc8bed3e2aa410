"""Keras in double precision, with copied weights, as the oracle for layers, losses and Adam."""

import drawn
import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given

from rnn_helpers import errors, keras_bridge, losses, lstm, optim, readout

rng = np.random.default_rng
KINDS = {
    "rnn": (keras.layers.SimpleRNN, {}),
    "lstm": (keras.layers.LSTM, {}),
    "gru, reset after": (keras.layers.GRU, {"reset_after": True}),
    "gru, reset before": (keras.layers.GRU, {"reset_after": False}),
}


def keras_twin(name, case):
    kind, options = KINDS[name]
    hidden = len(case.params["W"])
    layer = kind(hidden, return_sequences=True, dtype="float64", **options)
    layer.build(case.x.shape)
    layer.set_weights(keras_bridge.to_keras_weights(case.params))
    return layer


def first_states(name, case):
    if not case.states:
        return None
    return list(case.states.values()) if name == "lstm" else case.states["h0"]


@pytest.mark.parametrize("name", KINDS)
def test_forward_and_gradients_agree_with_keras_to_12_digits(name):
    @drawn.FEW
    @given(drawn.cases(name))
    def check(case):
        case = case._replace(mask=None)
        twin, x = keras_twin(name, case), tf.constant(case.x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            theirs = twin(x, initial_state=first_states(name, case))
            loss = tf.reduce_sum(theirs**2)
        h, cache = case.forward()
        assert drawn.scaled_error(h, theirs.numpy()) <= 1e-12
        grads, flow = case.layer.backward(case.params, cache, 2 * h)
        grads["x"] = flow.x
        wanted = tape.gradient(loss, [x, *twin.trainable_variables])
        for key, value in zip(("x", "U", "W", "b"), wanted, strict=True):
            assert drawn.scaled_error(grads[key], value.numpy()) <= 1e-12

    check()


@pytest.mark.parametrize("name", KINDS)
def test_masks_mean_the_same_in_keras(name):
    case = drawn.draw_case(name, rng(0), batch=4, time=7, features=2, hidden=3, masked=True)
    case.mask[:, 0] = True  # before the first step Keras puts out zeros, whatever the state
    theirs = keras_twin(name, case)(
        case.x, initial_state=first_states(name, case), mask=case.mask
    ).numpy()
    assert drawn.scaled_error(case.forward()[0], theirs) <= 1e-12


@pytest.mark.parametrize("name", KINDS)
def test_weights_survive_the_way_to_keras_and_back(name):
    case = drawn.draw_case(name, rng(1), batch=1, time=1, features=3, hidden=4)
    back = keras_bridge.from_keras_weights(keras_twin(name, case))
    for key, value in case.params.items():
        np.testing.assert_array_equal(back[key], value)


def test_weights_on_their_way_to_keras_are_copies():
    params = readout.init_params(4, 3, rng(2))
    for weights in keras_bridge.to_keras_weights(params):
        weights += 1
    assert not params["c"].any()
    assert np.abs(params["V"]).max() < 1


def test_readout_is_a_dense_layer():
    params = readout.init_params(4, 3, rng(2))
    h = rng(3).normal(size=(2, 5, 4))
    dense = keras.layers.Dense(3, dtype="float64")
    dense.build(h.shape)
    dense.set_weights(keras_bridge.to_keras_weights(params))
    assert drawn.scaled_error(readout.forward(params, h)[0], dense(h).numpy()) <= 1e-14
    assert list(keras_bridge.from_keras_weights(dense)) == ["V", "c"]


@pytest.mark.parametrize(
    ("loss", "theirs", "target"),
    [
        (losses.mse, keras.losses.MeanSquaredError, rng(4).normal(size=(3, 5, 2))),
        (
            losses.binary_cross_entropy,
            lambda **options: keras.losses.BinaryCrossentropy(from_logits=True, **options),
            rng(5).integers(0, 2, (3, 5, 2)).astype(float),
        ),
        (
            losses.softmax_cross_entropy,
            lambda **options: keras.losses.SparseCategoricalCrossentropy(True, **options),
            rng(6).integers(0, 2, (3, 5)),
        ),
    ],
)
def test_losses_agree_with_keras(loss, theirs, target):
    prediction = 5 * rng(7).normal(size=(3, 5, 2))
    wanted = theirs(dtype="float64")(target, prediction)
    assert abs(loss(prediction, target)[0] - float(wanted)) < 1e-13


def test_twenty_adam_steps_agree_with_keras():
    params = {"U": rng(8).normal(size=(2, 3)), "b": rng(9).normal(size=3)}
    variables = [keras.Variable(value, dtype="float64") for value in params.values()]
    theirs, state = keras.optimizers.Adam(0.01), optim.adam_init(params)
    for step in range(20):
        grads = {key: rng(step).normal(size=value.shape) for key, value in params.items()}
        theirs.apply_gradients(zip(map(tf.constant, grads.values()), variables, strict=True))
        params, state = optim.adam_step(params, grads, state, lr=0.01)
    for value, variable in zip(params.values(), variables, strict=True):
        # Keras keeps the powers of beta in single precision
        np.testing.assert_allclose(value, variable.numpy(), rtol=1e-5)


def test_default_starts_are_those_of_keras():
    keras.utils.set_random_seed(0)
    theirs = keras.layers.LSTM(5)
    theirs.build((None, None, 3))
    U, W, b = theirs.get_weights()
    ours = lstm.init_params(3, 5, rng(0))
    np.testing.assert_allclose(W @ W.T, ours["W"] @ ours["W"].T, atol=1e-6)
    np.testing.assert_array_equal(b, ours["b"])
    limit = np.sqrt(6 / (3 + 20))
    assert np.abs(U).max() <= limit
    assert np.abs(ours["U"]).max() <= limit


def test_a_layer_that_is_set_up_differently_is_refused():
    relu = keras.layers.SimpleRNN(3, activation="relu")
    relu.build((None, None, 2))
    with pytest.raises(errors.ParameterError, match="activation: expected tanh, got relu"):
        keras_bridge.from_keras_weights(relu)
    with pytest.raises(
        errors.ParameterError, match=r"^layer: expected a built layer with a bias, got 0"
    ):
        keras_bridge.from_keras_weights(keras.layers.LSTM(3))
    unbiased = keras.layers.Dense(3, use_bias=False)
    unbiased.build((None, 2))
    with pytest.raises(
        errors.ParameterError, match=r"^layer: expected a built layer with a bias, got 1"
    ):
        keras_bridge.from_keras_weights(unbiased)
    kinds = "SimpleRNN, LSTM, GRU, Dense"
    with pytest.raises(errors.ArrayTypeError, match=rf"^layer: expected a Keras {kinds}, got a Fl"):
        keras_bridge.from_keras_weights(keras.layers.Flatten())
