"""One small training loop, for every chapter that does not write its own."""

import sys
import time
from collections.abc import Iterable

import numpy as np

from . import _validate as need
from .optim import adam_init, adam_step, clip_by_global_norm

__all__ = ["fit"]

SILENT_SECONDS = 2


def fit(loss_and_grads, params, batches, lr=0.01, *, max_norm=None, watch=None, progress=False):
    """Train with Adam: one step for each batch.

    Parameters
    ----------
    loss_and_grads : callable
        ``loss_and_grads(params, *batch) -> (loss, grads)``; ``grads`` holds at least the entries
        of ``params``.
    params : dict of ndarray
        Where to start; unchanged.
    batches : iterable of tuple
        What ``loss_and_grads`` gets beside the parameters, for example ``(x, target)``.
    lr : float
        Learning rate of Adam.
    max_norm : float, optional
        Clip the joint length of the gradients to this.
    watch : callable, optional
        ``watch(step, params)``, called after every step, counted from 1; training ends early
        when it returns True.
    progress : bool
        Show a line with the step and the loss, on stderr, once training has taken two seconds.

    Returns
    -------
    params : dict of ndarray
        The trained parameters.
    history : dict of ndarray
        ``loss`` for every step and, if clipping, ``grad_norm`` before it.

    Raises
    ------
    InputError
        If an argument does not fit, or ``NonFiniteError`` when training diverges.
    """
    need.function("loss_and_grads", loss_and_grads)
    if watch is not None:
        need.function("watch", watch)
    need.instance("batches", batches, Iterable, "an iterable of tuples")
    state, history = adam_init(params), {"loss": [], "grad_norm": []}
    report = _Report(batches) if progress else None
    for step, batch in enumerate(batches, start=1):
        loss, grads = _differentiate(loss_and_grads, params, batch)
        history["loss"].append(loss)
        if max_norm is not None:
            grads, norm = clip_by_global_norm(grads, max_norm)
            history["grad_norm"].append(norm)
        params, state = adam_step(params, grads, state, lr)
        if report:
            report.show(step, loss)
        if watch is not None and watch(step, params):
            break
    if not history["loss"]:
        need.fail(need.EmptyError, "batches", "at least one batch", "none")
    return params, {name: np.array(values) for name, values in history.items() if values}


def _differentiate(loss_and_grads, params, batch):
    """Run the learner's function; check that it returns what the loop needs."""
    need.instance("batches", batch, (tuple, list), "tuples of arrays")
    answer = loss_and_grads(params, *batch)
    if not isinstance(answer, tuple) or len(answer) != 2 or np.ndim(answer[0]):
        expected = "a function that returns a loss, one number, and a dict of gradients"
        came = f"{len(answer)} values" if isinstance(answer, tuple) else need.kind_of(answer)
        need.fail(need.ArgumentTypeError, "loss_and_grads", expected, came)
    loss, grads = answer
    need.entries("grads", grads, params)
    return loss, {name: grads[name] for name in params}


class _Report:
    """A line that is rewritten in place, ten times a second at most."""

    def __init__(self, batches):
        self.total = f"/{len(batches)}" if hasattr(batches, "__len__") else ""
        self.next = time.monotonic() + SILENT_SECONDS

    def show(self, step, loss):
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + 0.1
            print(f"\rstep {step}{self.total}, loss {loss:.4f} ", end="", file=sys.stderr)
