"""The exercises of chapter 4 on gradients: their factors, their checks, their ways."""

import numpy as np

from .engine import Exercise

__all__ = ["forward_slope", "passes_needed", "squares_slope"]


def _parameters(features, hidden, outputs):
    return features * hidden + hidden * hidden + hidden + hidden * outputs + outputs


passes_needed = Exercise(
    "passes_needed(features, hidden, outputs)",
    "How many forward passes it takes to check the gradients of ``U``, ``W``, ``b``, ``V`` and "
    "``c`` by central differences.",
    solution=lambda features, hidden, outputs: 2 * _parameters(features, hidden, outputs),
    cases=[(2, 16, 1), (3, 4, 2), (8, 64, 5)],
    mistakes=[
        (
            _parameters,
            "That is the number of parameters: a central difference moves each of them to both "
            "sides.",
        ),
        (
            lambda features, hidden, outputs: _parameters(features, hidden, outputs) + 1,
            "That is for forward differences, which share the loss in the middle.",
        ),
        (
            lambda features, hidden, outputs: 2 * _parameters(features, hidden, outputs) + 1,
            "The loss in the middle is not needed: a central difference uses the two sides only.",
        ),
        (
            lambda features, hidden, outputs: (
                2 * (_parameters(features, hidden, outputs) - hidden - outputs)
            ),
            "The biases b and c have gradients as well, hidden and outputs of them.",
        ),
        (
            lambda features, hidden, outputs: 2 * (features + hidden + 1) * hidden,
            "Those are U, W and b; the readout has V and c besides.",
        ),
        (
            lambda features, hidden, outputs: (
                2 * (_parameters(features, hidden, outputs) - hidden * hidden)
            ),
            "W is missing: hidden times hidden weights.",
        ),
        (
            lambda features, hidden, outputs: 10,
            "Each of the five arrays has many entries, and each entry a derivative of its own.",
        ),
    ],
    praise="Right: and backpropagation gets all of them from one pass forward and one back.",
)

_rng = np.random.default_rng(4)
_Z, _Y = _rng.normal(size=(2, 3, 5, 2))

squares_slope = Exercise(
    "squares_slope(z, y)",
    "The slope of the mean squared error on every prediction, for arrays (batch, time, "
    "outputs), equation (4.5).",
    solution=lambda z, y: 2 * (z - y) / y.size,
    cases=[(_Z, _Y), (_Z[:1], _Y[:1]), (_Z[:, :2], _Y[:, :2])],
    mistakes=[
        (
            lambda z, y: (z - y) / y.size,
            "The 2 that comes down from the square is missing.",
        ),
        (
            lambda z, y: 2 * (z - y) / y.shape[1],
            "You divided by the steps alone: the mean is over batch, steps and outputs.",
        ),
        (
            lambda z, y: 2 * (z - y),
            "That is the slope of the sum; the loss is a mean, so divide by the number of entries.",
        ),
        (
            lambda z, y: 2 * (y - z) / y.size,
            "The sign is turned round: a prediction that is too large must have a positive slope.",
        ),
        (
            lambda z, y: 2 * (z - y) / len(z),
            "You divided by the batch alone: the mean is over batch, steps and outputs.",
        ),
        (
            lambda z, y: (z - y) ** 2 / y.size,
            "That is what each entry adds to the loss; the slope is its derivative.",
        ),
        (
            lambda z, y: 2 * (z - y).sum(axis=0) / y.size,
            "Every prediction has a slope of its own: nothing is summed over the batch.",
        ),
    ],
    praise="Right: 2/N times the error, with N all entries of the batch.",
)


def _forward_slope(w, x):
    h = slope = 0.0
    for x_t in x:
        slope = h + w * slope
        h = x_t + w * h
    return slope


def _with_the_new_state(w, x):
    h = slope = 0.0
    for x_t in x:
        h = x_t + w * h
        slope = h + w * slope
    return slope


def _states(w, x):
    states = [0.0]
    for x_t in x:
        states.append(x_t + w * states[-1])
    return states


forward_slope = Exercise(
    "forward_slope(w, x)",
    "The derivative by ``w`` of the last state of ``h_t = x_t + w h_{t-1}``, carried forwards "
    "along with the state, for inputs (time,).",
    solution=_forward_slope,
    cases=[
        (0.9, np.array([1.0, 0.0, 1.0, 1.0, 0.0])),
        (1.1, np.array([1.0, 1.0, 2.0])),
        (0.5, np.array([2.0, -1.0, 3.0, 0.5])),
    ],
    mistakes=[
        (
            lambda w, x: _states(w, x)[-2],
            "That is the immediate derivative of the last step alone: h_{t-1} depends on w too.",
        ),
        (
            _with_the_new_state,
            "You renewed the state first: the slope of step t needs h_{t-1}, the state before.",
        ),
        (
            lambda w, x: sum(_states(w, x)[:-1]),
            "What came before is multiplied by w at every step; you added it up as it is.",
        ),
        (
            lambda w, x: sum(w**k * x_t for k, x_t in enumerate(x[::-1])),
            "That is the last state itself, written as a sum; its derivative by w is asked for.",
        ),
        (
            lambda w, x: w * _forward_slope(w, x),
            "One factor w too many: h_{t-1} enters the slope of step t as it is.",
        ),
        (
            lambda w, x: sum(w**k for k in range(len(x))),
            "That is the derivative by u, for inputs that are all 1.",
        ),
    ],
    praise="Right: a derivative can travel forwards, with the state, and nothing is stored.",
)
