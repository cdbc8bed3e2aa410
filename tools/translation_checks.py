"""Checks of one translation: what has to be equal to the English, and what has to be Chinese.

Each check yields what is wrong. A catalog excuses a message from one by a comment with the reason,
``# allow numbers: …``.
"""

import functools
import re
from collections import Counter

import terms
from prose_text import READER
from splitter import LINE
from translation_numbers import numbers
from translation_order import fractions, order
from typography import CODE, FORMULA, HAN, ROLE, TAG, TARGET, TITLES, marks, readable, spaces

PLACEHOLDER = re.compile(r"\{[^{}`]*\}(?!`)")
ENDS = [(".", "。"), ("?", "？?"), ("!", "！"), (":", "："), (";", "；")]
CLOSING = "*”’\"')）_ "
LONGEST, FEW_WORDS = 2.8, 8
ENGLISH_RUN = re.compile(r"(?:\b[a-z]+[,;]? +){5}[a-z]+\b")
LATIN_WORD = re.compile(r"[A-Za-z0-9\ue000][\w.'’-]*")


def same(name, pattern, *hidden, key=lambda found: found[0]):
    """A check that both texts hold the same pieces, in any order, outside of what is hidden."""

    def pieces(text):
        for other in hidden:
            text = other.sub(" ", text)
        return Counter(map(key, pattern.finditer(text)))

    def check(en, zh, **_):
        before, after = pieces(en), pieces(zh)
        lost, new = before - after, after - before
        if lost:
            yield f"{name} lost: {', '.join(lost)}"
        if new:
            yield f"{name} not in the English: {', '.join(new)}"

    return check


def role(found):
    """A role and where it leads, whatever it shows."""
    target = re.search(r"<([^>]*)>$", found[2])
    return f"{{{found[1]}}} {target[1] if target else found[2]}"


def placeholders(en, zh, kind="", **_):
    if kind in ("word", "hint", "sentence"):
        yield from same("placeholders", PLACEHOLDER)(en, zh)


def cells(en, zh, kind="", **_):
    if kind == "row" and en.count("|") != zh.count("|"):
        yield f"{zh.count('|') + 1} cells instead of {en.count('|') + 1}"


def form(en, zh, kind="", **_):
    """Whether a line stays one of its kind: no heading or item because of how it begins."""
    if "\n" in zh and "\n" not in en:
        yield "more than one line"
    elif kind not in ("alt", "word", "hint", "sentence"):
        before, after = (LINE.fullmatch(text.partition("\n")[0])[1] for text in (en, zh))
        if before != after:
            yield f"begins with {after!r}, the English with {before!r}"


def strong(text):
    """How many bold passages a text has, and whether asterisks are left over."""
    children = READER.parseInline(text)[0].children
    left = any("*" in child.content for child in children if child.type == "text")
    return sum(child.type == "strong_open" for child in children), left


def bold(en, zh, kind="", **_):
    (wanted, _), (found, left) = strong(en), strong(zh)
    if found != wanted or (left and kind not in ("hint", "sentence")):
        yield f"{found} bold passages instead of {wanted}: ** closes before a space or a mark"


def names(en, zh, page="", **_):
    known, text = forms(), readable(zh)
    for title in TITLES.findall(en):
        if title in zh:  # of a work, as its author wrote it
            en = en.replace(title, " ")
    for term in terms.held(en, page, finder()):
        if not any(word.lower() in text.lower() for word in known[term]):
            yield f"{term}: {' or '.join(known[term])}"


forms, finder = functools.cache(terms.forms), functools.cache(terms.english)


def chinese(en, zh, **_):
    """Whether anything is left in English."""
    words = re.findall(r"\b[a-z]{2,}\b", readable(PLACEHOLDER.sub(" ", TITLES.sub(" ", en))))
    if len(words) > 2 and not re.search(f"[{HAN}]", zh):
        yield "not in Chinese"
    if found := ENGLISH_RUN.search(readable(TITLES.sub(" ", zh))):
        yield f"left in English: {found[0]}"


def length(en, zh, **_):
    """Whether the Chinese is as long as Chinese usually is; a cut sentence is too short."""
    words = len(LATIN_WORD.findall(readable(en)))
    signs = len(re.findall(f"[{HAN}]", zh))
    signs += len(LATIN_WORD.findall(re.sub(f"[{HAN}]", " ", readable(zh))))
    shortest = 0.95 if words >= 20 else 0.75
    if words >= FEW_WORDS and not shortest <= signs / words <= LONGEST:
        yield f"{signs} characters for {words} words"


def ending(en, zh, **_):
    """Whether a sentence ends as the English one does."""
    before, after = (text.rstrip(CLOSING)[-1:] for text in (readable(en), readable(zh)))
    for mark, wide in ENDS:
        if (before == mark) != (after in wide if after else False):
            yield f"ends in {after!r}, the English in {before!r}"
            return


CHECKS = {
    "formulas": same("formulas", FORMULA, ROLE, CODE),
    "code": same("code", CODE, ROLE),
    "links": same("links", TARGET, CODE),
    "roles": same("roles", ROLE, key=role),
    "tags": same("tags", TAG, ROLE, CODE, FORMULA),
    "placeholders": placeholders,
    "numbers": numbers,
    "fractions": fractions,
    "order": order,
    "cells": cells,
    "form": form,
    "bold": bold,
    "terms": names,
    "marks": lambda en, zh, **_: marks(zh),
    "spaces": lambda en, zh, **_: spaces(zh),
    "chinese": chinese,
    "length": length,
    "ending": ending,
}


def damage(message, entry, page):
    """Yield what is wrong with a translation, as pairs of check and complaint."""
    for name, check in CHECKS.items():
        found = list(check(message.text, entry.zh, kind=message.kind, page=f"book/{page}"))
        if name not in entry.allow:
            yield from ((name, said) for said in found)
        elif not found:
            yield "allow", f"{name} finds nothing wrong: no excuse is needed"
    for name in entry.allow.keys() - CHECKS.keys():
        yield "allow", f"there is no check {name}"
