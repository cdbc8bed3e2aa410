"""The gradient checks and the training loop."""

import io
import itertools
import sys

import numpy as np
import pytest

from rnn_helpers import _validate as need
from rnn_helpers import errors, gradcheck, optim, train

PARAMS = {"w": np.array([[0.3, -0.7], [1.1, 0.2]]), "v": np.array([0.5])}


def loss(params):
    return (np.tanh(params["w"]) ** 2).sum() * params["v"][0]


def gradient(params):
    t = np.tanh(params["w"])
    return {"w": 2 * t * (1 - t * t) * params["v"][0], "v": np.array([(t * t).sum()])}


def test_the_complex_step_is_exact():
    exact = gradcheck.complex_step_gradient(loss, PARAMS)
    assert gradcheck.check_gradients(gradient(PARAMS), exact, 1e-15) <= 1e-15


def test_single_precision_parameters_are_differentiated_in_double():
    single = {name: w.astype(np.float32) for name, w in PARAMS.items()}
    double = {name: w.astype(np.float64) for name, w in single.items()}
    found = gradcheck.complex_step_gradient(loss, single)
    assert gradcheck.check_gradients(gradient(double), found, 1e-15) <= 1e-15


@pytest.mark.parametrize(
    "dropping",
    [
        lambda params: np.abs(params["w"]).sum(),
        lambda params: params["w"].real.sum() + 1j * 0,
        lambda params: float(params["w"].real.sum()),
        lambda params: (np.abs(params["w"]) ** 2).sum() + params["v"].sum(),
    ],
)
def test_a_function_that_drops_the_imaginary_part_is_refused(dropping):
    with pytest.raises(
        errors.ArgumentTypeError, match=r"^function: expected one that keeps the im"
    ):
        gradcheck.complex_step_gradient(dropping, PARAMS)


def test_a_parameter_without_influence_has_no_slope():
    found = gradcheck.complex_step_gradient(lambda params: params["v"][0] ** 2, PARAMS)
    assert not found["w"].any()
    at_the_bottom = gradcheck.complex_step_gradient(
        lambda p: (p["w"] ** 2).sum(), {"w": np.zeros(2)}
    )
    assert not at_the_bottom["w"].any()


def test_a_loss_that_is_no_number_is_refused():
    with pytest.raises(
        errors.ArgumentTypeError, match=r"^function: expected one that returns a sin"
    ):
        gradcheck.complex_step_gradient(lambda params: params["w"], PARAMS)


def test_a_wrong_gradient_is_named_with_its_worst_entry():
    wrong = gradient(PARAMS)
    wrong["w"][1, 0] += 0.5
    with pytest.raises(errors.GradientError, match=r"'w': scaled error .* worst at \(1, 0\)"):
        gradcheck.check_gradients(wrong, gradient(PARAMS))


def test_a_wrong_gradient_is_told_with_both_values():
    reference = {"v": np.ones(1), "w": np.array([[2.0, 4.0], [1.0, 1.0]])}
    wrong = {"v": np.ones(1), "w": np.array([[2.0, 4.0], [1.5, 1.25]]), "unused": np.ones(3)}
    sentence = (
        r"^gradient of 'w': scaled error 1\.2e-01 exceeds 1e-02; worst at \(1, 0\), "
        r"where it is 1\.5 and should be 1$"
    )
    with pytest.raises(errors.GradientError, match=sentence):
        gradcheck.check_gradients(wrong, reference, 0.01)
    assert gradcheck.check_gradients(wrong, reference, 0.2) == 0.125


def test_no_error_at_all_can_be_asked_for_but_not_less():
    exact = {"w": np.ones(2)}
    assert gradcheck.check_gradients(exact, exact, 0) == 0
    with pytest.raises(errors.RangeError, match=r"^tolerance: expected .* from 0 up, got -1$"):
        gradcheck.check_gradients(exact, exact, -1)


def test_twelve_digits_are_asked_for():
    reference = {"w": np.array([0.0, 0.5])}
    assert gradcheck.check_gradients({"w": np.array([9e-13, 0.5])}, reference) == 9e-13
    with pytest.raises(errors.GradientError, match="exceeds 1e-12"):
        gradcheck.check_gradients({"w": np.array([1.1e-12, 0.5])}, reference)


