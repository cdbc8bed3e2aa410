"""How an exercise is judged: run the answer, compare, and recognise the likely mistake."""

import copy
from typing import NamedTuple

import numpy as np

from .. import _validate as need


class Verdict(NamedTuple):
    """The outcome of a check; its ``repr`` is what a notebook shows."""

    right: bool
    message: str

    def __repr__(self):
        return f"{'✓' if self.right else '✗'} {self.message}"


class Exercise:
    """An exercise with its solution, and the mistakes that learners make.

    Parameters
    ----------
    solution : callable
        The right answer.
    cases : list of tuple
        Arguments to try it with.
    mistakes : list of (callable, str)
        Wrong answers, each with a hint. An answer that agrees with one of them in every case
        gets its hint.
    praise : str
        What to say when all is right.
    read : callable, optional
        Turns an answer into the value to compare; the answer itself if omitted.
    """

    def __init__(self, solution, cases, mistakes, praise, read=None):
        self.solution, self.cases, self.mistakes = solution, cases, mistakes
        self.praise, self.read = praise, read or (lambda answer: answer)

    def __call__(self, function):
        """Judge a learner's function.

        Parameters
        ----------
        function : callable

        Returns
        -------
        verdict : Verdict

        Raises
        ------
        InputError
            If ``function`` cannot be called.
        """
        need.function("function", function)
        try:
            answers = self._run(function)
        except _Odd as odd:
            return Verdict(False, str(odd))
        wanted = self._run(self.solution)
        wrong = [k for k, pair in enumerate(zip(answers, wanted, strict=True)) if not same(*pair)]
        if not wrong:
            return Verdict(True, self.praise)
        for mistake, hint in self.mistakes:
            if all(map(same, answers, self._run(mistake))):
                return Verdict(False, hint)
        case = ", ".join(map(show, self.cases[wrong[0]]))
        came, right = show(answers[wrong[0]]), show(wanted[wrong[0]])
        return Verdict(False, f"Not yet: for ({case}) the answer is {right}, yours is {came}.")

    def _run(self, function):
        answers = []
        for case in self.cases:
            shown = f"({', '.join(map(show, case))})"
            try:
                answer = function(*copy.deepcopy(case))
            except Exception as error:
                raise _Odd(f"For {shown} it stopped: {type(error).__name__}: {error}") from error
            if answer is None or answer is ...:
                raise _Odd("It returns nothing yet: end it with `return` and your answer.")
            try:
                answers.append(self.read(answer))
            except Exception as error:
                raise _Odd(f"For {shown} the answer has the wrong form: {error}") from error
        return answers


class _Odd(Exception):
    """An answer that cannot be compared."""


def same(a, b):
    """Equal shape and, up to rounding, equal values; words must be equal."""
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    try:
        return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-12)
    except (TypeError, ValueError):
        return False


def show(value):
    """Write a value on one short line."""
    if isinstance(value, np.ndarray) and value.size > 9:
        text = f"an array of shape {value.shape}"
    elif isinstance(value, np.ndarray):
        text = str(value.tolist())
    else:
        text = repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 70 else text[:67] + "…"
