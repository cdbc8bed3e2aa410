"""Adders as text, for a page that runs them without Python."""

import json

from .. import _validate as need
from .. import model, rnn
from .._arguments import check_text
from .bits import encode
from .sequences import as_sequences

EXAM = [(3, 5, 8), (181, 110, 8), (1, 255, 8), (2**64 - 1, 1, 64), (1, 2**64 - 1, 64)]
"""The sums of the exam: two numbers, and how many bits to write them with."""


def export(adders):
    """Write adders as JSON, with an exam that shows whether a page runs them as NumPy does.

    Every number is written with all its digits: who reads it gets the same number back.

    Parameters
    ----------
    adders : dict of dict of ndarray
        By a name of your choice, parameters for ``rnn`` and ``readout``: ``U`` (2, hidden), ``W``
        (hidden, hidden), ``b`` (hidden,), ``V`` (hidden, 1) and ``c`` (1,).

    Returns
    -------
    text : str
        JSON: ``adders`` holds the parameters as nested lists, and ``exam`` a list of sums, each
        with its operands ``a`` and ``b`` as strings of bits, lowest first, and with the ``logits``
        that each adder gives for them, one for each step.

    Raises
    ------
    InputError
        If an adder does not fit; the message names it.
    """
    need.filled("adders", adders, "at least one adder")
    for name, params in adders.items():
        check_text("adders: each name", name)
        _check_adder(f"adders[{name!r}]", params)
    weights = {
        name: {letter: params[letter].tolist() for letter in "UWbVc"}
        for name, params in adders.items()
    }
    return json.dumps({"adders": weights, "exam": [_sit(adders, *task) for task in EXAM]})


def _check_adder(name, params):
    need.entries(name, params, "UWbVc")
    hidden, _ = need.axes(params["W"], ("hidden", "hidden"))
    shapes = {"U": (2, hidden), "W": (hidden, hidden), "b": (hidden,), "V": (hidden, 1), "c": (1,)}
    for letter, shape in shapes.items():
        need.array(f"{name}[{letter!r}]", params[letter], shape, "f")


def _sit(adders, a, b, bits):
    a, b = encode([a], bits), encode([b], bits)
    x, _ = as_sequences(a, b)
    return {
        "a": "".join(map(str, a[0])),
        "b": "".join(map(str, b[0])),
        "logits": {
            name: model.predict(rnn, params, x)[0, :, 0].tolist() for name, params in adders.items()
        },
    }
