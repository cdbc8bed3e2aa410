"""The ledger of claims: a claim, a verdict, and the measurements that must bear it out.

A chapter that has tried a claim ends the trial with :func:`decide`. The book's page of claims is
made from what these calls print, so that no number on it is typed by hand.
"""

import operator
from typing import NamedTuple

from . import _validate as need
from .errors import ClaimError

__all__ = ["VERDICTS", "Decision", "decide"]

VERDICTS = ("confirmed", "refuted", "ties", "depends")
RELATIONS = {">=": ("≥", operator.ge), "<=": ("≤", operator.le), "==": ("=", operator.eq)}
RELATIONS |= {">": (">", operator.gt), "<": ("<", operator.lt)}


class Decision(NamedTuple):
    """A decided claim; its ``repr`` is what a notebook shows."""

    claim: str
    """Its number in the book's ledger."""
    verdict: str
    """One of ``VERDICTS``."""
    seeds: int | None
    """How many runs from different seeds stand behind the numbers."""
    evidence: tuple
    """Lines of (what was measured, its value, the threshold), as text."""

    def __repr__(self):
        runs = f" · {self.seeds} seeds" if self.seeds else ""
        widths = [max(map(len, column)) for column in zip(*self.evidence, strict=True)]
        lines = [
            f"  {what:<{widths[0]}}  {value:>{widths[1]}}   {threshold}"
            for what, value, threshold in self.evidence
        ]
        return "\n".join([f"Claim {self.claim} · {self.verdict}{runs}", *lines])


def decide(claim, verdict, evidence, seeds=None):
    """Hold measurements against thresholds, and record the verdict that they bear out.

    Parameters
    ----------
    claim : str
        The claim's number in the book's ledger, such as ``"2.3"``.
    verdict : str
        ``"confirmed"``, ``"refuted"``, ``"ties"`` or ``"depends"``.
    evidence : list of tuple
        ``(what, value, relation, threshold)``: what was measured, the measured number, one of
        ``">="``, ``"<="``, ``"=="``, ``">"`` and ``"<"``, and the number to hold it against. A
        fifth entry ``"varies"`` hides a value that is never twice the same, such as a time.
    seeds : int, optional
        How many runs from different seeds stand behind the numbers.

    Returns
    -------
    decision : Decision

    Raises
    ------
    ClaimError
        If a measurement misses its threshold; the message names it.
    InputError
        If an argument does not fit; the message names it.
    """
    _check_words("claim", claim)
    if verdict not in VERDICTS:
        need.fail(need.RangeError, "verdict", f"one of {', '.join(VERDICTS)}", need.came(verdict))
    if seeds is not None:
        need.integer("seeds", seeds, 1)
    need.instance("evidence", evidence, (list, tuple), "a list of tuples")
    if not evidence:
        need.fail(need.EmptyError, "evidence", "at least one measurement", "none")
    lines = [_hold(claim, f"evidence[{index}]", row) for index, row in enumerate(evidence)]
    return Decision(claim, verdict, seeds, tuple(lines))


def _hold(claim, name, row):
    if not isinstance(row, tuple) or len(row) not in (4, 5):
        expected = "(what, value, relation, threshold), or these and 'varies'"
        need.fail(need.ArgumentTypeError, name, expected, need.short(row))
    what, value, relation, threshold, *varies = row
    _check_words(f"{name}[0]", what)
    need.real(f"{name}[1]", value)
    need.number(f"{name}[3]", threshold, -need.LARGEST)
    if relation not in RELATIONS:
        words = f"one of {', '.join(RELATIONS)}"
        need.fail(need.RangeError, f"{name}[2]", words, repr(relation))
    if varies not in ([], ["varies"]):
        need.fail(need.RangeError, f"{name}[4]", "'varies' or nothing", repr(varies[0]))
    sign, compare = RELATIONS[relation]
    bound = f"{sign} {threshold:,.12g}"
    if not compare(value, threshold):
        shown = _show(value)
        if compare(float(shown.replace(",", "")), threshold):
            shown = repr(float(value))  # rounded, it would seem to pass
        raise ClaimError(f"claim {claim}: {what} is {shown}, the verdict needs {bound}")
    return what, "" if varies else _show(value), bound


def _check_words(name, words):
    """Check a description: it becomes a cell of a table, set apart by two blanks."""
    if not isinstance(words, str) or not words.strip():
        need.fail(
            need.ArgumentTypeError, name, "words that say what was measured", need.came(words)
        )
    if "  " in words or words != words.strip() or any(sign in words for sign in "|\n\t"):
        need.fail(need.RangeError, name, "one line, single blanks, no '|'", repr(words))


def _show(number):
    """Whole numbers in full, others to three digits, trailing zeros included."""
    if float(number).is_integer() and abs(number) < 1e9:
        return f"{number:,.0f}"
    return f"{number:,.1f}" if 99.95 <= abs(number) < 1e9 else f"{number:#.3g}"
