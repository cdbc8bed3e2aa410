"""The Chinese book as one PDF and one EPUB: complete, legible, with links that lead on."""

import re
import xml.etree.ElementTree as ET
import zipfile

import chapters
import make_epub
import make_pdf
import pypdf
import pypdfium2
import pytest
import words
from test_downloads import chinese_fonts
from visits import NAMES, page

HAN = re.compile("[\u4e00-\u9fff]")
pytestmark = pytest.mark.skipif(
    chapters.browser.program() is None, reason="the book is printed by a browser"
)


@pytest.fixture(autouse=True)
def english_again():
    """The tools speak the language of the last site that they have read."""
    yield
    words.use("en")


@pytest.fixture(scope="module")
def read(site):
    """The chapters; reading them takes some seconds."""
    return chapters.read(site / "zh")


@pytest.mark.skipif(not chinese_fonts(), reason="no font with Chinese characters is installed")
def test_the_chinese_pdf_is_complete_and_shows_chinese(site, read, tmp_path):
    target = tmp_path / "book.pdf"
    pages = make_pdf.make(site / "zh", target, read)
    printed = pypdf.PdfReader(target)
    assert pages == len(printed.pages) > 200
    assert target.stat().st_size < 18_000_000
    assert printed.trailer["/Root"]["/Lang"] == "zh-CN"
    assert printed.metadata.title == words.say("Hands-On Recurrent Neural Networks")
    shown = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(target)]
    assert "\ufffd" not in "".join(shown)
    starts = make_pdf.destinations(printed)
    for name in NAMES:
        title = re.sub(r"[\s#]", "", page(site / "zh", name).h1.get_text())
        number = starts[chapters.slug_of(name)]
        assert title in re.sub(r"\s", "", shown[number - 1]), title
        assert f"{title}{number}" in re.sub(r"\s", "", shown[1] + shown[2]), title
    assert len(HAN.findall("".join(shown))) > 500
    assert "反向传播" in "".join(shown)


def test_the_chinese_epub_is_well_formed_and_its_links_lead_somewhere(site, read, tmp_path):
    target = tmp_path / "book.epub"
    make_epub.make(site / "zh", target, read)
    book = zipfile.ZipFile(target)
    package = ET.fromstring(book.read("book/book.opf"))
    told = {element.tag.split("}")[1]: element.text for element in package[0]}
    assert told["language"] == "zh-CN"
    assert told["title"] == words.say("Hands-On Recurrent Neural Networks")
    pages = {n: ET.fromstring(book.read(n)) for n in book.namelist() if n.endswith(".xhtml")}
    places = {name: {e.get("id") for e in text.iter()} for name, text in pages.items()}
    for name, text in pages.items():
        assert text.get("lang") == "zh-CN"
        for element in text.iter():
            if element.tag.endswith("}a") and "://" not in element.get("href", "https://"):
                file, _, place = element.get("href").partition("#")
                target = f"book/{file}" if file else name
                assert target in pages
                assert not place or place in places[target], element.get("href")
