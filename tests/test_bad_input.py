"""Every public function, with every kind of bad input, raises a named error and changes nothing.

``CALLS`` holds one good call of every public function that takes arrays. Each array in it is then
spoiled in seven ways. Where a way does no harm (a function that takes any shape cannot be given a
wrong one) the call says so in ``fits``; where it shows in another argument, in ``shows_in``.
"""

import copy
import pkgutil
import re
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest

import rnn_helpers
from rnn_helpers import (
    _validate,
    activations,
    binary_addition,
    budgets,
    check,
    datasets,
    dense,
    diagnostics,
    diagrams,
    errors,
    gradcheck,
    gru,
    keras_bridge,
    ledger,
    losses,
    lstm,
    model,
    optim,
    plotting,
    readout,
    rnn,
    rounding,
    scores,
    train,
    trained,
)

rng = np.random.default_rng
normal = rng(0).normal
MODULES = [activations, binary_addition, dense, diagnostics, diagrams, gradcheck, gru]
MODULES += [keras_bridge, losses, lstm, model, optim, plotting, readout, rnn, train]


class Call:
    def __init__(self, function, /, *, fits=(), shows_in=None, **arguments):
        self.function, self.arguments = function, arguments
        self.fits, self.shows_in = fits, shows_in or {}


def layer_calls(layer, hidden=3, **options):
    params = layer.init_params(2, hidden, rng(1), **options)
    x, states = normal(size=(4, 5, 2)), {"h0": normal(size=(4, hidden))}
    if layer is lstm:
        states["c0"] = normal(size=(4, hidden))
    mask = rng(2).random((4, 5)) < 0.7
    dh = normal(size=(4, 5, hidden))
    extra = {"dc": normal(size=(4, hidden))} if layer is lstm else {}
    _, cache = layer.forward(params, x, mask=mask, **states)
    return [
        Call(layer.forward, params=params, x=x, mask=mask, **states),
        Call(layer.backward, params=params, cache=cache, dh=dh, **extra),
    ]


ANY_SHAPE = {"rank", "size"}
PARAMS = {"U": normal(size=(2, 3)), "b": normal(size=3)}
GRADS = {"U": normal(size=(2, 3)), "b": normal(size=3)}
OUT = readout.init_params(3, 2, rng(3))
H, DY = normal(size=(4, 5, 3)), normal(size=(4, 5, 2))
MASK = rng(4).random((4, 5)) < 0.7
BITS_A, BITS_B = rng(5).integers(0, 2, (2, 4, 6)).astype(float)
LOGITS, TARGET = normal(size=(4, 6, 1)), rng(6).integers(0, 2, (4, 6, 1)).astype(float)
TO_B = {"params['U']": "params['b']"}
TO_C = {"params['V']": "params['c']"}
TO_GRADS = {"params['U']": "grads['U']", "params['b']": "grads['b']"}


def loss_and_grads(params):
    return sum((w * w).sum() for w in params.values()), {k: 2 * w for k, w in params.items()}


def loss_only(params):
    return loss_and_grads(params)[0]


