"""The book is calm: nothing in its sentences is exclaimed, in either language."""

import re

import pytest
from hold_prose import PAGES
from prose_text import passages, read
from words import ROOT

NAMES = "Yahoo!"
CATALOGS = sorted((ROOT / "locale" / "zh_CN").glob("*.po"))


def exclaimed(text):
    """The ends of sentences that shout; the factorial of a number and a name do not."""
    return re.findall(r".{0,40}[a-z*_”\"]!(?=\W|$)", text.replace(NAMES, ""))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_sentence_shouts(page):
    told = [part.text for c in read(page) if c.kind != "code" for part in passages(c.source)]
    assert [found for text in told for found in exclaimed(text)] == []


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.stem)
def test_no_chinese_sentence_shouts(catalog):
    assert re.findall(".{0,20}！", catalog.read_text(encoding="utf-8")) == []


def test_what_shouts_is_found():
    assert exclaimed("It works! So it does.")
    assert exclaimed("It *works*!")
    assert not exclaimed("There are 3! ways, says Yahoo! Finance.")
