"""Checkers speak English, and Chinese where somebody asks for it."""

import itertools
import re

import catalogs
import edition
import numpy as np
import pytest

from rnn_helpers import check
from rnn_helpers.check import language
from rnn_helpers.check.engine import Exercise, Traits

EXERCISES = list(itertools.chain(*check.CHAPTERS.values()))
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "en")  # so that it is as before afterwards
    check.speak("zh")


def task(solution=lambda x: x * x + 0.5, cases=((2.0,), (3.0,), (7.0,)), **options):
    return Exercise("task(x)", "A task.", solution, list(cases), [], "Right.", **options)


def traits(answer, x):
    return Traits({"the sentences differ": answer > x, "the number of units": int(answer)})


ANSWERED = [  # an exercise, and an answer of which the engine has something to say
    (task(), lambda x: None),
    (task(), lambda x: print(x)),
    (task(), lambda x: None if x > 2 else 1),
    (task(), lambda: 1),
    (task(), lambda x: 1 / 0),
    (task(), lambda x: {1}),
    (task(), lambda x: iter([x])),
    (task(), lambda x: len),
    (task(), lambda x: "text"),
    (task(), lambda x: 10**400),
    (task(), lambda x: [1, 2]),
    (task(), lambda x: np.nan),
    (task(), lambda x: 1j),
    (task(), lambda x: 1000.0),
    (task(), lambda x: -x * x - 0.5),
    (task(), lambda x: 2 * x * x + 1),
    (task(), lambda x: x * x + 0.7),
    (task(), lambda x: round(x * x + 0.5)),
    (task(), lambda x: [x * x + 0.5]),
    (task(lambda x: np.arange(6.0).reshape(2, 3) + x), lambda x: np.arange(6).reshape(3, 2) + x),
    (task(lambda x: np.arange(6.0).reshape(2, 3) + x), lambda x: np.ones((2, 3))),
    (task(lambda x: np.arange(6.0) + x), lambda x: np.arange(6.0)[::-1] + x),
    (task(lambda x: {"W": x}), lambda x: 1),
    (task(lambda x: {"W": x}), lambda x: {}),
    (task(lambda x: [x, x]), lambda x: [x]),
    (task(lambda x: "a word"), lambda x: "another"),
    (task(lambda x: True), lambda x: [1, 2]),
    (task(lambda x: x + 1, read=traits), lambda x: x - 1),
    (task(lambda x: x + 1, read=traits), lambda x: x + 5),
    (task(read=lambda answer, x: answer[0], form="one complex number"), lambda x: 1),
]


@pytest.mark.parametrize(("exercise", "answer"), ANSWERED)
def test_whatever_is_answered_the_engine_speaks_chinese(exercise, answer, chinese):
    known = set(catalogs.words("checkers"))
    exercise.forget()
    said = exercise(answer).message
    assert HAN.search(said), said
    sentences = {text for text in known if "{" not in text and len(text) > 12}
    assert not [text for text in sentences if text in said]


@pytest.mark.parametrize(("exercise", "answer"), ANSWERED)
def test_and_english_where_nobody_asks(exercise, answer):
    exercise.forget()
    assert not HAN.search(exercise(answer).message)


def test_every_hint_of_every_exercise_is_in_the_catalog():
    listed = {message.text for message in catalogs.messages("checkers")}
    for exercise in EXERCISES:
        hints = [exercise.praise, exercise.form, *(hint for _, hint in exercise.mistakes)]
        assert set(hints) - {""} <= listed


def test_a_hint_and_a_praise_are_said_in_chinese(chinese, monkeypatch):
    told = {"Square it.": "取平方。", "Right.": "对了。", "Solved.": "已解决。"}
    monkeypatch.setattr(language, "_catalog", lambda: told)
    exercise = task()
    exercise.mistakes.append((lambda x: x, "Square it."))
    assert exercise(lambda x: x).message == "取平方。"
    assert exercise(exercise.solution).message == "对了。"
    assert "已解决。" in exercise(exercise.solution)._repr_html_()


def test_a_sentence_that_is_not_in_the_catalog_stays_english(chinese):
    assert language.say("Nobody has said {this}.", this=1) == "Nobody has said 1."


def test_the_package_ships_what_the_catalog_says():
    assert edition.HINTS.read_text(encoding="utf-8") == edition.hints(), "run make messages"
