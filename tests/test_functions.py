"""Readout, activations, losses and optimisers: gradients, extremes, and what they promise."""

import drawn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import activations, dense, errors, gradcheck, losses, optim, readout, rnn

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
    grads, dh = readout.backward(params, readout.forward(params, h)[1], dy)

    def loss(values):
        return (readout.forward({"V": values["V"], "c": values["c"]}, values["h"])[0] * dy).sum()

    reference = gradcheck.complex_step_gradient(loss, {**params, "h": h})
    assert gradcheck.check_gradients(grads | {"h": dh}, reference, 1e-12) <= 1e-12


@drawn.MANY
@given(shapes, st.integers(1, 3), seeds, scales)
def test_dense_gradients_agree_with_the_complex_step(shape, hidden, seed, scale):
    generator = rng(seed)
    U = scale * generator.normal(size=(shape[2], hidden))
    params = {"U": U, "b": generator.normal(size=hidden)}
    x, dh = generator.normal(size=shape), generator.normal(size=(*shape[:2], hidden))
    grads, dx = dense.backward(params, dense.forward(params, x)[1], dh)

    def loss(values):
        return (dense.forward({"U": values["U"], "b": values["b"]}, values["x"])[0] * dh).sum()

    reference = gradcheck.complex_step_gradient(loss, {**params, "x": x})
    assert gradcheck.check_gradients(grads | {"x": dx}, reference, 1e-12) <= 1e-12


def test_a_layer_without_a_memory_is_a_recurrent_one_whose_state_goes_nowhere():
    params = rnn.init_params(2, 5, rng(0)) | {"W": np.zeros((5, 5))}
    x = rng(1).normal(size=(3, 4, 2))
    h, cache = dense.forward(params, x)
    np.testing.assert_allclose(h, rnn.forward(params, x)[0], rtol=1e-15)
    np.testing.assert_array_equal(h, dense.forward(params, x, mask=x[..., 0] > 0)[0])
    assert dense.final_state(cache) == {}


def test_the_dense_layer_keeps_copies_and_draws_as_the_recurrent_one():
    params = dense.init_params(200, 100, rng(0), dtype=np.float32)
    np.testing.assert_array_equal(params["U"], rnn.init_params(200, 100, rng(0))["U"].astype("f"))
    assert params["U"].dtype == params["b"].dtype == np.float32
    assert not params["b"].any()
    params = dense.init_params(2, 3, rng(0))
    x, dh = rng(1).normal(size=(2, 4, 2)), np.ones((2, 4, 3))
    cache = dense.forward(params, x)[1]
    before, _ = dense.backward(params, cache, dh)
    x += 1
    after, _ = dense.backward(params, cache, dh)
    np.testing.assert_array_equal(before["U"], after["U"])


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


LOSSES = [losses.mse, losses.binary_cross_entropy, losses.softmax_cross_entropy]


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", LOSSES)
def test_losses_keep_the_precision(loss, dtype, masked):
    prediction = rng(4).normal(size=(2, 5, 3)).astype(dtype)
    target = draw_target(loss, prediction, rng(5))
    target = target.astype(dtype) if target.dtype.kind == "f" else target
    mask = rng(6).random((2, 5)) < 0.7 if masked else None
    value, gradient = loss(prediction, target, mask)
    assert value.dtype == gradient.dtype == dtype


@pytest.mark.parametrize(
    ("loss", "nonsense"),
    [(losses.mse, np.nan), (losses.binary_cross_entropy, 7.0), (losses.softmax_cross_entropy, -1)],
)
def test_targets_under_a_mask_may_be_anything(loss, nonsense):
    prediction = rng(4).normal(size=(2, 5, 3))
    target, mask = draw_target(loss, prediction, rng(5)), np.ones((2, 5), bool)
    mask[:, 3:] = False
    filled = target.copy()
    filled[:, 3:] = nonsense
    value, gradient = loss(prediction, target, mask)
    same_value, same_gradient = loss(prediction, filled, mask)
    assert value == same_value
    np.testing.assert_array_equal(gradient, same_gradient)
    assert (filled[:, 3:] == nonsense).all() or np.isnan(nonsense)
    with pytest.raises(errors.InputError, match=r"^target: expected"):
        loss(prediction, filled)


