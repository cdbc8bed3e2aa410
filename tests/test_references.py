"""The form of the bibliography, and that the lists of sources say the same as it does."""

import re
import unicodedata
from pathlib import Path

import nbformat
import pytest
from hold_prose import PAGES
from prose_text import SOURCES, passages, read
from pybtex.database import parse_file
from visits import page

ROOT = Path(__file__).parents[1]
ENTRIES = parse_file(ROOT / "book" / "references.bib").entries
LONG_NAMES = {
    "ICLR": "International Conference on Learning Representations",
    "ICML": "International Conference on Machine Learning",
    "ICASSP": "IEEE International Conference on Acoustics, Speech and Signal Processing",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "EMNLP Findings": "Findings of EMNLP",
}
NEEDED = {
    "article": ["author", "title", "journal", "year"],
    "book": ["author", "title", "publisher", "year"],
    "incollection": ["author", "title", "booktitle", "year"],
    "inproceedings": ["author", "title", "booktitle", "year"],
    "mastersthesis": ["author", "title", "school", "year"],
    "misc": ["author", "title", "year"],
    "techreport": ["author", "title", "institution", "year"],
}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_apostrophes_are_curled_as_in_the_text():
    fields = [value for entry in ENTRIES.values() for value in entry.fields.values()]
    assert [value for value in fields if re.search(r"\w'", value)] == []


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_complete(key):
    entry = ENTRIES[key]
    has = {"author": entry.persons.get("author"), **entry.fields}
    assert [field for field in NEEDED[entry.type] if not has.get(field)] == []


@pytest.mark.parametrize("key", ENTRIES)
def test_the_key_of_an_entry_names_its_year(key):
    dated = re.search(r"(\d{4})[a-z]?$", key)
    assert dated is None or dated[1] == ENTRIES[key].fields["year"]


@pytest.mark.parametrize("key", ENTRIES)
def test_a_doi_is_written_without_percent_codes(key):
    assert "%" not in ENTRIES[key].fields.get("doi", "")


@pytest.mark.parametrize("key", ENTRIES)
def test_capitals_inside_a_title_stand_in_braces(key):
    """Elsewhere they become small letters: "why rnns are still cool"."""
    title = re.sub(r"\{[^{}]*\}", "", ENTRIES[key].fields["title"])
    bare = re.sub(r"^\W*\w|[:?.] \w", "", title)
    assert ENTRIES[key].type == "book" or not re.search("[A-Z]", bare), title


def test_a_group_has_no_family_name():
    """Without braces "Keras team" is somebody called Team."""
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    for authors in re.findall(r"author\s*=\s*\{(.*)\}", text):
        for name in re.split(r"\s+and\s+", authors):
            assert "," in name or " " not in name or name.startswith("{"), name


def test_the_bibliography_is_in_the_order_of_names(site):
    """Braces and accents change nothing."""
    told = page(site, "book/bibliography").select_one(".citation-list").text
    names = ["Ian Goodfellow,", "Google.", "Priya Goyal", "Kalervo Järvelin", "Samy Jelassi"]
    names += ["Keras team.", "Markus Löning", "Malte Ludewig", "PyTorch team.", "Xipeng Qiu."]
    places = [told.index(name) for name in names]
    assert places == sorted(places)


def test_a_conference_has_one_name():
    """A long name and the short one made of its initials would be two."""
    named = {entry.fields["booktitle"] for entry in ENTRIES.values() if "booktitle" in entry.fields}
    for short in named:
        for long in named - {short}:
            initials = "".join(re.findall(r"\b[A-Z]", long.replace("IEEE", "")))
            assert not initials.endswith(short.split()[-1]), f"{short!r} is {long!r}"


def sources(path):
    """The items of a notebook's list of sources."""
    texts = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return "\n".join(text[text.index(SOURCES) :] for text in texts if SOURCES in text)


