"""Cut the book into messages, which are translated, and the rest, which is copied.

A message is a paragraph, a heading, an item of a list, a row of a table, the line of a reveal, a
claim, a definition of the glossary or the description of a picture. Code, displayed formulas, tags,
bullets and the marks of directives are copied. The law: the pieces of a text, joined, are the text.
"""

import re
from typing import NamedTuple

from typography import TARGET

FENCE = re.compile(r"\s*(`{3,})(\{claims\})?")
MARKS = re.compile(r"\s*(</?details>|:{3}|:\w+:|%|\([\w-]+\)=|\|[-:| ]+\|$)")
SUMMARY = re.compile(r"(<summary><b>)([^<]*)(</b></summary>)|(<summary>)(.*)(</summary>)")
CLAIM = re.compile(r"([\d.]+\w* \| )(.*)()")
DEFINITION = re.compile(r"(  \*[^*]+\.\* )(.*)()")
ROW = re.compile(r"(\|\s*)(.*?)(\s*\|)")
LINE = re.compile(r"(\s*(?:> ?)*(?:[-*] +|\d+\. +)?(?:#+ +)?)(.*)()")
KINDS = [("#", "heading"), ("- ", "item"), (". ", "item"), (">", "quote")]
UNSAID = re.compile(
    r"(`+)[^`]*?\1|\$[^$]*\$"  # code, formulas
    rf"|{TARGET.pattern}"  # where a link leads
    r"|\{[\w:-]+\}|<[^>]*>"  # the name of a role, tags
)
WORD = re.compile(r"[A-Za-z]*[a-z][A-Za-z]")


class Message(NamedTuple):
    """A piece of text that is translated as a whole."""

    kind: str
    text: str


def has_words(text):
    """Whether a text holds anything to translate besides code, formulas and names like GRU."""
    return WORD.search(UNSAID.sub(" ", text)) is not None


def split(markdown):
    """Cut a Markdown text into pieces: messages, and strings to copy."""
    pieces, glossary = [], False
    closing = inside = None
    for line in re.split(r"(?<=\n)", markdown):
        body = line.rstrip("\n")
        opens = FENCE.match(body)
        if closing:
            pieces += cut(inside, body, "claim") if inside else [body]
            if closes(body, closing):
                closing = inside = None
        elif opens:
            pieces.append(body)
            closing, inside = opens[1], CLAIM if opens[2] else None
        elif body.lstrip().startswith("$$"):
            pieces.append(body)
            closing = "$$" if body.count("$$") == 1 else None
        else:
            glossary = "{glossary}" in body or (glossary and body != ":::")
            pieces += of_glossary(body) if glossary else of_line(body)
        pieces.append(line[len(body) :])
    return [piece for piece in pieces if piece]


def closes(body, mark):
    return mark in body if mark == "$$" else body.strip() == mark


def of_glossary(body):
    """A definition is a message; a term is not: the glossary itself says what it is in Chinese."""
    return cut(DEFINITION, body, "definition") if DEFINITION.match(body) else [body]


def of_line(body):
    """The pieces of a line outside code and formulas."""
    if not body.strip() or MARKS.match(body):
        return [body]
    if body.startswith("<summary>"):
        return cut(SUMMARY, body, "summary")
    if body.startswith("|"):
        return cut(ROW, body, "row")
    before = LINE.fullmatch(body)[1]
    return cut(LINE, body, next((kind for mark, kind in KINDS if mark in before), "paragraph"))


def cut(pattern, body, kind):
    """Split a line into what comes before its message, the message, and what comes after."""
    found = pattern.fullmatch(body)
    if not found:
        return [body]
    before, text, after = [group for group in found.groups() if group is not None]
    return [before, Message(kind, text) if has_words(text) else text, after]


def of_cell(cell):
    """The pieces of a cell of a notebook: of its Markdown, or of its picture's description."""
    if cell["cell_type"] == "markdown":
        return split("".join(cell["source"]))
    alt = description(cell)
    return [Message("alt", alt)] if alt else []


def description(cell):
    """The description of the picture that a cell draws, "" if there is none."""
    return cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")


def joined(pieces, said=lambda message: message.text):
    """Put pieces together again, each message as ``said`` says it."""
    return "".join(piece if isinstance(piece, str) else said(piece) for piece in pieces)
