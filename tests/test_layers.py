"""RNN, LSTM and GRU: gradients against the complex step, and laws that any recurrence obeys."""

import drawn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import errors, gradcheck, gru, lstm, rnn

NAMES = list(drawn.LAYERS)
rng = np.random.default_rng


def everything(backward):
    """The gradients of the parameters and those that flow on, in one dictionary."""
    grads, flow = backward
    return grads | flow._asdict()


def weighted_sum(case, weights, on_c=None):
    """A loss with a different slope for every state; for the LSTM also on the last cell state."""

    def loss(values):
        h, cache = case.forward(**values)
        extra = 0 if on_c is None else (cache.c[-1] * on_c).sum()
        return (h * weights).sum() + extra

    return loss


@pytest.mark.parametrize("name", NAMES)
def test_gradients_agree_with_the_complex_step_to_12_digits(name):
    @drawn.MANY
    @given(drawn.cases(name), st.integers(0, 2**32 - 1))
    def check(case, seed):
        h, cache = case.forward()
        weights = rng(seed).normal(size=h.shape)
        on_c = rng(seed).normal(size=h[:, 0].shape) if case.layer is lstm else None
        extra = {} if on_c is None else {"dc": on_c}
        grads = everything(case.layer.backward(case.params, cache, weights, **extra))
        loss = weighted_sum(case, weights, on_c)
        reference = gradcheck.complex_step_gradient(loss, case.differentiable)
        assert gradcheck.check_gradients(grads, reference, 1e-12) <= 1e-12

    check()


def by_the_formula(name, params, x, h, c):
    """One sequence, one unit at a time, with nothing but sums, products and the math functions."""

    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    hidden, states = len(h), []
    U, W, b = params["U"], params["W"], np.atleast_2d(params["b"])
    for x_t in x:
        into = [sum(x_t[i] * U[i, k] for i in range(len(x_t))) + b[0, k] for k in range(U.shape[1])]
        from_h = [sum(h[j] * W[j, k] for j in range(hidden)) for k in range(W.shape[1])]
        a = [p + q for p, q in zip(into, from_h, strict=True)]
        new_h, new_c = list(h), list(c)
        for k in range(hidden):
            if name == "rnn":
                new_h[k] = np.tanh(a[k])
            elif name == "lstm":
                i, f, g, o = (a[gate * hidden + k] for gate in range(4))
                new_c[k] = sigmoid(f) * c[k] + sigmoid(i) * np.tanh(g)
                new_h[k] = sigmoid(o) * np.tanh(new_c[k])
            else:
                second = b[1] if name == "gru, reset after" else np.zeros(3 * hidden)
                z = sigmoid(a[k] + second[k])
                r = [sigmoid(a[hidden + j] + second[hidden + j]) for j in range(hidden)]
                n = 2 * hidden + k
                if name == "gru, reset after":
                    inner = r[k] * (from_h[n] + second[n])
                else:
                    inner = sum(r[j] * h[j] * W[j, n] for j in range(hidden))
                new_h[k] = z * h[k] + (1 - z) * np.tanh(into[n] + inner)
        h, c = new_h, new_c
        states.append(h)
    return np.array(states)


@pytest.mark.parametrize("name", NAMES)
def test_forward_is_what_the_formula_says(name):
    case = drawn.draw_case(name, rng(0), batch=1, time=5, features=3, hidden=4)
    first = {key: value[0] for key, value in case.states.items()}
    wanted = by_the_formula(name, case.params, case.x[0], first["h0"], first.get("c0", [0] * 4))
    np.testing.assert_allclose(case.forward()[0][0], wanted, atol=1e-13)


