"""The exercise of chapter 8 on a memory that can be corrected."""

import numpy as np

from .engine import Exercise

__all__ = ["gated_delta"]


def _step(state, key, value, keep, strength):
    erased = state - strength * np.outer(key, key @ state)
    return keep * erased + strength * np.outer(key, value)


_rng = np.random.default_rng(8)
_SQUARE = _rng.normal(size=(3, 3)), _rng.normal(size=3), _rng.normal(size=3)
_WIDE = _rng.normal(size=(4, 2)), _rng.normal(size=4), _rng.normal(size=2)

gated_delta = Exercise(
    "gated_delta(state, key, value, keep, strength)",
    "The state after one step of the gated delta rule, equation (8.21).",
    solution=_step,
    cases=[(*_SQUARE, 0.5, 0.25), (*_WIDE, 0.9, 0.5), (*_WIDE, 1.0, 0.25)],
    mistakes=[
        (
            lambda S, k, v, keep, strength: keep * S + strength * np.outer(k, v),
            "That is a gate and the plain sum: take away what the key recalls already.",
        ),
        (
            lambda S, k, v, keep, strength: S + strength * np.outer(k, v - k @ S),
            "That is the delta rule without its gate: `keep` shrinks the old state.",
        ),
        (
            lambda S, k, v, keep, strength: keep * _step(S, k, v, 1.0, strength),
            "The gate comes before the writing: what is new is not shrunk.",
        ),
        (
            lambda S, k, v, keep, strength: _step(S, k, v, keep, 1.0),
            "You left out the strength: it scales what is erased and what is written.",
        ),
        (
            lambda S, k, v, keep, strength: (
                keep * (S - np.outer(k, k @ S)) + strength * np.outer(k, v)
            ),
            "What is written has its strength; give what is erased the same.",
        ),
        (
            lambda S, k, v, keep, strength: (
                keep * (S + strength * np.outer(k, k @ S)) + strength * np.outer(k, v)
            ),
            "What the key recalls is taken away, not added.",
        ),
        (
            lambda S, k, v, keep, strength: keep * S + strength * np.outer(k, v - k @ S),
            "Nearly: here the eraser works on a state that the gate has not shrunk. In (8.21) the "
            "gate stands in front of both.",
        ),
        (
            lambda S, k, v, keep, strength: _step(S, k, v, keep, strength / len(k)),
            "`strength` is the whole factor: do not divide by the length of the key as well.",
        ),
    ],
    praise="Right: forget a little, erase one entry, write it anew.",
)
