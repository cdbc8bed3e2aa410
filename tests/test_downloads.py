"""The book as one PDF and one EPUB: complete, legible, and with links that lead somewhere."""

import datetime
import html
import importlib.metadata
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

import chapters
import make_epub
import make_pdf
import pikepdf
import pypdf
import pypdfium2
import pytest

NAMES = [name for name, _ in chapters.names()]
pytestmark = pytest.mark.skipif(
    chapters.browser.program() is None, reason="the book is printed by a browser"
)


def chinese_fonts():
    """What fontconfig, where it is installed, lists of fonts for Chinese."""
    if shutil.which("fc-list") is None:
        return "unknown"
    command = ["fc-list", ":lang=zh-cn"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.fixture(scope="module")
def pages(site):
    """The chapters; reading them takes some seconds."""
    return chapters.read(site)


@pytest.fixture(scope="module")
def printed(site, pages, tmp_path_factory):
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    make_pdf.make(site, target, pages)
    return pypdf.PdfReader(target)


@pytest.fixture(scope="module")
def epub(site, pages, tmp_path_factory):
    target = tmp_path_factory.mktemp("epub") / "book.epub"
    make_epub.make(site, target, pages)
    return zipfile.ZipFile(target)


@pytest.fixture(scope="module")
def titles(pages):
    return [chapter.title for chapter in pages]


@pytest.fixture(scope="module")
def texts(printed):
    """The text of each page, with single spaces and without ligatures as the one in "film"."""
    pages = pypdfium2.PdfDocument(printed.stream)
    found = [page.get_textpage().get_text_bounded() for page in pages]
    return [unicodedata.normalize("NFKC", re.sub(r"\s+", " ", text)) for text in found]


def test_the_pdf_lists_every_chapter_on_the_right_page(printed, texts, titles):
    contents = texts[1]
    starts = make_pdf.destinations(printed)
    for name, title in zip(NAMES, titles, strict=True):
        number = starts[chapters.slug_of(name)]
        assert f"{title} {number}" in contents
        assert texts[number - 1].startswith(f"{title} {number} {title}"), "foot and heading"


def test_each_page_says_at_its_foot_which_chapter_it_belongs_to(printed, texts, titles):
    starts = make_pdf.destinations(printed)
    begins = {starts[chapters.slug_of(name)]: t for name, t in zip(NAMES, titles, strict=True)}
    title = "Contents"
    for number, text in enumerate(texts[1:], 2):
        title = begins.get(number, title)
        assert text.startswith(f"{title} {number}"), number
    assert texts[0].endswith("MIT."), "a title page has no number"


def words_of(element):
    """The words of an element as they come out of the PDF."""
    text = re.sub(r"[\s#]+", " ", element.get_text()).strip()
    return unicodedata.normalize("NFKC", text)


def test_no_page_break_parts_a_small_table_from_its_heading(texts, pages):
    """Each claim has a table of some rows; one of five fits below its heading."""
    claims = next(chapter.article for chapter in pages if chapter.slug == "claims")
    small = [part for part in claims.select("section section") if 2 < len(part.select("tr")) < 7]
    assert len(small) > 15
    for part in small:
        whole = [words_of(part.h3), words_of(part.select("tr")[-1].td)]
        assert any(all(words in text for words in whole) for text in texts), whole


def test_no_page_break_parts_a_formula_from_the_line_before_it(texts):
    assert any("losses.mse" in text and "(N.6)" in text for text in texts)


def test_no_word_of_a_table_is_cut(texts):
    text = " ".join(texts)
    for words in ("undergraduate see the", "beginner on", "Apache 2.0", "language WikiText"):
        assert words in text, words


IN_PRINT = """() => {
const look = box => getComputedStyle(box);
const all = (boxes, holds) => [...document.querySelectorAll(boxes)].every(holds);
return {
  grounds: all(".cell_output pre", box => look(box).backgroundColor === "rgba(0, 0, 0, 0)"),
  names: all(":is(h2, h3) code",
    box => parseFloat(look(box).fontSize) > 0.8 * parseFloat(look(box.parentElement).fontSize)),
  bound: all(".cell:has(> .cell_output) > .cell_input",
    box => box.offsetHeight >= 120 || look(box).breakAfter === "avoid"),
  colons: all("article p", box => !/[:：]\\s*$/.test(box.textContent)
    || look(box).breakAfter === "avoid") }; }"""


def test_outputs_names_and_breaks_are_set_for_paper(site, pages, tmp_path):
    """Outputs on white; names in headings as large; a short cell on the page of its output."""
    source = tmp_path / "faq.html"
    faq = [chapter for chapter in pages if chapter.slug == "09-faq"]
    source.write_text(make_pdf.whole(site, faq), encoding="utf-8")
    with chapters.browser_page() as page:
        chapters.settled(page, source)
        page.evaluate(make_pdf.FIT)
        assert set(page.evaluate(IN_PRINT).items()) == {
            (name, True) for name in ("grounds", "names", "bound", "colons")
        }


def test_the_cards_of_the_first_page_stand_side_by_side_in_the_pdf(printed):
    """One below the other they fill ten pages."""
    starts = make_pdf.destinations(printed)
    first, second = (starts[chapters.slug_of(name)] for name in NAMES[:2])
    assert second - first <= 8


def test_the_links_of_the_contents_lie_on_the_titles(printed, titles):
    """The contents are printed by themselves, and the links with the whole book."""
    shown = pypdfium2.PdfDocument(printed.stream)[1].get_textpage()
    links = [link.get_object() for link in printed.pages[1]["/Annots"]]
    assert len(links) == len(NAMES)
    for link, title in zip(links, titles, strict=True):
        left, bottom, right, top = map(float, link["/Rect"])
        under = shown.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
        assert re.sub(r"\s+", " ", under).strip() == title


def test_the_pdf_is_small_and_says_who_wrote_it(printed):
    assert printed.stream.getbuffer().nbytes < 12_000_000
    assert printed.metadata.title == make_epub.TITLE
    assert "authors" in printed.metadata.author
    assert printed.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_every_picture_of_the_pdf_is_described(printed):
    with pikepdf.open(printed.stream) as book:
        tags = [thing for thing in book.objects if isinstance(thing, pikepdf.Dictionary)]
        told = [str(tag.get("/Alt", "")) for tag in tags if tag.get("/S") == "/Figure"]
    assert len(told) > 100
    assert min(len(text.split()) for text in told) > 3


def test_code_that_the_page_folds_away_stands_open_in_both(pages):
    with_code = {chapters.slug_of(name) for name in NAMES if name.startswith("notebooks/")}
    for chapter in pages:
        assert not chapter.article.find(string=re.compile("(Show|Hide) code cell"))
        assert bool(chapter.article.select(".cell_input pre")) == (chapter.slug in with_code)


def outline(entries):
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry)
        else:
            yield entry.title


