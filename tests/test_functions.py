"""Readout, activations, losses and optimisers: gradients, extremes, and what they promise."""

import drawn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import activations, gradcheck, losses, optim, readout

rng = np.random.default_rng
shapes = st.tuples(*(st.integers(1, top) for top in (3, 5, 4)))
seeds = st.integers(0, 2**32 - 1)
scales = st.sampled_from([0.1, 1.0, 3.0, 30.0])


@drawn.MANY
@given(shapes, st.integers(1, 3), seeds, scales)
def test_readout_gradients_agree_with_the_complex_step(shape, outputs, seed, scale):
    generator = rng(seed)
    params = {
        "V": scale * generator.normal(size=(shape[2], outputs)),
        "c": generator.normal(size=outputs),
    }
    h, dy = generator.normal(size=shape), generator.normal(size=(*shape[:2], outputs))
    grads = readout.backward(params, readout.forward(params, h)[1], dy)

    def loss(values):
        return (readout.forward({"V": values["V"], "c": values["c"]}, values["h"])[0] * dy).sum()

    reference = gradcheck.complex_step_gradient(loss, {**params, "h": h})
    assert gradcheck.check_gradients(grads, reference, 1e-12) <= 1e-12


def draw_target(loss, prediction, generator):
    if loss is losses.softmax_cross_entropy:
        return generator.integers(0, prediction.shape[-1], prediction.shape[:-1])
    if loss is losses.binary_cross_entropy:
        return generator.random(prediction.shape)
    return generator.normal(size=prediction.shape)


@pytest.mark.parametrize(
    "loss", [losses.mse, losses.binary_cross_entropy, losses.softmax_cross_entropy]
)
def test_loss_gradients_agree_with_the_complex_step(loss):
    @drawn.MANY
    @given(shapes, seeds, scales, st.booleans())
    def check(shape, seed, scale, masked):
        generator = rng(seed)
        prediction = scale * generator.normal(size=shape)
        target = draw_target(loss, prediction, generator)
        mask = generator.random(shape[:2]) < 0.7 if masked else None
        if masked:
            mask[0, 0] = True
        _, gradient = loss(prediction, target, mask)
        reference = gradcheck.complex_step_gradient(
            lambda values: loss(values["y"], target, mask)[0], {"y": prediction}
        )
        assert gradcheck.check_gradients({"y": gradient}, reference, 1e-12) <= 1e-12

    check()


def test_l2_penalty_gradients_agree_with_the_complex_step():
    params = {"U": rng(0).normal(size=(2, 3)), "b": rng(1).normal(size=3)}
    _, grads = losses.l2_penalty(params, 0.1)
    reference = gradcheck.complex_step_gradient(
        lambda values: losses.l2_penalty(values, 0.1)[0], params
    )
    assert gradcheck.check_gradients(grads, reference, 1e-12) <= 1e-12


@pytest.mark.parametrize(
    ("function", "backward"),
    [
        (activations.softmax, activations.softmax_backward),
        (activations.log_softmax, activations.log_softmax_backward),
        (activations.sigmoid, lambda out, dout: activations.sigmoid_slope(out) * dout),
        (np.tanh, lambda out, dout: activations.tanh_slope(out) * dout),
    ],
)
def test_activation_gradients_agree_with_the_complex_step(function, backward):
    x, dout = 3 * rng(2).normal(size=(4, 5)), rng(3).normal(size=(4, 5))
    reference = gradcheck.complex_step_gradient(
        lambda values: (function(values["x"]) * dout).sum(), {"x": x}
    )
    gradient = backward(function(x), dout)
    assert gradcheck.check_gradients({"x": gradient}, reference, 1e-12) <= 1e-12


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nothing_overflows_at_extreme_logits(dtype):
    z = np.array([[-1e4, 0, 1e4]], dtype)
    np.testing.assert_array_equal(activations.sigmoid(z), [[0, 0.5, 1]])
    np.testing.assert_array_equal(activations.softmax(z), [[0, 0, 1]])
    np.testing.assert_array_equal(activations.log_softmax(z), [[-2e4, -1e4, 0]])
    loss, gradient = losses.binary_cross_entropy(z, np.array([[1, 1, 1]], dtype))
    assert loss == pytest.approx((1e4 + np.log(2)) / 3, rel=1e-6)
    np.testing.assert_allclose(gradient, [[-1 / 3, -1 / 6, 0]], rtol=1e-6)
    loss, gradient = losses.softmax_cross_entropy(z, np.array([0]))
    assert loss == 2e4
    np.testing.assert_array_equal(gradient, [[-1, 0, 1]])


def test_a_confident_right_answer_keeps_its_tiny_loss():
    loss, _ = losses.binary_cross_entropy(np.array([[50.0]]), np.array([[1.0]]))
    assert loss == pytest.approx(np.exp(-50), rel=1e-12)


def test_guessing_costs_log_2():
    loss, _ = losses.binary_cross_entropy(np.zeros((5, 1)), np.array([[0.0, 1, 1, 0, 1]]).T)
    assert loss == pytest.approx(np.log(2))


@pytest.mark.parametrize(
    "loss", [losses.mse, losses.binary_cross_entropy, losses.softmax_cross_entropy]
)
def test_masked_steps_do_not_count(loss):
    prediction = rng(4).normal(size=(2, 5, 3))
    target = draw_target(loss, prediction, rng(5))
    mask = np.array([[1, 1, 1, 0, 0]] * 2, bool)
    value, gradient = loss(prediction, target, mask)
    short_value, short_gradient = loss(prediction[:, :3], target[:, :3])
    assert value == pytest.approx(short_value, rel=1e-14)
    np.testing.assert_allclose(gradient[:, :3], short_gradient, atol=1e-16)
    assert not gradient[:, 3:].any()


def test_sgd_goes_down_the_slope():
    params, grads = {"w": np.array([1.0, 2.0])}, {"w": np.array([10.0, -10.0]), "x": np.ones(3)}
    np.testing.assert_array_equal(optim.sgd_step(params, grads, 0.1)["w"], [0, 3])


def test_the_first_adam_step_has_the_length_of_the_learning_rate():
    params = {"a": np.ones((2, 2)), "b": np.ones(3)}
    grads = {"a": np.full((2, 2), 1e-3), "b": np.full(3, -1e3)}
    after, state = optim.adam_step(params, grads, optim.adam_init(params), lr=0.01)
    np.testing.assert_allclose(after["a"], 0.99, rtol=1e-4)
    np.testing.assert_allclose(after["b"], 1.01, rtol=1e-4)
    assert state.step == 1


def test_clipping_keeps_the_direction_and_limits_the_length():
    grads = {"a": np.array([3.0, 0.0]), "b": np.array([[4.0]])}
    clipped, norm = optim.clip_by_global_norm(grads, 1.0)
    assert norm == 5
    np.testing.assert_allclose(clipped["a"], [0.6, 0])
    np.testing.assert_allclose(clipped["b"], [[0.8]])
    untouched, _ = optim.clip_by_global_norm(grads, 10.0)
    np.testing.assert_array_equal(untouched["a"], grads["a"])
    zeros, norm = optim.clip_by_global_norm({"a": np.zeros(2)}, 1.0)
    assert norm == 0
    assert not zeros["a"].any()


def test_optimisers_keep_the_precision():
    params = {"w": np.ones(3, np.float32)}
    grads = {"w": np.ones(3, np.float32)}
    assert optim.sgd_step(params, grads, 0.1)["w"].dtype == np.float32
    stepped, _ = optim.adam_step(params, grads, optim.adam_init(params))
    assert stepped["w"].dtype == np.float32
