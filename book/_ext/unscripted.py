"""Sphinx extension: dark pages for readers without JavaScript whose system is dark.

Which theme a page has is for a script to say; until then it is the light one. So what the style
sheets say of dark pages is said once more, of light ones, in a sheet that only browsers without
scripts load, and only on a dark system.
"""

import re
from pathlib import Path

SHEET = "unscripted.css"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PIECE = re.compile(r"([^{}]*)\{([^{}]*)\}|[^{}]*\{|\}")  # a rule, or where a group begins or ends
DARK = re.compile(r'\[data-theme="?dark"?\]')
ONLY = re.compile(r"(?<!not\()\.only-")  # the dark one of two logos waits for a script
ON = "screen and (prefers-color-scheme: dark)"
LINK = f'<noscript><link rel="stylesheet" media="{ON}" href="{{}}"/></noscript>'


def dark_rules(text):
    """The rules of a style sheet about dark pages, as rules about light ones."""
    depth = 0
    for piece in PIECE.finditer(COMMENT.sub("", text)):
        selector, body = piece.groups()
        if selector is None:
            depth += 1 if piece[0].endswith("{") else -1
        elif depth == 0 and DARK.search(selector) and not ONLY.search(selector):
            yield DARK.sub('[data-theme="light"]', selector.strip()) + "{" + body.strip() + "}"


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    sheets = sorted(static.rglob("*.css"), key=lambda path: (path.name == "book.css", path))
    rules = [rule for path in sheets for rule in dark_rules(path.read_text(encoding="utf-8"))]
    (static / SHEET).write_text("\n".join(rules), encoding="utf-8")
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = re.search(r'href="([^"]*_static/)book\.css', text)
        if found and SHEET not in text:
            link = LINK.format(found[1] + SHEET)
            path.write_text(text.replace("</head>", f"{link}</head>", 1), encoding="utf-8")


def setup(app):
    app.connect("build-finished", finish, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
