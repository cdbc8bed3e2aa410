"""The exercises of chapter 9 on a batch: what is missing, and what is mixed."""

import numpy as np

from .engine import Exercise

__all__ = ["first_bad_step", "mixes_rows"]

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
        (
            lambda x: _first((~np.isfinite(x)).any(axis=(1, 2))),
            "That is the first bad sequence: the step is axis 1.",
        ),
        (
            lambda x: int((~np.isfinite(x)).any()),
            "You say whether something is bad; at which step it begins is asked for.",
        ),
        (
            lambda x: int(_steps(~np.isfinite(x)).sum()),
            "You count the bad steps; the first of them is asked for.",
        ),
        (
            lambda x: int(_steps(~np.isfinite(x)).argmax()),
            "Where nothing is bad argmax says 0, too: return -1 then.",
        ),
    ],
    praise="Right: look there first, what comes later is only infected.",
)


def _alone(x):
    return np.tanh(x).sum(axis=1)


def _centred(x):
    return (x - x.mean(axis=0)).sum(axis=1)


def _down_the_batch(x):
    return np.cumsum(x, axis=0)[:, -1]


def _up_the_batch(x):
    return np.cumsum(x[::-1], axis=0)[::-1, -1]


def _moves(model, x, row):
    changed = x.copy()
    changed[row] = 2 * x[row] + 1
    return ~np.isclose(model(changed), model(x)).all(axis=-1)


def _mixes(model, x, rows):
    return any(np.delete(_moves(model, x, row), row).any() for row in rows)


mixes_rows = Exercise(
    "mixes_rows(model, x)",
    "Whether any answer of ``model(x)``, an array with one row for each sequence, depends on "
    "another sequence of the batch.",
    solution=lambda model, x: _mixes(model, x, range(len(x))),
    cases=[(model, _CLEAN) for model in (_alone, _centred, _down_the_batch, _up_the_batch)],
    mistakes=[
        (
            lambda model, x: bool(_moves(model, x, 0).any()),
            "The sequence that you change may change its own answer: look at the others.",
        ),
        (
            lambda model, x: _mixes(model, x, [0]),
            "You change the first sequence only: the leak may run from the last to the first.",
        ),
        (
            lambda model, x: _mixes(model, x, [len(x) - 1]),
            "You change the last sequence only: a state that runs down the batch is not seen.",
        ),
        (
            lambda model, x: not _mixes(model, x, range(len(x))),
            "The other way round: True if an answer depends on its neighbours.",
        ),
        (
            lambda model, x: False,
            "For every model? Some of them do let one sequence see another.",
        ),
    ],
    praise="Right: one changed row, and every other answer must stay as it was.",
)