@pytest.mark.parametrize("place", [0, 1])
def test_one_wrong_class_among_right_ones_is_found(place):
    for wrong in (-1, 3):
        target = np.array([1, 1])
        target[place] = wrong
        with pytest.raises(errors.RangeError, match=r"^target: expected classes from 0 to 2"):
            losses.softmax_cross_entropy(np.zeros((2, 3)), target)


@pytest.mark.parametrize("wrong", [-0.2, 1.2])
def test_one_impossible_probability_is_found(wrong):
    with pytest.raises(errors.RangeError, match=r"^target: expected probabilities from 0 to 1"):
        losses.binary_cross_entropy(np.zeros((2, 1)), np.array([[0.5], [wrong]]))


@pytest.mark.parametrize("loss", [losses.mse, losses.binary_cross_entropy])
def test_batches_of_different_sizes_are_named_also_without_time(loss):
    with pytest.raises(errors.ShapeError, match=r"^target: expected shape \(4, 2\), got shape \(5"):
        loss(np.ones((4, 2)), np.ones((5, 2)))


def test_the_mean_squared_error_is_what_it_says():
    prediction, target = np.array([[1.0, 2.0]]), np.array([[3.0, 2.5]])
    loss, gradient = losses.mse(prediction, target)
    assert loss == (4 + 0.25) / 2
    np.testing.assert_array_equal(gradient, [[-2.0, -0.5]])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: losses.mse(np.full((2, 3), 1e200), np.zeros((2, 3))), "prediction"),
        (lambda: losses.mse(np.zeros((2, 3)), np.full((2, 3), -1e200)), "target"),
        (
            lambda: losses.binary_cross_entropy(np.full((9, 3), 1e308), np.zeros((9, 3))),
            "prediction",
        ),
        (lambda: losses.l2_penalty({"w": np.full(3, 1e200)}, 1e-4), r"params\['w'\]"),
        (lambda: activations.log_softmax(np.array([-1e308, 1e308])), "x"),
        (lambda: activations.softmax(np.array([-1e308, 1e308])), "x"),
    ],
)
def test_numbers_too_large_for_their_squares_and_sums_are_named(call, name):
    with pytest.raises(
        errors.RangeError, match=f"^{name}: expected numbers whose products and sum"
    ):
        call()


@pytest.mark.filterwarnings("error")
def test_large_numbers_that_fit_are_no_error():
    loss, gradient = losses.mse(np.full((1, 1), 1e100), np.zeros((1, 1)))
    assert loss == pytest.approx(1e200)
    assert gradient == pytest.approx(2e100)
    y, _ = readout.forward({"V": np.full((1, 1), 1e200), "c": np.zeros(1)}, np.ones((1, 1, 1)))
    assert y.item() == 1e200


@pytest.mark.parametrize(
    ("slope", "argument", "outputs"),
    [(activations.sigmoid_slope, "s", [-0.1, 1.1]), (activations.tanh_slope, "t", [-1.1, 1.1])],
)
def test_slopes_at_the_ends_are_zero_and_of_equal_outputs_equal(slope, argument, outputs):
    low = 0.0 if argument == "s" else -1.0
    np.testing.assert_array_equal(slope(np.array([low, 1.0])), [0, 0])
    assert np.ptp(slope(np.array([0.5, 0.5]))) == 0


@pytest.mark.parametrize(
    ("slope", "argument", "outputs"),
    [(activations.sigmoid_slope, "s", [-0.1, 1.1]), (activations.tanh_slope, "t", [-1.1, 1.1])],
)
def test_a_slope_is_taken_of_an_output_not_of_an_input(slope, argument, outputs):
    for output in outputs:
        with pytest.raises(errors.RangeError, match=f"^{argument}: expected outputs from"):
            slope(np.array([0.5, output]))


def test_readout_weights_are_glorot_uniform_and_follow_seed_and_type():
    params = readout.init_params(200, 100, rng(0), dtype=np.float32)
    limit = np.sqrt(6 / 300)
    assert 0.99 * limit < np.abs(params["V"]).max() <= limit
    assert params["V"].std() == pytest.approx(limit / np.sqrt(3), rel=0.02)
    assert params["V"].dtype == params["c"].dtype == np.float32
    assert not params["c"].any()
    again = readout.init_params(200, 100, rng(0), dtype=np.float32)
    np.testing.assert_array_equal(params["V"], again["V"])


