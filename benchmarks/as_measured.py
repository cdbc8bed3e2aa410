"""Deciding cells that write down what they measure, instead of what the book expects.

With another back end other networks come out. A cell that states the book's verdict would stop
where one of its numbers misses it, and name that one only.
"""

from outcomes import outcomes, verdict_of

from rnn_helpers import ledger, scores


def loosen():
    """From now on a comparison with a baseline, and the verdict on it, are as they come out.

    A claim that compares with no baseline still has to bear out its verdict, or stops its cell.
    """
    decide, write = ledger.decide, scores.Lead.evidence

    def as_it_came_out(lead, what, verdict):
        return write(lead, what, lead.verdict)

    def decide_anew(claim, verdict, evidence, seeds=None):
        found = outcomes(evidence)
        return decide(claim, verdict_of(found) if found else verdict, evidence, seeds)

    scores.Lead.evidence, ledger.decide = as_it_came_out, decide_anew