@pytest.mark.parametrize("loss", [[1.0, 2.0], 3, "3", None])
def test_what_came_in_the_place_of_a_loss_is_told(loss):
    came = "shape \\(2,\\)" if isinstance(loss, list) else need.kind_of(loss)
    with pytest.raises(
        errors.ArgumentTypeError,
        match=f"^function: expected one that returns a single float, got {came}$",
    ):
        gradcheck.complex_step_gradient(lambda params: loss, PARAMS)


@pytest.mark.filterwarnings("error")
def test_a_loss_may_be_an_array_of_one_number():
    found = gradcheck.complex_step_gradient(
        lambda params: (params["w"] ** 2).sum().reshape(1, 1), {"w": np.array([3.0])}
    )
    np.testing.assert_allclose(found["w"], [6.0])


def test_an_imaginary_part_that_is_dropped_is_told_with_the_slope():
    sentence = (
        r"^function: expected one that keeps the imaginary part \(no np\.abs, \.real, float\), "
        r"got one that moves with 'w' \(slope 6\) only for real numbers$"
    )
    with pytest.raises(errors.ArgumentTypeError, match=sentence):
        gradcheck.complex_step_gradient(
            lambda params: 2 * params["w"].real.sum(), {"w": np.ones(3)}
        )


def test_a_slope_is_small_beside_the_loss_that_it_belongs_to():
    """Differences of a large loss are rounded, so that they do not tell a slope from none."""

    def drops(params, size):
        return size + params["w"].real.sum()

    params = {"w": np.zeros(1)}
    assert not gradcheck.complex_step_gradient(lambda p: drops(p, 2e4), params)["w"].any()
    with pytest.raises(errors.ArgumentTypeError, match=r"slope 0\.00015\) only"):
        gradcheck.complex_step_gradient(lambda p: 1.5e-4 * drops(p, 0), params)
    with pytest.raises(errors.ArgumentTypeError, match=r"slope 1e\+02\) only"):  # at w, not near it
        gradcheck.complex_step_gradient(lambda p: np.sin(100 * drops(p, 0)), params)
    for size in (0.0, 5e3, -5e3):
        with pytest.raises(errors.ArgumentTypeError, match=r"slope 1\) only for real numbers$"):
            gradcheck.complex_step_gradient(lambda p, size=size: drops(p, size), params)


def test_an_error_of_exactly_the_tolerance_passes():
    reference, off = {"w": np.array([1.0])}, {"w": np.array([1.25])}
    assert gradcheck.check_gradients(off, reference, 0.25) == 0.25
    with pytest.raises(errors.GradientError):
        gradcheck.check_gradients(off, reference, 0.2)


def test_the_scaled_error_forgives_rounding_of_large_gradients():
    reference = {"w": np.array([1e6, 1.0])}
    nearly = {"w": np.array([1e6, 1.0 + 1e-7])}
    assert gradcheck.check_gradients(nearly, reference) == pytest.approx(1e-13)


def quadratic(params, target):
    error = params["w"] - target
    return float((error**2).sum()), {"w": 2 * error}


def test_fit_finds_the_minimum_and_leaves_the_start_alone():
    start = {"w": np.zeros(2)}
    target = np.array([1.0, -2.0])
    params, history = train.fit(quadratic, start, [(target,)] * 500, lr=0.05)
    np.testing.assert_allclose(params["w"], target, atol=1e-4)
    assert history["loss"][0] == 5
    assert history["loss"].shape == (500,)
    assert "grad_norm" not in history
    np.testing.assert_array_equal(start["w"], 0)


def test_fit_records_the_norm_before_clipping():
    _, history = train.fit(quadratic, {"w": np.zeros(1)}, [(np.array([3.0]),)] * 3, max_norm=0.1)
    assert history["grad_norm"][0] == 6


def test_fit_takes_its_steps_along_the_clipped_gradients():
    """Adam forgives a common factor, but not one that changes from step to step."""
    start, target = {"w": np.zeros(2)}, np.array([3.0, -1.0])
    params, state = start, optim.adam_init(start)
    for _ in range(30):
        grads, _ = optim.clip_by_global_norm(quadratic(params, target)[1], 5.0)
        params, state = optim.adam_step(params, grads, state, 0.1)
    clipped, _ = train.fit(quadratic, start, [(target,)] * 30, lr=0.1, max_norm=5.0)
    free, _ = train.fit(quadratic, start, [(target,)] * 30, lr=0.1)
    np.testing.assert_array_equal(clipped["w"], params["w"])
    assert np.abs(clipped["w"] - free["w"]).max() > 1e-3


