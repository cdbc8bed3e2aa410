"""The open exercise of chapter 6g: who is served is counted, and the book's methods are its own."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from rnn_helpers import check

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06g_recommender.ipynb"


@pytest.fixture(scope="module")
def printed():
    """The hit rates of the notebook's table, by the name of the method."""
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    exam = next(cell for cell in cells if cell.id == "best-markov-20-0-8-rank-popularity-exami")
    table = exam.outputs[0].text.split("NDCG")[0]
    return {row[:24].strip(): re.findall(r"0\.\d+", row) for row in table.splitlines()[1:]}


def test_the_methods_of_the_book_serve_as_many_users_as_the_notebook_says(printed):
    served = {name: f"{share:.3f}" for name, share in check.next_films.scores().items()}
    assert served["popularity"] == printed["popularity"][0]
    assert served["neighbours of the last three"] == printed["item neighbours, last 3"][0]
    assert served["the windowed chain"] == printed["the same, all tuned"][0]
    assert served["the GRU"] in printed["GRU"]


def test_the_solution_is_ahead_of_the_gru_and_is_told_its_place():
    verdict = check.next_films(check.next_films.solution)
    assert verdict.right is True
    assert re.search(
        r"Your share of right answers is 0\.\d{3}\. You are ahead of: the GRU", str(verdict)
    )
    assert "You are not ahead of: the windowed chain" in str(verdict)


def test_a_learner_is_handed_histories_without_the_film_that_is_asked_for():
    (train, names, new), *_ = check.next_films.cases
    asked = check.next_films.truth()
    assert len(train) == len(new) == len(asked) == 943
    assert len(names) == 1682
    assert not any(film in past for past, film in zip(new, asked, strict=True))
    assert all(np.array_equal(past[:-1], known) for past, known in zip(new, train, strict=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda tens, new: tens[1:],
        lambda tens, new: [np.append(ten, 1681 - k % 2) for k, ten in enumerate(tens)],
        lambda tens, new: [past[:10] for past in new],
        lambda tens, new: [ten + 2000 for ten in tens],
        lambda tens, new: [ten * 1.0 for ten in tens],
    ],
)
def test_what_is_no_list_of_new_films_for_everybody_is_told_so(change):
    def answer(train, names, new):
        return change([np.setdiff1d(np.arange(800), past)[:10] for past in new], new)

    verdict = check.next_films(answer)
    assert verdict.right is False
    assert f"{check.next_films.form} is asked for." in verdict.message