CALLS = [
    *layer_calls(rnn),
    *layer_calls(lstm),
    *layer_calls(gru),
    *layer_calls(gru, reset_after=False),
    *(
        Call(layer.final_state, cache=layer.forward(layer.init_params(2, 3, rng(1)), H[..., :2])[1])
        for layer in (dense, rnn, lstm, gru)
    ),
    Call(dense.forward, params=PARAMS, x=H[..., :2], mask=MASK, shows_in=TO_B),
    Call(dense.backward, params=PARAMS, cache=dense.forward(PARAMS, H[..., :2])[1], dh=H),
    Call(readout.forward, params=OUT, h=H, shows_in=TO_C),
    Call(readout.backward, params=OUT, cache=readout.forward(OUT, H)[1], dy=DY, shows_in=TO_C),
    Call(
        model.predict,
        cell=rnn,
        params=rnn.init_params(2, 3, rng(1)) | OUT,
        x=normal(size=(4, 5, 2)),
        mask=MASK,
        shows_in=TO_C,
    ),
    Call(activations.sigmoid, x=H, fits=ANY_SHAPE),
    Call(activations.sigmoid_slope, s=activations.sigmoid(H), fits=ANY_SHAPE),
    Call(activations.tanh_slope, t=np.tanh(H), fits=ANY_SHAPE),
    Call(activations.softmax, x=H, fits=ANY_SHAPE),
    Call(activations.log_softmax, x=H, fits=ANY_SHAPE),
    Call(losses.mse, prediction=DY, target=DY + 1, mask=MASK, shows_in={"prediction": "target"}),
    Call(
        losses.binary_cross_entropy,
        prediction=DY,
        target=(DY > 0) * 1.0,
        mask=MASK,
        shows_in={"prediction": "target"},
    ),
    Call(
        losses.softmax_cross_entropy,
        prediction=DY,
        target=(DY[..., 0] > 0).astype(int),
        mask=MASK,
        fits={"prediction size"},  # one class more
        shows_in={"prediction": "target"},
    ),
    Call(losses.l2_penalty, params=PARAMS, strength=0.1, fits=ANY_SHAPE),
    Call(optim.sgd_step, params=PARAMS, grads=GRADS, lr=0.1, shows_in=TO_GRADS),
    Call(optim.adam_init, params=PARAMS, fits=ANY_SHAPE),
    Call(
        optim.adam_step,
        params=PARAMS,
        grads=GRADS,
        state=optim.adam_init(PARAMS),
        shows_in=TO_GRADS,
    ),
    Call(optim.clip_by_global_norm, grads=GRADS, max_norm=1.0, fits=ANY_SHAPE),
    Call(
        train.fit,
        loss_and_grads=loss_and_grads,
        params=PARAMS,
        batches=[(), ()],
        fits=ANY_SHAPE,
    ),
    Call(gradcheck.complex_step_gradient, function=loss_only, params=PARAMS, fits=ANY_SHAPE),
    Call(
        gradcheck.check_gradients,
        grads=GRADS,
        reference=copy.deepcopy(GRADS),
        shows_in={"reference['U']": "grads['U']", "reference['b']": "grads['b']"},
    ),
    Call(binary_addition.decode, bits=BITS_A, fits={"size"}),
    Call(binary_addition.add_bits, a=BITS_A, b=BITS_B, shows_in={"a": "b"}),
    Call(binary_addition.as_sequences, a=BITS_A, b=BITS_B, shows_in={"a": "b"}),
    Call(binary_addition.exact_accuracy, logits=LOGITS, target=TARGET),
    Call(binary_addition.bit_accuracy, logits=LOGITS, target=TARGET),
    Call(diagnostics.gradient_norm_by_lag, h_total=H, fits={"size"}),
    Call(diagnostics.spectral_radius, W=normal(size=(3, 3))),
    Call(
        diagnostics.state_jacobians,
        params={"W": normal(size=(3, 3))},
        h=np.tanh(H[0]),
        shows_in={"h": "params['W']"},
    ),
    Call(diagnostics.jacobian_product_norms, jacobians=normal(size=(5, 3, 3))),
    Call(
        diagnostics.linear_probe,
        states=normal(size=(9, 3)),
        labels=np.array([0.0, 1, 0, 1, 1, 0, 0, 1, 0]),
        rng=rng(7),
        fits={"states size"},
    ),
    Call(
        plotting.lines,
        x=np.arange(3.0),
        series={"a": normal(size=3)},
        xlabel="",
        ylabel="",
        shows_in={"x": "series['a']"},
    ),
    Call(plotting.dots, groups={"a": normal(size=3)}, xlabel="", ylabel="", fits={"size"}),
    Call(
        plotting.state_map,
        states=normal(size=(9, 3)),
        labels=rng(8).integers(0, 2, 9),
        names=["a", "b"],
        fits={"states size"},
    ),
    Call(
        keras_bridge.to_keras_weights,
        params={"V": normal(size=(3, 2)), "c": normal(size=2)},
        fits=ANY_SHAPE,
    ),
]

WITHOUT_ARRAYS = {
    dense.init_params,
    rnn.init_params,
    lstm.init_params,
    gru.init_params,
    readout.init_params,
    model.network,
    model.objective,
    binary_addition.encode,
    binary_addition.random_pairs,
    binary_addition.all_pairs,
    binary_addition.carry_chains,
    binary_addition.export,
    binary_addition.hand_built_adder,
    plotting.use_style,
    plotting.shares,
    diagrams.rnn_cell,
    diagrams.lstm_cell,
    diagrams.gru_cell,
    diagrams.carry_machine,
    diagrams.bptt_graph,
    diagrams.task_shapes,
    diagrams.unrolled,
    keras_bridge.from_keras_weights,
}


def with_value(array, value):
    spoiled = array.copy()
    spoiled.flat[-1] = value
    return spoiled


