"""Twenty years of the S&P 500, the index of 500 large American companies, day by day."""

import csv

import numpy as np

from .. import _validate as need
from .boxes import Provenance, open_text, version_of
from .series import as_day

__all__ = ["sp500_prices"]

FIELDS = {"open": "Open", "high": "High", "low": "Low", "close": "Close", "volume": "Volume"}


def sp500_prices(first="1999-01-04", last="2018-12-31"):
    """Load the daily prices of the S&P 500.

    Parameters
    ----------
    first : str
        The first day, as ``"1999-01-31"``.
    last : str
        The last day, included.

    Returns
    -------
    data : dict of ndarray, shape (days,)
        ``date`` (datetime64, trading days only), ``open``, ``high``, ``low`` and ``close`` (index
        points) and ``volume`` (shares).
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``arch`` is not installed.
    InputError
        If a date does not fit, or no day is left.
    """
    start, end = as_day("first", first), as_day("last", last)
    with open_text("arch", "arch/data/sp500/sp500.csv.gz") as file:
        rows = list(csv.DictReader(file))
    date = np.array([_iso(row["Date"]) for row in rows], "datetime64[D]")
    kept = (date >= start) & (date <= end)
    if not kept.any():
        days = f"a trading day from {date[0]} to {date[-1]}"
        need.fail(need.EmptyError, "first and last", days, f"none from {first} to {last}")
    data = {"date": date[kept]}
    for name, column in FIELDS.items():
        data[name] = np.array([float(row[column]) for row in rows])[kept]
    return data, Provenance(
        data="S&P 500, daily prices",
        package=version_of("arch"),
        source="Yahoo! Finance, as in github.com/bashtage/arch",
        licence="data: none stated, for study only; package: NCSA",
        rows=f"{kept.sum():,} trading days",
        period=f"{data['date'][0]} to {data['date'][-1]}",
    )


def _iso(text):
    """Turn ``"1/4/1999"`` (month first) into ``"1999-01-04"``."""
    month, day, year = text.split("/")
    return f"{year}-{month:0>2}-{day:0>2}"
