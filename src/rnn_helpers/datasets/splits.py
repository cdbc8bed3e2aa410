"""Split data into parts for training, validation and test without letting one leak into another.

Fractions are those of the parts after the first: ``(0.15, 0.15)`` keeps the last 15% for the
test, the 15% before for validation, and the rest for training.
"""

import numpy as np

from .. import _validate as need
from .._arguments import check_count

__all__ = ["at_random", "by_group", "by_time"]


def by_time(count, fractions):
    """Cut a series into parts that follow each other: what is predicted comes last.

    Parameters
    ----------
    count : int
        How many steps there are.
    fractions : tuple of float
        The shares of the parts after the first.

    Returns
    -------
    parts : list of ndarray of int
        The indices of each part, in order; no part is empty.

    Raises
    ------
    InputError
        If a fraction does not lie between 0 and 1, they leave nothing for the first part, or a
        part would be empty.
    """
    count = check_count("count", count)
    return np.split(np.arange(count), _cuts(count, fractions))


def at_random(count, fractions, rng):
    """Deal out items that have no order and no relation to one another.

    Parameters
    ----------
    count : int
    fractions : tuple of float
        The shares of the parts after the first.
    rng : numpy.random.Generator

    Returns
    -------
    parts : list of ndarray of int
        The indices of each part, sorted.

    Raises
    ------
    InputError
        As :func:`by_time`, or if ``rng`` is no generator.
    """
    need.generator("rng", rng)
    count = check_count("count", count)
    parts = np.split(rng.permutation(count), _cuts(count, fractions))
    return [np.sort(part) for part in parts]


def by_group(groups, fractions, rng):
    """Deal out whole groups, such as all sentences of one author.

    Parameters
    ----------
    groups : ndarray, shape (items,)
        The group of every item.
    fractions : tuple of float
        The shares of the groups in the parts after the first.
    rng : numpy.random.Generator

    Returns
    -------
    parts : list of ndarray of int
        The indices of the items of each part, sorted; no group is in two parts.

    Raises
    ------
    InputError
        As :func:`at_random`.
    """
    need.array("groups", groups, ("items",), "biufSU")
    _, group = np.unique(groups, return_inverse=True)
    parts = at_random(int(group.max()) + 1, fractions, rng)
    return [np.flatnonzero(np.isin(group, part)) for part in parts]


def _cuts(count, fractions):
    """Where to cut; each part after the first is rounded to a whole number of items."""
    if not isinstance(fractions, tuple) or not fractions:
        came = need.short(fractions)
        need.fail(need.ArgumentTypeError, "fractions", "a tuple such as (0.15, 0.15)", came)
    for index, fraction in enumerate(fractions):
        need.number(f"fractions[{index}]", fraction, need.POSITIVE, 1)
    sizes = [round(count * float(fraction)) for fraction in fractions]
    if min(sizes) < 1 or sum(sizes) >= count:
        expected = f"parts of {count} items of which none is empty"
        need.fail(need.RangeError, "fractions", expected, f"{fractions}, that is {sizes}")
    return count - np.cumsum(sizes[::-1])[::-1]