CLOSELY = [(_validate, "finite"), (_validate, "fits"), (optim, "_check_one_by_one")]

WAYS = {
    "rank": lambda a: a[None],
    "size": lambda a: np.concatenate([a, a[..., -1:]], axis=-1),
    "dtype": lambda a: a.astype(str),
    "nan": lambda a: with_value(a, np.nan),
    "inf": lambda a: with_value(a, np.inf),
    "empty": lambda a: a[..., :0],
    "list": lambda a: a.tolist(),
}


def arrays_in(arguments):
    """Find all arrays: the path to each, and its name as an error message writes it."""
    for name, value in arguments.items():
        if isinstance(value, np.ndarray):
            yield (name,), name
        elif isinstance(value, dict):
            yield from (((name, key), f"{name}[{key!r}]") for key in value)


def replaced(arguments, path, value):
    if len(path) == 1:
        return {**arguments, path[0]: value}
    return {**arguments, path[0]: {**arguments[path[0]], path[1]: value}}


def spoiled_calls():
    for call in CALLS:
        title = f"{call.function.__module__.split('.')[1]}.{call.function.__name__}"
        for path, name in arrays_in(call.arguments):
            value = call.arguments[path[0]]
            value = value if len(path) == 1 else value[path[1]]
            for way in WAYS:
                harmless = way in call.fits or f"{name} {way}" in call.fits
                if harmless or (way in ("nan", "inf") and value.dtype.kind not in "fc"):
                    continue
                spoiled = replaced(call.arguments, path, WAYS[way](value))
                shown = {name, call.shows_in.get(name, name)}
                yield pytest.param(call.function, spoiled, shown, id=f"{title} {name} {way}")


