"""The exercises of chapter 9 on data: what is missing, what fits, and how far one can get."""

import numpy as np

from .engine import Exercise

__all__ = ["first_bad_step", "largest_hidden", "prefix_ceiling"]


COUNTS = {
    "RNN": lambda d, h: h * (d + h + 1),
    "LSTM": lambda d, h: 4 * h * (d + h + 1),
    "GRU": lambda d, h: 3 * h * (d + h + 2),
}


def _largest(budget, count):
    hidden = 0
    while count(hidden + 1) <= budget:
        hidden += 1
    return hidden


largest_hidden = Exercise(
    "largest_hidden(cell, features, budget)",
    "The largest number of units with which an 'RNN', an 'LSTM' or a 'GRU' (in the form "
    "``reset_after``) has at most ``budget`` parameters.",
    solution=lambda cell, d, budget: _largest(budget, lambda h: COUNTS[cell](d, h)),
    cases=[("RNN", 2, 10_000), ("LSTM", 2, 10_000), ("GRU", 2, 1_025), ("GRU", 20, 5_000),
           ("LSTM", 2, 1_216)],
    mistakes=[
        (
            lambda cell, d, budget: _largest(budget, lambda h: COUNTS["RNN"](d, h)),
            "You counted every cell as an RNN: an LSTM has four such blocks, a GRU three.",
        ),
        (
            lambda cell, d, budget: _largest(budget, lambda h: COUNTS[cell](d, h)) + 1,
            "One too many: that is the first size that no longer fits into the budget.",
        ),
        (
            lambda cell, d, budget: _largest(
                budget, lambda h: COUNTS[cell](d, h) - (3 * h if cell == "GRU" else 0)
            ),
            "The GRU in the form reset_after has two biases for each gate.",
        ),
        (
            lambda cell, d, budget: _largest(
                budget, lambda h: COUNTS[cell](d - (2 if cell == "GRU" else 1), h)
            ),
            "You left out the biases.",
        ),
    ],
    praise="Right: for the same budget an LSTM has about half as many units as an RNN.",
)  # fmt: skip


_rng = np.random.default_rng(9)


_CLEAN = _rng.normal(size=(4, 6, 2))


def _spoiled(*places):
    x = _CLEAN.copy()
    for *place, value in places:
        x[tuple(place)] = value
    return x


def _first(bad):
    return int(bad.argmax()) if bad.any() else -1


def _steps(flags):
    return flags.any(axis=(0, 2))


def _first_sequence(x):
    bad = ~np.isfinite(x).all(axis=2)
    return _first(bad[_first(bad.any(axis=1))])


first_bad_step = Exercise(
    "first_bad_step(x)",
    "The first step, counted from 0, at which any sequence of an array (batch, time, "
    "features) holds a number that is not finite; -1 if none does.",
    solution=lambda x: _first(_steps(~np.isfinite(x))),
    cases=[
        (_CLEAN,),
        (_spoiled((2, 3, 1, np.nan)),),
        (_spoiled((1, 4, 0, np.inf), (3, 5, 0, np.nan)),),
        (_spoiled((0, 5, 0, np.nan), (3, 2, 1, np.nan)),),
    ],
    mistakes=[
        (
            lambda x: -1,
            "It never finds anything: NaN is not equal to NaN, so `==` does not see it.",
        ),
        (
            lambda x: _first(_steps(np.isnan(x))),
            "You look for NaN only; an infinity becomes one in the next subtraction.",
        ),
        (
            _first_sequence,
            "That is the first bad step of the first bad sequence: another may go bad sooner.",
        ),
        (
            lambda x: _first(_steps(~np.isfinite(x))) + 1,
            "Count the steps from 0, and return -1 if all is well.",
        ),
    ],
    praise="Right: look there first, what comes later is only infected.",
)


def _ceiling(read, write, seen):
    right = 0
    for t in range(len(read[0])):
        groups = {}
        for r, w in zip(read, write, strict=True):
            groups.setdefault(seen(r, t), []).append(w[t])
        right += sum(max(map(group.count, set(group))) for group in groups.values())
    return right / (len(read) * len(read[0]))


def _words(bits):
    return [format(n, f"0{bits}b") for n in range(2**bits)]


def _parity(word):
    return "".join(str(word[: t + 1].count("1") % 2) for t in range(len(word)))


prefix_ceiling = Exercise(
    "prefix_ceiling(read, write)",
    "The best share of right letters for a reader that, to write letter t, has seen the "
    "letters up to t; from two lists of words of one length, equation (9.1).",
    solution=lambda read, write: _ceiling(read, write, lambda r, t: r[: t + 1]),
    cases=[
        (_words(3), [word[::-1] for word in _words(3)]),
        (_words(4), [_parity(word) for word in _words(4)]),
        (_words(3), ["0" + word[:-1] for word in _words(3)]),
        ([*_words(2), "11", "11"], ["01", "01", "10", "10", "00", "00"]),
    ],
    mistakes=[
        (
            lambda read, write: _ceiling(read, write, lambda r, t: r),
            "You grouped by the whole word: at step t the network has not read the rest yet.",
        ),
        (
            lambda read, write: _ceiling(read, write, lambda r, t: r[t]),
            "You grouped by the current letter alone: a network with a state knows all before it.",
        ),
        (
            lambda read, write: _ceiling(read, write, lambda r, t: r[:t]),
            "The letter of step t itself has been read when the network writes: `r[: t + 1]`.",
        ),
        (
            lambda read, write: _ceiling(read, write, lambda r, t: ""),
            "That is the best answer of a network that reads nothing.",
        ),
    ],
    praise="Right: no network that reads in this order can do better, however it is trained.",
)
