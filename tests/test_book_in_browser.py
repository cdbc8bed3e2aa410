"""The built site in a browser: search, keys, paper, colours, phones."""

import json
import re

import pytest
from visits import NOTEBOOKS, ROOT, Visit, in_browser

CHINESE = re.compile("[\u4e00-\u9fff]")


@in_browser
def test_the_site_works_from_a_folder_without_a_server(site, browser):
    with Visit(browser, (site / f"{NOTEBOOKS[0]}.html").as_uri()) as visit:
        assert visit.complaints == []
        assert all(url.startswith(("file:", "data:")) for url in visit.requests)
        assert visit.count("mjx-container") > 10


@in_browser
def test_search_finds_the_carry(server, browser):
    with Visit(browser, f"{server[0]}/search.html?q=carry") as visit:
        visit.page.wait_for_selector("#search-results ul.search li")
        found = visit.page.locator("#search-results").inner_text()
        assert "Teach a network to add" in found
        assert visit.complaints == []


RING = """() => { const here = document.activeElement, style = getComputedStyle(here);
  return [here.className, style.outlineStyle, parseFloat(style.outlineWidth)]; }"""


@in_browser
def test_whoever_moves_by_key_sees_where_they_are(site, browser):
    """Every button of the header shows a ring."""
    with Visit(browser, (site / f"{NOTEBOOKS[0]}.html").as_uri()) as visit:
        visit.page.locator(".article-header-buttons button").first.focus()
        seen = set()
        for _ in range(8):
            name, kind, width = visit.page.evaluate(RING)
            if "btn" in name:
                seen.add(name)
                assert kind not in ("none", "hidden"), name
                assert width >= 2, name
            visit.page.keyboard.press("Tab")
        assert len(seen) >= 3


@in_browser
def test_paper_shows_every_answer_on_white(site, browser):
    with Visit(browser, (site / f"{NOTEBOOKS[1]}.html").as_uri(), theme="dark") as visit:
        closed = ".bd-article details:not([open])"
        before = visit.count(closed)
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert visit.count(closed) == 0
        assert visit.page.evaluate("document.documentElement.dataset.theme") == "light"
        visit.page.emulate_media(media="print")
        assert visit.page.evaluate(CUT_CODE) == 0
        visit.page.emulate_media(media="screen")
        visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert visit.count(closed) == before > 10
        assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"


FADED = """() => [...document.querySelectorAll("details.hide[open] > div")].filter(part =>
  getComputedStyle(part).opacity !== "1").length"""
WHOLE = """() => [...document.querySelectorAll(
  ".bd-article :is(table, .pst-scrollable-table-container, .text_html)")].filter(box => {
  const { overflowX, breakInside } = getComputedStyle(box);
  return overflowX !== "visible" || breakInside !== "auto"; }).map(box => box.outerHTML)"""


@in_browser
def test_folded_code_is_printed_before_it_has_faded_in(site, browser):
    """For readers who have nothing against motion, too: the page is printed as it is opened."""
    page = browser.new_page()
    page.goto((site / f"{NOTEBOOKS[1]}.html").as_uri())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.hide[open]").count() > 5
    assert page.evaluate(FADED) == 0
    page.close()


@in_browser
@pytest.mark.parametrize("name", ["book/claims", "book/notation", NOTEBOOKS[1]])
def test_a_table_is_parted_between_two_pages_of_paper(site, browser, name):
    with Visit(browser, (site / f"{name}.html").as_uri()) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.evaluate(WHOLE) == []


@in_browser
def test_buttons_are_not_printed(site, browser):
    with Visit(browser, (site / "book/intro.html").as_uri()) as visit:
        assert visit.page.locator(".doors").is_visible()
        visit.page.emulate_media(media="print")
        assert not visit.page.locator(".doors").is_visible()


CUT_CODE = """() => [...document.querySelectorAll(".bd-article pre")].filter(box =>
  box.scrollWidth > box.clientWidth + 1).length"""
GROUND = """() => [".text_html", "img"].map(kind => {
  const style = getComputedStyle(document.querySelector(".cell_output " + kind));
  return [style.backgroundColor, style.padding]; })"""


@in_browser
def test_drawings_take_the_colours_of_a_dark_page_and_pictures_have_one_frame(site, browser):
    with Visit(browser, (site / f"{NOTEBOOKS[1]}.html").as_uri(), theme="dark") as visit:
        drawing, picture = visit.page.evaluate(GROUND)
        assert drawing == ["rgba(0, 0, 0, 0)", "0px"]
        assert picture == ["rgb(255, 255, 255)", "0px"]


FRAMES = """() => { const border = document.body.appendChild(document.createElement("hr"));
  border.style.borderTop = "1px solid var(--pst-color-border)";
  return [document.querySelector("div.cell > div.cell_input"), border].map(
    box => getComputedStyle(box).borderTopColor); }"""


@in_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_of_code_does_not_outshine_it(site, browser, theme):
    with Visit(browser, (site / f"{NOTEBOOKS[1]}.html").as_uri(), theme=theme) as visit:
        code, border = visit.page.evaluate(FRAMES)
        assert code == border


