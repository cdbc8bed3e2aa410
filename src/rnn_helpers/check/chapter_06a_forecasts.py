"""The exercises of chapter 6a on how many forecasts there are, and how many are spoilt."""

import numpy as np

from .engine import Exercise

__all__ = ["count_forecasts", "leaked_share"]


def _count(steps, past, ahead, every=1):
    return max(0, (steps - past - ahead) // every + 1)


count_forecasts = Exercise(
    "count_forecasts(steps, past, ahead, every)",
    "How many forecasts fit into a series that read ``past`` steps, predict ``ahead`` and "
    "start ``every`` steps apart.",
    solution=_count,
    cases=[
        (731, 14, 7, 1),
        (942, 28, 14, 7),
        (41, 28, 14, 7),
        (42, 28, 14, 7),
        (100, 10, 5, 4),
        (20, 28, 14, 7),
    ],
    mistakes=[
        (
            lambda steps, past, ahead, every: max(0, (steps - past - ahead) // every),
            "One too few: a series of exactly past + ahead steps holds one forecast.",
        ),
        (
            lambda steps, past, ahead, every: max(0, (steps - past) // every + 1),
            "The targets need room too: the last forecast ends `ahead` steps before the end.",
        ),
        (
            lambda steps, past, ahead, every: _count(steps, past, ahead),
            "You start a forecast at every step: the origins lie `every` steps apart.",
        ),
        (
            lambda steps, past, ahead, every: steps // (past + ahead),
            "Windows may overlap: the next one starts `every` steps on, not after the last ends.",
        ),
        (
            lambda steps, past, ahead, every: max(0, -(-(steps - past - ahead) // every) + 1),
            "Rounded up, the last forecast sticks out at the end: round down.",
        ),
        (
            lambda steps, past, ahead, every: (steps - past - ahead) // every + 1,
            "A series that is too short holds no forecast at all: not less than 0.",
        ),
        (
            lambda steps, past, ahead, every: max(0, (steps - ahead) // every + 1),
            "Each forecast reads `past` steps first: the first origin lies that far in.",
        ),
    ],
    praise="Right: one forecast for past + ahead steps, and one more for each stride.",
)


def _share(train, test, past, ahead, own=True):
    """The share of test targets among the days that training windows cover."""
    covered = np.add.outer(train, np.arange((1 - past) if own else 1, ahead + 1))
    targets = np.add.outer(test, np.arange(1, ahead + 1))
    return float(np.isin(targets, covered).any(axis=1).mean())


_DEAL = np.random.default_rng(7).permutation(np.arange(9, 60))

leaked_share = Exercise(
    "leaked_share(train, test, past, ahead)",
    "The share of test forecasts with a target that some training window has read or "
    "predicted, from two arrays of origins.",
    solution=_share,
    cases=[
        (np.sort(_DEAL[:8]), np.sort(_DEAL[8:20]), 5, 2),
        (np.arange(9, 40), np.arange(41, 59), 10, 2),
        (np.arange(9, 40), np.arange(40, 59), 10, 3),
        (np.array([20, 50]), np.array([4, 30, 48]), 4, 1),
    ],
    mistakes=[
        (
            lambda train, test, past, ahead: _share(train, test, past, ahead, own=False),
            "What training *reads* gives a target away as well: cover the past of its windows too.",
        ),
        (
            lambda train, test, past, ahead: float(np.isin(test, train).mean()),
            "No origin is in both parts, but windows are wide: compare the days they cover.",
        ),
        (
            lambda train, test, past, ahead: _share(train, test - past, past, ahead + past),
            "You count what the test reads too: it may see the past, only its targets are secret.",
        ),
        (
            lambda train, test, past, ahead: 1 - _share(train, test, past, ahead),
            "That is the share of clean forecasts: the leaked ones are asked for.",
        ),
        (
            lambda train, test, past, ahead: _share(train, test, past, ahead) * len(test),
            "You count the spoilt forecasts: divide by the number of test forecasts.",
        ),
        (
            lambda train, test, past, ahead: 100 * _share(train, test, past, ahead),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda train, test, past, ahead: _share(test, train, past, ahead),
            "You exchanged the two: the targets of the test are looked for in the windows of "
            "training.",
        ),
    ],
    praise="Right: with a split at random nearly every target has been seen in training.",
)
