"""How a Chinese page is set: what the rules for Latin letters leave open.

- No gap stands behind a wide mark, which has its space within.
- A heading breaks behind a comma rather than within a word.
- A cell of a table is as wide as a word: Chinese could break anywhere, and be one character wide.
"""

import re

GAP = re.compile("(?<=[，。：；？！）》、])((?:</(?:strong|em)>)+) +")  # which Markdown needs
HEADING = re.compile(r'(?<=<h[1-4]>)[^<>]+(?=<a class="headerlink)')
PHRASES = re.compile("(?<=[，：；？！])(?=[\u3400-\u9fff“《])")
CELL = re.compile(r'<(t[dh])(?: class="(head)")?>(.*?)</\1>', re.S)
TAG = re.compile("<[^>]+>")
HAN = re.compile("[\u3400-\u9fff]")


def phrase(heading):
    """Let a heading break between phrases."""
    parts = PHRASES.split(heading[0])
    wrapped = (f'<span class="phrase">{part}</span>' for part in parts)
    return "".join(wrapped) if len(parts) > 1 else heading[0]


def measure(cell):
    """Say of a cell whether it holds a word or two, or so many that it needs some room."""
    tag, head, inside = cell.groups()
    text = TAG.sub("", inside).strip()
    count = len(HAN.findall(text))
    kind = "few" if count and len(text) < 8 else "many" if count > 11 else None
    names = " ".join(filter(None, (head, kind)))
    return f'<{tag} class="{names}">{inside}</{tag}>' if kind else cell[0]


def settle(text):
    """Set a page as Chinese is set."""
    return CELL.sub(measure, HEADING.sub(phrase, GAP.sub(r"\1", text)))
