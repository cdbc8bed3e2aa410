"""Quality against training compute: from what budget on does a network overtake?

Each field of chapter 6 has a curve: a network trained with growing budgets from several seeds, and
the best opponent. The curves lie beside this file as JSON, with their recipes and versions;
``python benchmarks/budget_curves.py FIELD`` in the book's repository measures one anew.
"""

import json
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

from .. import _validate as need
from .. import plotting, scores
from .._arguments import check_option

__all__ = ["FIELDS", "Curve", "curve", "draw"]

_FOLDER = Path(__file__).parent
FIELDS = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))
_AXES = {"seconds": "CPU seconds of training", "data": "training cases"}
_KINDS = {  # of models whose names say more than their kind, for their looks
    "GRU with attention": "attention",
    "GRU with CTC": "GRU",
    "GRU, one fixed state": "GRU",
}


class Curve(NamedTuple):
    """What was measured for one field; its methods read the points."""

    field: str
    """One of ``FIELDS``."""
    metric: str
    """What the quality is, with its unit."""
    better: str
    """``"lower"`` or ``"higher"``."""
    opponent: str
    """The name of the model that the others have to overtake."""
    live: dict
    """The ``model`` and ``budget`` of the notebook's own network."""
    recipes: dict
    """How each model was trained, in words."""
    versions: dict
    """Of the libraries, by their names."""
    processor: str
    """Where the seconds were measured."""
    tolerance: float
    """How far a point may lie off when it is measured again."""
    points: tuple
    """Dicts with ``model``, ``budget``, ``seed``, ``steps``, ``seconds`` and ``quality``."""

    def models(self):
        """The names of the models, in the order of the points."""
        return list(dict.fromkeys(point["model"] for point in self.points))

    def runs(self, model, what="quality"):
        """What every seed of a model reached: an array for each budget, smallest first.

        Parameters
        ----------
        model : str
        what : str
            ``"quality"`` or another entry of the points, such as ``"seconds"``.

        Returns
        -------
        runs : dict of ndarray, shape (seeds,)
        """
        check_option("model", model, self.models())
        chosen = [point for point in self.points if point["model"] == model]
        check_option("what", what, list(chosen[0])[1:])
        budgets = sorted({point["budget"] for point in chosen})
        return {b: np.array([p[what] for p in chosen if p["budget"] == b], float) for b in budgets}

    def bar(self):
        """The opponent's median at the budget that suits it best: what has to be overtaken."""
        medians = [np.median(runs) for runs in self.runs(self.opponent).values()]
        return float(min(medians) if self.better == "lower" else max(medians))

    def overtakes(self, model):
        """The budget from which on every seed of a model is ahead of :meth:`bar`.

        Parameters
        ----------
        model : str

        Returns
        -------
        budget : float or None
            None if the model is not ahead with every seed at its largest budget.
        """
        found = None
        for budget, runs in reversed(self.runs(model).items()):
            if scores.verdict(runs, self.bar(), self.better) != "wins":
                break
            found = budget
        return found

    def table(self, digits=3):
        """Medians and ranges by the number of steps, shown by :func:`rnn_helpers.scores.compare`.

        Parameters
        ----------
        digits : int
            How many decimals to show.

        Returns
        -------
        scores : scores.Scores
        """
        rows = {
            f"{model}, {self.runs(model, 'steps')[budget][0]:g} steps": runs
            for model in self.models()
            for budget, runs in self.runs(model).items()
        }
        return scores.compare(self.metric, rows, self.better, digits)


def curve(field):
    """Read the curve of a field.

    Parameters
    ----------
    field : str
        One of ``FIELDS``.

    Returns
    -------
    curve : Curve

    Raises
    ------
    InputError
        If there is no such field; the message lists those that there are.
    """
    check_option("field", field, FIELDS)
    stored = json.loads((_FOLDER / f"{field}.json").read_text(encoding="utf-8"))
    return Curve(**stored | {"points": tuple(stored["points"])})


def draw(curve, ax=None, by="seconds"):
    """Draw quality against compute: a dot for every seed, and a line through the medians.

    The opponent's line goes on to the right, since more compute does not make it worse; a ring
    marks the network that the notebook trains.

    Parameters
    ----------
    curve : Curve
    ax : matplotlib.axes.Axes, optional
        New ones if omitted, small enough to be read on a phone.
    by : str
        What lies on the horizontal axis: ``"seconds"``, or ``"data"`` where the points have it.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.instance("curve", curve, Curve, "what budgets.curve returned")
    check_option("by", by, [name for name in _AXES if name in curve.points[0]])
    if ax is None:
        _, ax = plt.subplots(figsize=(4.6, 3.8))
    need.instance("ax", ax, plt.Axes, "matplotlib axes")
    last = max(point[by] for point in curve.points)
    others = [model for model in curve.models() if model != curve.opponent]
    looks = plotting._looks([_KINDS.get(model, model) for model in others])
    for model, look in zip(others, looks, strict=True):
        _draw_model(ax, curve, model, by, look)
    _draw_model(ax, curve, curve.opponent, by, plotting.MODELS["baseline"], until=last)
    model, budget = curve.live["model"], curve.live["budget"]
    x, y = (curve.runs(model, what)[budget] for what in (by, "quality"))
    ring = {"markersize": 13, "markerfacecolor": "none", "color": "black"}
    ax.plot(np.median(x), np.median(y), "o", label="trained on this page", **ring)
    ax.set(xscale="log", xlabel=_AXES[by], ylabel=curve.metric)
    _write_plain_ticks(ax.xaxis)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False)
    return ax


def _write_plain_ticks(axis):
    """Write 2, 5 and 10 rather than powers of ten; the more decades, the fewer in each."""
    low, high = axis.get_view_interval()
    steps = (1, 2, 3, 5) if high < 10 * low else (1, 2, 5) if high < 1000 * low else (1,)
    axis.set_major_locator(LogLocator(subs=steps))
    axis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axis.set_minor_locator(NullLocator())


def _draw_model(ax, curve, model, by, look, until=None):
    """Dots for the seeds; a line through the medians, to the right end where one is given."""
    x, y = (list(curve.runs(model, what).values()) for what in (by, "quality"))
    ax.plot(np.concatenate(x), np.concatenate(y), look.marker, color=look.colour, alpha=0.5)
    middles = [[np.median(runs) for runs in axis] for axis in (x, y)]
    if until is not None:
        middles = [middles[0] + [until], middles[1] + middles[1][-1:]]
    style = "--" if until is not None else "-"
    ax.plot(*middles, style, marker=look.marker, markevery=len(x), color=look.colour, label=model)
