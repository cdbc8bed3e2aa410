"""The exercises of chapter 9 on what fits into a budget, and how far one can get."""

from .engine import Exercise

__all__ = ["largest_hidden", "prefix_ceiling"]

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
