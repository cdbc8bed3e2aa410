"""Exercises without a single solution: an answer gets a score, and a rank among those of the book.

The first case of a contest holds all rows at once, each further one a single row of them, unless
it says otherwise. So an answer that looks at the rows beside it, where the future may stand, is
found out.
"""

import numpy as np

from .compare import same
from .engine import Exercise
from .language import say
from .show import show
from .verdict import Verdict

__all__ = ["Contest"]


class Contest(Exercise):
    """An exercise in which the better score wins; lower is better.

    Parameters
    ----------
    call, asks, solution, cases, mistakes, praise, read, form
        As for :class:`Exercise`; ``solution`` is one answer that is good enough. A case is a tuple
        of arrays with one row for each thing to answer.
    score : callable
        What an answer to the first case costs.
    bar : float
        An answer that costs less is right.
    ranks : list of (float, str)
        From the best to the worst: a score, and a sentence for those below it.
    fault : callable, optional
        Looks at the answers to all cases; returns what is not honest about them, None if nothing.
    """

    def __init__(self, *asked, score, bar, ranks, fault=None, **form):
        super().__init__(*asked, **form)
        self.score, self.bar, self.ranks = score, bar, ranks
        self.fault = fault or self._differs_alone

    def _judge(self, answers):
        hint = self._known(answers)
        if hint:
            return Verdict(False, say(hint))
        fault = self.fault(answers)
        if fault:
            return Verdict(False, fault)
        score = self.score(answers[0])
        rank = next((said for bound, said in self.ranks if score < bound), self.ranks[-1][1])
        reached = say("Your score is {score}.", score=show(round(score, 3)))
        right = bool(score < self.bar)
        said = [say(self.praise)] if right else []
        return Verdict(right, " ".join([*said, reached, say(rank)]))

    def _differs_alone(self, answers):
        whole, *single = answers
        rows = [self._row_of(case) for case in self.cases[1:]]
        if all(same(alone[0], whole[row]) for alone, row in zip(single, rows, strict=True)):
            return None
        return say(
            "A row gets another answer when it comes alone: what stands beside it may hold its "
            "future. Answer each row from itself."
        )

    def _row_of(self, case):
        """Where the single row of a case stands in the first case."""
        first, row = self.cases[0][0], case[0][0]
        return int(np.flatnonzero((first == row).all(axis=tuple(range(1, first.ndim))))[0])