def test_the_outline_of_the_pdf_keeps_its_spaces(printed, pages):
    listed = set(outline(printed.outline))
    for chapter in pages:
        for heading in chapter.article.select("h1, h2"):
            assert chapters.plain(heading) in listed


def test_the_pdf_shows_formulas(texts):
    text = "".join(texts)
    assert "\ufffd" not in text
    assert r"\tag" not in text
    assert r"\frac" not in text


REFERENCE = re.compile(r"\.\. py:|:(param|type|raises) \w|:(func|class|exc):")


def test_the_reference_of_the_package_is_set_in_both(texts, epub):
    pages = ["".join(ET.fromstring(epub.read("book/api.xhtml")).itertext()), " ".join(texts)]
    for text in pages:
        assert not REFERENCE.search(text)
        assert "rnn_helpers.rnn.forward(params, x" in re.sub(r"\s+", " ", text)


@pytest.mark.skipif(not chinese_fonts(), reason="no font with Chinese characters is installed")
def test_the_pdf_shows_chinese(texts):
    assert "反向传播" in "".join(texts)


def test_links_inside_the_pdf_lead_somewhere(printed):
    known, links = set(printed.named_destinations), 0
    for page in printed.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get_object().get("/Dest")
            if target is not None:
                assert target in known or str(target).lstrip("/") in known, target
                links += 1
            action = annotation.get_object().get("/A", {})
            assert not str(action.get("/URI", "")).startswith("file:"), action
    assert links > 100


