"""What a designer would notice: sizes in order, edges in line, controls that stay together."""

import pytest
from test_moving_figures import PLACES
from visits import OPEN, Visit, in_browser

CHAPTER, RESOURCES = "notebooks/02_concepts", "book/07_resources"
EDGES = """selector => [...new Set([...document.querySelectorAll(selector)].filter(
  box => box.getClientRects().length).map(box => {
    const text = document.createRange(); text.selectNodeContents(box);
    return Math.round([...text.getClientRects()].find(part => part.width).left); }))]"""
SIZES = """() => ["h1", "h2", "h3"].map(
  name => parseFloat(getComputedStyle(document.querySelector(`.bd-article ${name}`)).fontSize))"""
GAPS = """() => [...document.querySelectorAll(".bd-article p + div.math:has(+ p)")].map(box => {
  const set = box.querySelector("mjx-container").getBoundingClientRect();
  return [set.top - box.previousElementSibling.getBoundingClientRect().bottom,
    box.nextElementSibling.getBoundingClientRect().top - set.bottom]; })"""
STYLE = "(box, name) => getComputedStyle(box)[name]"


def look(visit, selector, name):
    """A property of the first of these parts, as the browser has worked it out."""
    return visit.page.locator(selector).first.evaluate(STYLE, name)


@pytest.fixture
def chapter(site, browser):
    with Visit(browser, (site / f"{CHAPTER}.html").as_uri()) as visit:
        yield visit


@in_browser
def test_code_and_what_it_prints_begin_on_one_line(chapter):
    code = chapter.page.evaluate(EDGES, ".cell > .cell_input pre")
    assert code == chapter.page.evaluate(EDGES, ".cell > .cell_output .stream pre")


@in_browser
def test_code_has_a_whole_frame_also_where_something_is_printed(chapter):
    code = ".cell_input:has(+ .cell_output)"
    assert chapter.count(code) > 20
    for name in ("borderBottomWidth", "borderBottomLeftRadius"):
        assert look(chapter, code, name) == look(chapter, ".cell_input:only-child", name) != "0px"


@in_browser
def test_a_formula_stands_as_far_from_the_text_above_as_from_that_below(chapter):
    gaps = chapter.page.evaluate(GAPS)
    assert len(gaps) > 3
    for above, below in gaps:
        assert abs(above - below) < 4


@in_browser
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_each_heading_is_clearly_smaller_than_the_one_above_it(chapter, width):
    chapter.page.set_viewport_size({"width": width, "height": 900})
    first, second, third = chapter.page.evaluate(SIZES)
    assert first > 1.2 * second
    assert second > 1.3 * third > 1.2 * 16


@in_browser
def test_folded_code_and_comments_stay_in_the_background(chapter):
    assert look(chapter, "details.hide", "boxShadow") == "none"
    assert look(chapter, "details.hide summary .collapsed", "fontWeight") == "400"
    chapter.change_to(1440, "dark")
    chapter.page.evaluate(OPEN)
    assert look(chapter, ".highlight .c1", "color") != look(chapter, ".highlight .mi", "color")


@in_browser
def test_answers_to_choose_from_have_no_bullets(chapter):
    assert chapter.count("#quiz ul.choices") == chapter.count("#quiz ul")
    assert look(chapter, "ul.choices", "listStyleType") == "none"


UNEVEN = """name => [...document.querySelectorAll(`${name} .live-buttons`)].map(group => [
  new Set([...group.children].map(part => part.offsetTop)).size,
  group.scrollWidth - group.clientWidth])"""


