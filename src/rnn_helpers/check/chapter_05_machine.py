"""The exercise of chapter 5 on the machine in a network."""

import numpy as np

from .engine import Exercise

__all__ = ["put_back"]

_rng = np.random.default_rng(5)
_MIDDLES = np.array([[0.9, 0.8, -0.7], [-0.9, 0.6, 0.2], [-0.8, -0.9, 0.7], [0.7, -0.8, -0.6]])
_STATES = _MIDDLES[_rng.integers(0, 4, 12)] + _rng.normal(0, 0.4, (12, 3))


def _distances(h, middles, power=2):
    return (np.abs(h[:, None] - middles) ** power).sum(axis=-1)


put_back = Exercise(
    "put_back(h, middles)",
    "For states (count, hidden) and middles (kinds, hidden), the nearest middle of each state: an "
    "array (count, hidden).",
    solution=lambda h, middles: middles[_distances(h, middles).argmin(axis=1)],
    cases=[(_STATES, _MIDDLES), (_STATES[:1], _MIDDLES[:2]), (-_STATES[:5], _MIDDLES)],
    mistakes=[
        (
            lambda h, middles: _distances(h, middles).argmin(axis=1),
            "You return which middle is nearest; the state becomes that middle itself.",
        ),
        (
            lambda h, middles: middles[_distances(h, middles).argmax(axis=1)],
            "That is the middle that is farthest away: the smallest distance is wanted.",
        ),
        (
            lambda h, middles: middles[(h[:, None] - middles).sum(axis=-1).argmin(axis=1)],
            "Differences of opposite sign cancel each other: square them before you add them up.",
        ),
        (
            lambda h, middles: middles[np.abs(h[:, :1] - middles[:, 0]).argmin(axis=1)],
            "You looked at the first unit alone; all units say where a state is.",
        ),
        (
            lambda h, middles: np.sign(h),
            "That rounds each unit to -1 or 1; a middle need not lie in a corner.",
        ),
        (
            lambda h, middles: h[_distances(h, middles).argmin(axis=0)],
            "You found the nearest state of each middle; turn it round, one middle for each state.",
        ),
    ],
    praise="Right: a state that is put back at every step cannot drift.",
)
