"""Cut time series into forecasting tasks that do not look ahead."""

from typing import NamedTuple

import numpy as np

from .. import _validate as need

__all__ = ["Scaler", "as_day", "fit_scaler", "origins", "past_and_future"]


class Scaler(NamedTuple):
    """Means and spreads with which columns are put on one scale."""

    mean: np.ndarray
    spread: np.ndarray

    def scale(self, x):
        """Shift and stretch the columns of ``x`` to the scale of the training data."""
        return (x - self.mean) / self.spread

    def unscale(self, x):
        """Undo :meth:`scale`."""
        return x * self.spread + self.mean


def fit_scaler(train):
    """Measure the mean and the standard deviation of every column.

    Parameters
    ----------
    train : ndarray, shape (steps, features)
        The training part, and nothing else.

    Returns
    -------
    scaler : Scaler
        Arrays of shape (features,); a column that never changes has the spread 1.

    Raises
    ------
    InputError
        If ``train`` does not fit; the message names it.
    """
    need.array("train", train, ("steps", "features"), "f")
    spread = train.std(axis=0)
    return Scaler(train.mean(axis=0), np.where(spread > 0, spread, 1.0))


def origins(part, past, ahead, every=1):
    """List the steps from which a forecast can start so that all its targets lie in one part.

    What the forecast *reads* may reach back into the part before, as it would in use.

    Parameters
    ----------
    part : ndarray of int, shape (steps,)
        Steps that follow each other, as :func:`by_time` returns them.
    past, ahead : int
        How many steps are read (the origin included), and how many are predicted.
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
    need.array("part", part, ("steps",), "iu")
    for name, value in (("past", past), ("ahead", ahead), ("every", every)):
        need.integer(name, value, 1)
    if (np.diff(part) != 1).any() or part[0] < 0:
        need.fail(need.RangeError, "part", "steps that follow each other, from 0 up", "others")
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
    need.array("x", x, None, "biuf")
    need.array("today", today, ("forecasts",), "iu")
    need.integer("past", past, 1)
    need.integer("ahead", ahead, 1)
    if today.min() < past - 1 or today.max() + ahead >= len(x):
        expected = f"steps from {past - 1} to {len(x) - ahead - 1}"
        need.fail(need.RangeError, "today", expected, f"{today.min()} to {today.max()}")
    offset = np.arange(1 - past, ahead + 1)
    both = x[today[:, None] + offset]
    return both[:, :past], both[:, past:]


def as_day(name, text):
    """Read the argument ``name``, a day such as ``"2012-01-31"``."""
    expected = "a day such as '2012-01-31'"
    if not isinstance(text, str):
        need.fail(need.ArrayTypeError, name, expected, f"{text!r} (a {type(text).__name__})")
    try:
        return np.datetime64(text, "D")
    except ValueError:
        need.fail(need.RangeError, name, expected, repr(text))
