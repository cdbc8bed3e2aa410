"""How an exercise is judged: run the answer, compare, and recognise the likely mistake."""

import re

import numpy as np

from .. import _validate as need
from ..errors import InputError, MissingPackageError
from . import slips
from .compare import Traits, miss, same
from .language import say
from .show import show, show_call
from .trial import Trouble, run
from .verdict import Verdict

__all__ = ["Exercise", "Traits", "Verdict", "one_of"]


def one_of(*words):
    """Read an answer that has to be one of a few words."""

    def read(answer, *case):
        if answer not in words:
            raise ValueError
        return answer

    return read


class Exercise:
    """An exercise with its solution, and the mistakes that learners make.

    Parameters
    ----------
    call : str
        How its function is called: ``"half_life(w)"``.
    asks : str
        What is asked for, in a sentence; with ``call`` it is what ``help`` shows.
    solution : callable
        The right answer.
    cases : list of tuple, or callable
        Arguments to try it with; or a function that returns them, called when they are needed.
    mistakes : list of (callable, str)
        Wrong answers, each with a hint. An answer that agrees with one of them in every case
        gets its hint.
    praise : str
        What to say when all is right.
    read : callable, optional
        Turns an answer, and the arguments of its case, into what is compared: the answer itself
        if omitted. What it returns is shown to learners, so it speaks their language.
    form : str, optional
        What an answer has to be so that ``read`` can read it, in words.
    """

    def __init__(self, call, asks, solution, cases, mistakes, praise, read=None, form=""):
        self.__name__, arguments = re.fullmatch(r"(\w+)\((.*)\)", call).groups()
        self.__doc__ = f"``{call}``: {asks}"
        self.arguments = arguments.split(", ") if arguments else []
        self.solution, self._cases, self.mistakes = solution, cases, mistakes
        self.praise, self.read, self.form = praise, read or (lambda answer, *case: answer), form
        self.forget()

    def __repr__(self):
        return f"<exercise {self.__name__}>"

    @property
    def cases(self):
        """The arguments to try it with."""
        return self._cases() if callable(self._cases) else self._cases

    def forget(self):
        """Forget what was tried, so that the next wrong answer counts as the first."""
        self._first_try = None

    def __call__(self, function):
        """Judge a learner's function.

        A likely mistake gets its hint. Any other wrong answer is shown with a case that it gets
        wrong: an array with the entry that should stand there, a single number or word at first
        only with the kind of miss. What it should be is told from the second different wrong
        answer on, counted since the exercise was last solved or told to :meth:`forget`.

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
            answers = self._answers(function)
        except (Trouble, MissingPackageError) as trouble:
            return Verdict(False, str(trouble))
        try:
            return self._judge(answers)
        except Exception as error:  # an object may raise when it is compared
            name = type(error).__name__
            said = "Your answer is {yours}: comparing it stops ({name})."
            return Verdict(False, say(said, yours=show(answers[0]), name=name))

    def _answers(self, function):
        answers = run(function, self.__name__, self.arguments, self.cases)
        return list(map(self._read, self.cases, answers))

    def _read(self, case, answer):
        try:
            return self.read(answer, *case)
        except InputError as error:  # names the part that does not fit
            fault = say("your answer does not fit: {error}.", error=error)
        except MissingPackageError:  # it holds what the answer is compared with
            raise
        except Exception:
            said = "your answer is {yours}; {form} is asked for."
            fault = say(said, yours=show(answer), form=say(self.form))
        raise Trouble(f"{show_call(self.__name__, case)}: {fault}")

    def _judge(self, answers):
        wanted = self._answers(self.solution)
        right = list(map(same, answers, wanted))
        if all(right):
            self.forget()
            return Verdict(True, say(self.praise))
        first, hint = self._is_first(answers), self._known(answers)
        if hint:
            return Verdict(False, say(hint))
        k = right.index(False)
        found = miss(answers[k], wanted[k])
        place = f"{show_call(self.__name__, self.cases[k])}: {found.hint if first else found.whole}"
        slip = slips.recognise(answers, wanted)
        if slip and first and not isinstance(wanted[k], np.ndarray):
            return Verdict(False, slip)
        return Verdict(False, f"{slip} {place}" if slip else place)

    def _known(self, answers):
        """The hint of the mistake that gives these answers, if it is one of those listed."""
        for mistake, hint in self.mistakes:
            if all(map(same, answers, self._answers(mistake))):
                return hint
        return None

    def _is_first(self, answers):
        """Whether no other wrong answer came before this one; the first is remembered."""
        written = tuple(map(show, answers))
        if self._first_try is None:
            self._first_try = written
        return written == self._first_try
