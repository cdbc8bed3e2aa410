"""What a page says of a printed output so that it can be read on a narrow screen.

- A sentence breaks, its further lines set in below the place where its text began.
- In the rows of a table the names in front break, and the columns behind them stay in line.
- Letters shrink until the columns fit, down to the smallest that can be read; what is wider still
  scrolls.
"""

import html
import itertools
import re
from typing import NamedTuple

OUTPUT = re.compile(
    r'(<div class="output (?:stream|text_plain) [^>]*><div class="highlight"[^>]*><pre)>'
    r"<span></span>([^<]*)</pre>"
)
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
BEFORE = re.compile(r"(?:(?<=\S) {2}|^ {14}) *(?=\S)")  # a column; a head may stand alone there
WORD = re.compile(r"[^\W\d_]{2,}")
LINE = 38  # characters that fit on a phone
LEAST = 32  # on the smallest phone
MOST = 52  # on a phone, when they are as small as can be read
ROOM = 16  # that a text which breaks should have in a line


class Block(NamedTuple):
    """Lines of an output that are shown in one way, and how many characters they need."""

    html: str
    columns: int


def column(lines):
    """Where the last column begins, if it is the same one in all lines that have columns."""
    starts = {gaps[-1].end() for line in lines if (gaps := list(GAP.finditer(line)))}
    return starts.pop() if len(starts) == 1 else 0


def indent(line, common=0):
    """Where the further lines of a printed line begin; None if it has to stay in one piece."""
    gaps = list(GAP.finditer(line))
    start = gaps[-1].end() if gaps else 0
    if line[common - 1 : common] == " ":
        start = common  # a long name left a single space before the column
    if len(line) > LINE and (start > MOST - ROOM or len(WORD.findall(line[start:])) < 3):
        return None
    return start or front(line) or 2


def front(line):
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())


def cut(lines):
    """The first place before which all these lines have a gap, and few an earlier one, or 0."""
    ends = sorted({gap.end() for line in lines for gap in BEFORE.finditer(line)})
    clean = (end for end in ends if all(line[end - 2 : end] == "  " for line in lines))
    place = next(clean, 0)
    earlier = sum(bool(GAP.search(line[:place])) for line in lines)
    return place if 2 * earlier < len(lines) else 0


def quote(text):
    return html.escape(text, quote=False)


def sentence(line, start, fits=False):
    """A line that breaks, if not even small letters let it fit."""
    style = f"padding-left:{start}ch;text-indent:-{start}ch"
    needed = len(line) if fits else min(len(line), start + ROOM)
    return Block(f'<span class="line" style="{style}">{quote(line)}\n</span>', needed)


def whole(line):
    """A line that stays in one piece."""
    return Block(f'<span class="line whole">{quote(line)}\n</span>', len(line))


class Table:
    """Rows whose names end before a place, and break there if need be."""

    def __init__(self, rows):
        self.rows, self.place = rows, cut(rows)
        names = [line[: self.place].rstrip() for line in rows]
        hang = min((front(name) for name in names if name), default=0) + 2
        longest = max((len(word) + hang for name in names for word in name.split()), default=0)
        least = min(self.place, max(ROOM, longest))
        behind = max(map(len, rows), default=0) - self.place
        self.columns = least + behind
        self.style = f"--name:{self.place}ch;--least:{least}ch;--behind:{behind}ch;--hang:{hang}ch"

    def show(self, lines):
        """Rows that follow one another."""
        shown = "".join(
            f'<span class="entry"><span class="name">{quote(line[: self.place])}</span>'
            f"{quote(line[self.place :])}\n</span>"
            for line in lines
        )
        return Block(f'<span class="rows" style="{self.style}">{shown}</span>', self.columns)


def blocks(lines):
    """An output in pieces: sentences, rows, and lines that stay as they are."""
    indents = [indent(line, column(lines)) for line in lines]
    if None not in indents:
        fits = all(len(line) <= MOST for line in lines if GAP.search(line))
        for line, start in zip(lines, indents, strict=True):
            yield sentence(line, start, fits and GAP.search(line))
        return
    for _, paragraph in itertools.groupby(lines, lambda line: bool(line.strip())):
        yield from parts(list(paragraph))


def ends_in_words(line):
    """Whether the last column of a line has words."""
    gaps = [gap.end() for gap in GAP.finditer(line)]
    return bool(gaps and WORD.search(line, gaps[-1]))


def parts(lines):
    """The pieces of lines among which none is empty, or all are."""
    rows = list(filter(BEFORE.search, lines))
    if len(lines) == 1 and ends_in_words(lines[0]):
        yield sentence(lines[0], front(lines[0]) + 2)  # alone, it has nothing to align
        return
    table = Table(rows)
    for is_row, some in itertools.groupby(lines, lambda line: bool(BEFORE.search(line))):
        if is_row and table.place and table.columns <= MOST:
            yield table.show(some)
        else:
            yield from (alone(line, stays=is_row) for line in some)


def alone(line, stays):
    """A line that is no row of a table, or one of a table that has no room."""
    start = None if stays else indent(line)
    return whole(line) if start is None else sentence(line, start)


def fit(found):
    """Prepare an output for narrow screens; on a wide one it looks as it was printed."""
    lines = [line.rstrip() for line in html.unescape(found[2]).splitlines()]
    columns, shown = max(map(len, lines), default=0), found[2]
    if columns <= LEAST:
        return found[0]
    if columns > LINE:
        pieces = list(blocks(lines))
        columns = max(piece.columns for piece in pieces)
        shown = "".join(piece.html for piece in pieces)
    return f'{found[1]} class="printed" style="--columns:{columns}"><span></span>{shown}</pre>'
