"""Sphinx extension: what a narrow screen needs to know about lines, outputs and drawings.

- A bracket or a full stop stays on the line of the formula beside it, an arrow on that of the link
  behind it, and the number of a chapter on that of its word.
- Printed outputs break, shrink or scroll (``printed``).
- A drawing shrinks until the smallest of its letters is as small as can be read.
"""

import math
import re

import printed

FORMULA = re.compile(
    r'([(\[“‘（《]*)(<span class="math notranslate nohighlight">[^<]*</span>)'
    r"((?:-[a-z]+)?[.,;:!?)\]”’%，。；：！？）》、]*)"
)
ARROW = re.compile(r"→ (?=<a )")
CHAPTER = re.compile(r'(?<=">)((?:chapter|section)s?) (?=\d\w*(?:\.\d+)*</span></a>)')
CHINESE = re.compile(r'(?<=">)(第 )?(\d\w*(?:\.\d+)*) ([章节])(?=</span></a>)')
DRAWING = re.compile(r'<svg (?=[^>]*role="img")[^>]*>.*?</svg>', re.S)
TEXT = re.compile(r'<text[^>]*?(?:font-size="([\d.]+)"[^>]*)?>(.*?)</text>', re.S)
SHARE = re.compile(r'font-size="(\d+)%"')  # of a subscript
LEGIBLE = 11  # pixels


def bind(found):
    """Keep a formula together with the marks that touch it."""
    before, formula, after = found.groups()
    return f'<span class="bound">{found[0]}</span>' if before or after else formula


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
    text = CHINESE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return DRAWING.sub(shrink, printed.OUTPUT.sub(printed.fit, text))


def fit_page(app, pagename, templatename, context, doctree):
    if app.builder.format == "html" and "body" in context:
        context["body"] = fit(context["body"])


def setup(app):
    app.connect("html-page-context", fit_page, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
