"""The claims that rest on Keras, on three back ends: what is stored, and what a page says of it."""

import itertools
import json
import operator
from pathlib import Path

import as_measured
import back_ends
import claims
import numpy as np
import pytest
from back_ends import Answer
from outcomes import outcomes, verdict_of
from resting import cells_to_run, fingerprint, in_the_book

from rnn_helpers import ledger, scores
from rnn_helpers.errors import ClaimError

ROOT = Path(__file__).parents[1]
RELATIONS = {"≥": operator.ge, "≤": operator.le, "=": operator.eq}
RELATIONS |= {">": operator.gt, "<": operator.lt}
BOOK = claims.decisions(ROOT / "notebooks")
STORED = back_ends.read()
DECIDED = {
    back_end: {c: told for run in runs["notebooks"].values() for c, told in run["decided"].items()}
    for back_end, runs in STORED.items()
}
RUNS = np.array([[1.0, 2, 3, 4, 5]] * 3)
LOST, WON = scores.paired(RUNS, RUNS[0] - 1), scores.paired(RUNS, RUNS[0] + 1)
EXAMPLE = repr(
    ledger.decide("3.4e", "depends", [*LOST.evidence("a", "loses"), *WON.evidence("b", "wins")], 3)
)


def faults(claim, printed):
    """Say what does not fit together in a decision that is stored."""
    named, decision = claims.parse("", printed)
    if named != claim:
        yield f"decides {named}"
    for what, value, threshold in decision.evidence:
        sign, bound = threshold.replace(",", "").split()
        if not RELATIONS[sign](float(value.replace(",", "")), float(bound)):
            yield f"{what}: {value}, but {threshold}"
    found = outcomes(decision.evidence)
    if decision.verdict != (verdict_of(found) if found else BOOK[claim].verdict):
        yield f"{decision.verdict}, from {found}"


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (["wins", "wins"], "confirmed"),
        (["wins", "ties"], "depends"),
        (["loses", "wins"], "depends"),
        (["loses", "ties"], "refuted"),
        (["ties", "ties"], "ties"),
    ],
)
def test_a_verdict_follows_from_how_the_comparisons_came_out(found, verdict):
    assert verdict_of(found) == verdict


def test_the_verdicts_of_the_book_follow_by_the_same_rule():
    compared = {claim: d for claim, d in BOOK.items() if outcomes(d.evidence)}
    assert len(compared) == 9
    for claim, decision in compared.items():
        assert verdict_of(outcomes(decision.evidence)) == decision.verdict, claim


@pytest.mark.parametrize("back_end", back_ends.NAMES)
def test_what_is_stored_bears_out_its_verdict(back_end):
    printed = {c: told for c, told in DECIDED[back_end].items() if told.startswith("Claim ")}
    assert printed
    assert {claim: list(faults(claim, told)) for claim, told in printed.items()} == {
        claim: [] for claim in printed
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("depends", "refuted"),
        ("depends", "confirmed"),
        ("Claim 3.4e", "Claim 3.4f"),
        ("b: worst seed", "b: best seed"),
        ("> 0", "> 2"),
        ("-1", "1"),
    ],
)
def test_a_wrong_entry_that_is_planted_is_noticed(before, after):
    assert not list(faults("3.4e", EXAMPLE))
    assert before in EXAMPLE
    assert list(faults("3.4e", EXAMPLE.replace(before, after, 1)))


@pytest.mark.parametrize("back_end", back_ends.NAMES)
def test_what_is_stored_are_claims_that_rest_on_keras(back_end):
    found = in_the_book(ROOT / "notebooks")
    runs = STORED[back_end]["notebooks"]
    for name, run in runs.items():
        assert sorted(run["decided"]) == sorted(found[name]), name
    assert {"keras", back_end} == set(STORED[back_end]["versions"])


def test_every_claim_that_rests_on_keras_has_a_word_for_each_back_end():
    found = back_ends.answers(STORED)
    everywhere = itertools.chain(*in_the_book(ROOT / "notebooks").values())
    assert list(found) == sorted(everywhere)
    for by_back_end in found.values():
        assert list(by_back_end) == list(back_ends.NAMES)
        assert all(back_ends.told(answer, "ties") for answer in by_back_end.values())


def test_the_job_of_every_week_installs_the_version_that_is_stored():
    asked = (ROOT / "requirements-jax.in").read_text(encoding="utf-8")
    assert f"\njax=={STORED['jax']['versions']['jax']};" in asked


