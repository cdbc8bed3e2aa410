"""The house style and the few kinds of figure that the chapters draw.

Every function draws on the axes it is given, or on new ones, and returns them; none calls
``plt.show``. The ground is white and opaque, so that a figure can be read on a dark page too, and
the colours are those of Okabe & Ito (2008), which colour-blind readers can tell apart. They are
for curves and marks: most are too pale for words on white, which are written in ``INKS``, their
dark twins. A kind of model has the same colour and the same mark in every chapter, ``MODELS``.
"""

import itertools
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

from . import _validate as need
from ._arguments import (
    check_count,
    check_option,
    check_positions,
    check_text,
    check_texts,
    is_steady,
)

__all__ = ["COLOURS", "INKS", "MODELS", "Look", "dots", "lines", "shares", "state_map", "use_style"]

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
INKS = ["#0072B2", "#A84300", "#00704F", "#93496F", "#8A5F00", "#2A7096", "#000000"]


class Look(NamedTuple):
    """How a kind of model is drawn: its curve or mark, and the ink of its name."""

    colour: str
    """Of the curve or mark."""
    ink: str
    """Of the name, a darker twin that can be read on white."""
    marker: str
    """The shape of a mark, as matplotlib calls it."""


_KINDS = ["RNN", "LSTM", "GRU", "attention", "MLP", "linear", "baseline"]
MODELS = dict(zip(_KINDS, map(Look, COLOURS, INKS, "os^PDvX"), strict=True))
STYLE = {
    "figure.figsize": (6, 3.2),
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": plt.cycler(color=COLOURS),
    "axes.axisbelow": True,
    "lines.linewidth": 1.8,
}


def use_style():
    """Switch matplotlib to the house style, at twice the resolution in a notebook."""
    plt.rcParams.update(STYLE)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    if get_ipython() is not None:
        set_matplotlib_formats("retina")


def lines(x, series, xlabel, ylabel, ax=None, log=""):
    """Draw curves over the same x, each labelled where it ends.

    A curve named after a kind of model, ``"GRU"`` for example, has the colour of ``MODELS``.

    Parameters
    ----------
    x : ndarray, shape (points,)
    series : dict of ndarray, shape (points,)
        The curves by their labels.
    xlabel, ylabel : str
        With units.
    ax : matplotlib.axes.Axes, optional
        New ones if omitted.
    log : str
        Axes with a logarithmic scale: ``""``, ``"x"``, ``"y"`` or ``"xy"``.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.array("x", x, ("points",), "biuf")
    _check_series("series", series, x.shape)
    check_option("log", log, ("", "x", "y", "xy"))
    ax = _axes(ax, xlabel, ylabel)
    for look, (label, y) in zip(_looks(series), series.items(), strict=True):
        ax.plot(x, y, color=look.colour)
        ax.annotate(_plain(label), (x[-1], y[-1]), (6, 0), textcoords="offset points",
                    color=look.ink, va="center", annotation_clip=False)  # fmt: skip
    if "x" in log:
        ax.set_xscale("log")
    if "y" in log:
        ax.set_yscale("log")
    return ax


def dots(groups, xlabel, ylabel, ax=None):
    """Draw one dot for every run, in one row for each group, with a bar at the median.

    Parameters
    ----------
    groups : dict of ndarray, shape (runs,)
        The results by the name of their group; the first group comes on top.
    xlabel, ylabel : str
        With units.
    ax : matplotlib.axes.Axes, optional
        New ones if omitted.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_series("groups", groups, ("runs",))
    ax = _axes(ax, xlabel, ylabel)
    for row, (look, values) in enumerate(zip(_looks(groups), groups.values(), strict=True)):
        spread = 0.25 * np.sin(np.arange(len(values)) * 2.4)  # apart, but the same every time
        ax.plot(values, row + spread, "o", color=look.colour, alpha=0.6, markersize=6)
        ax.plot([np.median(values)] * 2, [row - 0.4, row + 0.4], color=look.colour)
    ax.set_yticks(range(len(groups)), map(_plain, groups))
    ax.invert_yaxis()
    return ax


