"""The sentences of the book, without what only looks like text.

A page is a list of cells: those of a notebook, or what stands between two headings of a page in
``book/``. Each passage of their Markdown becomes a line in which links have lost their targets,
code spans their code and formulas their letters: what is left to read are words and numbers.
"""

import functools
import re
from pathlib import Path
from typing import NamedTuple

import nbformat
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

READER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
READER.use(myst_role_plugin).use(myst_block_plugin).use(colon_fence_plugin)

PLAIN = [(r"\\[td]?frac\s*\{?(\d+)\}?\s*\{?(\d+)\}?", r"\1/\2"), (r"\{,\}", ",")]
PLAIN += [(r"\\(cdot|times)(?![a-z])", "·"), (r"\\approx(?![a-z])", "≈"), (r"\\%", "%")]
PLAIN += [(r"\\([,;: ]|quad)", " "), (r"\\[lg]eq?(?![a-z])", "≤"), (r"\\pm(?![a-z])", "±")]
PLAIN += [(r"\^\{(-?[\d.]+)\}", r"^\1"), ("−", "-")]
NUMERIC = r"[\s\d.,+\-·≈≤<>=±%/^()|]*"
SETS = re.compile(rf"(?:\\?[a-zA-Z]+\s*(?:[=<>≈≤]|\\in))?{NUMERIC}\d{NUMERIC}")
SOURCES = "## Where this comes from"
SCOREBOARD = "## The scoreboard\n"


class Passage(NamedTuple):
    """A paragraph, a row of a table, a heading or a question, as one line."""

    text: str
    kind: str


class Cell(NamedTuple):
    """A cell of a notebook, or a part of a page."""

    name: str
    kind: str
    source: str
    outputs: tuple = ()
    alt: str = ""
    """What the description of its picture says."""


@functools.cache
def read(path):
    """List the cells of a notebook or a page, without the list of sources at its end."""
    path = Path(path)
    if path.suffix == ".ipynb":
        return [as_cell(cell) for cell in nbformat.read(path, as_version=4).cells]
    parts = re.split(r"^(?=#+ )", path.read_text(encoding="utf-8"), flags=re.M)
    names = [re.sub(r"\W+", "-", part.strip().split("\n")[0].lower()).strip("-") for part in parts]
    return [Cell(name, "markdown", part) for name, part in zip(names, parts, strict=True)]


def as_cell(cell):
    outputs = cell.get("outputs", ())
    texts = (out.get("text") or out.get("data", {}).get("text/plain", "") for out in outputs)
    alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
    return Cell(cell.id, cell.cell_type, cell.source.split(SOURCES)[0], tuple(texts), alt)


def plain(tex):
    """A formula with its numbers as text."""
    for pattern, text in PLAIN:
        tex = re.sub(pattern, text, tex)
    return tex


def told(tex):
    """What a formula says in numbers: all of it, as of "k = 9", or the number that it comes to."""
    text = re.sub(r"\\tag\{.*?\}", "", plain(tex)).strip(" .,")
    result = re.search(rf"[=≈<>≤]{NUMERIC}\d{NUMERIC}$", text)
    return text if SETS.fullmatch(text) else f"… {result[0]}" if result else "…"


def source(keys):
    """Write the keys of cited works, as elman1990, as names and years."""
    return ", ".join(
        f"{name.title()} {year}" for name, year in re.findall(r"([a-z]+)(\d{4})", keys)
    )


def inline(token):
    """One line of Markdown as text; of the formulas only those that are, or set, a number."""
    parts = []
    for child in token.children or ():
        if child.type == "math_inline":
            parts.append(told(child.content))
        elif child.type == "code_inline":
            parts.append("`…`")
        elif child.type == "myst_role":
            cites = child.meta["name"].startswith("cite")
            parts.append(source(child.content) if cites else re.sub(r"\s*<.*>", "", child.content))
        elif child.type in ("text", "softbreak", "hardbreak"):
            parts.append(child.content or " ")
    return "".join(parts)


@functools.cache
def passages(markdown):
    """List the passages of a Markdown text, in order."""
    listed, row, kind = [], None, "text"
    for token in READER.parse(markdown):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            listed.append(Passage(" | ".join(row), "row"))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(inline(token))
        elif token.type == "inline":
            listed.append(Passage(inline(token).strip(), kind))
            kind = "text"
        elif token.type == "html_block":
            asked = BeautifulSoup(token.content, "html.parser").find("summary")
            text = asked.get_text() if asked else ""
            listed += [Passage(part.text, "question") for part in passages(text)]
        elif token.type == "math_block" and told(token.content) != "…":
            listed.append(Passage(told(token.content), "formula"))
        elif token.type == "colon_fence":
            listed += passages(token.content)
    return listed


def spoken(cell):
    """List the passages of a cell that are read: its prose, or the description of its picture."""
    if cell.kind != "code":
        return passages(cell.source)
    return [Passage(cell.alt, "picture")] if cell.alt else []


def scoreboard(cells):
    """The rows of the table of results near the end of a chapter."""
    text = "\n\n".join(cell.source for cell in cells if cell.kind != "code")
    table = text.partition(SCOREBOARD)[2].partition("\n## ")[0]
    return [passage.text for passage in passages(table) if passage.kind == "row"]


def formulas(markdown):
    """Yield every formula of a Markdown text."""
    for token in READER.parse(markdown):
        if token.type.startswith("math_block"):
            yield token.content
        for child in token.children or ():
            if child.type == "math_inline":
                yield child.content
        if token.type == "html_block":
            yield from re.findall(r"\$([^$]+)\$", token.content)


def fences(markdown):
    """Yield the blocks of code in a Markdown text: solutions."""
    for token in READER.parse(markdown):
        if token.type == "fence" and not token.info.startswith("{"):
            yield token.content
