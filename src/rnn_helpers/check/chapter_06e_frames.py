"""The exercises of chapter 6e on frames of unequal number."""

import itertools

import numpy as np

from .engine import Exercise

__all__ = ["frames_needed", "masked_mean"]

frames_needed = Exercise(
    "frames_needed(target)",
    "The least number of frames in which CTC can write a list of labels.",
    solution=lambda target: len(target) + sum(a == b for a, b in itertools.pairwise(target)),
    cases=[([1, 2, 3],), ([1, 1],), ([4, 4, 4, 2],), ([7],), ([1, 2, 1, 2],)],
    mistakes=[
        (
            lambda target: len(target),
            "Right where all neighbours differ; but what keeps two equal labels in a row apart?",
        ),
        (
            lambda target: 2 * len(target) + 1,
            "Blanks around every label are allowed, not needed.",
        ),
        (
            lambda target: 2 * len(target) - 1,
            "Between different labels no blank is needed.",
        ),
        (
            lambda target: len(set(target)),
            "A speaker who comes back later needs a frame of his own.",
        ),
        (
            lambda target: len(target) + sum(a == b for a, b in itertools.combinations(target, 2)),
            "Only neighbours that are equal need a blank between them.",
        ),
        (
            lambda target: len(target) + sum(a != b for a, b in itertools.pairwise(target)),
            "The other way round: equal neighbours need a blank, different ones do not.",
        ),
        (
            lambda target: len(target) + 2 * sum(a == b for a, b in itertools.pairwise(target)),
            "One blank is enough between two equal labels.",
        ),
    ],
    praise="Right: one frame for each label, and one blank between equal neighbours.",
)

_rng = np.random.default_rng(6)
_X = _rng.normal(size=(3, 5, 2))
_LENGTHS = np.array([2, 5, 3])

_X[np.arange(5) >= _LENGTHS[:, None]] = 0


def _mean(x, lengths):
    return np.stack([row[:n].mean(axis=0) for row, n in zip(x, lengths, strict=True)])


masked_mean = Exercise(
    "masked_mean(x, lengths)",
    "The mean over the real frames of each utterance, from arrays (utterances, time, "
    "features) and (utterances,).",
    solution=_mean,
    cases=[(_X, _LENGTHS), (_X[:1], _LENGTHS[:1]), (_X + 1, _LENGTHS)],
    mistakes=[
        (
            lambda x, lengths: x.mean(axis=1),
            "You average the padding too: short utterances come out too near to zero.",
        ),
        (
            lambda x, lengths: x.sum(axis=1) / lengths[:, None],
            "You divide by the right number, but add up the padding: it need not be zero.",
        ),
        (
            lambda x, lengths: x[:, : lengths.min()].mean(axis=1),
            "You cut all utterances to the shortest one: every frame that is real counts.",
        ),
        (
            lambda x, lengths: np.stack([row[n - 1] for row, n in zip(x, lengths, strict=True)]),
            "That is the last real frame of each utterance, not the mean.",
        ),
        (
            lambda x, lengths: _mean(x, lengths) * lengths[:, None],
            "That is the sum over the real frames: divide by how many there are.",
        ),
        (
            lambda x, lengths: _mean(x, lengths) * lengths[:, None] / x.shape[1],
            "The sum is right; you divided by all frames, padding included.",
        ),
        (
            lambda x, lengths: _mean(x, lengths - 1 + (lengths < 2)),
            "One frame too few: `x[:n]` holds n frames.",
        ),
        (
            lambda x, lengths: np.array(
                [row[:n].mean() for row, n in zip(x, lengths, strict=True)]
            ),
            "You averaged over the features, too: each keeps its own mean, `axis=0`.",
        ),
    ],
    praise="Right: what stands in the padding no longer matters.",
)