@in_browser
@pytest.mark.parametrize("name", ["live-adder", "live-letters", "live-loom"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_buttons_of_a_figure_go_to_the_next_line_together(site, browser, name, width):
    with Visit(browser, (site / f"{PLACES[name]}.html").as_uri(), width) as visit:
        visit.page.locator(name).first.scroll_into_view_if_needed()
        visit.page.wait_for_selector(f"{name}.live-ready")
        assert visit.page.evaluate(UNEVEN, name) == [[1, 0]]


SHADED = """() => [...document.querySelectorAll(".pst-scrollable-table-container")].filter(
  box => box.scrollWidth > box.clientWidth).map(box => [
    getComputedStyle(box).backgroundImage.split("gradient(").length - 1,
    [...box.querySelectorAll("table, thead, tbody, tr, th, td")].filter(part =>
      !/rgba\\(.*, 0\\)|\\/ 0\\.\\d+\\)/.test(getComputedStyle(part).backgroundColor)).length,
    box.getBoundingClientRect().bottom - box.firstElementChild.getBoundingClientRect().bottom])"""


@in_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_table_that_scrolls_casts_a_shadow_where_there_is_more_of_it(site, browser, theme):
    with Visit(browser, (site / f"{RESOURCES}.html").as_uri(), 390, theme) as visit:
        tables = visit.page.evaluate(SHADED)
        assert len(tables) > 4
        for gradients, opaque, below in tables:
            assert gradients == 4, "two show at the edges that there is more, two cover them"
            assert opaque == 0, "the shadow is seen through the rows"
            assert below < 2, "and ends where they end"


LINES = """selector => [...document.querySelectorAll(selector)].map(
  box => Math.round(box.offsetHeight / parseFloat(getComputedStyle(box).lineHeight)))"""


@in_browser
def test_the_way_on_has_room_on_a_phone(site, browser):
    with Visit(browser, (site / "book/intro.html").as_uri(), 390) as visit:
        assert visit.page.evaluate(LINES, ".prev-next-title") == [1]


BLANK = """() => Promise.all([...document.querySelectorAll(".chapter img")].map(async image => {
  image.loading = "eager"; await image.decode();
  return image.clientHeight - image.clientWidth * image.naturalHeight / image.naturalWidth; }))"""


@in_browser
def test_a_flat_picture_leaves_no_blank_in_a_card_that_is_alone_in_its_row(site, browser):
    with Visit(browser, (site / "book/intro.html").as_uri(), 390) as visit:
        assert max(visit.page.evaluate(BLANK)) < 1


@in_browser
def test_on_paper_text_begins_where_its_title_does_and_no_box_begins_empty(chapter):
    chapter.page.emulate_media(media="print")
    title = chapter.page.evaluate(EDGES, "#jb-print-docs-body h1, #print-main-content h1")
    text = chapter.page.evaluate(EDGES, ".bd-article section > p")
    assert len({*title, *text}) == 1
    for box in (".cell_input", ".cell_input .highlight"):
        assert look(chapter, box, "breakInside") == "avoid"
    assert look(chapter, "html", "fontSize") == "14px"


@in_browser
def test_on_paper_cards_stay_whole_and_terms_with_what_they_mean(site, browser):
    for name, part, kind in (
        ("intro", ".card-item", "breakInside"),
        ("glossary", "dl.glossary dt", "breakAfter"),
    ):
        with Visit(browser, (site / f"book/{name}.html").as_uri()) as visit:
            visit.page.emulate_media(media="print")
            assert look(visit, part, kind) == "avoid"


ROWS = "() => [...document.querySelectorAll('.doors .download')].map(door => door.offsetTop)"


@in_browser
def test_what_can_be_downloaded_stands_on_a_line_of_its_own(site, browser):
    with Visit(browser, (site / "book/intro.html").as_uri()) as visit:
        first, second = visit.page.evaluate(ROWS)
        assert first == second
        assert first > visit.page.locator(".doors a:not(.download)").last.evaluate(
            "door => door.offsetTop + door.offsetHeight"
        )


@in_browser
def test_a_second_line_in_the_index_is_told_from_an_entry(site, browser):
    with Visit(browser, (site / "genindex.html").as_uri(), 768, "dark") as visit:
        assert look(visit, ".genindextable li", "textIndent") == "-16px"
        assert look(visit, ".genindextable li", "paddingLeft") == "16px"
        lines = look(visit, ".genindex-jumpbox", "borderTopColor")
        assert lines == look(visit, ".bd-footer-content", "borderTopColor")


LAST_WORDS = """() => [...document.querySelectorAll(".bd-sidebar-primary li a")].filter(link => {
  const words = document.createRange(); words.selectNodeContents(link);
  const lines = [...words.getClientRects()];
  return lines.length > 1 && lines.at(-1).width < 20; }).map(link => link.textContent)"""


@in_browser
def test_no_title_in_the_margin_leaves_a_short_word_alone(chapter):
    assert chapter.page.evaluate(LAST_WORDS) == []


TORN = """() => [...document.querySelectorAll(".back-ends td:not(:first-child) p")].filter(
  told => told.offsetHeight > 1.5 * parseFloat(getComputedStyle(told).lineHeight)).length"""


@in_browser
@pytest.mark.parametrize("width", [600, 1440])
def test_a_verdict_of_two_words_stays_on_one_line(site, browser, width):
    with Visit(browser, (site / "book/claims.html").as_uri(), width) as visit:
        assert visit.count(".back-ends td:not(:first-child) p") > 20
        assert visit.page.evaluate(TORN) == 0
