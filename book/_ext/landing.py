"""Sphinx extension: the cards of the first page, made from the notebooks.

- ``finding-card`` shows a picture of a notebook, small, with the sentence about what it shows.
- ``chapter-card`` shows a chapter: a small picture, its title, how long reading takes, a sentence.
- ``facts`` counts the chapters and the verdicts.

Each picture is the one that the notebook stores, with its description; a cell that is gone is a
warning.
"""

import base64
import io
from collections import Counter
from html import escape
from pathlib import Path

import nbformat
from claims import SIGNS, decisions
from docutils import nodes
from docutils.statemachine import StringList
from PIL import Image
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from words import ROOT, say

FOLDER = "cards"
WIDTH = 640  # pixels, for a card of half the width
WORDS_PER_MINUTE = 100  # slowly: formulas are among them, and code stands between them
SOURCES = "## Where this comes from"
log = logging.getLogger(__name__)


def read(folder, name):
    return nbformat.read(Path(folder, "notebooks", f"{name}.ipynb"), as_version=4)


def minutes(notebook):
    """How long reading takes, to the next five minutes; a test compares what a chapter tells."""
    prose = [c.source.split(SOURCES)[0] for c in notebook.cells if c.cell_type == "markdown"]
    words = sum(len(text.split()) for text in prose)
    return 5 * max(1, round(words / WORDS_PER_MINUTE / 5))


def picture(notebook, cell_id):
    """The picture that a cell stores, as an image and its description; None if there is none."""
    for cell in notebook.cells:
        if cell.id == cell_id:
            for output in cell.get("outputs", ()):
                data = output.get("data", {}).get("image/png")
                if data:
                    alt = cell.metadata["mystnb"]["image"]["alt"]
                    return Image.open(io.BytesIO(base64.b64decode(data))), alt
    return None


def shrink(image):
    """Scale to the width of a card, in 64 colours: some ten kilobytes."""
    size = (WIDTH, round(image.height * WIDTH / image.width))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS).quantize(64)


class Card(SphinxDirective):
    """What both kinds of card share."""

    required_arguments = 2  # the notebook, and the cell whose picture is shown
    has_content = True
    kind = ""

    def run(self):
        name, cell_id = self.arguments
        notebook = read(self.env.srcdir, name)
        self.env.note_dependency(str(Path(self.env.srcdir, "notebooks", f"{name}.ipynb")))
        card = nodes.container(classes=["card-item", self.kind], picture=(name, cell_id))
        found = picture(notebook, cell_id)
        if found is None:
            log.warning("%s: no cell %s with a picture", name, cell_id)
        else:
            card += self.image(f"{name}-{cell_id}.png", *found)
        lines = StringList(self.lines(name, notebook), source=self.env.docname)
        self.state.nested_parse(lines, 0, card)
        return [card]

    def image(self, file, image, alt):
        target = Path(self.env.app.outdir, "_static", FOLDER)
        target.mkdir(parents=True, exist_ok=True)
        small = shrink(image)
        small.save(target / file, optimize=True)
        up = "../" * self.env.docname.count("/")
        size = f'width="{small.width}" height="{small.height}"'
        html = f'<img src="{up}_static/{FOLDER}/{file}" alt="{escape(alt)}" {size}>'
        return nodes.raw("", html, format="html")


class FindingCard(Card):
    """A picture, and what it shows; the sentence links to where."""

    kind = "finding"

    def lines(self, name, notebook):
        return list(self.content)


class ChapterCard(Card):
    """A chapter: its title, the minutes that it takes, and a sentence."""

    kind = "chapter"

    def lines(self, name, notebook):
        title = notebook.cells[0].source.splitlines()[0].lstrip("# ")
        link = f"**[{title}](../notebooks/{name}.ipynb)**"
        asked = sum(
            cell.source.startswith("check.") or "\ncheck." in cell.source for cell in notebook.cells
        )
        takes = minutes(read(ROOT, name))  # of the original: words are counted
        size = say("*{minutes} minutes, {exercises} exercises.*", minutes=takes, exercises=asked)
        return [link, "", size, *self.content]


class Facts(SphinxDirective):
    """What can be counted: chapters, and claims by their verdict."""

    def run(self):
        folder = Path(self.env.srcdir, "notebooks")
        count = Counter(decision.verdict for decision in decisions(folder).values())
        total, chapters = sum(count.values()), len(list(folder.glob("*.ipynb")))
        facts = [
            say("**{count}** notebooks, every cell run again by the tests", count=chapters),
            say(
                "**{total}** claims tried: {confirmed} hold, {refuted} fall, {ties} end in a tie, "
                "{depends} depend ([see them](claims.md))",
                total=total,
                **{verdict: count[verdict] for verdict in SIGNS},
            ),
            say("**12** digits: as far as gradients derived by hand agree with the exact ones"),
            say("**0** requests to other hosts: it reads, and its figures move, on a train"),
        ]
        lines = [f"- {fact}" for fact in facts]
        holder = nodes.container(classes=["facts"])
        self.state.nested_parse(StringList(lines, source=self.env.docname), 0, holder)
        return [holder]


def setup(app):
    app.add_directive("finding-card", FindingCard)
    app.add_directive("chapter-card", ChapterCard)
    app.add_directive("facts", Facts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
