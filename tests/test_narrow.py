"""What a narrow screen needs to know: where lines may break, how small a drawing may become."""

import json
import re
from pathlib import Path

import narrow
import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
FORMULA = '<span class="math notranslate nohighlight">\\(x\\)</span>'


@pytest.mark.parametrize(("before", "after"), [("(", ")"), ("", "."), ("“", ""), ("", "-th,")])
def test_marks_stay_with_the_formula_beside_them(before, after):
    text = narrow.fit(f"a {before}{FORMULA}{after} b")
    assert text == f'a <span class="bound">{before}{FORMULA}{after}</span> b'


def test_a_formula_between_words_is_left_alone():
    assert narrow.fit(f"a {FORMULA} b") == f"a {FORMULA} b"


def test_an_arrow_and_a_number_stay_with_what_they_belong_to():
    link = '<a href="a.html"><span class="std std-doc">chapter 6d</span></a>'
    assert narrow.fit(f"back. → {link}") == f"back. →\u00a0{link}".replace("r 6d", "r\u00a06d")


def test_a_chinese_number_stays_with_its_words_too():
    link = '<a href="a.html"><span class="std std-doc">{}</span></a>'
    for name in ("第 6d 章", "6.4 节"):
        whole = link.format(name.replace(" ", "\u00a0"))
        assert narrow.fit(f"→ {link.format(name)}") == f"→\u00a0{whole}"


def drawing(texts):
    style = 'viewBox="-10 0 400 100" width="400" role="img" style="color:inherit" font-size="15"'
    return f"<svg {style}>{texts}</svg>"


@pytest.mark.parametrize(
    ("texts", "least"),
    [
        ('<text x="0" font-size="22">a</text>', 200),
        ('<text x="0" font-size="22">a</text><text y="0">b</text>', 294),
        ('<text font-size="16">a<tspan dy="4" font-size="75%">t</tspan></text>', 367),
        ('<text font-size="8">a</text>', 400),
        ("", 400),
    ],
)
def test_a_drawing_shrinks_until_its_smallest_letter_can_just_be_read(texts, least):
    assert f'style="min-width:{least}px;color:inherit"' in narrow.fit(drawing(texts))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_drawings_of_a_chapter_fit_on_a_phone(path):
    """A page of 390 px has 358 px for a drawing, and its letters stay at 11 px."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    for shown in ("".join(data.get("text/html", "")) for data in outputs):
        for drawn in narrow.DRAWING.finditer(shown):
            least = re.search(r"min-width:(\d+)px", narrow.shrink(drawn))[1]
            assert int(least) <= 358, drawn[0][:200]
