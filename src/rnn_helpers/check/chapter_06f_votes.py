"""The exercises of chapter 6f on networks that vote."""

import functools
import math
from collections import Counter

import numpy as np

from .challenge import Challenge
from .compare import Traits
from .engine import Exercise
from .stored import stored, unpack_lines

__all__ = ["combine_captions", "majority_share"]


def _majority(p, voters, least=None):
    least = voters // 2 + 1 if least is None else least
    ways = range(least, voters + 1)
    return float(sum(math.comb(voters, k) * p**k * (1 - p) ** (voters - k) for k in ways))


majority_share = Exercise(
    "majority_share(p, voters)",
    "How often more than half of an odd number of ``voters`` are right, each with probability "
    "``p``, independently.",
    solution=_majority,
    cases=[(0.8, 3), (0.9, 5), (0.4, 3), (0.6, 7)],
    mistakes=[
        (
            lambda p, voters: p**voters,
            "That is how often all are right; more than half are enough.",
        ),
        (
            lambda p, voters: 1 - (1 - p) ** voters,
            "That is how often at least one is right, but a single one is outvoted.",
        ),
        (
            lambda p, voters: p,
            "That is one voter alone: a majority is right more often than that, or less often.",
        ),
        (
            lambda p, voters: p ** (voters // 2 + 1),
            "That is how often a certain majority is right; any majority will do.",
        ),
        (
            lambda p, voters: _majority(p, voters) - _majority(p, voters, voters // 2 + 2),
            "That is the barest majority alone: larger ones count, too.",
        ),
        (
            lambda p, voters: 1 - _majority(p, voters),
            "That is how often the majority is wrong.",
        ),
        (
            lambda p, voters: _majority(p, voters, voters // 2),
            "You let a minority win: of three voters two have to be right.",
        ),
    ],
    praise="Right: if each of three voters is right in 0.8 of the cases, most of them are in 0.9.",
)


@functools.cache
def _written():
    """What is right, and what each network wrote, for practice and for the test."""
    data = stored("chapter_06f_written")
    words = data["words"]

    def captions(packed):
        return [" ".join(words[int(k, 16)] for k in line) for line in unpack_lines(packed)]

    return {
        part: {name: captions(packed) for name, packed in texts.items()}
        for part, texts in data["captions"].items()
    }


def _without_truth(part):
    return {name: texts for name, texts in _written()[part].items() if name != "right"}


def _case():
    return [(_without_truth("practice"), _written()["practice"]["right"], _without_truth("test"))]


def _best_alone(written, right):
    """The network with the most exact captions."""
    counts = {name: sum(map(str.__eq__, texts, right)) for name, texts in written.items()}
    return max(counts, key=counts.get)


def _vote(written, right, new):
    """Each whole caption gets a vote from each network, heavier from those that err less."""
    share = {n: np.mean([a == b for a, b in zip(t, right)]) for n, t in written.items()}  # noqa: B905
    answers = []
    for k in range(len(next(iter(new.values())))):
        votes = Counter()
        for name, texts in new.items():
            votes[texts[k]] += share[name] ** 4
        answers.append(max(votes, key=votes.get))
    return answers


def _ladder():
    practice, test = _written()["practice"], _without_truth("test")
    groups = {kind: [n for n in test if n.startswith(kind)] for kind in ("slot filler", "GRU, ")}
    best = {
        kind: test[_best_alone({n: practice[n] for n in names}, practice["right"])]
        for kind, names in groups.items()
    }
    every = _best_alone(_without_truth("practice"), practice["right"])
    return Traits(
        {
            "the best single network": test[every],
            "the best slot filler": best["slot filler"],
            "the best GRU without attention": best["GRU, "],
        }
    )


def _read_captions(answer, written, right, new):
    """One caption for each new picture."""
    captions = [" ".join(caption.split()) for caption in answer]
    if len(captions) != len(next(iter(new.values()))):
        raise ValueError
    return captions


combine_captions = Challenge(
    "combine_captions(written, right, new)",
    "Captions for the test pictures, from what nine networks have written about them, ``new``: "
    "lists of captions by the names of the networks. ``written`` and ``right`` are captions of "
    "other pictures, to practise with.",
    solution=_vote,
    cases=_case,
    mistakes=[
        (
            lambda written, right, new: right,
            "Those are the right captions of the pictures to practise with, not of the new ones.",
        ),
        (
            lambda written, right, new: written[_best_alone(written, right)],
            "That was written about the pictures to practise with: take `new`.",
        ),
        (
            lambda written, right, new: new[_best_alone(written, right)],
            "That is the best network alone, the one to beat: let the others speak as well.",
        ),
    ],
    praise="Right, together they know more than the best of them.",
    read=_read_captions,
    form="one caption for each of the new pictures",
    truth=lambda: _written()["test"]["right"],
    ladder=_ladder,
)
