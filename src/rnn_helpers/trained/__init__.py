"""Networks that were trained for longer than a page has time for, stored small.

Every column of weights is kept as whole numbers of one byte and a scale; beside the weights lies
the recipe. ``benchmarks/letters.py`` of the book's repository trains the network that writes.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .. import _validate as need
from .. import activations, gru
from .._arguments import check_count, check_text
from ..errors import EmptyError, RangeError

__all__ = ["Writer", "letters"]

LETTERS = Path(__file__).with_name("letters.npz")


class Writer(NamedTuple):
    """A network that predicts letters, and can write."""

    letters: np.ndarray
    """A vector for each symbol, shape (symbols, features)."""
    gru: dict
    """``U``, ``W`` and ``b``."""
    dense: dict
    """``V`` and ``c``."""
    alphabet: str
    """The character of each symbol; the first stands for all others."""
    recipe: dict
    """Passes, seconds, rate, dropout and versions of its training."""

    def write(self, prompt, letters=300, temperature=0.7, seed=0):
        """Go on from a text.

        Parameters
        ----------
        prompt : str
            In letters of the plays.
        letters : int
            How many to write.
        temperature : float
            Below 1: rather what is likely; above 1: more of the rest.
        seed : int
            Another seed, another text.

        Returns
        -------
        text : str
            The prompt, and what follows.

        Raises
        ------
        InputError
            If an argument does not fit; a letter that the plays lack is named.
        """
        self._check(prompt)
        check_count("letters", letters)
        need.number("temperature", temperature, 0.05, 20)
        rng = np.random.default_rng(need.integer("seed", seed, 0))
        read, text = [self.alphabet.index(letter) for letter in prompt], prompt
        h = gru.forward(self.gru, self.letters[[read]])[0][:, -1]
        for _ in range(letters):
            logits = h @ self.dense["V"] + self.dense["c"]
            p = activations.softmax(logits.astype(float) / temperature)
            drawn = (p.cumsum() > rng.random()).argmax()
            text += self.alphabet[drawn]
            h = gru.forward(self.gru, self.letters[[[drawn]]], h)[0][:, 0]
        return text

    def _check(self, prompt):
        check_text("prompt", prompt)
        if not prompt:
            need.fail(EmptyError, "prompt", "at least one letter", "none")
        strange = sorted(set(prompt) - set(self.alphabet[1:]))
        if strange:
            expected = "letters that the plays have"
            need.fail(RangeError, "prompt", expected, " ".join(map(repr, strange)))


def letters():
    """Read the network that has read six plays by Shakespeare.

    Returns
    -------
    writer : Writer
    """
    with np.load(LETTERS) as stored:
        whole = {name: stored[name] for name in stored if stored[name].dtype == np.int8}
        weights = {name: numbers * stored[f"{name}_scale"] for name, numbers in whole.items()}
        recipe = json.loads(str(stored["recipe"]))
    cell, dense = ({name: weights[name] for name in names} for names in ("UWb", "Vc"))
    return Writer(weights["letters"], cell, dense, recipe.pop("alphabet"), recipe)
