"""The exercises of chapter 6a on what an interval is good for."""

import numpy as np

from .engine import Exercise

__all__ = ["best_order", "paths_inside"]

_rng = np.random.default_rng(8)
_DEMAND = [np.sort(_rng.choice(np.arange(20, 200), size, replace=False)) for size in (7, 11, 9)]


def _at_level(sales, level, method="inverted_cdf"):
    return float(np.quantile(sales, level, method=method))


best_order = Exercise(
    "best_order(sales, price, cost)",
    "How much to order so that the mean profit is highest, if each of the ``sales`` is equally "
    "likely, a piece costs ``cost``, sells for ``price``, and is lost if nobody wants it.",
    solution=lambda sales, price, cost: _at_level(sales, 1 - cost / price),
    cases=[
        (_rng.permutation(_DEMAND[0]), 10.0, 4.0),
        (_rng.permutation(_DEMAND[1]), 5.0, 1.0),
        (_rng.permutation(_DEMAND[2]), 3.0, 2.2),
    ],
    mistakes=[
        (
            lambda sales, price, cost: float(np.mean(sales)),
            "That is the mean: one piece too many costs something else than one too few.",
        ),
        (
            lambda sales, price, cost: _at_level(sales, 0.5),
            "That is the median, the best order only if a piece sells for twice its cost.",
        ),
        (
            lambda sales, price, cost: _at_level(sales, cost / price),
            "The level is turned round: the cheaper a piece, the more of them you order.",
        ),
        (
            lambda sales, price, cost: _at_level(sales, 1 - cost / price, "linear"),
            "Between two of the sales the profit is a straight line: its best is at one of them.",
        ),
        (
            lambda sales, price, cost: float(np.max(sales)),
            "So you can always sell what is wanted, and throw away more than that is worth.",
        ),
        (
            lambda sales, price, cost: float(
                max(price * np.minimum(sales, q).mean() - cost * q for q in sales)
            ),
            "That is the highest profit: return the order that brings it.",
        ),
    ],
    praise="Right: the quantile at 1 − cost / price, where one piece more loses what it gains.",
)

_LOW = np.round(_rng.normal(-1.0, 0.3, (6, 5)), 1)
_HIGH = np.round(_LOW + 2.0, 1)
_TRUTH = np.round(_rng.normal(0.0, 0.5, (6, 5)), 1)
_TRUTH[2, 1], _TRUTH[4, 0], _TRUTH[5, 3] = _HIGH[2, 1], _LOW[4, 0] - 1, _HIGH[5, 3] + 1
_SHORT = _TRUTH[:, :2].copy()
_SHORT[3] = _LOW[3, :2]


def _inside(low, high, truth, axis=1, gather=np.all):
    inside = (low <= truth) & (truth <= high)
    return float(inside.mean()), float(gather(inside, axis=axis).mean())


paths_inside = Exercise(
    "paths_inside(low, high, truth)",
    "Two shares, from arrays of shape (forecasts, days): of the days inside their interval, ends "
    "included, and of the forecasts that lie inside on all of their days.",
    solution=_inside,
    cases=[(_LOW, _HIGH, _TRUTH), (_LOW[:, :2], _HIGH[:, :2], _SHORT)],
    mistakes=[
        (
            lambda low, high, truth: _inside(low, high, truth)[:1] * 2,
            "Both are shares of days: a forecast is inside only if all of its days are.",
        ),
        (
            lambda low, high, truth: _inside(low, high, truth, gather=np.any),
            "You count a forecast if any of its days is inside: all of them have to be.",
        ),
        (
            lambda low, high, truth: _inside(low, high, truth, axis=0),
            "That is the share of the *days ahead* on which all forecasts are inside: the other "
            "axis.",
        ),
        (
            lambda low, high, truth: (
                _inside(low, high, truth)[0],
                _inside(low, high, truth)[0] ** truth.shape[1],
            ),
            "Days are not independent: whoever is outside today is often so tomorrow. Count.",
        ),
        (
            lambda low, high, truth: (
                float(((low < truth) & (truth < high)).mean()),
                float(((low < truth) & (truth < high)).all(axis=1).mean()),
            ),
            "The ends belong to the interval: `<=`.",
        ),
        (
            lambda low, high, truth: _inside(-np.inf, high, truth),
            "You look at the upper end alone.",
        ),
        (
            lambda low, high, truth: _inside(low, high, truth)[::-1],
            "You exchanged the two shares: that of the days comes first.",
        ),
    ],
    praise="Right: an interval for each day promises little about the whole path.",
)
