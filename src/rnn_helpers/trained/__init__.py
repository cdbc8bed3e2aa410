"""Networks that were trained for longer than a page has time for, stored small.

Every column of weights is kept as whole numbers of one byte and a scale. Beside the weights lies
the recipe. The scripts that trained them are in ``benchmarks`` of the book's repository.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .._arguments import check_option

__all__ = ["NAMES", "Trained", "load"]

_FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in _FOLDER.glob("*.npz")))


class Trained(NamedTuple):
    """A network and how it was made."""

    weights: dict
    """Arrays of float32 by name."""
    recipe: dict
    """What was trained, on what, how long, with which versions."""


def load(name):
    """Read the weights and the recipe of a network.

    Parameters
    ----------
    name : str
        One of ``NAMES``.

    Returns
    -------
    trained : Trained

    Raises
    ------
    InputError
        If there is no such network; the message lists those that there are.
    """
    check_option("name", name, NAMES)
    with np.load(_FOLDER / f"{name}.npz") as stored:
        whole = {key: stored[key] for key in stored if stored[key].dtype == np.int8}
        weights = {key: numbers * stored[f"{key}_scale"] for key, numbers in whole.items()}
        return Trained(weights, json.loads(str(stored["recipe"])))
