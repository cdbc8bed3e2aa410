"""How Chinese is set: full-width marks, one space beside Latin letters, curly quotes."""

import re

HAN = "\u3400-\u9fff"
WIDE = f"{HAN}，。；：？！、（）《》“”‘’…"
CODE = re.compile(r"(`+)(?:(?!\1).)+?\1|<code>.*?</code>")
FORMULA = re.compile(r"\$[^$]+\$")
TARGET = re.compile(r"\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")
TITLES = re.compile(r"\*[^*]+\*|“[^”]*”|《[^》]*》")
TAG = re.compile(r"</?[a-z][^>]*>")
BETWEEN = re.compile(rf"(?<=[{WIDE}]) +(?=[{HAN}])|(?<=[{HAN}]) +(?=[{WIDE}])")
LATIN = "A-Za-z0-9\ue000"  # \ue000 stands for a formula or a span of code
MARKS = [
    (rf"[{HAN}]\s*[,;:?!]|[{HAN}]\.(?!\w)|[,;:?!]\s*[{HAN}]", "a half-width mark"),
    (rf"\([^()]*[{HAN}][^()]*\)", "half-width brackets around Chinese"),
    (r",(?![\s)\]}])(?!(?<=\d,)\d{3}(?!\d))", "a comma without a space: a half-width mark"),
    (r"\"", "straight quotes: take “ ”"),
    (rf"'(?=[{HAN}])|(?<=[{HAN}])'", "straight quotes: take “ ”"),
]


def shown_role(found):
    """What a reader sees of a role: its text, without its target; of a citation only a name."""
    if found[1].startswith("cite"):
        return "\ue000"
    return re.sub(r"\s*<[^>]*>$", "", found[2])


def readable(text, code="\ue000"):
    """A text as it is read: code and formulas as one sign, without targets, roles and tags."""
    text = ROLE.sub(shown_role, text)
    text = FORMULA.sub(code, CODE.sub(code, text))
    return TAG.sub("", TARGET.sub("", text).replace("[", ""))


def marks(zh):
    """Half-width marks and straight quotes in Chinese."""
    text = readable(zh).replace("*", "")
    for pattern, said in MARKS:
        if found := re.search(pattern, text):
            yield f"{said}: …{text[max(0, found.start() - 6) : found.end() + 6]}…"


def spaces(zh):
    """Spaces that are missing, doubled, or between two Chinese characters."""
    text = readable(zh)
    if "  " in text:
        yield "two spaces"
    if found := BETWEEN.search(text):
        yield f"a space inside Chinese: …{text[max(0, found.start() - 6) : found.end() + 6]}…"
    bare = text.replace("*", "")
    if found := re.search(rf"[{HAN}][{LATIN}]|[{LATIN}][{HAN}]", bare):
        around = bare[max(0, found.start() - 6) : found.end() + 6].replace("\ue000", "$…$")
        yield f"one space between Chinese and Latin: …{around}…"
