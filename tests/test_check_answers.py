"""What the solution and the known mistakes of every exercise come to, as it was written down.

A checker compares a learner's answers with these, and so do the tests of its hints: a slip in one
of them would stay unseen. ``python tests/test_check_answers.py`` writes them down anew.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from rnn_helpers import check
from rnn_helpers.check.challenge import Challenge
from rnn_helpers.check.contest import Contest

FILE = Path(__file__).with_name("check_answers.json")
OPEN = ["better_verdicts", "better_names"]  # these and contests have tests of their own
EXERCISES = {
    task.__name__: task
    for task in itertools.chain(*check.CHAPTERS.values())
    if not isinstance(task, Challenge | Contest) and task.__name__ not in OPEN
}


def numbers(value):
    """All numbers of an answer in a row; letters count as their places in Unicode."""
    if isinstance(value, str):
        return [float(ord(letter)) for letter in value]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return list(itertools.chain(*map(numbers, value)))
    row = np.ravel(value)
    row = [*row.real, *row.imag] if row.dtype.kind == "c" else row
    return np.nan_to_num(np.array(row, float), nan=0.1, posinf=1e9, neginf=-1e9).tolist()


def form(value):
    """How an answer is built, but for its numbers."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return f"[{' '.join(map(form, value))}]"
    return "text" if isinstance(value, str) else "x".join(["number", *map(str, np.shape(value))])


def gist(function, exercise):
    """The answers of a function in five numbers: sums, and how many of what they are made of."""
    answers = [function(*case) for case in exercise.cases]
    if exercise.form:  # what the checker reads in them, too
        answers += [
            exercise.read(a, *case) for a, case in zip(answers, exercise.cases, strict=True)
        ]
    row, built = np.array(numbers(answers)), form(answers)
    places = 1 + np.arange(len(row)) % 97
    sums = [row.sum(), np.abs(row).sum(), (row * places).sum()]
    return [len(row), sum(numbers(built)), *(float(f"{number:.9g}") for number in sums)]


def gists(exercise):
    """Of all that an exercise knows: its solution, and its mistakes in their order."""
    known = [exercise.solution, *(mistake for mistake, _ in exercise.mistakes)]
    return [gist(function, exercise) for function in known]


@pytest.mark.parametrize("name", EXERCISES)
def test_solution_and_mistakes_come_to_what_they_came_to(name):
    found = np.array(gists(EXERCISES[name]))
    wanted = np.array(json.loads(FILE.read_text(encoding="utf-8"))[name])
    sizes = 1e-7 * np.maximum(1, wanted[:, 3:4])
    assert (np.abs(found - wanted) <= sizes * [0, 0, 1, 1, 97]).all(axis=1).all()


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(gists(task))}" for name, task in EXERCISES.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