def test_the_epub_is_well_formed_and_complete(epub, titles):
    assert epub.infolist()[0].filename == "mimetype"
    assert epub.infolist()[0].compress_type == zipfile.ZIP_STORED
    package = ET.fromstring(epub.read("book/book.opf"))
    listed = {f"book/{item.get('href')}" for item in package.iter() if item.get("href")}
    assert listed | {"mimetype", "META-INF/container.xml", "book/book.opf"} == set(epub.namelist())
    contents = epub.read("book/contents.xhtml").decode()
    assert all(html.escape(title) in contents for title in titles)
    parts = {part for _, part in chapters.names() if part}
    assert all(f"<li><span>{part}</span><ol>" in contents for part in parts)
    assert contents.count("<li>") > 5 * len(titles), "sections are listed below their chapters"


def test_the_epub_has_a_cover_and_says_whom_it_is_accessible_to(epub):
    package = epub.read("book/book.opf").decode()
    assert 'href="cover.png" media-type="image/png" properties="cover-image"' in package
    assert package.index('idref="page-cover"') < package.index('idref="page-contents"')
    for term in ("accessMode", "accessibilityFeature", "accessibilityHazard"):
        assert f'property="schema:{term}"' in package
    assert f"Version {importlib.metadata.version('rnn-helpers')}" in package
    year = datetime.date.today().year
    assert f'<meta property="dcterms:modified">{year}' in package


TOWERS = """() => [...document.querySelectorAll('math[display="block"]')].filter(math => {
  const rows = math.querySelectorAll("mtr").length + 1;
  return math.getBoundingClientRect().height > 110 * rows; }).map(math => math.textContent)"""


RAGGED = """() => [...document.querySelectorAll("mtable[columnalign]")].filter(table => {
  const sides = table.getAttribute("columnalign").split(" ");
  return [...table.children].some(row => [...row.children].slice(0, sides.length).some(
    (cell, place) => !getComputedStyle(cell).textAlign.endsWith(sides[place]))); }
).map(table => table.textContent)"""


OUT_OF_PAGE = """() => [...document.querySelectorAll("body *")].filter(box =>
  box.getBoundingClientRect().right > innerWidth + 1).map(box => box.textContent)"""


def test_no_formula_of_the_epub_is_a_tower_and_its_lines_meet(epub, tmp_path):
    """A formula of an unknown element is set one symbol below the other; a column is centred.

    And nothing sticks out of a narrow page, which cannot be scrolled.
    """
    epub.extractall(tmp_path)
    with chapters.browser_page() as page:
        page.set_viewport_size({"width": 390, "height": 800})
        for name in epub.namelist():
            if name.endswith(".xhtml"):
                assert "mlabeledtr" not in epub.read(name).decode()
                page.goto((tmp_path / name).as_uri())
                assert page.evaluate(TOWERS) == [], name
                assert page.evaluate(RAGGED) == [], name
                assert page.evaluate(OUT_OF_PAGE) == [], name


PARENTS = {"dt": ["dl"], "dd": ["dl"], "li": ["ul", "ol"], "td": ["tr"], "tr": ["thead", "tbody"]}


def test_parts_of_lists_and_tables_stand_in_what_they_are_parts_of(pages):
    """Readers of EPUB files are strict, and without its list a term is one more line of text."""
    for chapter in pages:
        for name, parents in PARENTS.items():
            for element in chapter.article.find_all(name):
                assert element.parent.name in parents, (chapter.slug, str(element)[:100])
    (glossary,) = [chapter.article for chapter in pages if chapter.slug == "glossary"]
    assert len(glossary.select("dl.glossary > dt")) > 100


def test_links_formulas_and_pictures_of_the_epub_are_there(epub):
    pages = {n: ET.fromstring(epub.read(n)) for n in epub.namelist() if n.endswith(".xhtml")}
    places = {name: {e.get("id") for e in page.iter()} for name, page in pages.items()}
    formulas = 0
    for name, page in pages.items():
        for element in page.iter():
            tag = element.tag.split("}")[1]
            formulas += tag == "math"
            assert not tag.startswith("mjx")
            if tag == "img":
                assert f"book/{element.get('src')}" in epub.namelist()
                assert element.get("alt")
            if tag == "a" and "://" not in element.get("href", "https://"):
                file, _, place = element.get("href").partition("#")
                target = f"book/{file}" if file else name
                assert target in pages
                assert not place or place in places[target], element.get("href")
    assert formulas > 500
