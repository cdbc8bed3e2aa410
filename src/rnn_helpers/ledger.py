"""The ledger of claims: a claim, a verdict, and the measurements that must bear it out.

A chapter that has tried a claim ends the trial with :func:`decide`. The book's page of claims is
made from what these calls print, so that no number on it is typed by hand.
"""

import operator
from typing import NamedTuple

from . import _validate as need
from .errors import ClaimError

__all__ = ["VERDICTS", "Decision", "decide"]

VERDICTS = ("confirmed", "refuted", "depends")
RELATIONS = {">=": ("≥", operator.ge), "<=": ("≤", operator.le), "==": ("=", operator.eq)}


class Decision(NamedTuple):
    """A decided claim; its ``repr`` is what a notebook shows."""

    claim: str
    verdict: str
    seeds: int | None
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
        ``"confirmed"``, ``"refuted"`` or ``"depends"``.
    evidence : list of tuple
        ``(what, value, relation, threshold)``: what was measured, the measured number, one of
        ``">="``, ``"<="`` and ``"=="``, and the number to hold it against. A fifth entry
        ``"varies"`` hides a value that is never twice the same, such as a time.
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
    if verdict not in VERDICTS:
        need.fail(need.RangeError, "verdict", f"one of {', '.join(VERDICTS)}", repr(verdict))
    if seeds is not None:
        need.integer("seeds", seeds, 1)
    if not evidence:
        need.fail(need.EmptyError, "evidence", "at least one measurement", "none")
    lines = [_hold(claim, *row) for row in evidence]
    return Decision(claim, verdict, seeds, tuple(lines))


def _hold(claim, what, value, relation, threshold, varies=None):
    if relation not in RELATIONS:
        need.fail(need.RangeError, "relation", f"one of {', '.join(RELATIONS)}", repr(relation))
    sign, compare = RELATIONS[relation]
    bound = f"{sign} {threshold:,.12g}"
    if not compare(value, threshold):
        raise ClaimError(f"claim {claim}: {what} is {_show(value)}, the verdict needs {bound}")
    return what, "" if varies else _show(value), bound


def _show(number):
    """Whole numbers in full, others to three digits, trailing zeros included."""
    if float(number).is_integer() and abs(number) < 1e9:
        return f"{number:,.0f}"
    return f"{number:,.1f}" if 100 <= abs(number) < 1e9 else f"{number:#.3g}"
