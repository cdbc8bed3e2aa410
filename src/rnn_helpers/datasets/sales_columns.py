"""Columns for forecasts of sales: what is known in advance, and what a forecaster would compute."""

import numpy as np

from .. import _validate as need
from .sales import check_shops, usual_sales, weekday
from .series import past_and_future

__all__ = ["known_columns", "sales_summaries"]


def known_columns(data):
    """Collect what is known about every day in advance.

    Parameters
    ----------
    data : dict of ndarray
        From :func:`rossmann_sales`.

    Returns
    -------
    columns : ndarray of float32, shape (days, stores, 14)
        Four flags: open, promo, school holiday, open on the next day (true for the last day); the
        seven weekdays from Monday; sine and cosine of the year; the day of the month, about -1
        to 1.

    Raises
    ------
    InputError
        If ``data`` lacks an array.
    """
    check_shops(data, open="b", promo="b", school_holiday="b")
    date = data["date"]
    angle = 2 * np.pi * (date - date.astype("datetime64[Y]")).astype(int) / 365.25
    month = (date - date.astype("datetime64[M]")).astype(int) / 15 - 1
    calendar = np.column_stack([np.eye(7)[weekday(date)], np.sin(angle), np.cos(angle), month])
    following = np.roll(data["open"], -1, axis=1)
    following[:, -1] = True
    flags = [data["open"], data["promo"], data["school_holiday"], following]
    flags = np.stack(flags, axis=-1).swapaxes(0, 1)
    calendar = np.broadcast_to(calendar[:, None], (*flags.shape[:2], calendar.shape[1]))
    return np.concatenate([flags, calendar], axis=2).astype("float32")


def sales_summaries(data, today, size):
    """Compute by hand what may matter for each of the 14 coming days.

    Parameters
    ----------
    data : dict of ndarray
        From :func:`rossmann_sales`.
    today : ndarray of int, shape (forecasts,)
        The last day that is known; at least 55.
    size : ndarray, shape (stores,)
        What a store usually sells in a day, measured on the training part.

    Returns
    -------
    columns : ndarray, shape (forecasts, 14, stores, 23)
        Relative to the size: the usual sales over a year and over eight weeks, the means of open
        days over the last 2, 4 and 8 weeks, the sales 2 and 4 weeks before; whether the store was
        open and had an offer then; days ahead, size and number of the store; open yesterday,
        open, promo, school holiday, open tomorrow, weekday, year and month.

    Raises
    ------
    InputError
        If an argument does not fit, or a window hangs over an end.
    """
    check_shops(data, sales="f", open="b", promo="b", school_holiday="b")
    need.array("size", size, (len(data["sales"]),), "f")
    if size.min() <= 0:
        need.fail(need.RangeError, "size", "numbers above 0 to divide by", f"{size.min()}")
    past, _ = past_and_future(data["sales"].T / size, today, 56, 14)
    was_open, _ = past_and_future(data["open"].T, today, 56, 14)
    offers, _ = past_and_future(data["promo"].T, today, 56, 14)
    made = [usual_sales(data, today, 14, 14, history)[:, 14:] / size for history in (364, 56)]
    for days in (14, 28, 56):
        count = np.maximum(was_open[:, -days:].sum(axis=1), 1)
        mean = past[:, -days:].sum(axis=1) / count
        made.append(mean[:, None].repeat(14, axis=1))
    for series in (past, was_open, offers):
        made += [series[:, -14:], series[:, -28:-14]]
    for fixed in (np.arange(14)[:, None], size, np.arange(len(size))):
        made.append(np.broadcast_to(fixed, made[0].shape))
    before, facts = past_and_future(known_columns(data), today, 1, 14)
    before = np.concatenate([before, facts[:, :-1]], axis=1)[..., :1]
    day = facts[..., 4:11].argmax(axis=-1)[..., None]
    columns = [np.stack(made, axis=-1), before, facts[..., :4], day, facts[..., 11:]]
    return np.concatenate(columns, axis=-1)
