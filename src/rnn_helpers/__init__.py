"""Recurrent networks small enough to read: forward passes, hand-written BPTT, ways to check both.

Arrays are ``(batch, time, features)``; parameters are dictionaries of arrays; nothing hides state.
The layers ``rnn``, ``lstm`` and ``gru`` share one interface, ``init_params``, ``forward`` and
``backward``, so that one can stand in for another.

``import rnn_helpers`` brings what needs NumPy alone. What needs more, or is long, is imported by
its own name: ``plotting`` and ``diagrams`` (matplotlib), ``datasets`` (packages that hold data),
``keras_bridge`` (Keras), ``check`` (the exercises), ``budgets`` (curves measured beforehand) and
``trained`` (a network trained beforehand).
"""

from . import (
    activations,
    binary_addition,
    dense,
    diagnostics,
    errors,
    gradcheck,
    gru,
    ledger,
    losses,
    lstm,
    model,
    optim,
    readout,
    rnn,
    rounding,
    scores,
    train,
)

__all__ = [
    "activations",
    "binary_addition",
    "dense",
    "diagnostics",
    "errors",
    "gradcheck",
    "gru",
    "ledger",
    "losses",
    "lstm",
    "model",
    "optim",
    "readout",
    "rnn",
    "rounding",
    "scores",
    "train",
]
