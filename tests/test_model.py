"""The whole network: a layer and its readout, with targets for some of the steps."""

import numpy as np
import pytest

from rnn_helpers import dense, errors, gradcheck, gru, losses, lstm, model, readout, rnn

rng = np.random.default_rng
X = rng(1).normal(size=(4, 6, 2))
SMALL = model.network(rnn, 2, 3, 1, rng(0))
each = pytest.mark.parametrize("cell", [dense, rnn, lstm, gru], ids=["dense", "rnn", "lstm", "gru"])


def targets(asked):
    return rng(2).integers(0, 2, (4, asked, 1)).astype(float)


@each
def test_a_network_is_a_layer_and_a_readout(cell):
    params = model.network(cell, 2, 3, 1, rng(0))
    generator = rng(0)
    layer = cell.init_params(2, 3, generator)
    expected = layer | readout.init_params(3, 1, generator)
    assert params.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_array_equal(params[name], array)
    h, _ = cell.forward(layer, X)
    np.testing.assert_array_equal(model.predict(cell, params, X), readout.forward(params, h)[0])


@each
@pytest.mark.parametrize("asked", [1, 2, 6])
def test_gradients_agree_with_the_complex_step_however_many_steps_are_asked(cell, asked):
    params, loss_and_grads = model.network(cell, 2, 3, 1, rng(0)), model.objective(cell)
    value, grads = loss_and_grads(params, X, targets(asked))

    def loss(values):
        y = model.predict(cell, values, X)[:, 6 - asked :]
        return losses.binary_cross_entropy(y, targets(asked))[0]

    assert value == loss(params)
    exact = gradcheck.complex_step_gradient(loss, params)
    assert gradcheck.check_gradients(grads, exact, 1e-13) <= 1e-13


def test_the_mask_belongs_to_the_steps_that_are_asked():
    params, loss_and_grads = model.network(rnn, 2, 3, 1, rng(0)), model.objective(rnn)
    last = np.array([[False, True]] * 4)
    masked, grads = loss_and_grads(params, X, targets(2), last)
    single, expected = loss_and_grads(params, X, targets(2)[:, 1:])
    assert masked == pytest.approx(single, abs=1e-15)
    assert gradcheck.check_gradients(grads, expected, 1e-15) <= 1e-15


@each
def test_a_sequence_can_go_on_where_another_stopped(cell):
    params, loss_and_grads = model.network(cell, 2, 3, 1, rng(0)), model.objective(cell)
    state = cell.final_state(cell.forward(params, X[:, :4])[1])
    whole, _ = loss_and_grads(params, X, targets(2))
    assert loss_and_grads(params, X[:, 4:], targets(2), **state)[0] == pytest.approx(whole)


def test_single_precision_stays_single():
    params = model.network(gru, 2, 3, 1, rng(0), dtype=np.float32)
    assert model.predict(gru, params, X.astype(np.float32)).dtype == np.float32
    _, grads = model.objective(gru)(params, X.astype(np.float32), targets(1).astype(np.float32))
    assert {grad.dtype for grad in grads.values()} == {np.dtype(np.float32)}


def test_padding_hands_the_state_on():
    params, mask = model.network(rnn, 2, 3, 1, rng(0)), np.ones((4, 6), bool)
    mask[:, 4:] = False
    y = model.predict(rnn, params, X, mask=mask)
    np.testing.assert_array_equal(y[:, 5], y[:, 3])


@each
@pytest.mark.parametrize("steps", [model.STEPS, model.STEPS + 1, 3 * model.STEPS - 5])
def test_long_sequences_are_run_in_pieces_and_get_the_same_answers(cell, steps):
    params, x = model.network(cell, 2, 3, 2, rng(0)), rng(1).normal(size=(2, steps, 2))
    whole, _ = readout.forward(params, cell.forward(params, x)[0])
    np.testing.assert_allclose(model.predict(cell, params, x), whole, rtol=1e-13, atol=1e-13)


def test_pieces_are_short_and_what_is_wrong_in_one_is_named_by_its_step(monkeypatch):
    seen, forward = [], rnn.forward

    def spy(params, x, **options):
        seen.append(x.shape[:2])
        return forward(params, x, **options)

    monkeypatch.setattr(rnn, "forward", spy)
    x = np.ones((3, 2 * model.STEPS + 1, 2))
    model.predict(rnn, SMALL, x)
    assert seen == [(3, model.STEPS), (3, model.STEPS), (3, 1)]
    x[1, model.STEPS + 7, 0] = np.nan
    with pytest.raises(
        errors.NonFiniteError, match=rf"x: .* got nan at \(1, {model.STEPS + 7}, 0\)"
    ):
        model.predict(rnn, SMALL, x)


@each
@pytest.mark.parametrize("count", [model.ROWS, model.ROWS + 1, 3 * model.ROWS - 5])
def test_many_sequences_are_run_in_parts_and_get_the_same_answers(cell, count):
    params, x = model.network(cell, 2, 3, 2, rng(0)), rng(1).normal(size=(count, 3, 2))
    whole, _ = readout.forward(params, cell.forward(params, x)[0])
    np.testing.assert_allclose(model.predict(cell, params, x), whole, rtol=1e-13, atol=1e-13)
    mask = rng(2).random((count, 3)) < 0.7
    whole, _ = readout.forward(params, cell.forward(params, x, mask=mask)[0])
    np.testing.assert_array_equal(model.predict(cell, params, x, mask=mask), whole)


def test_parts_are_small_and_what_is_wrong_in_one_is_named_by_its_place(monkeypatch):
    seen, forward = [], rnn.forward

    def spy(params, x, **options):
        seen.append(len(x))
        return forward(params, x, **options)

    monkeypatch.setattr(rnn, "forward", spy)
    x = np.ones((2 * model.ROWS + 1, 3, 2))
    model.predict(rnn, SMALL, x)
    assert seen == [model.ROWS, model.ROWS, 1]
    x[model.ROWS + 7, 1, 0] = np.nan
    with pytest.raises(
        errors.NonFiniteError, match=rf"x: .* got nan at \({model.ROWS + 7}, 1, 0\)"
    ):
        model.predict(rnn, SMALL, x)
    with pytest.raises(errors.ShapeError, match=rf"x: .* got shape \({len(x)}, 3, 1\)"):
        model.predict(rnn, SMALL, x[:, :, :1])
    with pytest.raises(errors.ArrayTypeError, match=r"x: .* a list"):
        model.predict(rnn, SMALL, x.tolist())


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: model.network("rnn", 2, 3, 1, rng(0)), errors.ArgumentTypeError, "cell: .* a str"),
        (lambda: model.predict(readout, {}, X), errors.ArgumentTypeError, "cell: .* a module"),
        (lambda: model.objective(rnn, "mse"), errors.ArgumentTypeError, "loss: .* a str"),
        (
            lambda: model.objective(rnn)(
                model.network(rnn, 2, 3, 1, rng(0)), X, np.ones((4, 7, 1))
            ),
            errors.ShapeError,
            r"target: expected shape \(batch, 1 to 6 steps, …\), got shape \(4, 7, 1\)",
        ),
        (
            lambda: model.objective(rnn)(SMALL, X, [1]),
            errors.ShapeError,
            "target: .* a list",
        ),
    ],
)
def test_what_does_not_fit_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
