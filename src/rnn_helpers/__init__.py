"""Recurrent networks small enough to read: forward passes, hand-written BPTT, ways to check both.

Arrays are ``(batch, time, features)``; parameters are dictionaries of arrays; nothing hides state.
The layers ``rnn``, ``lstm`` and ``gru`` share one interface, ``init_params``, ``forward`` and
``backward``, so that one can stand in for another.
"""

from . import (
    activations,
    binary_addition,
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
    rounding,
    train,
)

__all__ = [
    "activations",
    "binary_addition",
    "diagnostics",
    "errors",
    "gradcheck",
    "gru",
    "ledger",
    "losses",
    "lstm",
    "optim",
    "readout",
    "rnn",
    "rounding",
    "train",
]
