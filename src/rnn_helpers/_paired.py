"""Two methods on the same test cases: who leads, with other seeds and other cases too?"""

from typing import NamedTuple

import numpy as np

from . import _validate as need
from ._arguments import check_option, check_text

__all__ = ["Lead", "paired"]

BETTER = ("lower", "higher")
OUTCOMES = ("wins", "ties", "loses")
FEWEST = 3  # seeds


class Lead(NamedTuple):
    """How far a network is ahead of a baseline; the ``repr`` is the line that a notebook shows."""

    by_seed: np.ndarray
    """The lead of each seed, shape (seeds, seeds of the baseline); positive is better."""

    mean: float
    """The lead over all seeds."""

    low: float
    """The lower end of its 95% interval over test cases."""

    high: float
    """The upper end."""

    digits: int
    """How many decimals are shown."""

    @property
    def verdict(self):
        """``"wins"`` if every seed and the whole interval are ahead, ``"loses"`` if all are behind.

        Everything else ``"ties"``.
        """
        low, high = self._ends()
        return "wins" if low > 0 else "loses" if high < 0 else "ties"

    def evidence(self, what, verdict):
        """Write down what bears a verdict out, as lines for :func:`rnn_helpers.ledger.decide`.

        Parameters
        ----------
        what : str
            Who is ahead of whom, on what, in which unit.
        verdict : str
            ``"wins"``, ``"ties"`` or ``"loses"``.

        Returns
        -------
        lines : list of tuple
            Two conditions. If the verdict is another one, at least one of them does not hold.

        Raises
        ------
        InputError
            If an argument does not fit; the message names it.
        """
        check_text("what", what)
        check_option("verdict", verdict, OUTCOMES)
        if verdict == "wins":
            ends = [("worst seed", self.by_seed.min(), ">"), ("lower end of 95%", self.low, ">")]
        elif verdict == "loses":
            ends = [("best seed", self.by_seed.max(), "<"), ("upper end of 95%", self.high, "<")]
        else:
            low, high = self._ends()
            ends = [("least of seeds and 95%", low, "<="), ("most of these", high, ">=")]
        return [(f"{what}: {end}", float(value), relation, 0) for end, value, relation in ends]

    def _ends(self):
        """The smallest and the largest of all leads that count."""
        return min(self.by_seed.min(), self.low), max(self.by_seed.max(), self.high)

    def __repr__(self):
        spread = [self.mean, self.low, self.high, self.by_seed.min(), self.by_seed.max()]
        mean, low, high, worst, best = (f"{value:+.{self.digits}f}" for value in spread)
        seeds = " × ".join(str(count) for count in self.by_seed.shape if count > 1)
        spread = f"{seeds} seeds {worst} to {best}"
        return f"lead {mean}, 95% {low} to {high}, {spread}: {self.verdict}"


def paired(runs, baseline, better="lower", *, block=1, repeats=5_000, digits=3):
    """Compare a network with a baseline, case by case: the rule of chapter 6.

    The differences on the test cases are drawn anew, with replacement, ``repeats`` times: that
    is another test of the same kind. Neighbours that depend on each other, such as the days of a
    week, are drawn together, in blocks that go around the end.

    Parameters
    ----------
    runs : ndarray, shape (seeds, cases)
        The network's result on every test case, for at least three seeds: a cost, or right or not.
    baseline : ndarray, shape (cases,) or (seeds, cases)
        The same of the baseline.
    better : str
        ``"lower"`` or ``"higher"``.
    block : int
        How many neighbouring cases are drawn together.
    repeats : int
        How many tests are drawn.
    digits : int
        How many decimals to show.

    Returns
    -------
    lead : Lead

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.

    References
    ----------
    Künsch (1989); Politis and Romano (1992).
    """
    check_option("better", better, BETTER)
    need.array("runs", runs, ("seeds", "cases"), "biuf")
    if len(runs) < FEWEST:
        need.fail(need.ShapeError, "runs", f"at least {FEWEST} seeds", len(runs))
    cases = runs.shape[1]
    several = getattr(baseline, "ndim", 1) == 2
    need.array("baseline", baseline, ("seeds", cases) if several else (cases,), "biuf")
    block = need.integer("block", block, 1, cases)
    repeats = need.integer("repeats", repeats, 1, 100_000)
    digits = need.integer("digits", digits, 0, 15)

    sign = -1.0 if better == "lower" else 1.0
    ours, theirs = sign * runs, np.atleast_2d(sign * baseline)
    by_seed = np.subtract.outer(ours.mean(axis=1), theirs.mean(axis=1))
    difference = ours.mean(axis=0) - theirs.mean(axis=0)
    low, high = np.quantile(_drawn_again(difference, block, repeats), [0.025, 0.975])
    return Lead(by_seed, float(difference.mean()), float(low), float(high), digits)


def _drawn_again(difference, block, repeats):
    """Draw means of as many cases, block by block."""
    around = np.append(difference, difference[: block - 1])
    blocks = np.lib.stride_tricks.sliding_window_view(around, block).mean(axis=1)
    count = -(-len(difference) // block)
    drawn = np.random.default_rng(0).integers(0, len(blocks), (repeats, count))
    return blocks[drawn].mean(axis=1)
