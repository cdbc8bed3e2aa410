"""The exercises of chapter 6 on speech: frames of unequal number, and CTC."""

import itertools
import math

import numpy as np

from .engine import Exercise, Traits

__all__ = ["alignments", "frames_needed", "masked_mean", "misled"]

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
    ],
    praise="Right: what stands in the padding no longer matters.",
)


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
    ],
    praise="Right: one frame for each label, and one blank between equal neighbours.",
)


def _count(frames, target, repeats=True):
    needed = sum(a == b for a, b in itertools.pairwise(target)) if repeats else 0
    return math.comb(frames + len(target) - needed, 2 * len(target))


alignments = Exercise(
    "alignments(frames, target)",
    "How many paths of that many frames collapse to the list of labels ``target``.",
    solution=_count,
    cases=[(4, [1, 2]), (4, [1, 1]), (6, [1, 2, 2, 3]), (3, [1, 1, 1]), (20, [5, 5, 2, 1, 1])],
    mistakes=[
        (
            lambda frames, target: _count(frames, target, repeats=False),
            "Right where all neighbours differ; between two equal labels a blank is not optional.",
        ),
        (
            lambda frames, target: math.comb(frames, len(target)),
            "You choose one frame for each label; a label may also last for several frames.",
        ),
        (
            lambda frames, target: math.comb(frames - 1, len(target) - 1),
            "You cut the frames into one piece for each label; blanks may stand between them.",
        ),
        (
            lambda frames, target: (len(set(target)) + 1) ** frames,
            "Those are all paths, whatever they collapse to.",
        ),
    ],
    praise="Right; for 60 frames and five different speakers it is 179 billion.",
)


def _two_readings(answer):
    """What the best path and the best sum say of two frames."""
    p = np.asarray(answer, float)
    paths = {path: p[0, path[0]] * p[1, path[1]] for path in itertools.product((0, 1), repeat=2)}
    best_path = max(paths, key=paths.get)
    likelier = 1 - paths[0, 0] > paths[0, 0]
    fits = np.allclose(p.sum(axis=1), 1) and (p >= 0).all()
    return Traits(
        {
            "the shape": p.shape,
            "every row is at least 0 and adds up to 1": bool(fits),
            "what the best path collapses to": "a" if any(best_path) else "nothing",
            "the more probable target": "a" if likelier else "nothing",
        }
    )


misled = Exercise(
    "misled()",
    "The probabilities of the blank and of the label a in two frames, an array (2, 2), such "
    "that best-path decoding misses the most probable labelling.",
    solution=lambda: [[0.6, 0.4], [0.6, 0.4]],
    cases=[()],
    mistakes=[
        (
            lambda: [[0.9, 0.1], [0.9, 0.1]],
            "Best path and best label agree on silence: make the blank less sure of itself.",
        ),
        (
            lambda: [[0.4, 0.6], [0.4, 0.6]],
            "Both say a: the best path must be blank, blank.",
        ),
        (
            lambda: [[0.6, 0.6], [0.6, 0.6]],
            "Each frame's probabilities are at least 0 and sum to 1.",
        ),
        (
            lambda: [[0.6, 0.4], [0.6, 0.4], [0.6, 0.4]],
            "Two frames, please: one row for each, with the probabilities of blank and a.",
        ),
    ],
    praise="Right: three paths of a share what no single one of them has.",
    read=_two_readings,
    form="an array of shape (2, 2)",
)
