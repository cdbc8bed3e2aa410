"""The exercises of chapter 6e on the paths of CTC."""

import itertools
import math

import numpy as np

from .engine import Exercise, Traits

__all__ = ["alignments", "misled"]


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
        (
            lambda frames, target: math.comb(
                frames + len(target) + 1 - sum(a == b for a, b in itertools.pairwise(target)),
                2 * len(target),
            ),
            "One too many above: T - U - R frames shared among 2U + 1 runs makes T + U - R over "
            "2U.",
        ),
        (
            lambda frames, target: len(target) + sum(a == b for a, b in itertools.pairwise(target)),
            "That is how many frames it takes at least; how many paths there are is asked for.",
        ),
        (
            lambda frames, target: math.comb(frames - 1, 2 * len(target)),
            "You give every run a frame. Only labels need one, and blanks between equal labels.",
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
        (
            lambda: [[60, 40], [60, 40]],
            "Those are percent; each frame's probabilities sum to 1.",
        ),
    ],
    praise="Right: three paths of a share what no single one of them has.",
    read=_two_readings,
    form="an array of shape (2, 2)",
)
