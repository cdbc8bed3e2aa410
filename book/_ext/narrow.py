"""Sphinx extension: what a narrow screen needs to know about lines and drawings.

- A bracket or a full stop stays on the line of the formula beside it, an arrow on that of the link
  behind it, and the number of a chapter on that of its word.
- A printed sentence breaks, its further lines set in below the place where its text began; numbers
  in columns do not, and scroll.
- A drawing shrinks until the smallest of its letters is as small as can be read.
"""

import html
import math
import re

FORMULA = re.compile(
    r'([(\[“‘（《]*)(<span class="math notranslate nohighlight">[^<]*</span>)'
    r"((?:-[a-z]+)?[.,;:!?)\]”’%，。；：！？）》、]*)"
)
ARROW = re.compile(r"→ (?=<a )")
CHAPTER = re.compile(r'(?<=">)((?:chapter|section)s?) (?=\d\w*(?:\.\d+)*</span></a>)')
OUTPUT = re.compile(
    r'(<div class="output (?:stream|text_plain) [^>]*><div class="highlight"[^>]*><pre)>'
    r"<span></span>([^<]*)</pre>"
)
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
WORD = re.compile(r"[^\W\d_]{2,}")
LINE, INDENT = 38, 22  # characters that fit on a phone, and that may be left empty on its left
DRAWING = re.compile(r'<svg (?=[^>]*role="img")[^>]*>.*?</svg>', re.S)
TEXT = re.compile(r'<text[^>]*?(?:font-size="([\d.]+)"[^>]*)?>(.*?)</text>', re.S)
SHARE = re.compile(r'font-size="(\d+)%"')  # of a subscript
LEGIBLE = 11  # pixels


def bind(found):
    """Keep a formula together with the marks that touch it."""
    before, formula, after = found.groups()
    return f'<span class="bound">{found[0]}</span>' if before or after else formula


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
    if len(line) > LINE and (start > INDENT or len(WORD.findall(line[start:])) < 3):
        return None
    return start or len(line) - len(line.lstrip()) or 2


def told(found):
    """Let a printed text break into lines if nothing in it is a row of numbers."""
    lines = found[2].splitlines(keepends=True)
    plain = [html.unescape(line.rstrip("\n")) for line in lines]
    indents = [indent(line, column(plain)) for line in plain]
    if None in indents or max(map(len, plain)) <= LINE:
        return found[0]
    parts = (
        f'<span class="line" style="padding-left:{width}ch;text-indent:-{width}ch">{line}</span>'
        for width, line in zip(indents, lines, strict=True)
    )
    return f'{found[1]} class="told"><span></span>{"".join(parts)}</pre>'


def smallest(drawing):
    """The size of the smallest letters of a drawing, as it is drawn."""
    common = re.search(r'font-size="([\d.]+)"', drawing)[1]  # of texts that do not say theirs
    sizes = []
    for size, inside in TEXT.findall(drawing):
        shares = [int(share) / 100 for share in SHARE.findall(inside)]
        sizes.append(float(size or common) * min(shares, default=1))
    return min(sizes, default=LEGIBLE)


def shrink(found):
    """Say how narrow a drawing may become."""
    drawing = found[0]
    width = float(re.search(r'viewBox="\S+ \S+ ([\d.]+)', drawing)[1])
    least = math.ceil(width * min(1, LEGIBLE / smallest(drawing)))
    return drawing.replace('style="', f'style="min-width:{least}px;', 1)


def fit(text):
    """Prepare the body of a page for narrow screens."""
    text = ARROW.sub("→\u00a0", FORMULA.sub(bind, text))
    text = CHAPTER.sub("\\1\u00a0", text)
    return DRAWING.sub(shrink, OUTPUT.sub(told, text))


def fit_page(app, pagename, templatename, context, doctree):
    if app.builder.format == "html" and "body" in context:
        context["body"] = fit(context["body"])


def setup(app):
    app.connect("html-page-context", fit_page, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
