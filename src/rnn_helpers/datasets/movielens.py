"""Who rated which film, and when: MovieLens 100k."""

import csv
from typing import NamedTuple

import numpy as np

from .. import _validate as need
from .._arguments import check_dates, check_list
from .boxes import Provenance, open_text, version_of

__all__ = ["LeftOut", "film_histories", "leave_last_out", "movielens"]

FOLDER = "recbole/dataset_example/ml-100k/"


class LeftOut(NamedTuple):
    """Histories without their last two items, and these two."""

    train: list
    """One ndarray of int, shape (events,), for every user."""

    validation: np.ndarray
    """The item before the last, shape (users,)."""

    test: np.ndarray
    """The last item, shape (users,)."""


def movielens():
    """Load the ratings of MovieLens 100k.

    Returns
    -------
    data : dict of ndarray
        Of the ratings, shape (events,), sorted by user and then by time: ``user`` and ``item``
        (both counted from 0), ``rating`` (1 to 5 stars) and ``time`` (datetime64, seconds).
        Of the films, shape (items,): ``title``, ``year`` (of release; 0 if unknown) and
        ``genres`` (names with blanks between them).
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``recbole`` is not installed.
    """
    events = np.array(_rows("ml-100k.inter"), float).astype(np.int64)
    events = events[np.lexsort(events.T[[1, 3, 0]])]  # by user, then time, then item
    data = {
        "user": events[:, 0] - 1,
        "item": events[:, 1] - 1,
        "rating": events[:, 2],
        "time": events[:, 3].astype("datetime64[s]"),
        **_films(),
    }
    days = data["time"].astype("datetime64[D]")
    users, films = data["user"].max() + 1, len(data["title"])
    return data, Provenance(
        data="MovieLens 100k: ratings of films",
        package=version_of("recbole"),
        source="GroupLens; Harper and Konstan (2015), doi.org/10.1145/2827872",
        licence="research, not commercial, no redistribution (GroupLens); package: MIT",
        rows=f"{len(events):,} ratings, {users} users, {films:,} films",
        period=f"{days.min()} to {days.max()}",
    )


def film_histories(data, rng):
    """List what each user rated, in the order of time; a tie is broken by the draw.

    Parameters
    ----------
    data : dict of ndarray, shape (events,)
        ``user``, ``item`` and ``time``, as from :func:`movielens`; the order does not matter.
    rng : numpy.random.Generator
        Puts the items that a user rated within the same second into an order.

    Returns
    -------
    histories : list of ndarray of int
        The items of every user, the oldest first.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.generator("rng", rng)
    need.entries("data", data, ("user", "item", "time"))
    user, item, time = data["user"], data["item"], data["time"]
    need.array("data['user']", user, ("events",), "iu")
    need.array("data['item']", item, user.shape, "iu")
    if isinstance(time, np.ndarray) and time.dtype.kind == "M":
        check_dates("data['time']", time, user.shape)
    else:
        need.array("data['time']", time, user.shape, "iuf")
    order = np.lexsort([rng.random(len(user)), time, user])
    ends = np.flatnonzero(np.diff(user[order])) + 1
    return np.split(item[order], ends)


def leave_last_out(histories):
    """Keep the last item of every history for the test, the one before for validation.

    Parameters
    ----------
    histories : list of ndarray of int, shape (events,)
        At least three items each, so that one is left to learn from.

    Returns
    -------
    parts : LeftOut

    Raises
    ------
    InputError
        If a history is no array of whole numbers, or too short.
    """
    check_list("histories", histories, "a list of histories")
    for user, history in enumerate(histories):
        need.array(f"histories[{user}]", history, ("events",), "iu")
        if len(history) < 3:
            need.fail(need.ShapeError, f"histories[{user}]", "at least 3 items", len(history))
    validation, test = np.array([history[-2:] for history in histories], np.int64).T
    return LeftOut([history[:-2] for history in histories], validation, test)


def _films():
    """Titles, years and genres; two of the 1,682 rows of the file are damaged and mended here."""
    titles, years = [], []
    rows = _rows("ml-100k.item")
    for _, title, year, _ in rows:
        if not year.isdigit() and title.endswith(")"):  # the title still holds its "(1995)"
            title, year = title[:-7], title[-5:-1]
        titles.append(title.replace("unkonwn", "unknown"))
        years.append(int(year) if year.isdigit() else 0)
    genres = np.array([row[3] for row in rows])
    return {"title": np.array(titles), "year": np.array(years), "genres": genres}


def _rows(name):
    with open_text("recbole", FOLDER + name) as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return list(rows)
