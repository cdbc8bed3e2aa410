"""The exercises of chapter 9 on what fits into a budget, and how far one can get."""

from .engine import Exercise

__all__ = ["largest_hidden", "prefix_ceiling"]

PARTS = {"RNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}  # sets of weights, biases of each


def _largest(cell, features, budget, **wrong):
    """Count with the right parts, but for the cells of which something else is said."""
    parts, biases = wrong.get(cell, PARTS[cell])
    hidden = 0
    while parts * (hidden + 1) * (features + hidden + 1 + biases) <= budget:
        hidden += 1
    return hidden


largest_hidden = Exercise(
    "largest_hidden(cell, features, budget)",
    "The largest number of units with which an 'RNN', an 'LSTM' or a 'GRU' (in the form "
    "``reset_after``) has at most ``budget`` parameters.",
    solution=_largest,
    cases=[("RNN", 2, 10_000), ("LSTM", 2, 10_000), ("GRU", 2, 1_025), ("GRU", 20, 5_000),
           ("LSTM", 2, 1_216), ("LSTM", 5, 3_850)],
    mistakes=[
        (
            lambda cell, d, budget: _largest("RNN", d, budget),
            "You counted every cell as an RNN: an LSTM has four such blocks, a GRU three.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget) + 1,
            "One too many: that is the first size that no longer fits into the budget.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget, GRU=(3, 1)),
            "The GRU in the form reset_after has two biases for each gate.",
        ),
        (
            lambda cell, d, budget: _largest(
                cell, d, budget, RNN=(1, 0), LSTM=(4, 0), GRU=(3, 0)
            ),
            "You left out the biases.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget, LSTM=(3, 1)),
            "An LSTM has four blocks: three gates and the candidate.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget, LSTM=(4, 2)),
            "The LSTM has one bias for each part; only this GRU has two.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget, GRU=(2, 2)),
            "A GRU has three blocks: two gates and the candidate.",
        ),
        (
            lambda cell, d, budget: _largest(cell, d, budget - 1),
            "A layer that uses the budget up exactly still fits: `<=`, not `<`.",
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
        (
            lambda read, write: 100 * _ceiling(read, write, lambda r, t: r[: t + 1]),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda read, write: len(read) * _ceiling(read, write, lambda r, t: r[: t + 1]),
            "You divided by the letters of one word: divide by those of all words.",
        ),
        (
            lambda read, write: 1 - _ceiling(read, write, lambda r, t: r[: t + 1]),
            "That is the share that has to be wrong; the best share of right letters is asked for.",
        ),
    ],
    praise="Right: no network that reads in this order can do better, however it is trained.",
)
