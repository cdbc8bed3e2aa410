"""The exercises of chapter 3 on what a recurrence is and what it is for."""

import numpy as np

from .engine import Exercise, one_of

__all__ = ["sigmoid_twin", "task_shape"]

_rng = np.random.default_rng(33)

_PARAMS = {
    "U": _rng.normal(size=(2, 3)),
    "W": _rng.normal(size=(3, 3)),
    "b": _rng.normal(size=3),
}


def _twin(params, u=2, w=4, b=2, shift=2):
    U, W, bias = params["U"], params["W"], params["b"]
    return {"U": u * U, "W": w * W, "b": b * bias - shift * W.sum(axis=0)}


sigmoid_twin = Exercise(
    "sigmoid_twin(params)",
    "The ``U, W, b`` of a sigmoid network whose states, from one half on, are ``s_t = (h_t + "
    "1) / 2``, from those of a tanh network.",
    solution=_twin,
    cases=[(_PARAMS,)],
    mistakes=[
        (
            lambda params: dict(params),
            "Nothing is changed yet: tanh(a) = 2 σ(2a) - 1, so everything in a doubles at least.",
        ),
        (
            lambda params: _twin(params, w=2, shift=0),
            "U and b are doubled; W has to be doubled twice, and the -1 of h = 2s - 1 goes into b.",
        ),
        (
            lambda params: _twin(params, shift=0),
            "W is right. What is left of h = 2s - 1 is the -1, times W: it belongs into the bias.",
        ),
        (
            lambda params: _twin(params, shift=1),
            "The -1 times W stands inside a, and all of a is doubled: subtract it twice.",
        ),
        (
            lambda params: _twin(params, w=2),
            "The bias is right. W is doubled once by σ(2a) and once more by h = 2s - 1.",
        ),
        (
            lambda params: {**_twin(params), "b": 2 * params["b"] - 2 * params["W"].sum(axis=1)},
            "The -1 stands in the place of every state, so it adds up the rows of W: sum over "
            "axis 0.",
        ),
        (
            lambda params: _twin(params, shift=-2),
            "U and W are right. h = 2s - 1 brings a minus: what W adds up to has to come off.",
        ),
        (
            lambda params: _twin(params, u=1, w=2, b=1, shift=1),
            "You put h = 2s - 1 in, but tanh(a) = 2 σ(2a) - 1 doubles all of a once more.",
        ),
    ],
    praise="Right: the same network, written with a sigmoid. Its W is four times as large.",
)

PROBLEMS = {
    "the language of a sentence": "n-1",
    "the part of speech of each word": "n-n",
    "a melody for a given mood": "1-n",
    "a sentence in another language": "seq2seq",
    "tomorrow's temperature from the last 30 days": "n-1",
    "a summary of a report": "seq2seq",
    "the bits of a sum, lowest first": "n-n",
}


def _taken_for(right=None, wrong=None):
    """The right answers, but for one shape that is taken for another."""
    return lambda problem: wrong if PROBLEMS[problem] == right else PROBLEMS[problem]


task_shape = Exercise(
    "task_shape(problem)",
    "The shape of each of seven problems: '1-n', 'n-1', 'n-n' or 'seq2seq'.",
    solution=_taken_for(),
    cases=[(problem,) for problem in PROBLEMS],
    mistakes=[
        (
            _taken_for("seq2seq", "n-n"),
            "A translation or a summary has a length of its own: n-n writes one output per input.",
        ),
        (
            _taken_for("n-n", "n-1"),
            "A tag for every word, a bit for every pair: that is one output at each step.",
        ),
        (
            _taken_for("n-1", "n-n"),
            "One language, one temperature: a single answer, after everything has been read.",
        ),
        (
            _taken_for("1-n", "seq2seq"),
            "A mood is one input, not a sequence: there is nothing to read step by step.",
        ),
        (
            lambda problem: "n-n",
            "n-n for everything? Ask of each: how many inputs, how many outputs, and when?",
        ),
        (
            _taken_for("n-1", "seq2seq"),
            "One language, one temperature: what comes out is a single answer, no sequence.",
        ),
        (
            _taken_for("seq2seq", "n-1"),
            "A translation is written word by word: its output is a sequence of its own.",
        ),
    ],
    praise="Right: count the inputs and the outputs, and ask when the first output can be written.",
    read=one_of("1-n", "n-1", "n-n", "seq2seq"),
    form="'1-n', 'n-1', 'n-n' or 'seq2seq'",
)