@in_browser
@pytest.mark.parametrize("width", [1440, 390])
def test_the_search_field_shows_all_its_letters(server, browser, width):
    with Visit(browser, f"{server[0]}/search.html?q=carry", width) as visit:
        icon, field = (
            visit.page.locator(f".bd-search-container {part}").first.bounding_box()
            for part in (".bd-search i", ".bd-search input")
        )
        assert icon["x"] + icon["width"] <= field["x"] + 1
        root = "document.documentElement"
        assert visit.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0


MARKS = """() => [...document.querySelectorAll(".bd-article .headerlink")].filter(mark => {
  const heading = mark.closest("h1, h2, h3, h4"), height = heading?.offsetHeight;
  mark.style.display = "none";
  return heading?.offsetHeight < height; }).map(mark => mark.parentElement.textContent)"""
BESIDE = """() => [...document.querySelectorAll(".bd-article .headerlink")].filter(mark => {
  const words = document.createRange(), seen = mark.getBoundingClientRect();
  words.setStart(mark.parentElement, 0); words.setEndBefore(mark);
  const last = [...words.getClientRects()].at(-1);
  return seen.top > last.bottom - 2 || seen.left < last.right - 1 || seen.right > innerWidth; }
).map(mark => mark.parentElement.textContent)"""
WIDER = """() => document.documentElement.scrollWidth - innerWidth"""


@in_browser
@pytest.mark.parametrize("width", [1440, 1200, 1199, 1000, 768, 601])
def test_the_mark_behind_a_heading_begins_no_line(site, browser, width):
    with Visit(browser, (site / "notebooks" / "09_faq.html").as_uri(), width) as visit:
        assert visit.page.evaluate(WIDER) <= 0
        assert visit.page.evaluate(BESIDE) == []
        assert visit.page.evaluate(MARKS) == []


@in_browser
def test_only_code_to_run_can_be_copied(site, browser):
    with Visit(browser, (site / f"{NOTEBOOKS[0]}.html").as_uri()) as visit:
        assert visit.count("button.copybtn") == visit.count(".cell_input button.copybtn") > 10


LINKS = """() => new Set([...document.querySelectorAll(".bd-article .table a")].map(
  link => getComputedStyle(link).color)).size"""
SMALL = """() => [...document.querySelectorAll(".bd-header-article .btn")].filter(button => {
  const { width, height } = button.getBoundingClientRect();
  return width && (width < 44 || height < 44); }).map(button => button.className)"""
LETTERS = """() => [...document.querySelectorAll(".text_html svg text")].map(text => {
  const drawn = text.ownerSVGElement, scale = drawn.getBoundingClientRect().width
    / drawn.viewBox.baseVal.width;
  return scale * parseFloat(getComputedStyle(text).fontSize); })"""


@in_browser
def test_a_phone_has_large_buttons_and_letters_in_drawings_that_can_be_read(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = context.new_page()
    phone.goto((site / f"{NOTEBOOKS[1]}.html").as_uri())
    assert phone.evaluate(SMALL) == []
    sizes = phone.evaluate(LETTERS)
    assert len(sizes) > 30
    assert min(sizes) >= 11
    phone.goto((site / "book" / "07_resources.html").as_uri())
    assert phone.evaluate(LINKS) == 1
    context.close()


QUERIES = json.loads((ROOT / "tests" / "search_queries.json").read_text(encoding="utf-8"))
FOUND = """queries => queries.map(query => rank(query).slice(0, 3).map(
  found => `${found.page}#${found.part[0]}`))"""


@in_browser
def test_readers_find_in_their_own_words_what_the_book_has(site, browser):
    """For each query a page, or a place on it, that has to be among the first three."""
    assert len(QUERIES) >= 60
    assert sum(bool(CHINESE.search(query)) for query in QUERIES) >= 15
    with Visit(browser, (site / "search.html").as_uri()) as visit:
        found = visit.page.evaluate(FOUND, list(QUERIES))
        for (query, wanted), places in zip(QUERIES.items(), found, strict=True):
            assert any(place.startswith(tuple(wanted)) for place in places), (query, places)
        assert visit.complaints == []


@in_browser
@pytest.mark.parametrize("edition", ["", "zh/"])
def test_without_a_script_the_search_page_says_where_else_to_look(site, browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / edition / "search.html").as_uri())
    ways = page.locator("noscript p a")
    assert ways.count() == 2
    for way in ways.all():
        assert way.is_visible()
        assert (site / edition / way.get_attribute("href")).exists()
    context.close()


TORN_EXCERPTS = """() => [...document.querySelectorAll("ul.search .context")].map(
  line => line.textContent.replace(/^… /, "").slice(0, 40).trimEnd()).filter(text =>
  !BOOK.some(([, , parts]) => parts.some(([, , prose]) => ` ${prose}`.includes(` ${text}`))))"""


@in_browser
def test_excerpts_hold_prose_and_results_lead_to_sections(site, browser):
    with Visit(browser, (site / "search.html").as_uri() + "?q=vanishing%20gradient") as visit:
        items = visit.page.locator("ul.search li")
        assert items.count() > 5
        text = visit.page.locator("#search-results").inner_text()
        assert not re.search(r"\\[a-z]+|Colab|\$", text)
        assert visit.page.evaluate(TORN_EXCERPTS) == []
        links = [link.get_attribute("href") for link in visit.page.locator("ul.search a").all()]
        assert all(re.fullmatch(r"[\w/]+\.html#\S+", link) for link in links)
        assert items.first.locator("mark").count() > 0
