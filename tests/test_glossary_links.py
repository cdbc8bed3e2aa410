"""The first use of a term on a page leads to the glossary: only where it is meant, and once."""

import re

import glossary_links
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from visits import NAMES, ROOT

WITHOUT = ["h1", "h2", "h3", "h4", "summary", "code", "pre", "table", "figcaption"]
TERMS = ["attention", "attention weights", "batch", "backpropagation through time (BPTT)"]
TERMS += ["pruning", "quantisation", "gradient", "n-gram", "encoder-decoder", "memory capacity"]
TERMS += ["carry"]


def test_the_terms_stand_in_the_order_of_the_alphabet():
    text = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    terms = [term.casefold() for term in re.findall(r"^(\w.*)\n  \*", text, re.M)]
    assert len(terms) > 100
    assert terms == sorted(terms)


def found(text):
    finder, term_of = glossary_links.pattern(TERMS)
    return [(match[0], term_of[match.lastindex - 1]) for match in finder.finditer(text)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("attention", "attention"),
        ("Attention", "attention"),
        ("attention weights", "attention weights"),
        ("attention\nweights", "attention weights"),
        ("batches", "batch"),
        ("BPTT", "backpropagation through time (BPTT)"),
        ("backpropagation through time", "backpropagation through time (BPTT)"),
        ("pruned", "pruning"),
        ("quantised", "quantisation"),
        ("n-grams", "n-gram"),
        ("encoder–decoder", "encoder-decoder"),
        ("memory capacities", "memory capacity"),
    ],
)
def test_a_term_is_found_in_its_forms(text, term):
    assert found(f"We see {text}, here.") == [(text, term)]


@pytest.mark.parametrize("text", ["batched-up", "mini-batch", "bptt", "debatch", "gradientless"])
def test_another_word_is_no_term(text):
    assert found(f"We see {text}, here.") == []


def test_everyday_words_are_terms_only_where_they_are_meant():
    assert glossary_links.meant("frame", "notebooks/06e_speech")
    assert not glossary_links.meant("frame", "notebooks/06_applications")
    assert not glossary_links.meant("carry", "notebooks/04_math"), "there a rule has this name"
    assert glossary_links.meant("gradient", "book/intro")
    assert not glossary_links.meant("attention", "notebooks/02_concepts")


class Builder:
    format = "html"

    def get_relative_uri(self, here, there):
        return f"../{there}.html"


class Domain:
    def get_objects(self):
        return [(t, t, "term", glossary_links.GLOSSARY, f"term-{t}", -1) for t in TERMS]


class App:
    builder = Builder()
    env = type("Environment", (), {"get_domain": lambda self, name: Domain()})()


def linked(*parts):
    """Which words become links on a page of these parts."""
    page = new_document("page", get_default_settings())
    page += parts
    glossary_links.link_terms(App(), page, "notebooks/01_background")
    links = page.findall(nodes.reference)
    return [link.astext() for link in links if "glossary" in link["classes"]]


def paragraph(text):
    return nodes.paragraph("", text)


def raw(text):
    return nodes.raw("", text, format="html")


def test_only_the_first_use_is_linked():
    assert linked(paragraph("A batch and batches."), paragraph("A Batch; attention.")) == [
        "batch",
        "attention",
    ]


def test_a_verb_is_not_taken_for_a_term():
    parts = [paragraph("We carry on."), paragraph("It carries a batch."), paragraph("The carry.")]
    assert linked(*parts) == ["batch", "carry"]


def test_headings_code_links_answers_and_tables_have_no_links():
    heading = nodes.section("", nodes.title("", "attention"))
    code = nodes.paragraph("", "", nodes.literal("", "attention"))
    link = nodes.paragraph("", "", nodes.reference("", "attention", refuri="x"))
    answer = [
        raw("<details><summary>attention</summary>"),
        paragraph("attention"),
        raw("</details>"),
    ]
    cell = nodes.table("", nodes.tgroup("", nodes.entry("", paragraph("attention"))))
    assert linked(heading, code, link, *answer, cell) == []
    assert linked(heading, code, link, *answer, cell, paragraph("attention")) == ["attention"]


def test_a_term_that_the_page_defines_is_not_linked():
    defined = nodes.paragraph("", "", nodes.emphasis("", "attention"), nodes.Text(" is a layer"))
    assert linked(defined, paragraph("attention")) == []


IDIOM = re.compile(r"\b(?:pa(?:ys?|id|ying)|can|let|may|must|still|will)(?:\s\w+)?\s$")


@pytest.mark.parametrize("name", NAMES)
def test_pages_link_each_term_once_and_only_in_running_prose(site, name):
    text = (site / f"{name}.html").read_text(encoding="utf-8")
    links = BeautifulSoup(text, "html.parser").select("a.glossary")
    places = [link["href"].partition("#")[2] for link in links]
    assert len(places) == len(set(places))
    assert not [link for link in links if link.find_parent(WITHOUT)]
    everyday = [link for link in links if link.text.lower() in ("attention", "carry", "carries")]
    assert not [link for link in everyday if IDIOM.search(str(link.previous_sibling))]
    assert links or not name.startswith("notebooks/")
    assert not links or name not in glossary_links.WITHOUT