def shares(groups, total, xlabel, ylabel, ax=None):
    """Draw how many out of ``total`` succeeded, as bars with the count written at their end.

    Parameters
    ----------
    groups : dict of int
        The counts by the name of their group; the first group comes on top.
    total : int
        How many there could have been.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        New ones if omitted.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    total = check_count("total", total)
    need.filled("groups", groups, "at least one count")
    for name, count in groups.items():
        need.integer(f"groups[{name!r}]", count, 0, total)
    ax = _axes(ax, xlabel, ylabel)
    names, counts = list(map(_plain, groups)), list(groups.values())
    ax.barh(names, total, color="#eeeeee")
    bars = ax.barh(names, counts, color=COLOURS[0])
    ax.bar_label(bars, [f"{count} of {total}" for count in counts], padding=4)
    ax.set_xlim(0, total * 1.15)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.invert_yaxis()
    return ax


def state_map(states, labels, names, ax=None):
    """Draw states on their two principal axes, coloured and named by class.

    Parameters
    ----------
    states : ndarray, shape (count, hidden)
        At least two states, two hidden units, and something that differs.
    labels : ndarray of int, shape (count,)
        The class of every state, counted from 0.
    names : list of str
        One for each class; a class without a state is not drawn. After seven the colours repeat.
    ax : matplotlib.axes.Axes, optional
        New ones if omitted.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_map(states, labels, names)
    flat, share = _principal_axes(states)
    ax = _axes(ax, f"first axis ({share[0]:.0%} of the variance)", f"second axis ({share[1]:.0%})")
    halo = [withStroke(linewidth=4, foreground="white")]
    for label, (look, name) in enumerate(zip(_looks(names), names, strict=True)):
        cloud = flat[labels == label]
        if len(cloud):
            ax.plot(*cloud.T, "o", color=look.colour, alpha=0.4, markersize=4)
            middle = cloud[np.linalg.norm(cloud - np.median(cloud, axis=0), axis=1).argmin()]
            place = {"textcoords": "offset points", "ha": "center", "annotation_clip": False}
            ax.annotate(_plain(name), middle, (0, 15), color=look.ink, path_effects=halo, **place)
    ax.margins(0.1, 0.15)
    return ax


def _check_map(states, labels, names):
    need.array("states", states, ("count", "hidden"), "f")
    if min(states.shape) < 2:
        expected = "at least two states of at least two hidden units"
        need.fail(need.ShapeError, "states", expected, f"shape {states.shape}")
    if is_steady(states).all():
        need.fail(need.RangeError, "states", "states that differ", "the same state everywhere")
    check_texts("names", names)
    check_positions("labels", labels, (len(states),), 0, len(names) - 1)


def _principal_axes(states):
    """Turn states so that they vary most along the first axis; return two axes and the shares."""
    centred = states - states.mean(axis=0)
    _, size, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    size = size / size[0]  # the squares of tiny ones would be zero
    return centred @ axes[:2].T, size**2 / (size**2).sum()


def _axes(ax, xlabel, ylabel):
    check_text("xlabel", xlabel)
    check_text("ylabel", ylabel)
    if ax is None:
        _, ax = plt.subplots()
    need.instance("ax", ax, plt.Axes, "matplotlib axes")
    ax.set(xlabel=_plain(xlabel), ylabel=_plain(ylabel))
    return ax


def _plain(label):
    """Write a label so that matplotlib shows its dollar signs instead of reading formulas."""
    return str(label).replace("\\$", "$").replace("$", r"\$")


def _looks(names):
    """A model's own look for each name of a model, and the next free one for any other name."""
    known = {name: MODELS[name] for name in names if name in MODELS}
    looks = [look for look in MODELS.values() if look not in known.values()]
    free = itertools.cycle(looks or MODELS.values())
    return [known.get(name) or next(free) for name in names]


def _check_series(name, series, shape):
    need.arrays(name, series, "biuf")
    for label, y in series.items():
        need.array(f"{name}[{label!r}]", y, shape, "biuf")
