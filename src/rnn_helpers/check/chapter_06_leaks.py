"""The exercises of chapter 6 on windows that know too much."""

import numpy as np

from .engine import Exercise

__all__ = ["look_ahead", "usable_windows"]

usable_windows = Exercise(
    "usable_windows(cut, width, horizon)",
    "The numbers of all windows whose targets are known when window ``cut`` makes its forecast.",
    solution=lambda cut, width, horizon: np.arange(cut - horizon + 1),
    cases=[(100, 28, 7), (100, 28, 1), (50, 7, 14), (30, 3, 2)],
    mistakes=[
        (
            lambda cut, width, horizon: np.arange(cut),
            "Those are all windows before the cut: the last ones are asked for days to come.",
        ),
        (
            lambda cut, width, horizon: np.arange(cut - horizon),
            "One too few: the target of window cut - horizon ends just before the forecast.",
        ),
        (
            lambda cut, width, horizon: np.arange(max(0, cut - width - horizon + 1)),
            "Too careful: that the test window reads days of the training is no leak.",
        ),
        (
            lambda cut, width, horizon: np.arange(horizon - 1, cut),
            "You dropped the first windows; those that touch the test are the last ones.",
        ),
        (
            lambda cut, width, horizon: cut - horizon + 1,
            "That is how many there are: return their numbers, from 0 on.",
        ),
        (
            lambda cut, width, horizon: np.arange(cut - horizon + 2),
            "One too many: the target of the last window is the day that is to be forecast.",
        ),
        (
            lambda cut, width, horizon: np.arange(1, cut - horizon + 2),
            "Windows are counted from 0.",
        ),
    ],
    praise="Right: horizon - 1 windows are lost, however wide a window is.",
)


class Shifted:
    """A feature that is a mean over some steps of the series, ``first`` to ``last`` from each."""

    def __init__(self, first, last):
        self.first, self.last = first, last

    def __repr__(self):
        return "a feature"

    def __call__(self, series):
        """Compute it; beyond the ends the series goes on with its first and last value."""
        at = np.arange(len(series))[:, None] + np.arange(self.first, self.last + 1)
        return series[np.clip(at, 0, len(series) - 1)].mean(axis=1)


def _look(feature, series, days=None, measure=lambda t, moved: (t - moved).max()):
    before, furthest = feature(series), 0
    for t in days or range(len(series)):
        changed = series.copy()
        changed[t] += 1
        moved = np.flatnonzero(np.abs(feature(changed) - before) > 1e-9)
        furthest = max(furthest, measure(t, moved) if len(moved) else 0)
    return int(furthest)


_SERIES = np.random.default_rng(6).normal(size=20)

look_ahead = Exercise(
    "look_ahead(feature, series)",
    "How many steps into the future ``feature``, a function from series to series, looks at most.",
    solution=_look,
    cases=[
        (Shifted(0, 0), _SERIES),
        (Shifted(-6, 0), _SERIES),
        (Shifted(-3, 3), _SERIES),
        (Shifted(2, 2), _SERIES),
        (Shifted(-1, 5), _SERIES),
    ],
    mistakes=[
        (
            lambda feature, series: _look(feature, series, [0]),
            "You change the first day alone: nothing lies before it that could have looked ahead.",
        ),
        (
            lambda feature, series: _look(feature, series, None, lambda t, m: (m - t).max()),
            "You measure how long a day goes on to act. Ask how far *before* it something moves.",
        ),
        (
            lambda feature, series: _look(feature, series, None, lambda t, m: abs(m - t).max()),
            "You count both directions: to remember the past is allowed, only t - moved counts.",
        ),
        (
            lambda feature, series: _look(feature, series, None, lambda t, m: len(m)),
            "You count how many days move; ask how far the earliest of them is from the change.",
        ),
        (
            lambda feature, series: int(_look(feature, series) > 0),
            "That says whether it looks ahead; the question is by how many steps.",
        ),
        (
            lambda feature, series: -_look(feature, series),
            "The size is right: return it as a positive number.",
        ),
    ],
    praise="Right: what moves before the day that was changed has seen the future.",
)
