"""The open exercises of 6c and 6d rank an answer among results that the notebooks print."""

import re
from pathlib import Path

import nbformat
import pytest

from rnn_helpers import check
from rnn_helpers.check import chapter_06c_readers, chapter_06d_names

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def printed(name):
    """Everything that a notebook prints, in one text."""
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "\n".join(o.get("text", "") + o.get("data", {}).get("text/plain", "") for o in outputs)


def test_verdicts_are_ranked_among_those_of_part_6c():
    text = printed("06c_sentiment")
    assert f"naive Bayes, pairs, 25,000 reviews  {chapter_06c_readers.COUNTING}\n" in text
    best = re.search(r"^GRU, 25,000 reviews .* to (\S+), 3 seeds", text, re.M)[1]
    assert best == str(chapter_06c_readers.GRU)


def test_names_are_ranked_among_those_of_part_6d():
    text = printed("06d_translation")
    assert f"phrases: {chapter_06d_names.PHRASES} of the new names" in text
    runs = re.search(r"^GRU, new names: +(.*)$", text, re.M)[1].split()
    assert max(map(float, runs)) == chapter_06d_names.GRU


@pytest.mark.parametrize(
    ("exercise", "cut"), [(check.better_verdicts, 1_000), (check.better_names, 100)]
)
def test_an_answer_that_leaves_cases_out_is_no_answer(exercise, cut):
    """A share of the easy cases alone would be a better score."""
    verdict = exercise(lambda: list(exercise.solution())[:cut])
    assert not verdict.right
    assert exercise.form in verdict.message


def test_probabilities_are_no_verdicts():
    verdict = check.better_verdicts(lambda: [0.9] * 1_279)
    assert not verdict.right
    assert "each 0 or 1" in verdict.message


def test_text_in_the_place_of_a_list_of_words_is_not_right():
    texts = [" ".join(words) for words in check.better_names.solution()]
    assert not check.better_names(lambda: texts).right


FLAGS = [(["flag", "angola"], ["bandera", "angola"]), (["flag", "cuba"], ["bandera", "cuba"])]


def test_a_word_that_stands_in_many_names_is_the_translation_of_few():
    best = chapter_06d_names._dictionary(FLAGS)
    assert best == {"flag": "bandera", "angola": "angola", "cuba": "cuba"}


@pytest.mark.parametrize(
    ("name", "translation"),
    [
        ("green apple", "manzana verde"),  # as "red apple", whose order it takes over
        ("big green apple", "manzana verde grande"),
        ("green zebra", "verde zebra"),  # word by word
        ("zebra", "bandera zebra"),  # flags have names of one word
    ],
)
def test_a_new_name_is_translated_as_the_known_one_that_it_is_like(name, translation):
    pairs = [(["cuba"], ["cuba"]), (["red", "apple"], ["manzana", "roja"])]
    pairs += [(["big", "red", "apple"], ["manzana", "roja", "grande"])]
    best = {"big": "grande", "red": "roja", "apple": "manzana", "green": "verde", "cuba": "cuba"}
    found = chapter_06d_names._by_analogy(name.split(), pairs, best)
    assert found == translation.split()
