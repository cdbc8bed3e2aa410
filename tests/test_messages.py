"""What the layers and their tools say to every odd argument, word for word.

``messages.txt`` holds the sentences as they were read and found clear. A new sentence, or a fault
that goes unnoticed where it was named before, shows here; if it is meant, write the file anew with
``python tests/test_messages.py`` and read what has changed.
"""

import inspect
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from test_bad_input import CALLS, WAYS, Call, arrays_in, replaced, rng

from rnn_helpers import (
    activations,
    dense,
    diagnostics,
    errors,
    gradcheck,
    gru,
    ledger,
    losses,
    lstm,
    optim,
    readout,
    rnn,
    train,
)

FILE = Path(__file__).with_name("messages.txt")
SIZES = {"features": 2, "hidden": 3, "rng": rng(0), "dtype": np.float32}
ROW = ("share", 0.9, ">=", 0.5)
SETTINGS = {"lr": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
STEP = {"params": {"w": np.ones(2)}, "grads": {"w": np.ones(2)}}
MORE = [
    Call(optim.adam_step, state=optim.adam_init(STEP["params"]), **STEP, **SETTINGS),
    Call(dense.init_params, **SIZES),
    Call(rnn.init_params, **SIZES),
    Call(lstm.init_params, forget_bias=1.0, **SIZES),
    Call(gru.init_params, reset_after=True, **SIZES),
    Call(readout.init_params, hidden=3, outputs=2, rng=rng(0), dtype=np.float32),
    Call(ledger.decide, claim="1.1", verdict="confirmed", evidence=[ROW], seeds=3),
]
ODD = {
    "None": None,
    "a word": "seven",
    "a fraction": 2.5,
    "zero": 0,
    "negative": -1,
    "one": 1,
    "nan": np.nan,
    "True": True,
    "an empty list": [],
    "an empty dict": {},
    "a function": lambda *_: None,
}
ELSEWHERE = ("binary_addition", "diagrams", "plotting")  # in test_odd_arguments.py


def single_loss(loss):
    return lambda: gradcheck.complex_step_gradient(lambda params: loss(params["w"]), {"w": ONES})


def one_step(answer):
    return lambda: train.fit(lambda params: answer, {"w": ONES}, [()])


ONES = np.ones(2)
PARTICULAR = {
    "a softmax of a single number": lambda: activations.softmax(np.array(1.0)),
    "a slope of an impossible sigmoid": lambda: activations.sigmoid_slope(np.array([-0.1, 1.0])),
    "a slope of an impossible tanh": lambda: activations.tanh_slope(np.array([-1.0, 1.1])),
    "a loss of one axis": lambda: losses.mse(ONES, ONES),
    "a loss that is no number": single_loss(lambda w: "seven"),
    "a loss of two numbers": single_loss(lambda w: w),
    "a loss in whole numbers": single_loss(lambda w: 3),
    "a loss that drops the imaginary part": single_loss(lambda w: np.abs(w).sum()),
    "a probe of three states": lambda: diagnostics.linear_probe(
        np.ones((3, 2)), np.array([0, 1, 1]), rng(0)
    ),
    "a probe of one class": lambda: diagnostics.linear_probe(
        np.ones((5, 2)), np.array([1, 1, 1, 1, 1]), rng(0)
    ),
    "a matrix that is not square": lambda: diagnostics.spectral_radius(np.ones((2, 3))),
    "batches that are no tuples": lambda: train.fit(lambda params: 1, {"w": ONES}, [1]),
    "a step without gradients": one_step(1.0),
    "a step with three answers": one_step((1.0, {}, 2)),
    "a step with a list for gradients": one_step((1.0, [])),
    "a step with no gradient of w": one_step((1.0, {"v": ONES})),
    "a step with two losses": one_step((ONES, {"w": ONES})),
}
EXTRA = {
    "of complex numbers": lambda array: array + 1j,
    "of whole numbers": lambda array: array.astype(int),
    "as a single number": lambda array: array.ravel()[:1].reshape(()),
}


def said(function, arguments):
    """The message of a call, or that the argument was taken."""
    try:
        function(**arguments)
    except errors.InputError as error:
        return f"{type(error).__name__}: {error}"
    finally:
        plt.close("all")
    return "taken"


def spoiled(call):
    """Spoil each argument of a call in every way; yield a title and the arguments."""
    for path, name in arrays_in(call.arguments):
        value = call.arguments[path[0]]
        value = value if len(path) == 1 else value[path[1]]
        for way, spoil in (WAYS | EXTRA).items():
            if way not in ("nan", "inf") or value.dtype.kind in "fc":
                yield f"{name} {way}", replaced(call.arguments, path, spoil(value))
    for name, value in call.arguments.items():
        if isinstance(value, dict):
            for key in value:
                fewer = {k: v for k, v in value.items() if k != key}
                yield f"{name} without {key}", {**call.arguments, name: fewer}
        for kind, odd in ODD.items():
            yield f"{name} {kind}", {**call.arguments, name: odd}


def sentences():
    """All messages, by what was called with what."""
    count, found = {}, {}
    for call in [*CALLS, *MORE]:
        module = call.function.__module__.split(".")[1]
        if module in ELSEWHERE:
            continue
        title = f"{module}.{call.function.__name__}"
        count[title] = count.get(title, 0) + 1
        title += f" ({count[title]})" if count[title] > 1 else ""
        for name, arguments in spoiled(call):
            found[f"{title}: {name}"] = said(call.function, arguments)
    return found | {title: said(function, {}) for title, function in PARTICULAR.items()}


def lines(found):
    return [f"{title} -> {message}" for title, message in found.items()]


def test_every_odd_argument_is_met_with_the_sentence_that_was_read():
    kept = FILE.read_text(encoding="utf-8").splitlines()
    now = lines(sentences())
    assert len(now) > 1000
    assert [line for line in now if line not in kept] == []
    assert [line for line in kept if line not in now] == []


def test_every_message_names_an_argument_of_its_function():
    for call in [*CALLS, *MORE]:
        names = {*inspect.signature(call.function).parameters, "state.mean", "grads"}
        for _, arguments in spoiled(call):
            message = said(call.function, arguments)
            if message != "taken" and call.function.__module__.split(".")[1] not in ELSEWHERE:
                name = re.match(r"\w+: ([\w.]+)", message)[1]
                assert name in names or name == "layer", message


if __name__ == "__main__":
    FILE.write_text("\n".join(lines(sentences())) + "\n", encoding="utf-8")
