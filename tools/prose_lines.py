"""Which lines may hold a number: those near by, and those that its sentence names."""

import functools
import re
from collections import ChainMap

from prose_equations import equations
from prose_evidence import PAGES, ROOT, Evidence, of_cell, of_citations
from prose_numbers import agree
from prose_text import read, scoreboard

OFFERED = Evidence("offered", "as an answer to a question", ())
KINDS = {"is true": 9, "stands in": 9, "prints": 2, "code": 1, "formula": 1, "cites": -9}
KINDS |= {"offered": -20}
AKIN = {"is true", "names", "stands in", "offered"}  # kinds that fit a sentence without its words
LITTLE = {"the", "and", "for", "with", "that", "from", "are", "not", "but", "all", "its", "than"}


def sections(cells):
    """For each cell, the cells near by: its section and its two neighbours, or the chapter.

    The opening and the end of a chapter (recap, exercises, quiz) speak of all of it.
    """
    prose = {i: cell.source for i, cell in enumerate(cells) if cell.kind != "code"}
    starts = [i for i, text in prose.items() if re.search(r"^##? ", text, re.M)]
    recaps = [i for i, text in prose.items() if re.search(r"^## Recap", text, re.M)]
    ends = min(recaps, default=len(cells))
    for i, cell in enumerate(cells):
        if i == 0 or i >= ends:
            yield range(len(cells))
            continue
        headed = re.match("##? ", cell.source) is not None
        first = max((start for start in starts if start < i + headed), default=0)
        last = min((start for start in starts if start > i), default=len(cells))
        yield range(max(0, min(first, i - 1)), min(len(cells), last + 2))


@functools.cache
def labels():
    """What chapters, sections, equations and exercises are called, and the line that says so."""
    named = {}
    for page in PAGES:
        text = "\n".join(cell.source for cell in read(page) if cell.kind != "code")
        chapter = page.stem.split("_")[0].lstrip("0")
        exercises = {n: f"exercise {n}" for n in re.findall(r"^### (\d+) ·", text, re.M)}
        named = exercises | named | {chapter: f"chapter {chapter}"}
        named |= {n: f"section {n}" for n in re.findall(r"^## (\d+[a-g]?\.\d+)", text, re.M)}
        named |= {n: f"equation ({n})" for n in re.findall(r"\\tag\{([^}]+)\}", text)}
    return named


def refers(number):
    """Whether a number such as 4.12 stands where that of a section or equation would."""
    placed = re.search(r"(?:[(|·,]|\b(?:in|see|and|to|of|by|as|for|from)|^) ?\*\*", number.key)
    row = re.match(r"\*\*\d\*\* \| [A-Z]", number.key)  # of a table of chapters
    return bool(number.names or row or ("." in number.text and placed and number.text in labels()))


@functools.cache
def results_before(title):
    """The rows of the scoreboards of the chapters before the one so titled, and where they are."""
    chapter = re.match(r"# (\d+) ·", title)
    pages = [page for page in PAGES if chapter and page.stem < f"{int(chapter[1]):02}"]
    return {row: page.stem for page in reversed(pages) for row in scoreboard(read(page))}


@functools.cache
def elsewhere(text):
    """What the chapters hold that a text names or, on a page, leads to."""
    named = re.findall(r"(?<=[Cc]hapter )\d[a-g]?|(?<=\bpart )6[a-g]", text)
    named += re.findall(r"(?<=\.\./notebooks/0)\d[a-g]?", text)
    pages = [page for name in named for page in ROOT.glob(f"notebooks/0{name}_*.ipynb")]
    return by_text(line for page in pages for cell in read(page) for line in of_cell(cell))


def by_text(lines):
    """Lines by what they say, none of them in a cell of the page at hand."""
    return {str(line): (None, line) for line in lines}


@functools.cache
def lines_of(cells, first):
    """The lines of some cells in a row, by what they say, each with the place of its cell."""
    pairs = ((place, line) for place, cell in enumerate(cells, first) for line in of_cell(cell))
    return {str(line): (place, line) for place, line in pairs}


def lines_for(cells, near, passage, number):
    """All lines that may hold a number, by what they say, each with the place of its cell.

    A whole number above twenty, or one of three digits, is looked for in the whole chapter.
    """
    if refers(number):
        name = labels().get(number.text)
        return by_text([Evidence("names", name, (number.value,))] if name else [])
    shown = [*equations(passage.text), *of_citations(passage.text)]
    if passage.kind == "question" or re.match(r"[A-D1-5]\. ", passage.text):
        shown.append(OFFERED)
    first = results_before(cells[0].source).get(passage.text) if passage.kind == "row" else None
    if first:
        shown.append(Evidence("stands in", f"the scoreboard of {first}", (number.value,)))
    rare = abs(number.value) > 20 or len(re.sub(r"\D", "", number.text)) >= 3
    area = range(len(cells)) if rare else near
    here = lines_of(tuple(cells[place] for place in area), area.start)
    named = elsewhere(passage.text)
    if all(cell.kind != "code" for cell in cells):
        named = elsewhere("".join(cell.source for cell in cells))
    return ChainMap(here, by_text(shown), named)


def holds(line, number):
    """Whether a line says a number; what a cited work says is not in the book."""
    values = line.values if number.value >= 0 else [*line.values, *(-v for v in line.values)]
    return line.kind in ("cites", "offered") or any(agree(number, value) for value in values)


def stems(text):
    """The words of a line, short of their endings; names in code are taken apart."""
    words = re.findall(r"[a-z]{3,}", re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower())
    return {word[:5].rstrip("s") for word in words} - LITTLE


def is_stranger(passage, line):
    """Whether a line and a sentence have nothing in common but a value: then look twice."""
    kind, _, words = line.partition(": ")
    return kind not in AKIN and not stems(words) & stems(passage.text)


def fit(passage, number, distance, line):
    """How well a line fits a sentence: by its kind, its words, and how near it stands."""
    words = stems(line.line)
    shared = 3 * len(words & stems(number.key)) + min(2, len(words & stems(passage.text)))
    kind = KINDS.get(line.kind, 0) + line.line.startswith("assert")
    kind += 12 * any(agree(number, value) for value in line.values if line.kind == "cites")
    return kind + shared - min(distance, 30) / 4