def test_the_readout_keeps_a_copy_of_the_states():
    params = readout.init_params(3, 2, rng(0))
    h = rng(1).normal(size=(2, 4, 3))
    _, cache = readout.forward(params, h)
    before, _ = readout.backward(params, cache, np.ones((2, 4, 2)))
    h[:] = 0
    after, _ = readout.backward(params, cache, np.ones((2, 4, 2)))
    np.testing.assert_array_equal(before["V"], after["V"])


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


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("dtype", "huge"), [(np.float32, 1e20), (np.float64, 1e160)])
def test_a_step_along_huge_gradients_is_a_step_for_every_array(dtype, huge):
    params = {"w": np.array([1, 2, 3], dtype), "c": np.array([7], dtype)}
    grads = {"w": np.array([huge, 0, 0], dtype), "c": np.array([0], dtype)}
    after = optim.sgd_step(params, grads, 1 / huge)
    np.testing.assert_array_equal(after["w"], [0, 2, 3])
    np.testing.assert_array_equal(after["c"], [7])
    largest = r"^grads\['w'\]: expected numbers whose squares fit into float"
    with pytest.raises(errors.RangeError, match=largest):
        optim.adam_step(params, grads, optim.adam_init(params))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("dtype", "size"),
    [(np.float32, 1e20), (np.float32, 1e-30), (np.float64, 1e200), (np.float64, 1e-200)],
)
def test_clipping_survives_huge_and_tiny_gradients(dtype, size):
    grads = {"a": np.array([3, 0], dtype) * dtype(size), "b": np.array([[4]], dtype) * dtype(size)}
    clipped, norm = optim.clip_by_global_norm(grads, size)
    assert norm == pytest.approx(5 * size, rel=1e-6)
    np.testing.assert_allclose(clipped["a"] / dtype(size), [0.6, 0], rtol=1e-6)
    np.testing.assert_allclose(clipped["b"] / dtype(size), [[0.8]], rtol=1e-6)
    assert clipped["a"].dtype == dtype


def test_clipped_gradients_are_new_arrays():
    for size in (0.0, 1.0, 100.0):
        grads = {"a": np.full(2, size)}
        clipped, _ = optim.clip_by_global_norm(grads, 2.0)
        clipped["a"][:] = 5
        assert (grads["a"] == size).all()


def test_the_order_of_the_arrays_does_not_matter():
    params = {"w": rng(0).normal(size=(2, 3)), "c": rng(1).normal(size=2)}
    grads = {"w": rng(2).normal(size=(2, 3)), "c": rng(3).normal(size=2)}
    turned = dict(reversed(params.items()))
    state, other = optim.adam_init(params), optim.adam_init(turned)
    for _ in range(3):
        params, state = optim.adam_step(params, grads, state)
        turned, other = optim.adam_step(turned, dict(reversed(grads.items())), other)
    for name, w in params.items():
        np.testing.assert_array_equal(w, turned[name])