def told(text):
    """Yield what a list says of each preprint it links: its venue, if it has one, and year."""
    names = "|".join([*LONG_NAMES, "ACL", "CVPR", "EMNLP", "NAACL", "AISTATS", "Interspeech"])
    item = rf"(?:\b({names}) )?(\d{{4}}), \[arXiv:(\d+\.\d+)\]"
    for venue, year, number in re.findall(item, text):
        yield LONG_NAMES.get(venue, f"Proceedings of {venue}" if venue else None), year, number


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_bibliography_has_the_venue_and_the_year_that_a_chapter_tells(path):
    fields = [entry.fields for entry in ENTRIES.values() if "url" in entry.fields]
    listed = {entry["url"].split("/")[-1]: entry for entry in fields}
    for venue, year, number in told(sources(path)):
        assert (number, listed[number]["year"]) == (number, year)
        assert venue in (None, listed[number].get("booktitle")), number


def test_a_venue_that_is_told_is_found():
    text = "A, *T*, ICML 2024, [arXiv:1.2](u); B, *S*, 2023, [arXiv:3.4](v); ACL 2018, [arXiv:5.6]"
    long = LONG_NAMES["ICML"]
    assert [*told(text)] == [
        (long, "2024", "1.2"),
        (None, "2023", "3.4"),
        ("Proceedings of ACL", "2018", "5.6"),
    ]


NAME = r"[A-Z][\w-]+"
CITED = rf"\b({NAME}(?:(?:, | and |, and | & ){NAME})*)(?: et al\.)?,? \(?((?:19|20)\d\d)\b"
NOBODY = {"In", "Now", "November", "WMT"}  # before a year all the same


def bare(text):
    """A text without its accents."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def cited(text):
    """Yield the names and the year of each work that a text names in passing."""
    for names, year in re.findall(CITED, bare(text)):
        if not NOBODY & set(found := re.findall(NAME, names)):
            yield found, year


def families(entry):
    """The family names of an entry, and its year."""
    people = [person for group in entry.persons.values() for person in group]
    words = " ".join(name for who in people for name in who.prelast_names + who.last_names)
    return f"{bare(words)} {entry.fields['year']}".lower()


WORKS = [families(entry) for entry in ENTRIES.values()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_work_that_is_named_in_passing_has_its_year(page):
    """That of the bibliography, or of the page's own list of sources."""
    known = WORKS + (bare(sources(page)).lower().splitlines() if page.suffix == ".ipynb" else [])
    prose = [passage.text for c in read(page) if c.kind != "code" for passage in passages(c.source)]
    for names, year in [found for text in prose for found in cited(text)]:
        told = (all(word.lower() in work for word in [*names, year]) for work in known)
        assert any(told), f"{' and '.join(names)}, {year}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decade_that_is_named_has_a_work_of_the_page(page):
    prose = "\n".join(cell.source for cell in read(page) if cell.kind != "code")
    told = prose + (sources(page) if page.suffix == ".ipynb" else "")
    for decade in re.findall(r"\b((?:19|20)\d)0s\b", prose):
        assert re.search(rf"\b{decade}\d\b", told), f"the {decade}0s"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_source_that_is_linked_has_the_year_of_the_bibliography(path):
    """Pages of the web have none, and those of preprints are looked at above."""
    dated = {
        e.fields["doi"].lower(): e.fields["year"] for e in ENTRIES.values() if "doi" in e.fields
    }
    for item in sources(path).splitlines():
        for doi in re.findall(r"\]\(https://doi\.org/((?:[^\s()]|\([^\s()]*\))+)\)", item.lower()):
            assert dated.get(doi, "") in item, doi


def test_works_are_found_in_their_forms():
    text = "By Feng et al. 2024, Weinberger and Smith (1958); Künsch, 1989. In 2015 all was well."
    assert [*cited(text)] == [
        (["Feng"], "2024"),
        (["Weinberger", "Smith"], "1958"),
        (["Kunsch"], "1989"),
    ]