def test_watch_sees_every_step_and_can_stop():
    seen = []

    def watch(step, params):
        seen.append((step, float(params["w"][0])))
        return step == 3

    _, history = train.fit(quadratic, {"w": np.zeros(1)}, [(np.ones(1),)] * 9, watch=watch)
    assert [step for step, _ in seen] == [1, 2, 3]
    assert len(history["loss"]) == 3


def test_a_diverging_run_stops_with_a_named_error():
    def explode(params, _):
        return np.inf, {"w": params["w"] * np.inf}

    with pytest.raises(errors.NonFiniteError, match=r"grads\['w'\]: expected finite numbers"):
        train.fit(explode, {"w": np.ones(2)}, [(0,)])


@pytest.mark.parametrize("max_norm", [None, 1.0])
@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        ((1.0, {}), errors.ParameterError, "^grads: expected a dict with w, got an empty dict"),
        ((1.0, None), errors.ArgumentTypeError, "^grads: expected a dict with w, got a NoneType"),
        (1.0, errors.ArgumentTypeError, "^loss_and_grads: expected a function .* got a float"),
        ((1.0, {}, 3), errors.ArgumentTypeError, "^loss_and_grads: expected .* got 3 values"),
        ((np.ones(2), {}), errors.ArgumentTypeError, "^loss_and_grads: expected .* a loss, one"),
    ],
)
def test_a_wrong_answer_of_loss_and_grads_is_named(answer, error, message, max_norm):
    with pytest.raises(error, match=message):
        train.fit(lambda params: answer, {"w": np.ones(1)}, [()], max_norm=max_norm)


@pytest.mark.parametrize("batches", [3, None, [1, 2]])
def test_batches_are_an_iterable_of_tuples(batches):
    with pytest.raises(errors.ArgumentTypeError, match=r"^batches: expected"):
        train.fit(quadratic, {"w": np.ones(1)}, batches)


def test_no_batches_is_an_error():
    with pytest.raises(errors.EmptyError, match="batches: expected at least one batch"):
        train.fit(quadratic, {"w": np.ones(1)}, [])


def test_fit_is_adam_with_a_rate_of_a_hundredth():
    batches = [(np.array([1.0, -2.0]),)] * 4
    params, _ = train.fit(quadratic, {"w": np.zeros(2)}, batches)
    by_hand, state = {"w": np.zeros(2)}, optim.adam_init({"w": np.zeros(2)})
    for (target,) in batches:
        grads = quadratic(by_hand, target)[1]
        by_hand, state = optim.adam_step(by_hand, grads, state, lr=0.01)
    np.testing.assert_array_equal(params["w"], by_hand["w"])


def shown(monkeypatch, seconds, batches, **options):
    """What fit writes to stderr if each step takes so many seconds."""
    clock = itertools.count(0, seconds)
    monkeypatch.setattr(train.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    train.fit(quadratic, {"w": np.zeros(1)}, batches, **options)
    return sys.stderr.getvalue()


def test_progress_is_one_line_that_starts_after_two_seconds(monkeypatch):
    batches = [(np.ones(1),)] * 5
    text = shown(monkeypatch, 0.5, batches, progress=True)
    assert text.count("\r") == 2  # after 2 and after 2.5 seconds
    assert text.startswith("\rstep 4/5, loss 0.94")
    assert "\n" not in text
    assert text.endswith(" ")


def test_progress_is_written_ten_times_a_second_at_most(monkeypatch):
    batches = [(np.ones(1),)] * 100
    assert shown(monkeypatch, 0.04, batches, progress=True).count("\r") == 17


def test_progress_of_batches_that_cannot_be_counted_names_the_step_alone(monkeypatch):
    text = shown(monkeypatch, 1.0, ((np.ones(1),) for _ in range(3)), progress=True)
    assert text.startswith("\rstep 2, loss")


def test_no_progress_is_shown_unasked(monkeypatch):
    assert shown(monkeypatch, 9.0, [(np.ones(1),)] * 3) == ""


def test_progress_shows_only_on_long_runs(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    batches = [(np.ones(1),)] * 3
    train.fit(quadratic, {"w": np.zeros(1)}, batches, progress=True)
    assert sys.stderr.getvalue() == ""
    monkeypatch.setattr(train, "SILENT_SECONDS", 0)
    train.fit(quadratic, {"w": np.zeros(1)}, batches, progress=True)
    assert "step 1/3, loss 1.0000" in sys.stderr.getvalue()
