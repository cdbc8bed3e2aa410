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
