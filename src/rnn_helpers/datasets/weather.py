"""Four years of weather in Seattle, one row a day."""

import csv

import numpy as np

from .. import _validate as need
from .boxes import Provenance, open_text, version_of
from .series import as_day

__all__ = ["seattle_weather"]

FIELDS = ("precipitation", "temp_max", "temp_min", "wind")


def seattle_weather(first="2012-01-01", last="2015-12-31"):
    """Load the daily weather of Seattle.

    Parameters
    ----------
    first, last : str
        The days, both included, as ``"2012-01-31"``.

    Returns
    -------
    data : dict of ndarray, shape (days,)
        ``date`` (datetime64), ``precipitation`` (mm), ``temp_max`` and ``temp_min`` (°C) and
        ``wind`` (m/s).
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``vega-datasets`` is not installed.
    InputError
        If a date does not fit, or no day is left.
    """
    start, end = as_day("first", first), as_day("last", last)
    with open_text("vega-datasets", "vega_datasets/_data/seattle-weather.csv") as file:
        rows = list(csv.DictReader(file))
    date = np.array([row["date"].replace("/", "-") for row in rows], "datetime64[D]")
    kept = (date >= start) & (date <= end)
    if not kept.any():
        days = f"a day from {date[0]} to {date[-1]}"
        need.fail(need.EmptyError, "first and last", days, f"none from {first} to {last}")
    data = {name: np.array([float(row[name]) for row in rows])[kept] for name in FIELDS}
    data = {"date": date[kept], **data}
    return data, Provenance(
        data="weather in Seattle, daily",
        package=version_of("vega-datasets"),
        source="NOAA, as in github.com/vega/vega-datasets",
        licence="public domain (US government); package: MIT",
        rows=f"{kept.sum():,} days",
        period=f"{data['date'][0]} to {data['date'][-1]}",
    )
