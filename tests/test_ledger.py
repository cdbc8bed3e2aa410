"""The ledger of claims: a verdict holds only if its measurements do; the page shows them all."""

import re
import sys
from pathlib import Path

import nbformat
import pytest

from rnn_helpers import ledger
from rnn_helpers.errors import ArgumentTypeError, ClaimError, EmptyError, RangeError

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))

import claims as page  # noqa: E402

ROWS = [("RNN, exact sums", 0.99, ">=", 0.95), ("weights", 960, "==", 960)]
STRICT = [("lead, lower end", 0.004, ">", 0), ("lead, upper end", -0.004, "<", 0)]


def test_a_decision_shows_its_numbers_and_thresholds():
    decision = ledger.decide("2.3", "confirmed", [*ROWS, ("speed", 31.7, ">=", 5, "varies")], 20)
    assert repr(decision).splitlines() == [
        "Claim 2.3 · confirmed · 20 seeds",
        "  RNN, exact sums  0.990   ≥ 0.95",
        "  weights            960   = 960",
        "  speed                    ≥ 5",
    ]


def test_every_verdict_has_its_mark_and_its_colour():
    assert list(page.SIGNS) == list(page.COLOURS) == list(ledger.VERDICTS)
    for verdict in ledger.VERDICTS:
        claim, decision = page.parse("06_x", repr(ledger.decide("3.4a", verdict, ROWS, 3)))
        assert (claim, decision.verdict, decision.seeds) == ("3.4a", verdict, "3")


def test_a_lead_has_to_be_one():
    assert repr(ledger.decide("2.3", "depends", STRICT)).splitlines()[1:] == [
        "  lead, lower end   0.00400   > 0",
        "  lead, upper end  -0.00400   < 0",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-3.0, "-3"),
        (999_999_999, "999,999,999"),
        (10**9, "1.00e+09"),
        (-(10**9), "-1.00e+09"),
        (99.95, "100.0"),
        (-99.95, "-100.0"),
        (99.94, "99.9"),
        (100.04, "100.0"),
        (-123456.78, "-123,456.8"),
        (0.5, "0.500"),
        (1e9 + 0.5, "1.00e+09"),
        (1e-5, "1.00e-05"),
    ],
)
def test_whole_numbers_are_shown_in_full_and_others_to_three_digits(value, text):
    decision = ledger.decide("1", "confirmed", [("x", value, "<", 1e10)])
    assert decision.evidence == (("x", text, "< 10,000,000,000"),)


def test_words_may_have_an_x():
    assert ledger.decide("1", "ties", [("X-ray, x", 1, ">", 0)]).evidence[0][0] == "X-ray, x"


def test_a_threshold_is_shown_with_all_its_digits():
    decision = ledger.decide("1", "ties", [("x", 0.25, ">=", 0.123456789012)], seeds=1)
    assert decision.evidence[0][2] == "≥ 0.123456789012"
    assert repr(decision).startswith("Claim 1 · ties · 1 seeds\n")


@pytest.mark.parametrize("sign", ["  ", "|", "\t", "\n"])
def test_words_that_would_break_the_table_are_refused(sign):
    with pytest.raises(
        RangeError, match=r"^claim: expected one line, single blanks, no '\|', got '"
    ):
        ledger.decide(f"a{sign}b", "confirmed", ROWS)


