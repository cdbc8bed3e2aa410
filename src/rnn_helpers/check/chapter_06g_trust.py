"""The exercises of chapter 6g on how far a measured rank is to be trusted."""

import math

from .engine import Exercise

__all__ = ["sampled_hit_rate", "users_needed"]


def _needed(difference, disagree, errors=2):
    return math.ceil((errors / difference) ** 2 * (disagree - difference**2))


users_needed = Exercise(
    "users_needed(difference, disagree)",
    "How many users make a difference of two hit rates twice its standard error, equation (6g.9).",
    solution=_needed,
    cases=[(0.013, 0.12), (0.021, 0.13), (0.047, 0.2), (0.0031, 0.1)],
    mistakes=[
        (
            lambda difference, disagree: _needed(difference, disagree, errors=1),
            "With so few users the difference is one standard error: it has to be two.",
        ),
        (
            lambda difference, disagree: math.ceil(2 / difference * disagree),
            "The standard error falls with the root of the users: the difference counts squared.",
        ),
        (
            lambda difference, disagree: math.ceil((2 / difference) ** 2 * disagree**0.5),
            "You took a root too many: the disagreement is a variance already.",
        ),
        (
            lambda difference, disagree: math.ceil((2 / difference) ** 2 / 2),
            "That is for two separate groups of coin flips; here the same users try both.",
        ),
        (
            lambda difference, disagree: math.ceil(4 * disagree / difference**2),
            "The variance is the mean square less the square of the mean: difference**2 comes off.",
        ),
        (
            lambda difference, disagree: math.floor(4 * (disagree - difference**2) / difference**2),
            "Rounded down, the difference is a little less than two standard errors: round up.",
        ),
        (
            lambda difference, disagree: 4 * (disagree - difference**2) / difference**2,
            "Users are whole: take the next number up.",
        ),
    ],
    praise="Right: half the difference needs four times the users.",
)


def _sampled(rank, items, negatives, k, better=1, fewest=1):
    """How likely fewer than k of the items ahead are among the negatives drawn."""
    ahead, others = rank - better, items - 1
    ways = sum(
        math.comb(ahead, hits) * math.comb(others - ahead, negatives - hits)
        for hits in range(k + 1 - fewest)
    )
    return ways / math.comb(others, negatives)


def _with_putting_back(rank, items, negatives, k):
    p = (rank - 1) / (items - 1)
    return sum(math.comb(negatives, m) * p**m * (1 - p) ** (negatives - m) for m in range(k))


sampled_hit_rate = Exercise(
    "sampled_hit_rate(rank, items, negatives, k)",
    "The probability that a target of this rank is among the first k when only some other "
    "items are drawn as rivals.",
    solution=_sampled,
    cases=[(100, 1682, 100, 10), (50, 500, 20, 3), (11, 1682, 1681, 10), (400, 1682, 100, 10)],
    mistakes=[
        (
            lambda rank, items, negatives, k: float(rank <= k),
            "That is the hit with all films ranked: here only some of the rivals are drawn.",
        ),
        (
            lambda rank, items, negatives, k: _sampled(rank, items, negatives, k, fewest=0),
            "At most k - 1 rivals may be ahead: with k of them the target is number k + 1.",
        ),
        (
            lambda rank, items, negatives, k: _sampled(rank, items, negatives, k, better=0),
            "At rank r only r - 1 films are ahead: the target is not ahead of itself.",
        ),
        (
            lambda rank, items, negatives, k: 1 - _sampled(rank, items, negatives, k),
            "That is the probability of a miss.",
        ),
        (
            lambda rank, items, negatives, k: 100 * _sampled(rank, items, negatives, k),
            "That is in percent; a probability is at most 1.",
        ),
        (
            _with_putting_back,
            "That is the binomial distribution, with films put back: each rival is drawn once at "
            "most.",
        ),
    ],
    praise="Right: among 100 drawn films, rank 100 of 1,682 is as good as a hit.",
)
