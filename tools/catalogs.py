"""The catalogs of the Chinese edition: for each page, its messages and what they are in Chinese.

A catalog is a ``.po`` file, which translation editors open. It is keyed by the English text itself,
so that a sentence that changes loses its translation rather than keep an old one. A comment
``# allow numbers: …`` before a message excuses it from a check, with the reason.
"""

import json
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from loose_messages import CHECKERS, checkers, site
from splitter import Message, of_cell, split

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "locale" / "zh_CN"
HEADER = """msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
GUESSED = {"python-format", "python-brace-format"}  # flags that Babel reads into our sentences
ENGLISH_ONLY = {"api"}
ALLOW = "allow "
UNWRAPPED = 1_000_000


class Translation(NamedTuple):
    """What a message is in Chinese, "" if nobody has said it, and the checks it is excused from."""

    zh: str
    allow: dict


def sources():
    """The sources of all pages with a catalog, by name."""
    paths = [*sorted(ROOT.glob("notebooks/*.ipynb")), *sorted(ROOT.glob("book/*.md"))]
    return {path.stem: path for path in paths if path.stem not in ENGLISH_ONLY}


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def pieces(path):
    """The pieces of a page, those of all its cells one after the other."""
    if path.suffix == ".md":
        return split(path.read_text(encoding="utf-8"))
    return [piece for cell in cells(path) for piece in of_cell(cell)]


def names():
    """The names of all catalogs."""
    return [*sources(), "site", "checkers"]


def messages(name):
    """The messages of a catalog, each once, in the order of the page."""
    if name == "site":
        found = site(ROOT)
    elif name == "checkers":
        found = checkers(ROOT / CHECKERS)
    else:
        found = [piece for piece in pieces(sources()[name]) if isinstance(piece, Message)]
    return list({message.text: message for message in reversed(found)}.values())[::-1]


def read(name, folder=FOLDER):
    """Read a catalog: a dict from English to :class:`Translation`."""
    path = folder / f"{name}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, charset="utf-8", ignore_obsolete=True, abort_invalid=True)
    return {
        entry.id: Translation("" if entry.fuzzy else entry.string, allowed(entry.user_comments))
        for entry in catalog
        if entry.id
    }


def allowed(comments):
    """The checks that comments such as ``allow numbers: …`` excuse from, with the reasons."""
    said = [line.removeprefix(ALLOW) for line in comments if line.startswith(ALLOW)]
    return {check.strip(): why.strip() for check, _, why in (line.partition(":") for line in said)}


def write(name, translations, folder=FOLDER):
    """Write the catalog of a page: its messages as they are now, and what is known of them."""
    catalog = Catalog(charset="utf-8")
    for kind, text in messages(name):
        zh, allow = translations.get(text, Translation("", {}))
        why = [f"{ALLOW}{check}: {reason}" for check, reason in allow.items()]
        entry = catalog.add(text, zh, auto_comments=[kind], user_comments=why)
        entry.flags -= GUESSED
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.po").open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=UNWRAPPED, omit_header=True, ignore_obsolete=True)


def words(name, folder=FOLDER):
    """What a catalog says, from English to Chinese, without what is not yet translated."""
    return {en: found.zh for en, found in read(name, folder).items() if found.zh}
