"""Sphinx extension: the verdicts that rest on Keras, on TensorFlow, JAX and PyTorch.

The directive ``back-ends`` becomes a table of the claims that ``claims`` has listed before it. Its
column for TensorFlow holds what the deciding cells printed; the others what
``benchmarks/backends.py`` has stored. Where the code of the cells is another one since, the table
says so: nobody can train everything on three libraries for every small change.
"""

import json
from pathlib import Path
from typing import NamedTuple

from claims import HEAD, LISTED, decisions, label, mark
from docutils import nodes
from docutils.statemachine import StringList
from resting import cells_to_run, fingerprint, in_the_book
from sphinx.util.docutils import SphinxDirective
from words import say

ROOT = Path(__file__).parents[2]
STORED = ROOT / "benchmarks" / "backends.json"
NAMES = {"jax": "JAX", "torch": "PyTorch"}


class Answer(NamedTuple):
    """What came of a claim on another back end."""

    verdict: str | None
    """None if the run came to no verdict, or there was none."""
    stopped: str = ""
    """The error that is in the place of a verdict."""
    older: bool = False
    """Whether the cells have changed since."""


def answer(run, claim, code):
    """Read what is stored of the run of a notebook, which may be nothing."""
    printed = run.get("decided", {}).get(claim)
    if printed is None:
        return Answer(None)
    first, older = printed.partition("\n")[0], run["code"] != code
    head = HEAD.match(first)
    return Answer(head[2], "", older) if head else Answer(None, first, older)


def answers(stored, root=ROOT):
    """For each claim that rests on Keras, the answers by back end."""
    found = {}
    for name, claims in in_the_book(root / "notebooks").items():
        code = fingerprint(cells_to_run(root / "notebooks" / f"{name}.ipynb"))
        for claim in claims:
            runs = {b: stored.get(b, {}).get("notebooks", {}).get(name, {}) for b in NAMES}
            found[claim] = {b: answer(run, claim, code) for b, run in runs.items()}
    return dict(sorted(found.items()))


def told(answer, verdict):
    """An answer in a word or two; a verdict that is the book's is only said to be."""
    if answer.verdict is None:
        late = answer.stopped.startswith("TooSlow")
        word = say("too slow") if late else say("stops") if answer.stopped else say("not run")
    elif answer.verdict == verdict:
        word = say("the same")
    else:
        word = f"**{mark(answer.verdict)}**"
    return say("{word}, with older code", word=word) if answer.older else word


def read():
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def versions(stored):
    """What was run, such as ``["Keras 3.15.1 on JAX 0.10.2"]``."""
    found = {b: stored[b]["versions"] for b in NAMES if b in stored}
    named = [(v["keras"], NAMES[b], v[b].split("+")[0]) for b, v in found.items()]
    return [
        say("Keras {keras} on {name} {version}", keras=keras, name=name, version=version)
        for keras, name, version in named
    ]


class BackEnds(SphinxDirective):
    """The table of the claims that rest on Keras, with a column for each back end."""

    def run(self):
        self.env.note_dependency(str(STORED))
        book, stored = decisions(Path(self.env.srcdir, "notebooks")), read()
        others, words = answers(stored), dict(self.env.temp_data[LISTED])
        lines = [
            f"| {say('claim')} | TensorFlow | {' | '.join(NAMES.values())} |",
            "|---|---|---|---|",
        ]
        for claim, by_back_end in others.items():
            verdict = book[claim].verdict
            row = [mark(verdict), *(told(answer, verdict) for answer in by_back_end.values())]
            link = f"{{ref}}`{claim} <{label(claim)}>`"
            lines.append(f"| {link} {words[claim]} | {' | '.join(row)} |")
        count, run = len(book) - len(others), "; ".join(versions(stored))
        ends = say("The other {count} rest on NumPy alone. Run with {run}.", count=count, run=run)
        lines += ["", ends]
        holder = nodes.container(classes=["back-ends"])
        self.state.nested_parse(StringList(lines, source=self.env.docname), 0, holder)
        for row in next(holder.findall(nodes.tbody)):
            number, *wording = row[0][0].children
            row[0][0].children = [number, nodes.inline("", "", *wording, classes=["wording"])]
        return [holder]


def setup(app):
    app.add_directive("back-ends", BackEnds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
