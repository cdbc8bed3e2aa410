"""The open exercise of chapter 6a: answers are scored on the year that the chapter tests on."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from rnn_helpers import check, datasets
from rnn_helpers.check import chapter_06a_contest as contest
from rnn_helpers.check.contest import Contest

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06a_forecasting.ipynb"


@pytest.fixture(autouse=True)
def nothing_was_tried():
    check.best_week.forget()


def test_the_stored_year_is_that_of_the_weather():
    weather, _ = datasets.seattle_weather("2014-12-18")
    stored = json.loads(contest.FILE.read_text(encoding="utf-8"))
    np.testing.assert_allclose(np.array(stored["tenths"]) / 10, weather["temp_max"], atol=1e-9)


def test_the_stored_season_is_that_of_the_two_training_years():
    weather, _ = datasets.seattle_weather()
    date = weather["date"]
    day_of_year = (date - date.astype("datetime64[Y]")).astype(int)
    angle = 2 * np.pi * day_of_year[:, None] / 365.25 * np.array([1, 2])
    waves = np.c_[np.ones(len(date)), np.sin(angle), np.cos(angle)]
    train = date < np.datetime64("2014")
    season = waves @ np.linalg.lstsq(waves[train], weather["temp_max"][train], rcond=None)[0]
    stored = json.loads(contest.FILE.read_text(encoding="utf-8"))
    first = len(date) - len(stored["season"])
    np.testing.assert_allclose(np.array(stored["season"]) / 100, season[first:], atol=0.006)


def test_every_window_of_the_year_is_there_once():
    read, usual = check.best_week.cases[0]
    assert read.shape == (359, 14)
    assert usual.shape == (359, 21)
    assert len(np.unique(read, axis=0)) == 359
    neighbours = (read[:-1, 1:] == read[1:, :-1]).all(axis=1)
    assert neighbours.mean() < 0.02, "shuffled, so that none stands beside its own future"


def test_the_truth_is_the_week_after_what_is_read_and_the_season_that_of_all_three_weeks():
    stored = json.loads(contest.FILE.read_text(encoding="utf-8"))
    seasons = {
        tuple(stored["tenths"][day : day + 21]): np.array(stored["season"][day : day + 21]) / 100
        for day in range(359)
    }
    read, usual, truth = contest._weeks()
    for three_weeks, season in zip(np.c_[read, truth], usual, strict=True):
        np.testing.assert_array_equal(season, seasons[tuple(np.rint(three_weeks * 10))])
    for drawn, again in zip((contest._READ, contest._TRUTH), (read, truth), strict=True):
        np.testing.assert_array_equal(drawn, again)


def test_an_answer_is_told_its_score_and_its_rank():
    def colder(past, usual):
        return contest._fading(past, usual) - 0.1

    said = check.best_week(colder)
    score = np.abs(colder(*check.best_week.cases[0]) - contest._TRUTH).mean()
    assert not said.right
    assert said.message.startswith(f"Your score is {score:.3f}".rstrip("0"))
    assert "behind" in said.message


def test_the_fading_of_the_page_is_known_and_the_solution_lets_a_part_of_the_fortnight_stay():
    def fading(past, usual, stay=0):
        odd = past - usual[:, :14]
        stays = stay * odd.mean(axis=1)[:, None]
        return usual[:, 14:] + stays + 0.66 ** np.arange(1, 8) * (odd[:, -1:] - stays)

    assert check.best_week(fading).message.startswith("That is (6a.1), 2.85 °C")
    case = check.best_week.cases[0]
    np.testing.assert_allclose(check.best_week.solution(*case), fading(*case, stay=0.3))


def test_ranks_rise_and_end_with_one_for_everybody():
    bounds = [bound for bound, _ in check.best_week.ranks]
    assert bounds == sorted(bounds)
    assert bounds[-1] == np.inf
    assert check.best_week.bar in bounds


def test_an_answer_that_looks_at_other_rows_is_found_out():
    def peeping(past, usual):
        week = contest._fading(past, usual, 0.6, 0.3)
        for row, mine in enumerate(past):
            later = np.flatnonzero((past[:, :7] == mine[7:]).all(axis=1))
            if len(later):
                week[row] = past[later[0], 7:]
        return week

    said = check.best_week(peeping)
    assert not said.right
    assert said.message.startswith("A row gets another answer when it comes alone")


@pytest.mark.parametrize(
    "answer",
    [
        lambda past, usual: np.zeros((3, 7)),
        lambda past, usual: np.full((len(past), 7), np.nan),
        lambda past, usual: [["warm"] * 7] * len(past),
        lambda past, usual: 1j * usual[:, 14:],
    ],
)
def test_what_is_no_forecast_is_told_its_form(answer):
    assert "a row for each of `past`, is asked for" in check.best_week(answer).message


def test_the_rivals_have_the_scores_that_the_notebook_prints():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    printed = "".join("".join(out.get("text", "")) for c in cells for out in c.get("outputs", []))
    table = printed.split("MAE over seven days of 2015")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^(\S.*?) {2,}(\d\.\d\d)", table, re.M))
    said = " ".join(sentence for _, sentence in check.best_week.ranks)
    for rival, name in contest.RIVALS.items():
        assert f"{name}, {rows[rival]}" in said


NUMBERS = np.arange(4.0)[:, None]


def judged(answer):
    """The verdict of a small contest, whose score is the first number that is answered."""
    task = Contest(
        "guess(x)",
        "As small a number as you dare.",
        solution=lambda x: x * 0,
        cases=[(NUMBERS,), *((NUMBERS[row : row + 1],) for row in range(4))],
        mistakes=[(lambda x: x + 50, "That is fifty too many.")],
        praise="Well dared.",
        score=lambda answers: float(answers[0, 0]),
        bar=2.0,
        ranks=[(1, "Best of all."), (2, "Good."), (3, "Fair."), (4, "Poor.")],
    )
    return task(answer)


@pytest.mark.parametrize(
    ("score", "right", "rank"),
    [
        (0.5, True, "Best of all."),
        (1.0, True, "Good."),
        (2.0, False, "Fair."),
        (9.0, False, "Poor."),
    ],
)
def test_a_score_is_ranked_below_the_bounds_that_it_does_not_reach(score, right, rank):
    verdict = judged(lambda x: x * 0 + score)
    assert verdict.right is right
    assert verdict.message.endswith(f"Your score is {score}. {rank}")
    assert verdict.message.startswith("Well dared.") == right


def test_a_contest_knows_its_mistakes_and_who_looks_at_other_rows():
    verdict = judged(lambda x: x + 50)
    assert verdict.right is False
    assert verdict.message.endswith("That is fifty too many.")
    verdict = judged(lambda x: x * 0 + len(x))
    assert verdict.right is False
    assert "when it comes alone" in verdict.message
