"""The exercises of chapter 6a on measuring forecasts."""

import numpy as np

from .engine import Exercise

__all__ = ["persistence_r2", "wape"]

_rng = np.random.default_rng(6)
_TRUTH = _rng.integers(0, 9, (4, 7)) * 100.0
_GUESS = _TRUTH + _rng.normal(0, 80, _TRUTH.shape)
_TRUTH[0, :2] = 0


def _wape(prediction, truth):
    return np.abs(prediction - truth).sum() / truth.sum()


def _with_closed_days_dropped(prediction, truth):
    is_open = truth > 0
    return float(np.mean(np.abs(prediction - truth)[is_open] / truth[is_open]))


wape = Exercise(
    "wape(prediction, truth)",
    "The sum of the absolute errors as a share of all sales, for two arrays of one shape, "
    "equation (6a.2).",
    solution=_wape,
    cases=[(_GUESS, _TRUTH), (_GUESS[:1], _TRUTH[:1]), (_TRUTH * 0.9, _TRUTH)],
    mistakes=[
        (
            _with_closed_days_dropped,
            "You averaged the percentages of single days: sum the errors and the sales first.",
        ),
        (
            lambda p, y: abs((p - y).sum()) / y.sum(),
            "Too high here and too low there cancel out: take the absolute value of every error.",
        ),
        (
            lambda p, y: np.abs(p - y).sum() / p.sum(),
            "You divided by what was predicted: then a forecaster who guesses high looks good.",
        ),
        (
            lambda p, y: np.abs(p - y).mean(),
            "That is the mean absolute error, in units of sales: divide by the mean of the sales.",
        ),
        (
            lambda p, y: 100 * _wape(p, y),
            "That is in percent; (6a.2) is a share.",
        ),
        (
            lambda p, y: np.sqrt(((p - y) ** 2).sum() / (y**2).sum()),
            "You squared the errors: the measure takes their absolute values.",
        ),
        (
            lambda p, y: np.abs(p - y).sum() / y.mean(),
            "A sum over a mean: take two sums, or two means.",
        ),
        (
            lambda p, y: float(np.mean(np.abs(p - y).sum(axis=1) / y.sum(axis=1))),
            "You averaged the shares of single rows: sum over everything before you divide.",
        ),
        (
            lambda p, y: 1 - _wape(p, y),
            "That is what is left of 1: the errors as a share of the sales are asked for.",
        ),
    ],
    praise="Right: it needs no special case for closed days, whose sales are zero.",
)

persistence_r2 = Exercise(
    "persistence_r2(phi)",
    "The R² of the forecast 'as today' in a stationary series whose neighbours have the "
    "correlation ``phi``.",
    solution=lambda phi: 2 * phi - 1,
    cases=[(0.998,), (0.9,), (0.5,), (0.0,), (-0.4,)],
    mistakes=[
        (
            lambda phi: phi,
            "That is the correlation: the errors of persistence have the variance 2(1 − φ).",
        ),
        (
            lambda phi: phi**2,
            "That is what the best linear forecast φ·x reaches: persistence takes x itself.",
        ),
        (
            lambda phi: 2 * (1 - phi),
            "That is the share that is left unexplained: R² is one minus it.",
        ),
        (
            lambda phi: 1 - (1 - phi) ** 2,
            "Tomorrow differs from today by surprise as well: expand the mean of (x − x′)².",
        ),
        (
            lambda phi: 100 * (2 * phi - 1),
            "That is in percent; R² is at most 1.",
        ),
        (
            lambda phi: 2 * phi,
            "That is twice the correlation. Subtract what is left unexplained, 2 (1 − φ), from 1.",
        ),
        (
            lambda phi: phi - 1,
            "The cross term counts twice when the square is expanded: 2 φ.",
        ),
    ],
    praise="Right: a series that hardly moves gives a high R² to anybody who repeats it.",
)
