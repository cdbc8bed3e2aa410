"""How a network's comparisons with its baselines came out, and the verdict that follows."""

ENDS = {"worst seed": "wins", "best seed": "loses", "least of seeds and 95%": "ties"}


def outcomes(evidence):
    """Say for each comparison among some evidence whether the network wins, loses or ties."""
    ends = [what.rpartition(": ")[2] for what, *_ in evidence]
    return [ENDS[end] for end in ends if end in ENDS]


def verdict_of(found):
    """The verdict on a claim of chapter 6, by the rule that stands on the page of claims."""
    if "wins" in found:
        return "confirmed" if set(found) == {"wins"} else "depends"
    return "refuted" if "loses" in found else "ties"