def test_adam_is_its_formula():
    w, mean, square = np.array([1.0, -2.0]), 0, 0
    params, state = {"w": w}, optim.adam_init({"w": w})
    for step in range(1, 6):
        g = np.array([0.3, -2.0]) * step
        options = {"beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-3}
        params, state = optim.adam_step(params, {"w": g}, state, 0.1, **options)
        mean, square = 0.8 * mean + 0.2 * g, 0.95 * square + 0.05 * g**2
        rate = 0.1 * np.sqrt(1 - 0.95**step) / (1 - 0.8**step)
        w = w - rate * mean / (np.sqrt(square) + 1e-3)
        np.testing.assert_allclose(params["w"], w, rtol=1e-14)
        np.testing.assert_allclose(state.mean["w"], mean, rtol=1e-14)
        np.testing.assert_allclose(state.square["w"], square, rtol=1e-14)


def test_adam_begins_with_means_of_zero_for_each_array():
    state = optim.adam_init({"w": np.ones((2, 3), np.float32), "v": np.ones(4)})
    for means in (state.mean, state.square):
        assert {name: (m.shape, m.dtype) for name, m in means.items()} == {
            "w": ((2, 3), np.float32),
            "v": ((4,), np.float64),
        }
        assert not any(m.any() for m in means.values())
    assert state.step == 0


def test_adam_starts_with_the_settings_of_keras():
    params, grads = {"w": np.array([1.0, -2.0])}, {"w": np.array([1e-6, 3.0])}
    state = optim.adam_init(params)
    written_out = {"lr": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
    for _ in range(3):
        params, state, one, other = (
            *optim.adam_step(params, grads, state),
            *optim.adam_step(params, grads, state, **written_out),
        )
        np.testing.assert_array_equal(params["w"], one["w"])
        np.testing.assert_array_equal(state.square["w"], other.square["w"])


@pytest.mark.parametrize("setting", ["beta_1", "beta_2"])
def test_a_mean_that_keeps_everything_is_refused(setting):
    params, grads = {"w": np.ones(2)}, {"w": np.ones(2)}
    state = optim.adam_init(params)
    optim.adam_step(params, grads, state, **{setting: 0.9999})
    for wrong in (1.0, 1.5, -0.1):
        with pytest.raises(errors.RangeError, match=f"^{setting}: .* got {wrong}"):
            optim.adam_step(params, grads, state, **{setting: wrong})


def test_whole_numbers_are_no_parameters():
    whole = {"w": np.array([3, 4])}
    for step in (
        lambda: optim.sgd_step(whole, whole, 0.1),
        lambda: optim.adam_step(whole, whole, optim.adam_init({"w": np.ones(2)})),
    ):
        with pytest.raises(
            errors.DTypeError, match=r"^params\['w'\]: expected an array of float32"
        ):
            step()


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_means_of_another_network_are_refused(size):
    params, grads = {"w": np.ones(3)}, {"w": np.ones(3)}
    other = optim.adam_init({"w": np.ones(size)})
    says = rf"^state.mean\['w'\]: expected shape \(3,\), got shape \({size},\)"
    with pytest.raises(errors.ShapeError, match=says):
        optim.adam_step(params, grads, other)


def test_running_means_that_are_no_arrays_of_floats_are_named():
    w, square = {"w": np.ones(2)}, {"w": np.zeros(2)}
    says = r"^state.mean\['w'\]: expected a NumPy array of shape \(2,\), got a list$"
    with pytest.raises(errors.ArrayTypeError, match=says):
        optim.adam_step(w, w, optim.AdamState(1, {"w": [0.0, 0.0]}, square))
    for kind in (int, complex):
        says = r"^state.mean\['w'\]: expected an array of float32 or float64, got dtype "
        with pytest.raises(errors.DTypeError, match=says):
            optim.adam_step(w, w, optim.AdamState(1, {"w": np.zeros(2, kind)}, square))


def test_the_largest_gradient_is_named():
    params = {"a": np.ones(1), "b": np.ones(1)}
    grads = {"a": np.array([3e160]), "b": np.array([2e160])}
    with pytest.raises(errors.RangeError, match=r"^grads\['a'\]: .* got up to 3e\+160$"):
        optim.adam_step(params, grads, optim.adam_init(params))


def test_a_length_of_exactly_the_limit_is_not_clipped():
    for seed in range(20):
        grads = {"a": rng(seed).normal(size=7)}
        _, norm = optim.clip_by_global_norm(grads, 99.0)
        clipped, _ = optim.clip_by_global_norm(grads, norm)
        np.testing.assert_array_equal(clipped["a"], grads["a"])


def test_each_row_of_a_softmax_is_shifted_by_its_own_maximum():
    log_p = activations.log_softmax(np.array([[1e4, 1e4], [-1e4, -1e4]]))
    np.testing.assert_allclose(log_p, np.full((2, 2), -np.log(2)))


@pytest.mark.parametrize("of_grads", [np.float32, np.float64])
def test_optimisers_keep_the_precision_of_each_parameter(of_grads):
    params = {"w": np.ones(3, np.float32), "v": np.ones(2)}
    grads = {"w": np.ones(3, of_grads), "v": np.ones(2, of_grads)}
    state = optim.adam_init(params)
    for after in (optim.sgd_step(params, grads, 0.1), optim.adam_step(params, grads, state)[0]):
        assert {name: w.dtype for name, w in after.items()} == {"w": np.float32, "v": np.float64}
    _, state = optim.adam_step(params, grads, state)
    assert state.mean["w"].dtype == state.square["w"].dtype == np.float32
