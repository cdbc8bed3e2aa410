"""The exercises of chapter 6b on probabilities and bits."""

import numpy as np

from .engine import Exercise

__all__ = ["cost_in_bits", "heated", "mixture_bound"]

cost_in_bits = Exercise(
    "cost_in_bits(probabilities)",
    "The bits per letter, from the probability that a model gave to each letter that came, "
    "equation (6b.3).",
    solution=lambda p: float(-np.log2(p).mean()),
    cases=[
        (np.array([0.5, 0.25, 0.125, 0.125]),),
        (np.array([0.9, 0.01]),),
        (np.full(7, 1 / 66),),
    ],
    mistakes=[
        (
            lambda p: float(-np.log(p).mean()),
            "Those are nats: divide by ln 2, or take the logarithm to base 2.",
        ),
        (
            lambda p: float(-np.log2(p.mean())),
            "You averaged before the logarithm, which hides the letters that were a surprise.",
        ),
        (
            lambda p: float(-np.log2(p).sum()),
            "That is the cost of the whole text: divide by the number of letters.",
        ),
        (
            lambda p: float(2 ** -np.log2(p).mean()),
            "That is the perplexity, 2 to the power of what is asked for.",
        ),
        (
            lambda p: float(np.log2(p).mean()),
            "The sign: a probability below 1 has a negative logarithm, and a cost is positive.",
        ),
        (
            lambda p: float(-np.log10(p).mean()),
            "Those are decimal digits: take the logarithm to base 2.",
        ),
        (
            lambda p: float(-(p * np.log2(p)).sum()),
            "That is an entropy. Each letter came once: average the surprises, without weights.",
        ),
        (
            lambda p: float((1 / p).mean()),
            "Take the logarithm of each factor before you average.",
        ),
    ],
    praise="Right: one letter that was thought impossible would make it infinite.",
)


def _softmax(logits):
    exponential = np.exp(logits - np.max(logits))
    return exponential / exponential.sum()


_LOGITS = np.array([2.0, 1.0, 0.0, -1.0])

heated = Exercise(
    "heated(logits, temperature)",
    "The probabilities at a temperature, from logits of shape (symbols,), equation (6b.10).",
    solution=lambda logits, t: _softmax(logits / t),
    cases=[(_LOGITS, 0.5), (_LOGITS[::-1].copy(), 2.0), (1000 * _LOGITS, 0.8), (_LOGITS, 1.0)],
    mistakes=[
        (
            lambda logits, t: _softmax(logits * t),
            "The wrong way round: you multiply by the temperature, so that heat makes it colder.",
        ),
        (
            lambda logits, t: _softmax(logits) ** (1 / t),
            "Those do not add up to 1: after the power, divide by the sum.",
        ),
        (
            lambda logits, t: _softmax(logits) / t,
            "Dividing the probabilities does not change their ratios: divide the logits.",
        ),
        (
            lambda logits, t: _softmax(logits),
            "The temperature has no part in it: the logits are divided by it.",
        ),
        (
            lambda logits, t: (
                logits / t
                - np.max(logits / t)
                - np.log(np.exp(logits / t - np.max(logits / t)).sum())
            ),
            "Those are the logarithms of the probabilities.",
        ),
        (
            lambda logits, t: 100 * _softmax(logits / t),
            "That is in percent; probabilities add up to 1.",
        ),
        (
            lambda logits, t: np.exp(logits / t - np.max(logits / t)),
            "Those do not add up to 1 yet: divide by their sum.",
        ),
        (
            lambda logits, t: np.eye(len(logits))[np.argmax(logits)],
            "That always takes the likeliest symbol, as if the temperature were 0.",
        ),
    ],
    praise="Right; and subtracting the largest logit first keeps it finite.",
)

mixture_bound = Exercise(
    "mixture_bound(w)",
    "How many bits per letter the mixture (6b.9) can cost at most above the model that has "
    "the weight ``w``.",
    solution=lambda w: float(-np.log2(w)),
    cases=[(0.5,), (0.25,), (1.0,), (0.9,)],
    mistakes=[
        (
            lambda w: 1.0,
            "One bit is the answer for w = ½ alone: keep w in the inequality.",
        ),
        (
            lambda w: float(-np.log(w)),
            "Those are nats: take the logarithm to base 2.",
        ),
        (
            lambda w: float(-np.log2(1 - w)) if w < 1 else float("inf"),
            "That is the bound against the other model, which has the weight 1 - w.",
        ),
        (
            lambda w: float(np.log2(w)),
            "The sign: the mixture can cost more than the GRU, not less, in the worst case.",
        ),
        (
            lambda w: float(1 / w),
            "That is the factor between the probabilities; in bits it is its logarithm.",
        ),
        (
            lambda w: float(-np.log10(w)),
            "Those are decimal digits: take the logarithm to base 2.",
        ),
        (
            lambda w: float(1 - w),
            "The weight that is not given to the GRU is no cost in bits: take the logarithm of w.",
        ),
    ],
    praise="Right: a mixture insures against the worst of both for a bounded premium.",
)
