"""The exercises of chapter 6d on attention and its mask."""

import numpy as np

from .engine import Exercise

__all__ = ["attend", "lost_to_padding"]


def _mean_state(states, mask):
    return (states * mask[:, None]).sum(axis=0) / mask.sum()


def _weights(scores, mask):
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


def _all(scores):
    return _weights(scores, np.ones(len(scores), bool))


_rng = np.random.default_rng(6)
_STATES = _rng.normal(size=(5, 4))
_MASKS = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 0, 0, 0]], bool)

attend = Exercise(
    "attend(query, states, mask)",
    "The context vector of equations (6d.5) to (6d.7), from arrays (hidden,), (steps, hidden) "
    "and (steps,).",
    solution=lambda query, states, mask: _weights(states @ query, mask) @ states,
    cases=[(query, _STATES, mask) for query, mask in zip(_rng.normal(size=(3, 4)), _MASKS)],  # noqa: B905
    mistakes=[
        (
            lambda query, states, mask: _all(states @ query) @ states,
            "The padding takes part: give it the score −∞ before the softmax.",
        ),
        (
            lambda query, states, mask: (_all(states @ query) * mask) @ states,
            "You remove the padding after the softmax: the weights no longer add up to 1.",
        ),
        (
            lambda query, states, mask: _all((states @ query) * mask) @ states,
            "A score of 0 is not a weight of 0: the padding must get −∞.",
        ),
        (
            lambda query, states, mask: _weights(states @ query, mask),
            "Those are the weights; the context is the mean of the states under them.",
        ),
        (
            lambda query, states, mask: (
                _weights(states @ query / np.sqrt(len(query)), mask) @ states
            ),
            "You divide the scores by the root of their size, as the Transformer does; (6d.5) "
            "does not.",
        ),
        (
            lambda query, states, mask: ((states @ query) * mask) @ states,
            "The scores are no weights yet: a softmax makes them positive, with the sum 1.",
        ),
        (
            lambda query, states, mask: _mean_state(states, mask),
            "All words have the same weight: the scores with the query decide.",
        ),
        (
            lambda query, states, mask: states[np.argmax(np.where(mask, states @ query, -np.inf))],
            "That takes the best state alone; attention is a mean of all, by their weights.",
        ),
    ],
    praise="Right: score, softmax over what is not padding, weighted mean.",
)

lost_to_padding = Exercise(
    "lost_to_padding(steps, words)",
    "Which share of the attention falls on padding if all scores are equal and the mask is "
    "forgotten.",
    solution=lambda steps, words: (steps - words - 1) / steps,
    cases=[(12, 8), (12, 11), (20, 4), (9, 2)],
    mistakes=[
        (
            lambda steps, words: (steps - words) / steps,
            "The sign for the end is read as well: it is no padding.",
        ),
        (
            lambda steps, words: (words + 1) / steps,
            "That is the share that stays on the sentence.",
        ),
        (
            lambda steps, words: (steps - words - 1) / (words + 1),
            "A share of all weights: divide by all steps.",
        ),
        (
            lambda steps, words: 100 * (steps - words - 1) / steps,
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda steps, words: steps - words - 1,
            "That is how many steps are padding: divide by all steps.",
        ),
        (
            lambda steps, words: words / steps,
            "That is the share on the words. The rest is padding, but for the sign for the end.",
        ),
    ],
    praise="Right: and the shorter the sentence, the more is lost.",
)
