"""The exercises of chapter 6e on what to read out of the spikes of a network."""

import functools
import itertools

import numpy as np

from .challenge import Challenge
from .compare import Traits
from .engine import Exercise
from .stored import stored, unpack_bytes, unpack_lines

__all__ = ["aligned", "read_fast_speech"]


def _align(log_p, target, jumps=True, skips_equal=False):
    """The likeliest path that collapses to the target: Viterbi on the places of (6e.6)."""
    places = [0]
    for label in target:
        places += [label, 0]
    V = np.full((len(log_p), len(places)), -np.inf)
    came = np.zeros(V.shape, int)
    V[0, :2] = log_p[0, places[:2]]
    for t, s in itertools.product(range(1, len(log_p)), range(len(places))):
        new = places[s] != places[s - 2] or skips_equal
        steps = [0, 1, 2] if jumps and s > 2 and places[s] and new else [0, 1]
        came[t, s] = max((k for k in steps if k <= s), key=lambda k: V[t - 1, s - k])
        V[t, s] = V[t - 1, s - came[t, s]] + log_p[t, places[s]]
    s = len(places) - 1 - int(V[-1, -2] > V[-1, -1])
    path = []
    for t in range(len(log_p) - 1, -1, -1):
        path.append(places[s])
        s -= came[t, s]
    return path[::-1]


def _log_p(seed, frames, labels):
    logits = np.random.default_rng(seed).normal(0, 2, (frames, labels))
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


aligned = Exercise(
    "aligned(log_p, target)",
    "The likeliest of all paths that collapse to the list ``target``: a list of one label for each "
    "frame of ``log_p`` (frames, labels), in which label 0 is the blank.",
    solution=_align,
    cases=[
        (_log_p(56, 5, 3), [1, 2]),
        (_log_p(56, 5, 3), [2, 2]),
        (_log_p(2, 4, 4), [3, 1, 2]),
        (_log_p(58, 7, 4), [1, 1, 3]),
        (_log_p(4, 5, 2), [1]),
    ],
    mistakes=[
        (
            lambda log_p, target: log_p.argmax(axis=1).tolist(),
            "That is the best path of all: it need not collapse to the target.",
        ),
        (
            lambda log_p, target: _align(log_p, target, jumps=False),
            "You go through every blank; between two different labels it may be left out.",
        ),
        (
            lambda log_p, target: _align(log_p, target, skips_equal=True),
            "You jump over the blank between equal labels, and then they melt into one.",
        ),
        (
            lambda log_p, target: _align(log_p, target)[::-1],
            "It runs backwards: you go back from the last frame, so turn the path round.",
        ),
    ],
    praise="Right: so subtitles find their place in a film, once their words are known.",
)


@functools.cache
def _streams():
    """Probabilities and names of every stream, as lists of arrays and of lists."""
    data = stored("chapter_06e_fast")
    shares = unpack_bytes(data["probabilities"], (-1, 10)) + 0.1
    shares = shares / shares.sum(axis=1, keepdims=True)
    ends = np.cumsum(data["steps"])[:-1]
    answers = {
        name: [list(map(int, line)) for line in unpack_lines(packed)]
        for name, packed in data["answers"].items()
    }
    return np.split(shares, ends), answers, data["practice"]


def _case():
    probabilities, answers, practice = _streams()
    return [(probabilities[:practice], answers["truth"][:practice], probabilities[practice:])]


def _collapse(path):
    return [int(label) for label, _ in itertools.groupby(path) if label]


def _less_blank(factor):
    """Best paths once the blank counts for less."""

    def decode(probabilities):
        weight = np.array([factor] + [1] * 9)
        return [_collapse((p * weight).argmax(axis=1)) for p in probabilities]

    return decode


def _chosen(probabilities, names, new):
    factors = 10.0 ** -np.arange(0, 5, 0.25)
    right = [sum(map(list.__eq__, _less_blank(f)(probabilities), names)) for f in factors]
    return _less_blank(factors[int(np.argmax(right))])(new)


def _ladder():
    _, answers, practice = _streams()
    return Traits(
        {
            "best path": answers["best path"][practice:],
            "cheap rule": answers["cheap rule"][practice:],
            "hidden Markov model": answers["hidden Markov model"][practice:],
        }
    )


def _read_names(answer, probabilities, names, new):
    """One list of whole numbers for each stream."""
    lists = [[int(name) for name in one] for one in answer]
    if len(lists) != len(new):
        raise ValueError
    return lists


read_fast_speech = Challenge(
    "read_fast_speech(probabilities, names, new)",
    "Lists of names for the streams ``new``, each an array (steps, 10) of what a network thinks of "
    "speech at double speed; ``probabilities`` and ``names`` are streams to practise with.",
    solution=_chosen,
    cases=_case,
    mistakes=[
        (
            lambda probabilities, names, new: [p.argmax(axis=1).tolist() for p in new],
            "Those are paths: merge what repeats, then delete the blanks.",
        ),
        (
            lambda probabilities, names, new: [
                [int(k) for k in p.argmax(axis=1) if k] for p in new
            ],
            "You deleted the blanks and forgot to merge what repeats, which comes first.",
        ),
        (
            lambda probabilities, names, new: _less_blank(1)(new),
            "That is the best path, the one to beat: when the network is in doubt, must it be "
            "silent?",
        ),
        (
            lambda probabilities, names, new: _less_blank(0)(new),
            "Without any blank every hesitation becomes a name: make it count for less, not for "
            "nothing.",
        ),
    ],
    praise="Right, that is better than the best path.",
    read=_read_names,
    form="one list of names for each of the new streams",
    truth=lambda: _streams()[1]["truth"][_streams()[2] :],
    ladder=_ladder,
)