@pytest.mark.parametrize("name", NAMES)
def test_carrying_the_state_over_a_split_changes_nothing(name):
    case = drawn.draw_case(name, rng(1), batch=3, time=9, features=2, hidden=4)
    whole, cache = case.forward()
    start, first = case.forward(x=case.x[:, :4])
    rest, second = case.forward(x=case.x[:, 4:], **case.layer.final_state(first))
    np.testing.assert_allclose(np.concatenate([start, rest], axis=1), whole, atol=1e-14)

    dh = rng(2).normal(size=whole.shape)
    full = everything(case.layer.backward(case.params, cache, dh))
    later = everything(case.layer.backward(case.params, second, dh[:, 4:]))
    at_split = dh[:, :4].copy()
    at_split[:, -1] += later["h0"]
    extra = {"dc": later["c0"]} if case.layer is lstm else {}
    earlier = everything(case.layer.backward(case.params, first, at_split, **extra))
    for key in case.params:
        np.testing.assert_allclose(earlier[key] + later[key], full[key], atol=1e-12)
    np.testing.assert_allclose(earlier["h0"], full["h0"], atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_its_rows(name):
    case = drawn.draw_case(name, rng(3), batch=4, time=6, features=2, hidden=3, masked=True)
    together, cache = case.forward()
    grads, _ = case.layer.backward(case.params, cache, together)
    summed = dict.fromkeys(case.params, 0)
    for row in range(4):
        one = slice(row, row + 1)
        states = {key: value[one] for key, value in case.states.items()}
        alone, cache = case.forward(x=case.x[one], mask=case.mask[one], **states)
        np.testing.assert_allclose(alone, together[one], atol=1e-14)
        for key, value in case.layer.backward(case.params, cache, alone)[0].items():
            summed[key] = summed[key] + value
    for key, value in summed.items():
        np.testing.assert_allclose(value, grads[key], atol=1e-12)


def truncated_gradients(case, dh, k):
    """Gradients of the parameters when nothing flows back beyond pieces of k steps."""
    states, total = case.states, dict.fromkeys(case.params, 0)
    for start in range(0, dh.shape[1], k):
        piece = slice(start, start + k)
        _, cache = case.forward(x=case.x[:, piece], **states)
        states = case.layer.final_state(cache)
        grads, _ = case.layer.backward(case.params, cache, dh[:, piece])
        total = {key: total[key] + grads[key] for key in total}
    return total


@pytest.mark.parametrize("name", NAMES)
def test_truncated_bptt_is_bptt_when_nothing_is_cut(name):
    case = drawn.draw_case(name, rng(4), batch=2, time=6, features=2, hidden=3)
    h, cache = case.forward()
    dh = rng(5).normal(size=h.shape)
    full, _ = case.layer.backward(case.params, cache, dh)
    for key, value in truncated_gradients(case, dh, k=6).items():
        np.testing.assert_allclose(value, full[key], atol=1e-14)
    assert np.abs(truncated_gradients(case, dh, k=2)["W"] - full["W"]).max() > 1e-3


@pytest.mark.parametrize("name", NAMES)
def test_h_total_is_the_gradient_of_a_nudge_to_that_state(name):
    """Nudging the state between two pieces is the same as nudging the first state of the second."""
    case = drawn.draw_case(name, rng(13), batch=2, time=5, features=2, hidden=3)
    h, cache = case.forward()
    dh = rng(14).normal(size=h.shape)
    whole = case.layer.backward(case.params, cache, dh)[1].h_total
    _, first = case.forward(x=case.x[:, :2])
    _, cache = case.forward(x=case.x[:, 2:], **case.layer.final_state(first))
    later = case.layer.backward(case.params, cache, dh[:, 2:])[1]
    np.testing.assert_allclose(whole[:, 1], dh[:, 1] + later.h0, atol=1e-14)


@pytest.mark.parametrize("name", NAMES)
def test_padding_with_a_mask_changes_nothing(name):
    case = drawn.draw_case(name, rng(6), batch=3, time=4, features=2, hidden=3)
    h, cache = case.forward()
    padding = rng(7).normal(size=(3, 3, 2))
    mask = np.zeros((3, 7), bool)
    mask[:, :4] = True
    padded, padded_cache = case.forward(x=np.concatenate([case.x, padding], axis=1), mask=mask)
    np.testing.assert_array_equal(padded[:, :4], h)
    np.testing.assert_array_equal(padded[:, 4:], h[:, -1:].repeat(3, axis=1))

    grads = everything(case.layer.backward(case.params, cache, h))
    dh = np.concatenate([h, np.zeros((3, 3, 3))], axis=1)
    padded_grads = everything(case.layer.backward(case.params, padded_cache, dh))
    for key in (*case.params, *case.states):
        np.testing.assert_allclose(padded_grads[key], grads[key], atol=1e-13)
    assert not padded_grads["x"][:, 4:].any()


@pytest.mark.parametrize("name", NAMES)
def test_a_mask_of_true_is_no_mask(name):
    case = drawn.draw_case(name, rng(8), batch=2, time=5, features=2, hidden=3)
    h, cache = case.forward()
    masked, masked_cache = case.forward(mask=np.ones((2, 5), bool))
    np.testing.assert_array_equal(masked, h)
    grads = everything(case.layer.backward(case.params, cache, h))
    masked_grads = everything(case.layer.backward(case.params, masked_cache, h))
    for key, value in grads.items():
        np.testing.assert_allclose(masked_grads[key], value, atol=1e-14)


@pytest.mark.parametrize("name", NAMES)
def test_leaving_the_first_state_out_means_zeros(name):
    case = drawn.draw_case(name, rng(9), batch=2, time=3, features=2, hidden=3)
    zeros = {key: np.zeros_like(value) for key, value in case.states.items()}
    without = case._replace(states={})
    np.testing.assert_array_equal(without.forward()[0], case.forward(**zeros)[0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", NAMES)
def test_precision_in_is_precision_out(name, dtype):
    case = drawn.draw_case(name, rng(10), batch=2, time=3, features=2, hidden=3)
    params = {key: value.astype(dtype) for key, value in case.params.items()}
    states = {key: value.astype(dtype) for key, value in case.states.items()}
    for first in (states, {}):
        h, cache = case.layer.forward(params, case.x.astype(dtype), **first)
        assert h.dtype == dtype
        for value in everything(case.layer.backward(params, cache, h)).values():
            assert value.dtype == dtype


@pytest.mark.parametrize("name", NAMES)
def test_a_first_state_in_double_precision_makes_all_gradients_double(name):
    case = drawn.draw_case(name, rng(10), batch=2, time=3, features=2, hidden=3)
    params = {key: value.astype(np.float32) for key, value in case.params.items()}
    h, cache = case.layer.forward(params, case.x.astype(np.float32), case.states["h0"])
    _, flow = case.layer.backward(params, cache, h.astype(np.float32))
    assert h.dtype == flow.h0.dtype == flow.h_total.dtype == np.float64


@pytest.mark.parametrize("name", NAMES)
def test_the_layout_in_memory_does_not_matter(name):
    case = drawn.draw_case(name, rng(11), batch=3, time=4, features=2, hidden=3)
    scattered = {key: np.asfortranarray(value) for key, value in case.params.items()}
    strided = np.repeat(case.x, 2, axis=1)[:, ::2]
    h, _ = case.layer.forward(scattered, strided, **case.states)
    np.testing.assert_allclose(h, case.forward()[0], atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_what_forward_returns_is_not_tied_to_the_cache(name):
    case = drawn.draw_case(name, rng(12), batch=2, time=4, features=2, hidden=3)
    h, cache = case.forward()
    before = everything(case.layer.backward(case.params, cache, np.ones_like(h)))
    h[:] = 0
    case.x[:] = 0
    after = everything(case.layer.backward(case.params, cache, np.ones_like(h)))
    for key, value in before.items():
        np.testing.assert_array_equal(after[key], value)


@pytest.mark.parametrize("name", NAMES)
def test_fresh_weights_are_orthogonal_and_glorot_and_follow_the_seed(name):
    layer, options = drawn.LAYERS[name]
    one, two = (layer.init_params(30, 50, rng(0), **options) for _ in range(2))
    for key in one:
        np.testing.assert_array_equal(one[key], two[key])
    np.testing.assert_allclose(one["W"] @ one["W"].T, np.eye(50), atol=1e-13)
    limit = np.sqrt(6 / sum(one["U"].shape))
    assert 0.99 * limit < np.abs(one["U"]).max() <= limit
    assert one["U"].std() == pytest.approx(limit / np.sqrt(3), rel=0.05)
    assert np.abs(one["U"].mean()) < 0.05 * limit
    if layer is not lstm:
        assert not one["b"].any()


def test_every_orthogonal_matrix_is_equally_likely():
    """Without the signs of the diagonal, the first entry of W would be negative every time."""
    first = [rnn.init_params(1, 4, rng(seed))["W"][0, 0] for seed in range(400)]
    assert 0.4 < np.mean(np.array(first) > 0) < 0.6


@pytest.mark.parametrize("name", NAMES)
def test_fresh_weights_have_the_type_asked_for(name):
    layer, options = drawn.LAYERS[name]
    for dtype in (np.float32, np.float64):
        params = layer.init_params(2, 3, rng(0), dtype=dtype, **options)
        assert {w.dtype for w in params.values()} == {np.dtype(dtype)}
        assert all(w.flags.c_contiguous for w in params.values())
    with pytest.raises(
        errors.DTypeError, match=r"^dtype: expected a type of floats, .* got <class"
    ):
        layer.init_params(2, 3, rng(0), dtype=int, **options)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_changed_between_forward_and_backward_are_found(name):
    case = drawn.draw_case(name, rng(15), batch=2, time=3, features=2, hidden=3)
    h, cache = case.forward()
    case.params["U"] = np.zeros((5, case.params["U"].shape[1]))
    with pytest.raises(errors.ShapeError, match=r"^params\['U'\]: expected shape \(2, "):
        case.layer.backward(case.params, cache, h)
    del case.params["U"]
    with pytest.raises(errors.ParameterError, match=r"^params: expected a dict with U, W, b"):
        case.layer.backward(case.params, cache, h)


@pytest.mark.parametrize("after", [True, False])
def test_the_two_forms_of_the_gru_are_not_mixed(after):
    params, x = gru.init_params(2, 3, rng(0), reset_after=after), rng(1).normal(size=(2, 4, 2))
    other = gru.init_params(2, 3, rng(0), reset_after=not after)
    h, cache = gru.forward(params, x)
    with pytest.raises(errors.ShapeError, match=r"^params\['b'\]: expected shape"):
        gru.backward(other, cache, h)


@pytest.mark.parametrize("name", NAMES)
def test_layers_can_stand_in_for_each_other(name):
    """The same calls, word by word, run every layer; the options have names, not places."""
    layer, options = drawn.LAYERS[name]
    params, x = layer.init_params(2, 3, rng(0), dtype=np.float32, **options), np.ones((2, 4, 2))
    h, cache = layer.forward(params, x, np.zeros((2, 3)), mask=np.ones((2, 4), bool))
    grads, flow = layer.backward(params, cache, h)
    assert set(grads) == set(params) == {"U", "W", "b"}
    assert {"x", "h0", "h_total"} <= set(flow._fields)
    state = layer.final_state(cache)
    np.testing.assert_array_equal(state["h0"], h[:, -1])
    layer.forward(params, x, **state)
    for call in (
        lambda: layer.init_params(2, 3, rng(0), np.float32),
        lambda: layer.forward(params, x, np.zeros((2, 3)), np.ones((2, 4), bool)),
        lambda: layer.backward(params, cache, h, h[:, -1]),
    ):
        with pytest.raises(TypeError, match="positional argument"):
            call()


def test_the_gru_has_two_biases_unless_asked_otherwise():
    assert gru.init_params(2, 3, rng(0))["b"].shape == (2, 9)


@pytest.mark.parametrize("layer", [rnn, lstm])
def test_only_the_gru_may_have_two_biases(layer):
    params = layer.init_params(2, 3, rng(0))
    two = params | {"b": np.stack([params["b"]] * 2)}
    with pytest.raises(errors.ShapeError, match=r"^params\['b'\]: expected shape \(\d+,\)"):
        layer.forward(two, np.ones((1, 2, 2)))


def test_the_forget_gate_starts_open():
    params = lstm.init_params(2, 3, rng(0))
    np.testing.assert_array_equal(params["b"], [0] * 3 + [1] * 3 + [0] * 6)
    np.testing.assert_array_equal(lstm.init_params(2, 3, rng(0), forget_bias=3.0)["b"][3:6], 3)