def test_what_differs_or_is_lacking_is_explained_beside_the_table():
    text = (ROOT / "book" / "claims.md").read_text(encoding="utf-8")
    beside = text.split("```{back-ends}")[1].split("\n## ")[0]
    for claim, by_back_end in back_ends.answers(STORED).items():
        for back_end, answer in by_back_end.items():
            if answer.verdict != BOOK[claim].verdict:
                lines = [line for line in beside.splitlines() if claim in line]
                assert any(back_ends.NAMES[back_end] in line for line in lines), claim


def test_an_answer_is_older_where_the_cells_have_changed():
    run = {"decided": {"3.4e": EXAMPLE, "3.4f": "ValueError: no"}, "code": "now"}
    assert back_ends.answer(run, "3.4e", "now") == Answer("depends")
    assert back_ends.answer(run, "3.4e", "later") == Answer("depends", "", older=True)
    assert back_ends.answer(run, "3.4f", "now") == Answer(None, "ValueError: no")
    assert back_ends.answer({}, "3.4e", "now") == Answer(None)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer("ties"), "the same"),
        (Answer("ties", "", True), "the same, with older code"),
        (Answer("refuted"), "**✗\u00a0refuted**"),
        (Answer(None, "ValueError: no"), "stops"),
        (Answer(None, "TooSlow: more than 9 seconds"), "too slow"),
        (Answer(None), "not run"),
    ],
)
def test_an_answer_in_a_word_or_two(answer, told):
    assert back_ends.told(answer, "ties") == told


def test_a_changed_cell_has_another_fingerprint():
    cells = cells_to_run(ROOT / "notebooks" / "02_concepts.ipynb")
    before = fingerprint(cells)
    cells[-1].source += "\n"
    assert fingerprint(cells) != before


def test_loosened_a_cell_writes_down_what_it_measures(monkeypatch):
    monkeypatch.setattr(scores.Lead, "evidence", scores.Lead.evidence)
    monkeypatch.setattr(ledger, "decide", ledger.decide)
    with pytest.raises(ClaimError):
        ledger.decide("3.4e", "ties", LOST.evidence("a", "ties"), 3)
    as_measured.loosen()
    evidence = [*LOST.evidence("a", "ties"), *WON.evidence("b", "ties")]
    assert repr(ledger.decide("3.4e", "ties", evidence, 3)) == EXAMPLE
    with pytest.raises(ClaimError):
        ledger.decide("2d", "confirmed", [("weights", 3, "==", 4)])


def seeds_that_do_not_find_out(right):
    """Of the captioners of one back end, those that get less than two thirds right, in words."""
    slow = [seed for seed, share in right.items() if share < 2 / 3]
    return f"{'seeds' if len(slow) > 1 else 'seed'} {' and '.join(slow)}" if slow else "none"


def test_the_page_tells_which_captioners_do_not_find_out_where_to_look():
    path = ROOT / "benchmarks" / "caption_seeds.json"
    runs = json.loads(path.read_text(encoding="utf-8"))
    text = (ROOT / "book" / "claims.md").read_text(encoding="utf-8")
    for back_end, name in {"tensorflow": "TensorFlow", "torch": "PyTorch"}.items():
        right = runs[back_end]["right"]
        assert f"{seeds_that_do_not_find_out(right)} of {len(right)} on {name}" in text
    first = [f"{runs['torch']['right'][seed]:.2f}" for seed in "012"]
    assert f"gets {first[0]} of the test captions right, the other two {first[1]} and" in text
    assert f"and {first[2]}. That is the luck" in text


def test_part_6f_tells_of_the_seeds_that_it_does_not_have():
    path = ROOT / "benchmarks" / "caption_seeds.json"
    right = json.loads(path.read_text(encoding="utf-8"))["tensorflow"]["right"]
    text = (ROOT / "notebooks" / "06f_captioning.ipynb").read_text(encoding="utf-8")
    slow = [share for share in right.values() if share < 2 / 3]
    quick = min(share for share in right.values() if share > 2 / 3)
    assert (len(right), len(slow)) == (9, 2)
    assert f"seven of them get {quick:.2f} or more of the test captions right, and two, " in text
    assert f"{seeds_that_do_not_find_out(right)}, at most {max(slow):.2f}, fewer" in text
