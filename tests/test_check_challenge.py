"""Open exercises: the score is counted, and the place among the book's methods is told."""

import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from rnn_helpers import check
from rnn_helpers.check import chapter_06e_decoding
from rnn_helpers.check.challenge import Challenge
from rnn_helpers.check.compare import Traits
from rnn_helpers.check.stored import FOLDER, pack, unpack_bytes, unpack_lines

ROOT = Path(__file__).parents[1]
OPEN = [e for tasks in check.CHAPTERS.values() for e in tasks if isinstance(e, Challenge)]
each = pytest.mark.parametrize("exercise", OPEN, ids=lambda exercise: exercise.__name__)
TRUTH = ["a", "b", "c", "d"]
LADDER = Traits({"the bar": ["a", "b", "x", "x"], "better": ["a", "b", "c", "d"]})


def task(**options):
    mistakes = [(lambda x: ["a"] * 4, "That is an a for everybody.")]
    return Challenge(
        "task(x)", "A task.", lambda x: ["a", "b", "c", "x"], [(1,)], mistakes, "Well done.",
        truth=lambda: TRUTH, ladder=lambda: LADDER, **options,
    )  # fmt: skip


def test_who_is_ahead_of_the_bar_has_solved_it_and_hears_where_he_stands():
    verdict = task()(lambda x: ["a", "b", "c", "x"])
    assert verdict.right is True
    assert verdict.message == (
        "Well done. Your share of right answers is 0.750. You are ahead of: the bar (0.500). "
        "You are not ahead of: better (1.000)."
    )


def test_who_is_level_with_the_bar_has_not():
    verdict = task()(lambda x: ["a", "x", "c", "x"])
    assert verdict.right is False
    assert verdict.message == (
        "Your share of right answers is 0.500. "
        "You are not ahead of: the bar (0.500), better (1.000)."
    )


def test_a_mistake_is_told_in_the_place_of_a_score():
    verdict = task()(lambda x: ["a"] * 4)
    assert verdict.right is False
    assert verdict.message == "That is an a for everybody."


def test_a_task_reads_answers_in_its_own_way_and_says_what_it_asks_for():
    lenient = task(read=lambda answer, x: [guess.lower() for guess in answer], form="a list")
    assert lenient(lambda x: ["A", "B", "C", "D"]).right is True
    assert "; a list is asked for." in lenient(lambda x: 7).message


def test_nothing_in_the_book_is_ahead_of_the_best(monkeypatch):
    monkeypatch.setitem(LADDER, "better", ["a", "b", "c", "x"])
    assert task()(lambda x: TRUTH).message.endswith(
        "You are ahead of: the bar (0.500), better (0.750). Nothing in the book does better."
    )


def test_an_answer_of_another_length_is_told_what_is_asked_for():
    for exercise in OPEN:
        verdict = exercise(lambda *case: [])
        assert verdict.right is False
        assert f"; {exercise.form} is asked for." in verdict.message


@each
def test_the_solution_is_ahead_of_the_bar_and_the_truth_of_everything(exercise):
    scores = exercise.scores()
    case = exercise.cases[0]
    answers = exercise.read(exercise.solution(*case), *case)
    assert exercise.score(answers) > next(iter(scores.values()))
    truth = exercise.truth()
    verdict = exercise(lambda *case: truth)
    assert verdict.right is True
    assert "is 1.000." in verdict.message
    assert verdict.message.endswith("Nothing in the book does better.")
    assert max(scores.values()) < 1


@each
def test_the_practice_does_not_give_the_test_away(exercise):
    """What a learner's function is handed must not hold the answers of the test part."""
    _, names, new = exercise.cases[0]
    truth = exercise.truth()
    assert names != truth
    assert len(new) == len(truth) or {len(texts) for texts in new.values()} == {len(truth)}
    assert not isinstance(new, dict) or truth not in new.values()
    assert len(names) >= 300


def test_what_is_stored_survives_packing():
    rows = np.random.default_rng(0).integers(0, 256, (7, 10)).astype(np.uint8)
    np.testing.assert_array_equal(unpack_bytes(pack(rows.tobytes()), (-1, 10)), rows)
    assert unpack_lines(pack(["12", "", "3"])) == ["12", "", "3"]


def printed(notebook, cell_id):
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells
    outputs = next(cell for cell in cells if cell.id == cell_id).outputs
    return "".join(o.get("text", o.get("data", {}).get("text/plain", "")) for o in outputs)


