"""The open exercise of chapter 6g: ten films for each user, and how many of them are right."""

import functools

import numpy as np

from ..datasets import film_histories, film_names, leave_last_out, movielens
from .challenge import Challenge
from .compare import Traits

__all__ = ["next_films"]

_TUNED = {"alpha": 100, "back": 0.5, "discount": 0.3}
SERVED_BY_GRU = int(  # which test users the notebook's first GRU serves, a bit for each
    "18842703000045825201908000003644c26001c0000c20240080a0180108f8424920303005000c00"
    "14210200c0200610205002010124502a0001006210820902888a2020a018190064590024d0221802"
    "0280010065400082211000214150200400011400003000800d1048840004305908101a1a1800",
    16,
)


@functools.cache
def _parts():
    """What a learner's function is handed, and the films of the test."""
    data, _ = movielens()
    train, validation, test = leave_last_out(film_histories(data, np.random.default_rng(0)))
    new = [np.append(past, film) for past, film in zip(train, validation, strict=True)]
    return (train, film_names(data), new), test.tolist()


def _right(answer, train, names, new):
    """For each user the right film if it is among the first ten, else -1."""
    tens = [np.atleast_1d(ten) for ten in answer]
    films = np.concatenate(tens)
    if len(tens) != len(new) or films.dtype.kind not in "iu" or films.max() >= len(names):
        raise ValueError
    if any(len(ten) > 10 or np.isin(ten, past).any() for ten, past in zip(tens, new, strict=True)):
        raise ValueError
    pairs = zip(tens, _parts()[1], strict=True)
    return [film if film in ten else -1 for ten, film in pairs]


def _first_ten(votes, past):
    votes[past] = -1
    return np.argsort(-votes, kind="stable")[:10]


def _often(train, names):
    return np.bincount(np.concatenate(train), minlength=len(names))


def _popular(train, names, new):
    return [_first_ten(_often(train, names) * 1.0, past) for past in new]


def _chain(train, names, new, window=20, alpha=10, back=0, discount=0, newest=-1, decay=0.8):
    """The windowed Markov chain of the chapter, with all its constants."""
    counts, often = np.zeros((len(names), len(names))), _often(train, names)
    for history in train:
        for distance in range(1, window + 1):
            counts[history[:-distance], history[distance:]] += decay ** (distance - 1)
    counts += back * counts.T
    chances = counts + alpha * often / often.sum()
    chances /= (counts.sum(axis=1, keepdims=True) + alpha) * (1 + often) ** discount
    last = [past[::newest][:window] for past in new]
    votes = [decay ** np.arange(len(films)) @ chances[films] for films in last]
    return [_first_ten(vote, past) for vote, past in zip(votes, new, strict=True)]


def _neighbours(train, names, new, last=None):
    rated = np.zeros((len(train), len(names)))
    for user, history in enumerate(train):
        rated[user, history] = 1
    together = rated.T @ rated
    size = np.sqrt(np.maximum(np.diag(together), 1))
    alike = together / np.outer(size, size) * (1 - np.eye(len(names)))
    return [_first_ten(alike[past[-(last or len(past)) :]].sum(axis=0), past) for past in new]


@functools.cache
def _ladder():
    case, test = _parts()
    served = [SERVED_BY_GRU >> user & 1 for user in range(len(test))]
    gru = [film if hit else -1 for film, hit in zip(test, served, strict=True)]
    counted = {
        "the windowed chain": _chain(*case, **_TUNED),
        "that chain without its last three constants": _chain(*case),
        "neighbours of the last three": _neighbours(*case, last=3),
        "popularity": _popular(*case),
    }
    return Traits({"the GRU": gru, **{name: _right(ten, *case) for name, ten in counted.items()}})


next_films = Challenge(
    "next_films(train, names, new)",
    "Up to ten films for each history in ``new``, by their numbers, none of them in it; "
    "``train`` holds histories to learn from, ``names`` the films.",
    solution=functools.partial(_chain, alpha=100, back=0.5),
    cases=lambda: [_parts()[0]],
    mistakes=[
        (
            _popular,
            "These are the most popular films: the last films of a history say much more.",
        ),
        (
            lambda train, names, new: _chain(train, names, new, window=1),
            "You count the next film alone: let those count that come some steps later, too.",
        ),
        (
            _neighbours,
            "All films of the history count alike: the last few tell which page comes next.",
        ),
        (
            lambda train, names, new: _chain(train, names, new, newest=1),
            "You let the oldest films vote: turn the history round.",
        ),
    ],
    praise="Right: you are ahead of the GRU.",
    read=_right,
    form="a list with up to ten numbers of films for each of the 943 histories, none of them in it",
    truth=lambda: _parts()[1],
    ladder=_ladder,
)
