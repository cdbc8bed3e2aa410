"""What the text sends its reader to is there: sections, equations, exercises, claims, terms."""

import re

import glossary_links
import pytest
from hold_prose import PAGES
from prose_lines import labels
from prose_text import passages, read

LABEL = r"[1-9][a-g]?\.\d{1,2}"
LISTED = rf"{LABEL}(?:(?:,| and| to|, and) {LABEL})*"
SECTION = re.compile(rf"(?<!tutorial's )\b[Ss]ections? ({LISTED})")
TUTORIAL = {"claims"}  # a page whose numbers are the sections of the tutorial
LINK = re.compile(r"\[[Ss]ection (\d[a-g]?)\.\d+\]\(([^)]+)\)")
SHAPE_OF = r"\b[1n][-–][1n]\b(?: in the terms)? of (?:chapter|section) (\d[a-g]?(?:\.\d+)?)"
OF_CHAPTER = r"\b({})\b of (?:the )?chapters? (\d[a-g]?)\b"
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def chapter_of(page):
    return page.stem.split("_")[0].lstrip("0")


def prose(page):
    """The passages of a page, row after row and line after line."""
    cells = [cell for cell in read(page) if cell.kind != "code"]
    return [passage for cell in cells for passage in passages(cell.source)]


def headings(page):
    """The numbers of the sections and of the exercises of a page."""
    text = "\n".join(cell.source for cell in read(page) if cell.kind != "code")
    return re.findall(rf"^## ({LABEL}) ", text, re.M), re.findall(r"^### (\d+) ·", text, re.M)


SECTIONS = {number for page in PAGES for number in headings(page)[0]}
CHAPTERS = {chapter_of(page) for page in PAGES if chapter_of(page)[0].isdigit()}


def sections_named(passage):
    """The numbers of sections in a passage; alone in a field of a table, a number is one, too."""
    named = [number for found in SECTION.findall(passage.text) for number in found.split()]
    if passage.kind == "row":
        fields = [field.strip() for field in passage.text.split(" | ")]
        named += [found[0] for field in fields if (found := re.match(rf"{LABEL}(?=: \D)", field))]
    return [number.strip(",") for number in named if re.match(LABEL, number)]


def test_sections_are_found_in_their_forms():
    for text, named in [
        ("as in section 5.6, and", ["5.6"]),
        ("see sections 8.4 to 8.6", ["8.4", "8.6"]),
        ("sections 2.5 and 2.7.", ["2.5", "2.7"]),
        ("the tutorial's section 4.4", []),
        ("it takes 5.6 of them", []),
    ]:
        assert sections_named(passages(text)[0]) == named


@each_page
def test_sections_that_are_named_exist(page):
    named = {number for passage in prose(page) for number in sections_named(passage)}
    assert named <= SECTIONS


@each_page
def test_equations_that_are_named_exist(page):
    """A number in brackets that looks like that of an equation is one: (0.5) does not."""
    if page.stem not in TUTORIAL:
        text = "\n".join(passage.text for passage in prose(page))
        named = set(re.findall(rf"\(({LABEL})\)", text))
        assert {number for number in named if "equation" not in labels().get(number, "")} == set()


@each_page
def test_exercises_that_are_named_exist(page):
    exercises = headings(page)[1]
    for passage in prose(page):
        for number in re.findall(r"\b[Ee]xercises? (\d+)", passage.text):
            assert number in exercises, passage.text


@each_page
def test_chapters_that_are_named_exist(page):
    for passage in prose(page):
        if "Goodfellow" not in passage.text:  # a book with chapters of its own
            named = re.findall(r"\b(?:[Cc]hapter|[Pp]art) (\d+[a-z]?)\b", passage.text)
            assert set(named) <= CHAPTERS, passage.text


@each_page
def test_a_quiz_looks_back_at_chapters_before(page):
    for passage in prose(page):
        asked = re.match(r"\d\. \(?(?:From )?[Cc]hapter (\d[a-g]?)", passage.text)
        assert not asked or asked[1] < chapter_of(page), passage.text


@each_page
def test_a_link_to_a_section_leads_to_its_chapter(page):
    for cell in read(page):
        for chapter, target in LINK.findall(cell.source if cell.kind != "code" else ""):
            assert f"0{chapter}_" in target


@each_page
def test_claims_that_are_named_are_in_the_ledger(page):
    """A chapter names those that its own cells decide."""
    if page.suffix == ".ipynb":
        claims = re.findall(r'ledger\.decide\(\\"(\S+)\\"', page.read_text(encoding="utf-8"))
    else:
        ledger = next(page for page in PAGES if page.stem == "claims")
        claims = re.findall(r"^(\S+) \| ", ledger.read_text(encoding="utf-8"), re.M)
    for passage in prose(page):
        named = re.findall(rf"\b[Cc]laims? ((?:{LABEL}|\d)[a-k])\b", passage.text)
        assert set(named) <= set(claims), passage.text


def taught():
    """For every term of the glossary, the chapter to which its entry sends the reader."""
    glossary = next(page for page in PAGES if page.stem == "glossary")
    entry = r"^(\S[^\n]*)\n  \*[^\n]*?→ \{doc\}`chapter (\d[a-g]?) "
    return re.findall(entry, glossary.read_text(encoding="utf-8"), re.M)


@each_page
def test_a_term_that_is_said_to_be_of_a_chapter_is_taught_there(page):
    """As in "the masks of chapter 4b": there the glossary sends the reader as well."""
    text = "\n".join(passage.text for passage in prose(page))
    for term, home in taught():
        spelt = "|".join(glossary_links.forms(term))
        for words, chapter in re.findall(OF_CHAPTER.format(spelt), text):
            assert chapter == home, f"the {words} of chapter {chapter}: see {home}"


@each_page
def test_the_shapes_of_tasks_are_looked_up_where_they_are_drawn(page):
    """Shapes such as n-1 stand in section 3.4, and nowhere else."""
    for passage in prose(page):
        named = re.findall(SHAPE_OF, passage.text)
        assert set(named) <= {"3", "3.4"}, passage.text
