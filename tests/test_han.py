"""How Chinese pages are set: no gap behind a wide mark, headings by phrases, cells by words."""

import re

import han
import pytest
from visits import NAMES, Visit, in_browser

ANCHOR = '<a class="headerlink" href="#a">#</a>'


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<strong>当心。</strong> 教程", "<strong>当心。</strong>教程"),
        ("<em>（批）</em> Keras", "<em>（批）</em>Keras"),
        ("<strong>RNN</strong> 单元", "<strong>RNN</strong> 单元"),
        ("<strong>Careful.</strong> The", "<strong>Careful.</strong> The"),
    ],
)
def test_a_wide_mark_has_its_space_within(written, seen):
    assert han.settle(written) == seen


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("7 · 找工具，接着读", ["7 · 找工具，", "接着读"]),
        ("1 · 先猜一猜：要学多少个数？ ★", ["1 · 先猜一猜：", "要学多少个数？ ★"]),
        ("6d · 用注意力做翻译", []),
        ("Careful: one, two", []),
    ],
)
def test_a_heading_is_cut_behind_its_commas(title, phrases):
    spans = "".join(f'<span class="phrase">{part}</span>' for part in phrases)
    assert han.settle(f"<h2>{title}{ANCHOR}</h2>") == f"<h2>{spans or title}{ANCHOR}</h2>"


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("<td><p>研究生</p></td>", "few"),
        ('<th class="head"><p><a href="a.html">第 1 章</a></p></th>', "head few"),
        ("<td><p>来自输入，也来自状态</p></td>", ""),
        ("<td><p>一小时写完整个程序，用的是库</p></td>", "many"),
        ("<td><p>kernel</p></td>", ""),
    ],
)
def test_a_cell_is_as_wide_as_its_words(cell, kind):
    marked = re.sub("^<(t.)[^>]*>", rf'<\1 class="{kind}">', cell)
    assert han.settle(cell) == (marked if kind else cell)


def test_no_page_of_the_site_has_a_gap_behind_a_wide_mark(site):
    for name in NAMES:
        text = (site / "zh" / f"{name}.html").read_text(encoding="utf-8")
        assert not han.GAP.search(text), name


LINES = """() => [...document.querySelectorAll("h1 .phrase")].map(
  box => box.offsetHeight / parseFloat(getComputedStyle(box).lineHeight))"""


@in_browser
def test_a_title_on_a_phone_breaks_between_phrases(site, browser):
    address = (site / "zh" / "book" / "07_resources.html").as_uri()
    with Visit(browser, address, width=390) as visit:
        lines = visit.page.evaluate(LINES)
        assert len(lines) == 2
        assert max(lines) < 1.5
