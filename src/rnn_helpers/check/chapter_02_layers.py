"""The exercises of chapter 2 on whole layers: counting weights, and reading both ways."""

import numpy as np

from .. import rnn
from .engine import Exercise

__all__ = ["layer_size", "read_both_ways"]

PARTS = {"rnn": 1, "lstm": 4, "gru": 3}
BIASES = {"rnn": 1, "lstm": 1, "gru": 2}


def _size(kind, features, hidden, **wrong):
    """Count with Keras's parts and biases, but for the kinds of which something else is said."""
    parts, biases = wrong.get(kind, (PARTS[kind], BIASES[kind]))
    return parts * hidden * (features + hidden + biases)


layer_size = Exercise(
    "layer_size(kind, features, hidden)",
    "The number of parameters of the Keras layer 'rnn', 'lstm' or 'gru' with its default settings.",
    solution=_size,
    cases=[("rnn", 2, 16), ("lstm", 2, 16), ("gru", 2, 16), ("lstm", 5, 3), ("gru", 5, 3)],
    mistakes=[
        (
            lambda kind, f, h: _size(kind, f, h, gru=(3, 1)),
            "That is the other form of the GRU; in the form reset_after each gate has two biases.",
        ),
        (
            lambda kind, f, h: PARTS[kind] * h * (f + h),
            "You counted the matrices and left out the biases.",
        ),
        (
            lambda kind, f, h: h * (f + h + 1),
            "That is one set of U, W and b: the LSTM has four of them, the GRU three.",
        ),
        (
            lambda kind, f, h: h * (f + h + 1) * {"rnn": 1, "lstm": 3, "gru": 2}[kind],
            "You counted the gates; the candidate has weights as well.",
        ),
        (
            lambda kind, f, h: _size(kind, f, h, lstm=(3, 1)),
            "The LSTM has three gates and a candidate: four sets of weights.",
        ),
        (
            lambda kind, f, h: _size(kind, f, h, gru=(2, 2)),
            "The GRU has two gates and a candidate: three sets of weights.",
        ),
        (
            lambda kind, f, h: _size(kind, f, h, gru=(4, 2)),
            "The GRU has two gates and a candidate, one set of weights less than the LSTM.",
        ),
        (
            lambda kind, f, h: _size(kind, f, h, lstm=(4, 2)),
            "Two biases for each part, as in PyTorch: the LSTM of Keras has one.",
        ),
        (
            lambda kind, f, h: _size(kind, f, h, rnn=(1, 2), lstm=(4, 2)),
            "Those are PyTorch's layers with two biases everywhere: in Keras only the GRU has two.",
        ),
        (
            lambda kind, f, h: PARTS[kind] * h * (f + BIASES[kind]),
            "The state comes in as well: each part has a matrix W, hidden × hidden.",
        ),
        (
            lambda kind, f, h: _size(kind, h, f),
            "You exchanged features and hidden: the state is the one that goes round.",
        ),
    ],
    praise="Right: the number of gates and candidates times hidden × (features + hidden + biases).",
)


def _read(params, x):
    return rnn.forward(params, x)[0]


def _both(ahead, back, x):
    return np.concatenate([_read(ahead, x), _read(back, x[:, ::-1])[:, ::-1]], axis=2)


_rng = np.random.default_rng(2)
_AHEAD, _BACK, _OTHER = (rnn.init_params(2, 3, _rng) for _ in range(3))
_X = _rng.normal(size=(2, 5, 2))

read_both_ways = Exercise(
    "read_both_ways(ahead, back, x)",
    "The states of a bidirectional layer, as Keras joins them, from two sets of RNN "
    "parameters and a batch.",
    solution=_both,
    cases=[(_AHEAD, _BACK, _X), (_BACK, _OTHER, _X[:, :4]), (_AHEAD, _AHEAD, _X)],
    mistakes=[
        (
            lambda a, b, x: np.concatenate([_read(a, x), _read(b, x[:, ::-1])], axis=2),
            "The backward states come out last step first: turn them round before you join them.",
        ),
        (
            lambda a, b, x: np.concatenate([_read(a, x), _read(b, x)], axis=2),
            "Both layers read from the left: the second has to get x[:, ::-1].",
        ),
        (
            lambda a, b, x: np.concatenate([_read(a, x), _read(a, x[:, ::-1])[:, ::-1]], axis=2),
            "You used the first set of weights for both directions.",
        ),
        (
            lambda a, b, x: _read(a, x) + _read(b, x[:, ::-1])[:, ::-1],
            "You added the two states; set them side by side.",
        ),
        (
            lambda a, b, x: _read(b, _read(a, x)[:, :, :2]),
            "That stacks two layers; here both read the input.",
        ),
        (
            lambda a, b, x: np.roll(_both(a, b, x), 3, axis=2),
            "The states that know the past come first, then those that know the future.",
        ),
        (
            lambda a, b, x: np.concatenate([_read(a, x), _read(b, x[:, ::-1])[:, ::-1]], axis=1),
            "You joined the two along time: side by side means along the last axis.",
        ),
        (
            lambda a, b, x: np.concatenate([_read(a, x), _read(b, x[::-1])], axis=2),
            "You turned the batch round: time is axis 1, x[:, ::-1].",
        ),
    ],
    praise="Right: at each step the first half knows the past and the second half the future.",
)
