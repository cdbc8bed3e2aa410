"""The outcome of a check: a line of text for scripts, a small box for notebooks."""

import html
import re
import sys
from typing import NamedTuple

from .language import say

PLAIN = str.maketrans(
    {
        "✓": "[ok]",
        "✗": "[no]",
        "−": "-",
        "×": "x",
        "·": "*",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "∞": "infinity",
        "²": "**2",
        "°": "degrees ",
        "½": "1/2",
        "…": "...",
        "–": "-",
        "′": "'",
        "λ": "lambda",
        "φ": "phi",
        "σ": "sigma",
        "π": "pi",
        "ρ": "rho",
        "Δ": "Delta",
        "Σ": "sum",
    }
)
MARK = {True: "✓", False: "✗"}
COLOUR = {True: "#009E73", False: "#D55E00"}  # told apart without green and red, too


class Verdict(NamedTuple):
    """The outcome of a check; a notebook shows it as a box, a script as a line of text."""

    right: bool
    message: str

    def __repr__(self):
        return printable(f"{MARK[self.right]} {self.message}")

    def _repr_html_(self):
        # All text takes the colour around it, so that it can be read on a light and a dark page.
        code = r'<code style="color:inherit;background:none">\1</code>'
        message = re.sub(r"`([^`]+)`", code, html.escape(self.message))
        word = say("Solved.") if self.right else say("Not solved.")
        return (
            f'<div style="border-left:0.25rem solid {COLOUR[self.right]};padding:0 0 0 0.75rem;'
            'overflow-wrap:anywhere">'
            f'<strong><span aria-hidden="true">{MARK[self.right]}</span> {word}'
            f"</strong> {message}</div>"
        )


def printable(text):
    """Write with ASCII what the terminal's encoding lacks: ``print`` would stop at it."""
    encoding = getattr(sys.stdout, "encoding", None)
    if encoding is None:
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    return text
