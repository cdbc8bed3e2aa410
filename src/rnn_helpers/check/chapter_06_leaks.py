"""The exercises of chapter 6 on splitting data so that nothing leaks."""

import numpy as np

from .engine import Exercise

__all__ = ["look_ahead", "shared_items", "usable_windows"]

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


def _shared(training, test, plain=lambda text: " ".join(text.lower().split())):
    seen = {plain(text) for text in training}
    return sum(plain(text) in seen for text in test)


_SEEN = ["A fine film.", "Too long,  far too long.", "A fine film.", "I wept"]
_NEW = ["a fine film.", "A  Fine film. ", "Too long, far too long.", "i slept", "I wept"]

shared_items = Exercise(
    "shared_items(training, test)",
    "How many texts of the test have a copy in the training data, up to case and spaces.",
    solution=_shared,
    cases=[
        (_SEEN, _NEW),
        (_NEW, _SEEN),
        (["One"], ["two"]),
        (["a b"], ["ab", "A B", "a  b"]),
        (["A fine film"], ["film"]),
    ],
    mistakes=[
        (
            lambda training, test: _shared(training, test, str),
            "You compare the texts as they are: a capital letter or a second space hides a copy.",
        ),
        (
            lambda training, test: _shared(training, test, str.lower),
            "Upper and lower case are dealt with; two spaces in a row still hide a copy.",
        ),
        (
            lambda training, test: _shared(training, test, lambda t: "".join(t.lower().split())),
            "You took all spaces out: 'a b' and 'ab' are different texts.",
        ),
        (
            lambda training, test: len(
                {" ".join(t.lower().split()) for t in training}
                & {" ".join(t.lower().split()) for t in test}
            ),
            "You count different texts. Two copies of one text in the test are two items.",
        ),
        (
            lambda training, test: _shared(test, training),
            "You count the items of the training data that stand in the test: turn it round.",
        ),
        (
            lambda training, test: _shared(training, test) / len(test),
            "That is a share of the test; how many items is asked for.",
        ),
        (
            lambda training, test: len(test) - _shared(training, test),
            "Those are the items without a copy.",
        ),
        (
            lambda training, test: sum(
                word in " ".join(training).lower() for word in map(str.lower, test)
            ),
            "You look for the text anywhere inside the others: two texts have to agree as a whole.",
        ),
    ],
    praise="Right: first normalise, then compare, and remove the copies before you split.",
)
