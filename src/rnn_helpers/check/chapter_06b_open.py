"""The open exercise of chapter 6b: *Macbeth* in as few bits as you can."""

import functools

import numpy as np

from .. import activations, datasets, gru
from .contest import Contest
from .language import say

__all__ = ["fewer_bits"]

PLAY, SYMBOLS, READERS = "tragedies/macbeth", 66, 32
PLACE = 140  # so many letters have been read where all symbols are asked for
RIVALS = {  # what the page measured, in bits
    "GRU alone": 2.537,
    "Kneser–Ney": 2.435,
    "GRU and Kneser–Ney": 2.325,
    "Kneser–Ney that remembers": 2.154,
    "both, and remember": 2.113,
}


def _stored():
    """The network that the chapter loads, read when it is asked for."""
    from .. import trained  # not for the other exercises: in the page it has to be fetched

    return trained.letters()


def _cases():
    """The whole play; and its first letters 66 times, each time with another one at the end."""
    text, _ = datasets.shakespeare((PLAY,))
    play = datasets.encode_letters(text[PLAY], _stored().alphabet)
    return [(play,), *((np.append(play[:PLACE], symbol),) for symbol in range(SYMBOLS))]


def _as_probabilities(answer, symbols):
    p = np.asarray(answer, float)
    if p.shape != (len(symbols) - 1,) or not (p.min() >= 0 and p.max() <= 1 + 1e-6):
        raise ValueError
    return p


def _bits(p):
    """What a letter costs in the mean."""
    with np.errstate(divide="ignore"):
        return float(-np.log2(p).mean())


def _do_not_add_up(answers):
    """Say so if, after the same letters, all symbols together do not get 1."""
    total = sum(p[-1] for p in answers[1:])
    if abs(total - 1) < 1e-3:
        return None
    return say(
        "After the same {count} letters, the 66 symbols that could come get {total} together "
        "instead of 1: all probabilities are due before the letter is seen.",
        count=PLACE,
        total=f"{total:.3g}",
    )


def _by_the_stored_network(symbols):
    """What the network at the top of the page says; each of its readers begins with no memory."""
    writer, came = _stored(), symbols[:-1]
    rows = np.resize(came, (READERS, -(-len(came) // READERS)))
    states, h = [], None
    for part in np.array_split(rows, min(60, rows.shape[1]), axis=1):  # short: fast
        states.append(gru.forward(writer.gru, writer.letters[part], h0=h)[0])
        h = states[-1][:, -1]
    h = np.concatenate(states, axis=1).reshape(-1, len(writer.gru["W"]))[: len(came)]
    logits = h @ writer.dense["V"] + writer.dense["c"]
    return activations.softmax(logits.astype(float))[np.arange(len(came)), symbols[1:]]


def _earlier(keys):
    """How often the same key stands earlier in the list."""
    order = keys.argsort(kind="stable")
    earlier = np.empty_like(order)
    earlier[order] = np.arange(len(order)) - np.searchsorted(keys[order], keys[order])
    return earlier


def _remembering(symbols, p, pot=16):
    """Correct probabilities by the runs of five that have come so far."""
    runs = np.lib.stride_tricks.sliding_window_view(symbols, 5) @ SYMBOLS ** np.arange(5)[::-1]
    p = p.copy()
    p[3:] = (_earlier(runs) + pot * p[3:]) / (_earlier(runs // SYMBOLS) + pot)
    return p


@functools.lru_cache(maxsize=SYMBOLS + 1)
def _kept(content):
    """The solution for a text, given as bytes: it is asked for many times."""
    symbols = np.frombuffer(content, np.int64)
    return _remembering(symbols, _by_the_stored_network(symbols))


fewer_bits = Contest(
    "fewer_bits(symbols)",
    "The probability of every letter of a play but the first, given those before it, an array "
    "(letters - 1,), from the symbols of the play.",
    solution=lambda symbols: _kept(symbols.astype(np.int64).tobytes()),
    cases=_cases,
    mistakes=[
        (
            lambda symbols: np.full(len(symbols) - 1, 1 / SYMBOLS),
            "All letters alike cost log2 66 = 6.04 bits: let the training plays have a part in it.",
        ),
        (
            lambda symbols: np.ones(len(symbols) - 1),
            "You are sure of every letter: so you looked at it before you said how likely it is.",
        ),
        (
            lambda symbols: (np.bincount(symbols) / len(symbols))[symbols[1:]],
            "Those are the frequencies in the play itself, counted to its end: nobody knows them "
            "while it is being read.",
        ),
    ],
    praise="Right.",
    read=_as_probabilities,
    form="an array of probabilities, one for each symbol but the first,",
    score=_bits,
    bar=2.435,
    ranks=[
        (2.113, "Those are bits per letter, fewer than everything on this page needs."),
        (2.154, "Those are bits per letter, fewer than the table needs that remembers, 2.15."),
        (2.325, "Those are bits per letter, fewer than GRU and table together without memory."),
        (2.435, "Those are bits per letter, fewer than Kneser–Ney needs, 2.43."),
        (2.537, "Those are bits per letter, fewer than our GRUs need alone, more than Kneser–Ney."),
        (np.inf, "Those are bits per letter, more than the best of our GRUs needs alone, 2.54."),
    ],
    fault=_do_not_add_up,
)
