"""The exercises of chapter 6f on the word error rate."""

import itertools

import numpy as np

from .engine import Exercise, Traits

__all__ = ["word_error_rate", "worse_than_silence"]


def _distance(right, written, swap):
    row = list(range(len(written) + 1))
    for i, word in enumerate(right, 1):
        before, row = row, [i]
        for j, other in enumerate(written, 1):
            changed = before[j - 1] + swap * (word != other)
            row.append(min(before[j] + 1, row[-1] + 1, changed))
    return row[-1]


def _rate(right, written, swap=1):
    pairs = [(a.split(), b.split()) for a, b in zip(right, written, strict=True)]
    return sum(_distance(a, b, swap) for a, b in pairs) / sum(len(a) for a, _ in pairs)


def _longer(right, written):
    return sum(max(len(a.split()), len(b.split())) for a, b in zip(right, written, strict=True))


def _words(captions):
    return len(" ".join(captions).split())


def _by_place(right, written):
    pairs = [(a.split(), b.split()) for a, b in zip(right, written, strict=True)]
    wrong = sum(p != q for pair in pairs for p, q in itertools.zip_longest(*pair))
    return wrong / sum(len(a) for a, _ in pairs)


_RIGHT = ["three left of seven", "two above five left of one", "nine", "one above one"]
_WRITTEN = ["three left of one", "five left of one", "nine above two left of two", ""]

word_error_rate = Exercise(
    "word_error_rate(right, written)",
    "Errors per word of the right captions, from two lists of captions, equation (6f.3).",
    solution=_rate,
    cases=[(_RIGHT, _WRITTEN), (_RIGHT[1:2], _WRITTEN[1:2]), (_WRITTEN[:3], _RIGHT[:3])],
    mistakes=[
        (
            _by_place,
            "You compare place by place: after one missing word everything counts as wrong.",
        ),
        (
            lambda a, b: float(np.mean([_rate([p], [q]) for p, q in zip(a, b, strict=True)])),
            "You averaged the captions' rates: add up all errors and all words, then divide.",
        ),
        (
            lambda a, b: _rate(a, b) * _words(a) / _words(b),
            "Divide by the words of the right captions, not of the written ones.",
        ),
        (
            lambda a, b: _rate(a, b, swap=2),
            "A changed word is one error, not one left out and one put in.",
        ),
        (
            lambda a, b: 100 * _rate(a, b),
            "That is in percent; errors per word are asked for.",
        ),
        (
            lambda a, b: round(_rate(a, b) * _words(a)),
            "Those are the errors: divide them by the words of the right captions.",
        ),
        (
            lambda a, b: 1 - _rate(a, b),
            "That is what is left of 1; the rate of errors is asked for.",
        ),
        (
            lambda a, b: _rate(a, b) * _words(a) / _longer(a, b),
            "Divide by the words of the right captions, even where the written one is longer.",
        ),
        (
            lambda a, b: float(np.mean([p != q for p, q in zip(a, b, strict=True)])),
            "That is the share of captions with an error: count words.",
        ),
    ],
    praise="Right: errors over words, both added up over all captions.",
)


def _silence(count):
    return " ".join(["one"] * count), " ".join(["two"] * 2 * count)


def _read_pair(answer, count):
    right, written = answer
    words, rate = len(right.split()), _rate([right], [written])
    return Traits({"the words of the right caption": words, "the word error rate": rate})


worse_than_silence = Exercise(
    "worse_than_silence(count)",
    "A right caption of ``count`` words, and a written one whose word error rate is exactly 2.",
    solution=_silence,
    cases=[(1,), (4,), (7,)],
    mistakes=[
        (
            lambda n: (" ".join(["one"] * n), " ".join(["two"] * n)),
            "That is a rate of 1, as bad as silence: write more words than that.",
        ),
        (
            lambda n: (" ".join(["one"] * n), " ".join(["two"] * 3 * n)),
            "Too many: every word changed is one error, and so is every word too many.",
        ),
        (
            lambda n: _silence(n)[::-1],
            "The right caption comes first, the written one second.",
        ),
    ],
    praise="Right: a rate of 2, twice as bad as saying nothing.",
    read=_read_pair,
    form="a pair of captions, the right one first,",
)
