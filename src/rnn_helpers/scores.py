"""Networks against baselines: one table, one metric, and a verdict over seeds and test cases."""

from typing import NamedTuple

import numpy as np

from . import _validate as need
from ._arguments import check_option, check_text
from ._paired import BETTER, Lead, paired

__all__ = ["Lead", "Scores", "compare", "paired", "verdict"]


class Scores(NamedTuple):
    """Results on one metric; the ``repr`` is the table that a notebook shows."""

    metric: str
    """What was measured, on what, with its unit."""

    better: str
    """``"lower"`` or ``"higher"``."""

    rows: dict
    """Arrays of results, one entry for each seed, by name; one entry for a fixed method."""

    digits: int
    """How many decimals are shown."""

    def __repr__(self):
        rows = [(name, self._show(np.median(runs)), runs) for name, runs in self.rows.items()]
        width = max(len(self.metric), *(len(name) for name in self.rows))
        digits = max(len(median) for _, median, _ in rows)
        lines = [f"{self.metric:<{width}}  ({self.better} is better)"]
        for name, median, runs in rows:
            spread = f"   {self._show(runs.min())} to {self._show(runs.max())}, {len(runs)} seeds"
            lines.append(f"{name:<{width}}  {median:>{digits}}{spread if len(runs) > 1 else ''}")
        return "\n".join(lines)

    def _show(self, number):
        return f"{number:,.{self.digits}f}"


def compare(metric, rows, better="lower", digits=3):
    """Set results side by side: the median, and the range where there are several seeds.

    Parameters
    ----------
    metric : str
        What was measured, on what, with its unit.
    rows : dict
        Numbers, or lists of one number for each seed, by the name of the method.
    better : str
        ``"lower"`` or ``"higher"``.
    digits : int
        How many decimals to show.

    Returns
    -------
    scores : Scores

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    check_text("metric", metric)
    check_option("better", better, BETTER)
    need.integer("digits", digits, 0, 15)
    need.filled("rows", rows, "the results of at least one method")
    for name in rows:
        check_text("rows: each name", name)
    runs = {name: _runs(f"rows[{name!r}]", row) for name, row in rows.items()}
    return Scores(metric, better, runs, digits)


def verdict(runs, baseline, better="lower"):
    """Say whether a network beats a baseline: only if every seed does, it ``"wins"``.

    Parameters
    ----------
    runs : list of float
        The network's results, one for each seed.
    baseline : float
        The result of the best baseline.
    better : str
        ``"lower"`` or ``"higher"``.

    Returns
    -------
    verdict : str
        ``"wins"`` if every seed is better, ``"loses"`` if every seed is worse, else ``"ties"``.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    check_option("better", better, BETTER)
    if not isinstance(runs, (list, tuple, np.ndarray)):
        expected = "a list of numbers, one for each seed"
        need.fail(need.ArgumentTypeError, "runs", expected, need.short(runs))
    runs = _runs("runs", runs)
    need.number("baseline", baseline, -need.LARGEST)
    ahead = (runs < baseline) if better == "lower" else (runs > baseline)
    behind = (runs > baseline) if better == "lower" else (runs < baseline)
    return "wins" if ahead.all() else "loses" if behind.all() else "ties"


def _runs(name, row):
    """Check a number, or a list or array of them, one for each seed; return a new array."""
    if not isinstance(row, np.ndarray):
        several = isinstance(row, (list, tuple))
        for seed, run in enumerate(row if several else [row]):
            need.real(f"{name}[{seed}]" if several else name, run)
        row = np.atleast_1d(np.array(row, float))
    need.array(name, row, ("seeds",), "iuf")
    return np.array(row, float)
