"""Open exercises: no answer is the right one, each has a score, and a place among the book's."""

from .engine import Exercise
from .language import say
from .verdict import Verdict

__all__ = ["Challenge"]


class Challenge(Exercise):
    """An exercise that asks for as many right guesses on a test part as one can get.

    The checker knows the truth of the test part and counts for itself. What it cannot see is how
    often somebody has tried: each try is one more look at the test part.

    Parameters
    ----------
    call, asks, solution, cases, mistakes, praise, read, form
        As for :class:`Exercise`. ``cases`` holds one case, for which ``read`` turns an answer into
        a list of guesses; ``solution`` is one of many ways to get past the bar.
    truth : callable
        Returns what is right, a list.
    ladder : callable
        Returns the guesses of the book's methods, by the names of the methods; the first is the
        bar, the one to be ahead of.
    """

    def __init__(self, *asked, truth, ladder, **options):
        super().__init__(*asked, **options)
        self.truth, self.ladder = truth, ladder

    def _judge(self, answers):
        hint = self._known(answers)
        if hint:
            return Verdict(False, say(hint))
        share, ladder = self.score(answers[0]), self.scores()
        passed = share > next(iter(ladder.values()))
        said = [say(self.praise)] if passed else []
        return Verdict(passed, " ".join([*said, *_rank(share, ladder)]))

    def score(self, guesses):
        """The share of the test part that is guessed exactly."""
        truth = self.truth()
        return sum(a == b for a, b in zip(guesses, truth, strict=True)) / len(truth)

    def scores(self):
        """The shares that the methods of the book guess exactly, by their names."""
        return {name: self.score(guesses) for name, guesses in self.ladder().items()}


def _rank(share, ladder):
    """Say how large a share is, and between which of the book's methods it stands."""
    yield say("Your share of right answers is {share}.", share=f"{share:.3f}")
    behind, ahead = ([], [])
    for name, other in ladder.items():
        (behind if share > other else ahead).append(f"{say(name)} ({other:.3f})")
    if behind:
        yield say("You are ahead of: {names}.", names=", ".join(behind))
    if ahead:
        yield say("You are not ahead of: {names}.", names=", ".join(ahead))
    else:
        yield say("Nothing in the book does better.")
