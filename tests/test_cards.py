"""The cards that stand for the pages elsewhere: in the language of the page, and legible."""

import cards
import pytest
from PIL import Image
from visits import BASE, each_page, page


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("5 · Teach a network to add", ["5 · Teach a network to add"]),
        ("word " * 9, ["word word word word word word word", "word word "]),
        (
            "6 · 先把问题框定，再选网络：" + "字" * 9,
            ["6 · 先把问题框定，再选网络：字字字字", "字" * 5],
        ),
        ("四" * 18 + "，五", ["四" * 17, "四，五"]),
        ("五" * 17 + "《六》", ["五" * 17, "《六》"]),
    ],
)
def test_a_title_breaks_between_words_or_characters_and_never_before_a_comma(title, lines):
    assert cards.fold(title).split("\n") == lines


@pytest.mark.skipif(cards.chinese_font() is None, reason="no font with Chinese characters is here")
@each_page
def test_a_chinese_page_has_a_card_in_chinese(site, name):
    address = page(site / "zh", name).find("meta", property="og:image")["content"]
    ours = site / address.removeprefix(BASE)
    assert address.startswith(f"{BASE}zh/_static/card")
    assert Image.open(ours).size == (1200, 630)
    assert ours.read_bytes() != (site / address.removeprefix(f"{BASE}zh/")).read_bytes()


def test_one_figure_stands_for_the_book_in_both_editions(site):
    assert cards.usual_figure(site).name == cards.usual_figure(site / "zh").name


def test_a_wide_figure_lies_in_the_middle_of_a_tall_cover(tmp_path):
    Image.new("RGB", (400, 200), "black").save(tmp_path / "figure.png")
    title = "Hands-On Recurrent Neural Networks"
    cards.draw(title, tmp_path / "figure.png", tmp_path / "cover.png", (1200, 1600), letters=90)
    cover = Image.open(tmp_path / "cover.png").convert("L").point(lambda grey: 255 * (grey < 128))
    left, top, right, _ = cover.crop((0, 0, 1200, 400)).getbbox()
    assert (left, top) > (40, 40), "the title"
    assert 0.7 * 1200 < right <= 1200 - cards.EDGE
    rows = [row for row in range(400, 1500) if cover.getpixel((600, row))]
    above, below = rows[0] - 300, 1600 - cards.EDGE - rows[-1]
    assert abs(above - below) < 60
