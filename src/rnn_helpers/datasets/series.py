"""Cut time series into forecasting tasks that do not look ahead."""

import contextlib
from typing import NamedTuple

import numpy as np

from .. import _validate as need
from .._arguments import MOST, check_count, check_positions, check_text, is_steady

__all__ = ["Scaler", "as_day", "fit_scaler", "origins", "past_and_future"]


class Scaler(NamedTuple):
    """Means and spreads with which columns are put on one scale."""

    mean: np.ndarray
    """Of every column of the training part, shape (features,)."""
    spread: np.ndarray
    """The standard deviation of every column, shape (features,)."""

    def scale(self, x):
        """Shift and stretch the columns of ``x`` (..., features) to the scale of the training."""
        self._check(x)
        return (x - self.mean) / self.spread

    def unscale(self, x):
        """Undo :meth:`scale`."""
        self._check(x)
        return x * self.spread + self.mean

    def _check(self, x):
        need.array("x", x, None, "f")
        if x.shape[-1:] != self.mean.shape:
            expected = f"{len(self.mean)} features on the last axis"
            need.fail(need.ShapeError, "x", expected, f"shape {x.shape}")


def fit_scaler(train):
    """Measure the mean and the standard deviation of every column.

    Parameters
    ----------
    train : ndarray, shape (steps, features)
        The training part, and nothing else.

    Returns
    -------
    scaler : Scaler
        Arrays of shape (features,); a column that never changes, but for rounding, has the
        spread 1.

    Raises
    ------
    InputError
        If ``train`` does not fit; the message names it.
    """
    need.array("train", train, ("steps", "features"), "f")
    with np.errstate(over="ignore"):
        mean, spread = train.mean(axis=0), train.std(axis=0)
    need.finite_result(spread, {"train": train})
    return Scaler(mean, np.where(is_steady(train), train.dtype.type(1), spread))


def origins(part, past, ahead, every=1):
    """List the steps from which a forecast can start so that all its targets lie in one part.

    What the forecast *reads* may reach back into the part before, as it would in use.

    Parameters
    ----------
    part : ndarray of int, shape (steps,)
        Steps that follow each other, as :func:`by_time` returns them.
    past : int
        How many steps are read, the origin included.
    ahead : int
        How many are predicted.
    every : int
        How far the origins lie apart.

    Returns
    -------
    today : ndarray of int, shape (forecasts,)
        Forecast ``i`` reads the steps up to and with ``today[i]``.

    Raises
    ------
    InputError
        If an argument does not fit, or the part is too short for a single forecast.
    """
    part = check_positions("part", part, ("steps",), 0, MOST)
    past, ahead, every = _whole_numbers(past=past, ahead=ahead, every=every)
    if (np.diff(part) != 1).any():
        need.fail(need.RangeError, "part", "steps that follow each other", "gaps or turns")
    today = np.arange(max(part[0] - 1, past - 1), part[-1] - ahead + 1, every)
    if not len(today):
        expected = f"room for a forecast of {ahead} steps after {past} read"
        need.fail(need.EmptyError, "part", expected, f"steps {part[0]} to {part[-1]}")
    return today


def past_and_future(x, today, past, ahead):
    """Cut out what each forecast reads and what it has to predict.

    Parameters
    ----------
    x : ndarray, shape (steps, ...)
        A series; the first axis is time.
    today : ndarray of int, shape (forecasts,)
        From :func:`origins`.
    past, ahead : int

    Returns
    -------
    read : ndarray, shape (forecasts, past, ...)
        The steps ``today - past + 1`` to ``today``.
    to_come : ndarray, shape (forecasts, ahead, ...)
        The steps ``today + 1`` to ``today + ahead``.

    Raises
    ------
    InputError
        If an argument does not fit, or a window hangs over an end of the series.
    """
    past, ahead = _whole_numbers(past=past, ahead=ahead)
    need.array("x", x, None, "biuf")
    if not x.ndim or len(x) < past + ahead:
        expected = f"at least {past} steps to read and {ahead} to come"
        need.fail(need.ShapeError, "x", expected, f"shape {x.shape}")
    today = check_positions("today", today, ("forecasts",), past - 1, len(x) - ahead - 1)
    offset = np.arange(1 - past, ahead + 1)
    both = x[today[:, None] + offset]
    return both[:, :past], both[:, past:]


def as_day(name, text):
    """Read the argument ``name``, a day such as ``"2012-01-31"``."""
    check_text(name, text)
    with contextlib.suppress(ValueError):
        day = np.datetime64(text, "D")
        if str(day) == text and not np.isnat(day):  # "2012", "today" and "NaT" are no days
            return day
    return need.fail(need.RangeError, name, "a day such as '2012-01-31'", repr(text))


def _whole_numbers(**lengths):
    """Check lengths, from 1 up."""
    return [check_count(name, value) for name, value in lengths.items()]
