"""The exercises of chapter 6g on ranks."""

import numpy as np

from .engine import Exercise, Traits

__all__ = ["flattering_scores", "target_rank"]


def _rank(scores, seen, target, ahead=np.greater_equal, first=1):
    """Count who is ahead of the target; the seen items do not take part."""
    rivals = np.delete(np.arange(len(scores)), [*seen, target])
    return first + int(ahead(scores[rivals], scores[target]).sum())


_SCORES = np.array([0.9, 0.5, 0.1, 0.5, 0.7, 0.5, 0.2])

target_rank = Exercise(
    "target_rank(scores, seen, target)",
    "The rank of a film among all that the user has not seen, counted from 1, where a tie "
    "counts against it.",
    solution=_rank,
    cases=[(_SCORES, [0], 1), (_SCORES, [4, 3], 5), (_SCORES, [1], 0), (_SCORES, [0, 1], 2)],
    mistakes=[
        (
            lambda scores, seen, target: _rank(scores, [], target),
            "Films already seen take part in your ranking: leave them out.",
        ),
        (
            lambda scores, seen, target: _rank(scores, seen, target, ahead=np.greater),
            "With equal scores you put the target first: a tie has to count against it.",
        ),
        (
            lambda scores, seen, target: _rank(scores, seen, target, first=0),
            "One too few: the best rank is 1, not 0.",
        ),
        (
            lambda scores, seen, target: _rank(scores, seen, target, first=2),
            "One too many: the target is no rival of its own.",
        ),
        (
            lambda scores, seen, target: _rank(-scores, seen, target),
            "You rank from the other end: the highest score comes first.",
        ),
        (
            lambda scores, seen, target: int(_rank(scores, seen, target) <= 10),
            "That is whether it is a hit; its rank is asked for.",
        ),
        (
            lambda scores, seen, target: (
                int(np.argsort(-scores, kind="stable").tolist().index(target)) + 1
            ),
            "Sorting breaks ties by the order of the films, and seen films take part: count who "
            "is ahead.",
        ),
    ],
    praise="Right: seen films are out, and a tie counts against the target.",
)


def _flattery(scores, users, items):
    """What a careless and a strict rank make of scores."""
    scores = np.asarray(scores, float)
    target = scores[np.arange(len(scores)), np.arange(len(scores)) % scores.shape[1]][:, None]
    careless = 1 + (scores > target).sum(axis=1)
    strict = (scores >= target).sum(axis=1)
    return Traits(
        {
            "the shape": scores.shape,
            "all scores are finite": bool(np.isfinite(scores).all()),
            "the share of targets that come first if only higher scores count": _mean(
                careless == 1
            ),
            "the share of them beyond rank 10 if equal scores count too": _mean(strict > 10),
        }
    )


def _mean(flags):
    return float(flags.mean())


def _one_film(users, items):
    scores = np.zeros((users, items))
    scores[:, 0] = 1
    return scores


flattering_scores = Exercise(
    "flattering_scores(users, items)",
    "Finite scores (users, items) that know nothing, and that a rank which counts only "
    "strictly higher scores calls perfect.",
    solution=lambda users, items: np.zeros((users, items)),
    cases=[(40, 30), (100, 50)],
    mistakes=[
        (
            lambda users, items: np.full((users, items), np.nan),
            "NaN fools both ranks, for every comparison with it is false; find finite scores.",
        ),
        (
            lambda users, items: np.arange(users * items, dtype=float).reshape(users, items),
            "Different scores put the films into an order, and most targets are not first.",
        ),
        (
            _one_film,
            "Whoever wants another film has one ahead of it: nobody may be ahead of anybody.",
        ),
        (
            lambda users, items: np.zeros((items, users)),
            "Rows and columns are exchanged: one row for each user.",
        ),
        (
            lambda users, items: np.full((users, items), np.inf),
            "Infinity equals infinity, but finite scores are asked for.",
        ),
    ],
    praise="Right: equal scores say nothing, and a careless rank calls them perfect.",
    read=_flattery,
    form="an array of shape (users, items)",
)
