"""Four years of weather in Seattle, one row a day, and weather of your own in the same form."""

import csv

import numpy as np

from .. import _validate as need
from .._arguments import check_list
from .boxes import Provenance, open_text, version_of
from .series import as_day

__all__ = ["own_weather", "seattle_weather"]

FIELDS = ("precipitation", "temp_max", "temp_min", "wind")
RANGES = {"precipitation": (0, 2000), "wind": (0, 120)}  # anything else is a temperature


def seattle_weather(first="2012-01-01", last="2015-12-31"):
    """Load the daily weather of Seattle.

    Parameters
    ----------
    first : str
        The first day, as ``"2012-01-31"``.
    last : str
        The last day, included.

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


def own_weather(first, temp_max, temp_min, precipitation, wind):
    """Put weather of your own into the form of :func:`seattle_weather`.

    Parameters
    ----------
    first : str
        The first day, as ``"2026-11-14"``.
    temp_max : list of float
        The highest temperature of each day that follows, in °C.
    temp_min : list of float
        The lowest, in °C.
    precipitation : list of float
        In mm.
    wind : list of float
        In m/s.

    Returns
    -------
    data : dict of ndarray, shape (days,)

    Raises
    ------
    InputError
        If the lists differ in length, or hold what no weather is, such as 75 °C.
    """
    start = as_day("first", first)
    given = dict(zip(FIELDS, (precipitation, temp_max, temp_min, wind), strict=True))
    for name, values in given.items():
        check_list(name, values, "a list of numbers, one for each day")
        if len(values) != len(precipitation):
            days = f"{len(precipitation)} numbers, as many as there are of precipitation"
            need.fail(need.ShapeError, name, days, len(values))
        for index, value in enumerate(values):
            need.number(f"{name}[{index}]", value, *RANGES.get(name, (-90, 60)))
    date = start + np.arange(len(precipitation))
    return {"date": date, **{name: np.array(values, float) for name, values in given.items()}}