def frozen(value):
    """A copy that can be compared: arrays as bytes."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, dict):
        return {key: frozen(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(map(frozen, value))
    return repr(value) if isinstance(value, list) else None


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize(("function", "arguments", "shown"), list(spoiled_calls()))
def test_bad_arrays_are_named(function, arguments, shown):
    before = frozen(arguments)
    with pytest.raises(errors.InputError) as caught:
        function(**arguments)
    message = str(caught.value)
    assert any(message.startswith(f"{name}: expected ") for name in shown), message
    assert re.search(r", got \S", message)
    assert frozen(arguments) == before


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.function.__qualname__}")
def test_good_calls_leave_their_arguments_alone(call):
    before = frozen(call.arguments)
    call.function(**call.arguments)
    assert frozen(call.arguments) == before


def test_every_public_function_is_covered():
    public = {
        getattr(module, name)
        for module in MODULES
        for name in module.__all__
        if callable(getattr(module, name)) and not isinstance(getattr(module, name), type)
    }
    assert public == {call.function for call in CALLS} | WITHOUT_ARRAYS
    elsewhere = [budgets, check, datasets, errors, ledger, rounding, scores, trained]
    modules = {module.__name__.split(".")[1] for module in [*MODULES, *elsewhere]}
    found = {module.name for module in pkgutil.iter_modules(rnn_helpers.__path__)}
    assert modules == {name for name in found if not name.startswith("_")}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: rnn.init_params(0, 3, rng(0)), errors.RangeError, "features: .* got 0"),
        (lambda: rnn.init_params(2, 2.5, rng(0)), errors.ArgumentTypeError, "hidden: .* got 2.5"),
        (lambda: rnn.init_params(2, True, rng(0)), errors.ArgumentTypeError, "hidden: .* True"),
        (lambda: rnn.init_params(2, 3, 0), errors.ArgumentTypeError, "rng: expected a generator"),
        (
            lambda: lstm.init_params(2, 3, rng(0), forget_bias=np.nan),
            errors.RangeError,
            "forget_bias: .* got nan",
        ),
        (
            lambda: gru.init_params(2, 3, rng(0), reset_after=1),
            errors.ArgumentTypeError,
            "reset_after: .* got 1",
        ),
        (lambda: readout.init_params(3, -1, rng(0)), errors.RangeError, "outputs: .* got -1"),
        (lambda: rnn.forward({"U": 1, "W": 2}, H), errors.ParameterError, "params: .* got U, W"),
        (lambda: rnn.forward([1, 2], H), errors.ArgumentTypeError, "params: .* got a list"),
        (
            lambda: rnn.backward(PARAMS, None, H),
            errors.ArgumentTypeError,
            "cache: .* got a NoneType",
        ),
        (
            lambda: rnn.backward(rnn.init_params(2, 4, rng(0)), CALLS[1].arguments["cache"], H),
            errors.ShapeError,
            r"params\['U'\]: expected shape \(2, 3\), got shape \(2, 4\)",
        ),
        (
            lambda: lstm.backward(PARAMS, CALLS[1].arguments["cache"], H),
            errors.ArgumentTypeError,
            "cache: .* got a Cache",
        ),
        (lambda: lstm.final_state(7), errors.ArgumentTypeError, "cache: .* got an int"),
        (
            lambda: readout.backward(readout.init_params(4, 2, rng(0)), readout_cache(), DY),
            errors.ShapeError,
            r"params\['V'\]: expected shape \(3, 2\)",
        ),
        (
            lambda: losses.binary_cross_entropy(DY, DY),
            errors.RangeError,
            "target: expected probabilities from 0 to 1, got values from",
        ),
        (
            lambda: losses.softmax_cross_entropy(DY, np.full((4, 5), 2)),
            errors.RangeError,
            "target: expected classes from 0 to 1, got classes from 2 to 2",
        ),
        (
            lambda: losses.softmax_cross_entropy(np.sign(DY) * 1.7e308, MASK.astype(int)),
            errors.RangeError,
            "prediction: expected numbers whose products and sums fit, got up to",
        ),
        (
            lambda: losses.mse(DY, DY, np.zeros((4, 5), bool)),
            errors.EmptyError,
            "mask: expected at least one True, got False everywhere",
        ),
        (lambda: losses.l2_penalty(PARAMS, -0.1), errors.RangeError, "strength: .* got -0.1"),
        (
            lambda: readout.forward(
                {"V": np.full((1, 1), 1.7e308), "c": np.full(1, 1e308)}, H[..., :1] * 0 + 1
            ),
            errors.RangeError,
            r"params\['V'\]: expected numbers whose products and sums fit, got up to 1.7e\+308",
        ),
        (lambda: optim.sgd_step(PARAMS, GRADS, 0), errors.RangeError, "lr: .* above 0, got 0"),
        (lambda: optim.sgd_step(PARAMS, GRADS, np.inf), errors.RangeError, "lr: .* got inf"),
        (lambda: optim.sgd_step(PARAMS, GRADS, "1"), errors.ArgumentTypeError, "lr: .* got '1'"),
        (lambda: optim.sgd_step({}, {}, 0.1), errors.EmptyError, "params: .* got an empty dict"),
        (
            lambda: optim.sgd_step(PARAMS, {"U": GRADS["U"]}, 0.1),
            errors.ParameterError,
            "grads: expected a dict with U, b, got U",
        ),
        (
            lambda: optim.adam_step(PARAMS, GRADS, None),
            errors.ArgumentTypeError,
            "state: expected an AdamState from adam_init, got a NoneType",
        ),
        (
            lambda: optim.adam_step(PARAMS, GRADS, optim.adam_init({"U": PARAMS["U"]})),
            errors.ParameterError,
            "state.mean: expected a dict with U, b, got U",
        ),
        (
            lambda: optim.adam_step(PARAMS, GRADS, optim.adam_init(PARAMS), beta_1=1.0),
            errors.RangeError,
            "beta_1: .* got 1.0",
        ),
        (lambda: optim.clip_by_global_norm(GRADS, 0), errors.RangeError, "max_norm: .* got 0"),
        (
            lambda: train.fit(7, PARAMS, []),
            errors.ArgumentTypeError,
            "loss_and_grads: expected a",
        ),
        (
            lambda: train.fit(loss_and_grads, PARAMS, [()], watch=7),
            errors.ArgumentTypeError,
            "watch: expected a function, got an int",
        ),
        (
            lambda: gradcheck.complex_step_gradient(loss_only, PARAMS, 0),
            errors.RangeError,
            "step: .* above 0, got 0",
        ),
        (
            lambda: binary_addition.hand_built_adder(sharpness=-1),
            errors.RangeError,
            "sharpness: .* got -1",
        ),
        (lambda: plotting.shares({}, 3, "", ""), errors.EmptyError, "groups: .* an empty dict"),
        (lambda: plotting.shares({"a": 4}, 3, "", ""), errors.RangeError, r"groups\['a'\]: .* 4"),
        (
            lambda: plotting.lines(np.arange(3), {"a": np.arange(3)}, 1, ""),
            errors.ArgumentTypeError,
            "xlabel: expected a string, got an int",
        ),
        (
            lambda: plotting.lines(np.arange(3), {"a": np.arange(3)}, "", "", log="z"),
            errors.RangeError,
            "log: .* got 'z'",
        ),
        (
            lambda: plotting.state_map(H[0], np.array([0, 1, 2, 0, 0]), ["a", "b"]),
            errors.RangeError,
            "labels: expected whole numbers from 0 to 1, got 0 to 2",
        ),
        (
            lambda: keras_bridge.to_keras_weights(PARAMS),
            errors.ParameterError,
            "params: expected either U, W, b or V, c, got U, b",
        ),
        (
            lambda: check.longest_carry("x"),
            errors.ArgumentTypeError,
            "function: expected a function",
        ),
    ],
)
def test_other_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=f"^{message}"):
        call()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("options", [{}, {"reset_after": False}])
@pytest.mark.parametrize("layer", [dense, rnn, lstm, gru])
def test_what_fits_is_let_through_at_a_glance(layer, options, dtype, monkeypatch):
    """Only what seems not to fit is looked at closely: that takes longer, but names the fault."""
    params = layer.init_params(2, 3, rng(0), dtype=dtype, **(options if layer is gru else {}))
    params |= readout.init_params(3, 2, rng(1), dtype=dtype)
    x, target = H[..., :2].astype(dtype), DY.astype(dtype)

    def closely(*_):
        raise AssertionError("looked at closely")

    for module, name in CLOSELY:
        monkeypatch.setattr(module, name, closely)
    for loss, wanted in ((losses.mse, target), (losses.softmax_cross_entropy, MASK.astype(int))):
        _, grads = model.objective(layer, loss)(params, x, wanted)
        optim.sgd_step(params, grads, 0.1)
        optim.adam_step(params, grads, optim.adam_init(params))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.int8, np.uint64])
def test_numbers_of_small_types_are_held_against_their_bounds_exactly(kind):
    stepped = optim.sgd_step(PARAMS, GRADS, kind(1))
    np.testing.assert_array_equal(stepped["U"], PARAMS["U"] - GRADS["U"])
    with pytest.raises(errors.RangeError, match=r"^max_norm: .* got 0"):
        optim.clip_by_global_norm(GRADS, kind(0))


def readout_cache():
    return readout.forward(OUT, H)[1]


@pytest.mark.parametrize("loss", [losses.mse, losses.binary_cross_entropy])
def test_what_is_no_number_is_named_even_where_the_mask_hides_it(loss):
    prediction = np.where(MASK[..., None], DY, np.nan)
    with pytest.raises(errors.NonFiniteError, match=r"^prediction: expected finite numbers"):
        loss(prediction, np.zeros_like(DY), MASK)


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
@pytest.mark.parametrize("kind", [np.ma.masked_array, np.asmatrix])
def test_arrays_with_ways_of_their_own_are_refused(kind):
    params = rnn.init_params(2, 3, rng(0))
    for name in ("U", "W"):
        with pytest.raises(errors.ArrayTypeError, match=rf"^params\['{name}'\]: .* got a m|Masked"):
            rnn.forward(params | {name: kind(params[name])}, H[..., :2])
    with pytest.raises(errors.ArrayTypeError, match=r"^grads\['w'\]: expected a NumPy array"):
        optim.sgd_step({"w": np.ones((1, 2))}, {"w": kind(np.ones((1, 2)))}, 0.1)


def test_arrays_on_disk_are_arrays(tmp_path):
    np.save(tmp_path / "x.npy", H[..., :2])
    on_disk = np.load(tmp_path / "x.npy", mmap_mode="r")
    params = rnn.init_params(2, 3, rng(0))
    np.testing.assert_array_equal(
        rnn.forward(params, on_disk)[0], rnn.forward(params, H[..., :2])[0]
    )


@pytest.mark.filterwarnings("error")
def test_float_overflow_in_the_check_is_not_an_error():
    huge = {"w": np.full(3, 1e30, np.float32)}
    stepped = optim.sgd_step(huge, {"w": np.full(3, 1e30, np.float32)}, 1e-3)
    np.testing.assert_allclose(stepped["w"], 0.999e30, rtol=1e-6)


def test_one_except_clause_catches_them_all():
    for name in errors.__all__:
        error = getattr(errors, name)
        if error not in (errors.ClaimError, errors.GradientError, errors.MissingPackageError):
            assert issubclass(error, errors.InputError)
            assert issubclass(error, ValueError)


def test_a_missing_keras_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(errors.MissingPackageError, match="pip install tensorflow"):
        keras_bridge.from_keras_weights(object())