@pytest.mark.parametrize(
    ("row", "needs"),
    [
        (("share", 0.94, ">=", 0.95), "share is 0.940, the verdict needs ≥ 0.95"),
        (("loss", 0.2, "<=", 0.1), "loss is 0.200, the verdict needs ≤ 0.1"),
        (("count", 1216, "==", 960), "count is 1,216, the verdict needs = 960"),
        (("share", float("nan"), ">=", 0), "share is nan"),
        (("share", 0.9499999, ">=", 0.95), "share is 0.9499999, the verdict needs ≥ 0.95"),
        (("count", 959.9999999, "==", 960), "count is 959.9999999, the verdict needs = 960"),
        (("lead", 0.0, ">", 0), "lead is 0, the verdict needs > 0"),
        (("lead", 0, "<", 0), "lead is 0, the verdict needs < 0"),
        (("lead", 1e-9, "<", 0), "lead is 1.00e-09, the verdict needs < 0"),
        (("size", 1234.56, "<=", 1234.5), "size is 1,234.6, the verdict needs ≤ 1,234.5"),
    ],
)
def test_a_missed_threshold_stops_the_book(row, needs):
    with pytest.raises(ClaimError, match=f"^claim 2.3: {needs}"):
        ledger.decide("2.3", "confirmed", [*ROWS, row])


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("2.3", "maybe", ROWS), RangeError, "verdict: expected one of confirmed"),
        (("2.3", "refuted", []), EmptyError, "evidence: expected at least one"),
        (
            ("2.3", "refuted", [("x", 1, "=>", 0)]),
            RangeError,
            r"evidence\[0\]\[2\]: expected one of >=, <=, ==, >, <, got '=>'$",
        ),
        (("2.3", "refuted", ROWS, 0), RangeError, "seeds: expected"),
        (("2.3", "refuted", (row for row in [])), ArgumentTypeError, "evidence: expected a list"),
        (("2.3", "refuted", "0.9 >= 0.8"), ArgumentTypeError, "evidence: expected a list"),
        (("2.3", "refuted", ["share"]), ArgumentTypeError, r"evidence\[0\]: expected \(what, val"),
        (
            ("2.3", "refuted", [("x", 1, ">=")]),
            ArgumentTypeError,
            r"evidence\[0\]: .* got \('x', 1",
        ),
        (
            ("2.3", "refuted", [*ROWS, ("x", "1", ">=", 0)]),
            ArgumentTypeError,
            r"evidence\[2\]\[1\]",
        ),
        (("2.3", "refuted", [("x", 1, ">=", None)]), ArgumentTypeError, r"evidence\[0\]\[3\]: "),
        (("2.3", "refuted", [("x", 1, ">=", float("nan"))]), RangeError, r"evidence\[0\]\[3\]: "),
        (
            ("2.3", "refuted", [("x", 1, ">=", 0, "hide")]),
            RangeError,
            r"evidence\[0\]\[4\]: expected 'varies' or nothing, got 'hide'$",
        ),
        (("2.3", "refuted", [("two  blanks", 1, ">=", 0)]), RangeError, r"evidence\[0\]\[0\]: "),
        (
            ("2.3", "refuted", [("a | b", 1, ">=", 0)]),
            RangeError,
            r"evidence\[0\]\[0\]: expected one",
        ),
        (
            ("2.3", "refuted", [("a\nb", 1, ">=", 0)]),
            RangeError,
            r"evidence\[0\]\[0\]: expected one",
        ),
        (("2.3", "refuted", [(" a", 1, ">=", 0)]), RangeError, r"evidence\[0\]\[0\]: expected one"),
        (
            ("2.3", "refuted", [("", 1, ">=", 0)]),
            ArgumentTypeError,
            r"evidence\[0\]\[0\]: expected w",
        ),
        ((2.3, "refuted", ROWS), ArgumentTypeError, "claim: expected words"),
    ],
)
def test_an_odd_decision_is_refused(arguments, error, says):
    with pytest.raises(error, match=f"^{says}"):
        ledger.decide(*arguments)


def test_the_page_reads_what_a_cell_prints():
    rows = [*ROWS, ("speed", 31.7, ">=", 5, "varies")]
    claim, decision = page.parse("02_concepts", repr(ledger.decide("2.3", "depends", rows)))
    assert (claim, decision.notebook, decision.verdict) == ("2.3", "02_concepts", "depends")
    assert decision.seeds is None
    assert decision.evidence == [
        ("RNN, exact sums", "0.990", "≥ 0.95"),
        ("weights", "960", "= 960"),
        ("speed", "", "≥ 5"),
    ]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("0.990", "0.990"),
        ("1,216", "1,216"),
        ("-10", "−10"),
        ("≥ -3", "≥ −3"),
        ("3.80e-07", "3.80 · 10⁻⁷"),
        ("≤ 1e-12", "≤ 10⁻¹²"),
        ("-2.5e+16", "−2.5 · 10¹⁶"),
    ],
)
def test_the_page_sets_a_number_as_books_do_and_in_one_piece(printed, shown):
    assert page.typeset(printed) == shown.replace(" ", "\u00a0")


def test_the_picture_holds_one_square_for_every_claim():
    verdicts = {
        "1.1a": "confirmed",
        "2a": "refuted",
        "2b": "depends",
        "2c": "depends",
        "2d": "ties",
    }
    drawing = page.picture(verdicts)
    assert [drawing.count(f">{mark}<") for mark in "✓✗=±"] == [1, 1, 1, 2]
    assert "1 ✓ confirmed, 1 ✗ refuted, 1 = ties, 2 ± depends" in drawing.replace("\u00a0", " ")
    assert drawing.count(">section ") == 2


def test_every_claim_has_its_cell_and_every_deciding_cell_its_claim():
    text = (ROOT / "book" / "claims.md").read_text(encoding="utf-8")
    rows = page.rows_of(text.split("```{claims}\n")[1].split("```")[0].splitlines())
    claims = [claim for claim, _ in rows]
    assert claims == sorted(set(claims), key=section)
    assert set(claims) == set(page.decisions(ROOT / "notebooks"))


def section(claim):
    """Sort 4.3b after 4.3a, and 10.1 after 9.9."""
    numbers = claim.rstrip("abcdefghijklmnopqrstuvwxyz")
    return [int(n) for n in numbers.split(".")], claim[len(numbers) :]


def test_a_cell_that_decides_is_tagged_and_ends_in_the_decision():
    for path in ROOT.glob("notebooks/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            tags = [tag for tag in cell.metadata.get("tags", []) if tag.startswith("claim-")]
            decides = cell.cell_type == "code" and "ledger.decide(" in cell.source
            assert len(tags) == decides, cell.source
            if decides:
                (claim,) = re.findall(r'ledger\.decide\(\s*"(\S+?)"', cell.source)
                assert tags == [f"claim-{claim.replace('.', '-')}"]
                assert cell.outputs[-1].data["text/plain"].startswith(f"Claim {claim} · ")
                assert cell.source.rstrip().endswith(")")
