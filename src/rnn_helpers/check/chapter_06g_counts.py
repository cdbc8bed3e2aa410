"""The exercise of chapter 6g on counting what follows what."""

import numpy as np

from .engine import Exercise

__all__ = ["decayed_counts"]


def _counts(history, items, window, decay, shift=1, ahead=True):
    counts = np.zeros((items, items))
    for distance in range(1, window + 1):
        for before, after in zip(history, history[distance:], strict=False):
            place = (before, after) if ahead else (after, before)
            counts[place] += decay ** (distance - shift)
    return counts


_HISTORY = [2, 0, 3, 1, 4]

decayed_counts = Exercise(
    "decayed_counts(history, items, window, decay)",
    "The matrix (items, items) of how often a film follows another, weighted by the distance.",
    solution=_counts,
    cases=[
        (_HISTORY, 5, 2, 0.5),
        (_HISTORY, 5, 3, 0.9),
        ([1, 0], 3, 5, 0.8),
        ([1, 0, 1, 0], 2, 2, 0.5),  # a film that follows another twice
    ],
    mistakes=[
        (
            lambda history, items, window, decay: _counts(history, items, 1, decay),
            "You count the next film alone: those up to `window` steps later count too.",
        ),
        (
            lambda history, items, window, decay: _counts(history, items, window, 1.0),
            "Every distance counts the same: a film d steps later counts decay ** (d - 1).",
        ),
        (
            lambda history, items, window, decay: _counts(history, items, window, decay, shift=0),
            "Your weights start with `decay`: the next film counts 1, the one after it `decay`.",
        ),
        (
            lambda history, items, window, decay: _counts(
                history, items, window, decay, ahead=False
            ),
            "Rows and columns are exchanged: the earlier film is the row.",
        ),
        (
            lambda history, items, window, decay: _counts(history, items, window - 1, decay),
            "One distance is missing: a film that comes `window` steps later still counts.",
        ),
        (
            lambda history, items, window, decay: (
                _counts(history, items, window, decay)
                + _counts(history, items, window, decay, ahead=False)
            ),
            "You count both directions; only what comes later is to be predicted.",
        ),
        (
            lambda history, items, window, decay: (
                _counts(history, items, window, decay) / max(1, len(history) - 1)
            ),
            "You divided by the length of the history: plain counts are asked for.",
        ),
    ],
    praise="Right: that is the whole training of the windowed Markov chain.",
)
