"""Sphinx extension: the page of claims, made from what the notebooks' deciding cells printed.

A deciding cell carries a tag such as ``claim-1-1a`` and ends in a call of ``ledger.decide``. The
directive ``claims`` holds one line for each claim, ``1.1a | what is claimed``, and becomes a table
of verdicts, followed by the numbers of each claim and a link to its cell. A claim without a cell,
or a cell without a claim, is a warning.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import nbformat
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from words import say

HEAD = re.compile(r"Claim (\S+) · (confirmed|refuted|ties|depends)(?: · (\d+) seeds)?$")
COLOURS = {"confirmed": "#0072B2", "refuted": "#A84300", "ties": "#7A5C00", "depends": "#767676"}
SIDE, ACROSS, LEFT = 30, 8, 80  # of the squares that stand for claims: to be read on a phone
SIGNS = {"confirmed": "✓", "refuted": "✗", "ties": "=", "depends": "±"}
NUMBERS = "the-numbers-claim-by-claim"  # their place on the page
LISTED = "claims of the page"
ROLE = re.compile(r"\{term\}`([^`<]*?)(?: <[^>]*>)?`")
EXPONENT = re.compile(r"([\d.]+)e([+-]\d+)")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
log = logging.getLogger(__name__)


class Decision(NamedTuple):
    """What one deciding cell printed."""

    notebook: str
    verdict: str
    seeds: str | None
    evidence: list
    """Rows of (what was measured, its value or "", the threshold)."""


def mark(verdict):
    """A verdict as a reader sees it."""
    names = {
        "confirmed": say("confirmed"),
        "refuted": say("refuted"),
        "ties": say("ties"),
        "depends": say("depends"),
    }
    return f"{SIGNS[verdict]}\u00a0{names[verdict]}"


def typeset(text):
    """Write a number as books do, in one piece: ``-1``, with a minus, and ``3.8e-07`` in tens."""

    def tens(match):
        factor, exponent = match.groups()
        power = f"10{str(int(exponent)).translate(RAISED)}"
        return power if factor == "1" else f"{factor} · {power}"

    return EXPONENT.sub(tens, text).replace("-", "−").replace(" ", "\u00a0")


def label(claim):
    return f"claim-{claim.replace('.', '-')}"


def parse(notebook, text):
    """Read the text of a decision; return ``(claim, Decision)``."""
    head, *rows = text.splitlines()
    claim, verdict, seeds = HEAD.match(head).groups()
    evidence = []
    for row in rows:
        what, *value, threshold = re.split(r" {2,}", row.strip())
        evidence.append((what, value[0] if value else "", threshold))
    return claim, Decision(notebook, verdict, seeds, evidence)


def decisions(folder):
    """Collect the decisions of all notebooks, by claim; the tag of a cell names its claim."""
    found = {}
    for path in sorted(Path(folder).glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for tag in cell.metadata.get("tags", []):
                if tag.startswith("claim-"):
                    claim, decision = parse(path.stem, cell.outputs[-1].data["text/plain"])
                    if label(claim) != tag or claim in found:
                        raise ValueError(f"{path.name}: the tag {tag} does not fit claim {claim}")
                    found[claim] = decision
    return found


def picture(verdicts):
    """Draw one square for each claim, in lines of eight, for each section of the tutorial."""
    shapes, y = [], 0
    for section in sorted({claim[0] for claim in verdicts}):
        inside = [verdict for claim, verdict in verdicts.items() if claim[0] == section]
        name = say("section {number}", number=section)
        shapes.append(f'<text x="0" y="{y + 20:g}" fill="currentColor">{name}</text>')
        for place, verdict in enumerate(sorted(inside, key=list(SIGNS).index)):
            shapes.append(square(verdict, place % ACROSS, y + place // ACROSS * SIDE * 1.1))
        y += ((len(inside) - 1) // ACROSS * 1.1 + 1.4) * SIDE
    counts = Counter(verdicts.values())
    told = ", ".join(f"{counts[verdict]} {mark(verdict)}" for verdict in SIGNS)
    width = LEFT + SIDE * 1.1 * ACROSS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y:g}" '
        f'width="{width:g}" role="img" aria-label="{told}" '
        f'style="max-width:100%;height:auto" font-family="sans-serif" font-size="15">'
        f"{''.join(shapes)}</svg>"
    )


def square(verdict, place, y):
    """Draw the verdict on one claim."""
    x = LEFT + place * SIDE * 1.1
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{SIDE}" height="{SIDE}" rx="4" '
        f'fill="{COLOURS[verdict]}"/><text x="{x + SIDE / 2:g}" y="{y + 21:g}" '
        f'text-anchor="middle" fill="white">{SIGNS[verdict]}</text>'
    )


def rows_of(content):
    """Split the lines of the directive into pairs of claim and wording."""
    return [tuple(part.strip() for part in line.split("|", 1)) for line in content if line.strip()]


class Claims(SphinxDirective):
    """The verdicts on all claims, and the numbers behind each."""

    has_content = True

    def run(self):
        folder = Path(self.env.srcdir, "notebooks")
        for path in folder.glob("*.ipynb"):
            self.env.note_dependency(str(path))
        decided, rows = decisions(folder), rows_of(self.content)
        for claim in {claim for claim, _ in rows} ^ set(decided):
            log.warning("claim %s: a row without a cell, or a cell without a row", claim)
        rows = [row for row in rows if row[0] in decided]
        self.env.temp_data[LISTED] = rows  # for a directive that follows
        counts = Counter(decided[claim].verdict for claim, _ in rows)
        lines = [
            say(
                "Of {total} claims, {confirmed} are confirmed, {refuted} refuted, {ties} end in a "
                "tie, and for {depends} it depends.",
                total=len(rows),
                **{verdict: counts[verdict] for verdict in SIGNS},
            ),
            "",
            f"| | {say('claim')} | {say('verdict')} |",
            "|---|---|---|",
            *(f"| {claim} | {text} | {mark(decided[claim].verdict)} |" for claim, text in rows),
        ]
        summary = self.parsed(lines)
        drawing = picture({claim: decided[claim].verdict for claim, _ in rows})
        summary[-1]["classes"].append("verdicts")
        summary.insert(1, nodes.raw("", f"<p>{drawing}</p>", format="html"))
        heading = nodes.title("", say("The numbers, claim by claim"))
        numbers = nodes.section("", heading, ids=[NUMBERS])
        for claim, text in rows:
            title = nodes.title("", f"{claim} · " + ROLE.sub(r"\1", text))
            told = self.parsed(self.numbers(claim, decided[claim]))
            told[-1]["classes"].append("measured")
            numbers += nodes.section("", title, *told, ids=[label(claim)])
        return [*summary, numbers]

    def parsed(self, lines):
        """What some lines of Markdown say, as a list of nodes."""
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, source=self.env.docname), 0, holder)
        return holder.children

    def numbers(self, claim, decision):
        """A line and a table: what was measured, and what the verdict needs."""
        chapter = say("chapter {number}", number=decision.notebook.split("_")[0].lstrip("0"))
        told = {
            "verdict": mark(decision.verdict),
            "chapter": f"{{ref}}`{chapter} <{label(claim)}>`",
        }
        if decision.seeds:
            line = say("*{verdict}*, {seeds} seeds, in {chapter}.", seeds=decision.seeds, **told)
        else:
            line = say("*{verdict}*, in {chapter}.", **told)
        return [
            line,
            "",
            f"| {say('measured')} | {say('value')} | {say('needed')} |",
            "|---|---|---|",
            *(
                f"| {what} | {typeset(value) or say('varies')} | {typeset(threshold)} |"
                for what, value, threshold in decision.evidence
            ),
        ]


def name_cells(app, doctree):
    """Make every deciding cell a target that the table can link to."""
    standard = app.env.get_domain("std")
    for cell in doctree.findall(nodes.container):
        for name in cell["classes"]:
            if name.startswith("tag_claim-"):
                target = name.removeprefix("tag_")
                cell["ids"].append(target)
                standard.labels[target] = (app.env.docname, target, target)
                standard.anonlabels[target] = (app.env.docname, target)


def setup(app):
    app.add_directive("claims", Claims)
    app.connect("doctree-read", name_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