def test_the_streams_at_double_speed_are_those_of_the_notebook():
    """All of them together get what the notebook prints: nothing is stored but what it showed."""
    text = printed("06e_speech", "paces-half-speed-at-pace-exam-lambda-n-n")
    low, high, rule, markov = map(float, re.findall(r"\d\.\d+", text.split("double speed")[1]))
    data = json.loads((FOLDER / "chapter_06e_fast.json").read_text(encoding="utf-8"))
    answers = {name: unpack_lines(packed) for name, packed in data["answers"].items()}
    share = {name: np.mean([a == b for a, b in zip(given, answers["truth"], strict=True)])
             for name, given in answers.items()}  # fmt: skip
    assert len(answers["truth"]) == 1000
    assert low - 0.005 <= share["best path"] <= high + 0.005
    assert share["cheap rule"] == pytest.approx(rule, abs=0.005)
    assert share["hidden Markov model"] == pytest.approx(markov, abs=0.005)


def test_the_probabilities_are_those_of_the_best_path():
    """Rounding to a byte has hardly changed which symbol is the likeliest."""
    _, _, new = check.read_fast_speech.cases[0]
    path = [[int(k) for k in p.argmax(axis=1)] for p in new]
    merged = [[k for k, before in zip(p, [0, *p], strict=False) if k not in (0, before)]
              for p in path]  # fmt: skip
    bar = check.read_fast_speech.ladder()["best path"]
    assert np.mean([a == b for a, b in zip(merged, bar, strict=True)]) > 0.99
    assert {len(p[0]) for p in new} == {10}


def test_the_captions_are_those_of_the_notebook():
    text = printed("06f_captioning", "exact-name-exact-share-test-caption-text")
    scores = check.combine_captions.scores()
    lines = {line[:22].strip(): re.findall(r"\d\.\d+", line) for line in text.splitlines()}
    assert f"{scores['the best single network']:.2f}" in lines["GRU with attention"]
    assert f"{scores['the best slot filler']:.2f}" in lines["slot filler"]
    assert f"{scores['the best GRU without attention']:.2f}" in lines["GRU"]


def test_at_double_speed_names_are_missing_and_the_blank_is_to_blame():
    """What exercise 6 of 6e says, and what its solution rests on."""
    probabilities, names, new = check.read_fast_speech.cases[0]
    assert (len(probabilities), len(names), len(new)) == (300, 300, 700)
    truth, bar = check.read_fast_speech.truth(), check.read_fast_speech.ladder()["best path"]
    wrong = [len(a) - len(t) for a, t in zip(bar, truth, strict=True) if a != t]
    assert np.mean(np.array(wrong) < 0) > 0.7
    better = check.read_fast_speech.solution(probabilities, names, new)
    gained = check.read_fast_speech.score(better) - check.read_fast_speech.score(bar)
    assert gained > 0.1


def test_voters_that_learned_from_the_same_pictures_gain_less_than_independent_ones():
    """What the solution of exercise 6 of 6f says of exercise 5."""
    alone = check.combine_captions.scores()["the best single network"]
    together = check.combine_captions.score(
        check.combine_captions.solution(*check.combine_captions.cases[0])
    )
    assert alone + 0.01 < together < check.majority_share.solution(alone, 3) - 0.03


def test_a_blank_that_counts_for_less_leaves_more_labels():
    stream = np.array([[0.5, 0.3, 0.2], [0.2, 0.5, 0.3]]) @ np.eye(3, 10)
    again = [stream, stream[:1]]
    assert chapter_06e_decoding._less_blank(1)(again) == [[1], []]
    assert chapter_06e_decoding._less_blank(0.5)(again) == [[1], [1]]


def test_a_blank_keeps_its_full_weight_where_practice_asks_for_it():
    stream = np.array([[0.5, 0.49, 0.01]]) @ np.eye(3, 10)
    assert chapter_06e_decoding._chosen([stream], [[]], [stream]) == [[]]
    assert chapter_06e_decoding._chosen([stream], [[1]], [stream]) == [[1]]


def test_what_is_to_be_aligned_are_logarithms_of_probabilities():
    for log_p in (chapter_06e_decoding._log_p(0, 6, 4), *(case[0] for case in check.aligned.cases)):
        np.testing.assert_allclose(np.exp(log_p).sum(axis=1), 1)
