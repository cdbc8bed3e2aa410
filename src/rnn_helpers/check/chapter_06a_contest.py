"""The open exercise of chapter 6a: the maxima of a week in Seattle, as well as you can."""

import json
from pathlib import Path

import numpy as np

from .contest import Contest

__all__ = ["best_week"]

RIVALS = {"ARIMA (2,1,1)": "ARIMA", "ridge": "ridge", "fading (6a.1)": "(6a.1)", "GRU": "GRU"}
FILE = Path(__file__).with_name("seattle_2015.json")
AHEAD = np.arange(1, 8)


def _weeks():
    """Windows of 2015: the maxima read and to come, and the season of both, in °C."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    maxima, season = np.array(stored["tenths"]) / 10, np.array(stored["season"]) / 100
    window = np.lib.stride_tricks.sliding_window_view
    read, usual = window(maxima, 21)[:, :14], window(season, 21)
    order = np.random.default_rng(0).permutation(len(read))  # neighbours hold each other's future
    return read[order], usual[order].copy(), window(maxima, 21)[order, 14:]


_READ, _USUAL, _TRUTH = _weeks()


def _fading(past, usual, near=0.66, weight=0.0):
    """The season, and the anomalies of today and of the fortnight."""
    odd = past - usual[:, :14]
    today, level = odd[:, -1:], odd.mean(axis=1, keepdims=True)
    return usual[:, 14:] + near**AHEAD * (today - weight * level) + weight * level


def _as_weeks(answer, past, usual):
    answer = np.asarray(answer)
    if answer.shape != (len(past), 7) or answer.dtype.kind not in "iuf":
        raise ValueError
    if not np.isfinite(answer).all():
        raise ValueError
    return answer


best_week = Contest(
    "best_week(past, usual)",
    "The maxima of the next seven days in °C, shape (count, 7), from those of the last 14 days, "
    "(count, 14), and the season of these and of the coming days, (count, 21).",
    solution=lambda past, usual: _fading(past, usual, 0.66, 0.3),
    cases=[(_READ, _USUAL)] + [(_READ[row : row + 1], _USUAL[row : row + 1]) for row in range(4)],
    mistakes=[
        (
            lambda past, usual: np.repeat(past[:, -1:], 7, axis=1),
            "That is *as today*, 3.40 °C: it forgets that the week returns to the season.",
        ),
        (
            lambda past, usual: usual[:, 14:],
            "That is the season, 3.14 °C: the last days are worth something too.",
        ),
        (
            lambda past, usual: usual[:, :7],
            "The first 14 entries of the season belong to the days that are read: take the last 7.",
        ),
        (
            lambda past, usual: usual[:, 14:] + (past - usual[:, :14])[:, -1:],
            "Today's anomaly does not stay for a week: let it fade.",
        ),
        (
            _fading,
            "That is (6a.1), 2.85 °C: it looks at today alone, and there are 13 more days.",
        ),
        (
            lambda past, usual: _fading(past, usual) - usual[:, 14:],
            "Those are anomalies: add the season of the coming days.",
        ),
    ],
    praise="Right, that is better than ridge.",
    read=_as_weeks,
    form="an array of finite numbers with seven columns, a row for each of `past`,",
    score=lambda answer: float(np.abs(answer - _TRUTH).mean()),
    bar=2.775,
    ranks=[
        (2.675, "That is in °C, and ahead of everything on this page: ARIMA has 2.68."),
        (2.775, "That is in °C, behind ARIMA, 2.68, and ahead of ridge, 2.78."),
        (2.845, "That is in °C, behind ridge, 2.78, and ahead of (6a.1), 2.85."),
        (2.935, "That is in °C, behind (6a.1), 2.85, and ahead of the GRU, 2.94."),
        (3.135, "That is in °C, behind the GRU, 2.94, and ahead of the season, 3.14."),
        (np.inf, "That is in °C, behind the season alone, 3.14."),
    ],
)
