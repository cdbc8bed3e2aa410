"""The pages are HTML as the standard has it: what a validator has complained about, or might."""

import re
from html.parser import HTMLParser

import book_site
import make_epub
import markup
import pytest
from docutils import nodes
from docutils.utils import new_document

VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
WORDS = re.compile("p|h[1-6]|summary|span|em|strong|b|i|code|button|label")
BLOCKS = re.compile("p|div|[uod]l|li|table|pre|blockquote|section|article|details|form|hr|nav")
SIZES = {"width", "height"}
INSIDE = {  # what may stand in what
    "li": {"ul", "ol"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "summary": {"details"},
}
HOLDS = {"ul": {"li"}, "ol": {"li"}, "tr": {"td", "th"}}  # what may stand in it


class Reader(HTMLParser):
    """Read a page tag by tag, and list what is wrong with them."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.wrong = [], set(), []

    def handle_starttag(self, tag, attributes):
        above = self.open[-1] if self.open else ""
        if WORDS.fullmatch(above) and BLOCKS.fullmatch(tag):
            self.complain(f"<{tag}> in <{above}>")
        if above not in INSIDE.get(tag, {above}) or tag not in HOLDS.get(above, {tag}):
            self.complain(f"<{tag}> in <{above}>")
        if tag == "a" and "a" in self.open:
            self.complain("a link in a link")
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.complain(f"an attribute twice: {names}")
        self.look_at(dict(attributes))
        if tag == "img" and not all(size.isdigit() for name, size in attributes if name in SIZES):
            self.complain(f"a size that is no whole number: {attributes}")
        if not VOID.fullmatch(tag):
            self.open.append(tag)

    def look_at(self, attributes):
        place = attributes.get("id")
        if place in self.ids or place == "":
            self.complain(f"id {place!r} again, or empty")
        if place:
            self.ids.add(place)
        for name in ("href", "src"):
            if markup.FORBIDDEN.search(attributes.get(name) or ""):
                self.complain(f"address {attributes[name]!r}")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if not VOID.fullmatch(tag):
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.complain(f"</{tag}> closes nothing")

    def complain(self, text):
        line, _ = self.getpos()
        self.wrong.append(f"line {line}: {text}")


def faults(text):
    reader = Reader()
    reader.feed(text)
    empty = re.findall(r"<h[1-6][^>]*>\s*</h[1-6]>", text)
    return [*reader.wrong, *(f"left open: <{tag}>" for tag in reader.open), *empty]


def pages(site):
    return [path for path in site.rglob("*.html") if "_static" not in path.parts]


def test_every_page_is_well_formed(site):
    listed = pages(site)
    assert len(listed) > 55
    found = {path: faults(path.read_text(encoding="utf-8")) for path in listed}
    assert {path.relative_to(site): wrong[:3] for path, wrong in found.items() if wrong} == {}


def test_the_cover_of_the_epub_is_well_formed():
    assert faults(make_epub.COVER) == []


def test_no_template_is_taken_for_a_page(site):
    assert list((site / "_static").rglob("*.html")) == []


def test_a_page_that_is_tidied_twice_is_as_if_tidied_once(site):
    """A second build leaves alone the pages whose source is as it was, and tidies all."""
    for path in [*pages(site / "book"), *pages(site / "notebooks")][::5]:
        text = path.read_text(encoding="utf-8")
        assert book_site.tidy_html(text) == text, path


@pytest.mark.parametrize(
    "text",
    [
        "<p><ul><li>a</li></ul></p>",
        "<details><summary><p>a</p></summary></details>",
        '<b id="x"></b><i id="x"></i>',
        '<div role="a" role="a"></div>',
        '<a href="https://doi.org/078<0001">a</a>',
        "<ul><p>a</p></ul>",
        "<p>a</em></p>",
        "<div>",
        "<h1> </h1>",
        '<img src="cover.png" width="100%">',
        '<a href="a"><b><a href="b"></a></b></a>',
        "<dl><p></p><dt></dt></dl><dt></dt>",
    ],
)
def test_faults_are_noticed(text):
    assert faults(text)


def test_addresses_are_written_with_the_characters_of_addresses():
    link = nodes.reference("", "a DOI", refuri="https://doi.org/078<0001:V>2 0")
    document = nodes.paragraph("", "", link)
    markup.mend_nodes(None, document, "page")
    assert link["refuri"] == "https://doi.org/078%3C0001:V%3E2%200"


def test_a_list_takes_the_place_of_the_paragraph_around_it():
    listed = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "a")))
    body = nodes.field_body("", nodes.paragraph("", "", listed))
    markup.mend_nodes(None, body, "page")
    assert body.children == [listed]


def test_a_formula_of_its_own_line_divides_a_paragraph():
    formula = nodes.math_block("", "x")
    words = [nodes.Text("before"), formula, nodes.Text("after"), nodes.emphasis("", "it")]
    item = nodes.list_item("", nodes.paragraph("", "", *words))
    markup.mend_nodes(None, item, "page")
    assert [child.astext() for child in item.children] == ["before", "x", "afterit"]
    assert item.children[1] is formula


@pytest.mark.parametrize(
    ("texts", "lettered"),
    [(["A. yes", "B. no"], True), (["A. Graves"], False), (["A. yes", "and B. no"], False)],
)
def test_answers_to_choose_from_have_no_bullets_besides_their_letters(texts, lettered):
    items = nodes.bullet_list()
    items += [nodes.list_item("", nodes.paragraph(text=text)) for text in texts]
    page = new_document("page")
    page += items
    markup.mend_nodes(None, page, "page")
    assert ("choices" in items["classes"]) == lettered
