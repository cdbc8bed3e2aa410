"""Phones: large buttons, and nothing wider than the screen, on the smallest of them, too."""

import printed
import pytest
from test_moving_figures import PLACES
from visits import NOTEBOOKS, OPEN, Visit, in_browser

WIDER = """() => document.documentElement.scrollWidth - visualViewport.width"""
SMALL = """() => [...document.querySelectorAll(".bd-header-article .btn")].filter(button => {
  const { width, height } = button.getBoundingClientRect();
  return width && (width < 44 || height < 44); }).map(button => button.className)"""
ZOOMS = """() => [...document.querySelectorAll("input, select, textarea")].filter(
  field => parseFloat(getComputedStyle(field).fontSize) < 16).map(field => field.outerHTML)"""
PAGES = [*NOTEBOOKS[-1:], "book/intro", "book/notation", "book/api", "search", "genindex"]


@pytest.fixture(scope="module")
def phones(browser):
    """A page on a phone of each width, told by its finger and its scale."""
    contexts = {
        width: browser.new_context(
            viewport={"width": width, "height": 640}, has_touch=True, is_mobile=True
        )
        for width in (320, 360, 390)
    }
    yield {width: context.new_page() for width, context in contexts.items()}
    for context in contexts.values():
        context.close()


@in_browser
@pytest.mark.parametrize("name", [f"{part}{name}" for part in ("", "zh/") for name in PAGES])
def test_a_page_is_as_wide_as_the_phone(site, phones, name):
    for width, phone in phones.items():
        phone.goto((site / f"{name}.html").as_uri())
        assert phone.evaluate(WIDER) == 0, width
        assert phone.evaluate(SMALL) == [], width
        assert phone.evaluate(ZOOMS) == [], "phones zoom in on a field with small letters"


BROKEN = """() => [...document.querySelectorAll("dt.sig")].filter(line => {
  const [name] = line.querySelectorAll(".sig-name"), end = [...line.querySelectorAll(".sig-paren")];
  const before = end.length && [...end.at(-1).previousElementSibling.getClientRects()].at(-1);
  return name.getClientRects().length > 1
    || end.length && before.bottom < end.at(-1).getClientRects()[0].top; }
).map(line => line.textContent)"""


@in_browser
def test_a_signature_breaks_between_names_and_not_before_a_bracket(site, phones):
    phones[390].goto((site / "book/api.html").as_uri())
    assert phones[390].evaluate(BROKEN) == []


DRAWINGS = """() => [...document.querySelectorAll(".bd-article svg[role=img]")].map(drawn => {
  const box = drawn.getBoundingClientRect(), room = drawn.parentElement.clientWidth;
  const scale = box.width / drawn.viewBox.baseVal.width, letters = drawn.querySelectorAll("text");
  const sizes = [...letters].map(text => scale * parseFloat(getComputedStyle(text).fontSize));
  return [box.width / room, Math.min(...sizes)]; })"""
TORN = """() => [...document.querySelectorAll(".bd-article .bound")].filter(part => {
  const boxes = [...part.getClientRects()].filter(box => box.width);
  return Math.max(...boxes.map(box => box.top)) > Math.min(...boxes.map(box => box.bottom)); }
).map(part => part.textContent)"""
PRINTED = """() => [...document.querySelectorAll(
  ".output:is(.stream, .text_plain) pre")].map(box => {
  const left = row => { const behind = document.createRange();
    behind.selectNodeContents(row.lastChild); return behind.getClientRects()[0]?.left; };
  const crooked = [...box.querySelectorAll(".rows")].filter(rows => {
    const lefts = [...rows.children].map(left).filter(Boolean);
    return Math.max(...lefts) > Math.min(...lefts) + 1; });
  const { fontSize, backgroundImage } = getComputedStyle(box);
  return { columns: Number(box.style.getPropertyValue("--columns")), size: parseFloat(fontSize),
    scrolls: box.scrollWidth > box.clientWidth, crooked: crooked.length, text: box.textContent,
    shadows: backgroundImage.split("gradient(").length - 1 }; })"""
DRAWN = ["1_background", "2_concepts", "3_bptt", "4_math", "5_binary_addition"]
DRAWN = [f"notebooks/0{name}" for name in DRAWN]


@in_browser
@pytest.mark.parametrize("name", [f"{part}{name}" for part in ("", "zh/") for name in DRAWN])
def test_a_drawing_is_seen_whole_on_a_phone_and_its_letters_can_be_read(site, phones, name):
    """On the smallest phones it scrolls before its letters become too small."""
    for width, phone in phones.items():
        phone.goto((site / f"{name}.html").as_uri())
        drawings = phone.evaluate(DRAWINGS)
        assert drawings
        for share, letters in drawings:
            assert letters >= 11
            assert width < 390 or share <= 1


@in_browser
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_printed_sentences_break_on_a_phone_and_formulas_keep_their_marks(site, phones, name):
    phone = phones[390]
    phone.goto((site / f"{name}.html").as_uri())
    phone.evaluate(OPEN)
    for output in phone.evaluate(PRINTED):
        assert output["size"] >= 11
        assert output["columns"] > printed.MOST or not output["scrolls"], output["text"]
        assert output["crooked"] == 0, output["text"]
        assert output["shadows"] == 4, "two show at the edges that there is more, two cover them"
    assert phone.evaluate(TORN) == []


NUMBERED = """() => [...document.querySelectorAll("div.math:has(mjx-labels)")].map(box => {
  const parts = [...box.querySelectorAll("mjx-mtable[side] > * > mjx-itable")];
  const [table, number] = parts.map(part => part.getBoundingClientRect());
  return [table.width + number.width, number.left - table.right, box.scrollWidth, box.clientWidth];
})"""


@in_browser
@pytest.mark.parametrize("name", [f"{part}notebooks/03_bptt" for part in ("", "zh/")])
def test_a_numbered_formula_takes_no_more_room_on_a_phone_than_it_needs(site, phones, name):
    phones[390].goto((site / f"{name}.html").as_uri())
    formulas = phones[390].evaluate(NUMBERED)
    assert len(formulas) == 13
    for needed, gap, width, room in formulas:
        assert gap > 10, "the number stands in its formula"
        assert width <= max(room, needed + 20)


TORN_CHAPTERS = """() => [...document.querySelectorAll(".bd-article a > .doc")].filter(
  name => name.getClientRects().length > 1).map(name => name.textContent)"""


@in_browser
@pytest.mark.parametrize("name", ["book/glossary", "zh/book/glossary"])
def test_the_name_of_a_chapter_is_not_torn(site, phones, name):
    for phone in phones.values():
        phone.goto((site / f"{name}.html").as_uri())
        assert phone.locator(".bd-article a > .doc").count() > 100
        assert phone.evaluate(TORN_CHAPTERS) == []
        assert phone.evaluate(WIDER) == 0


ORPHANS = """() => [...document.querySelectorAll(".bd-article :is(h1, h2, h3)")].filter(heading => {
  const words = document.createRange(), size = parseFloat(getComputedStyle(heading).fontSize);
  words.setStart(heading, 0); words.setEndAfter(heading.firstChild);
  const boxes = [...words.getClientRects()];
  return boxes.length > 1 && boxes.at(-1).width < 1.5 * size; }).map(part => part.textContent)"""


@in_browser
@pytest.mark.parametrize("name", ["book/intro", "book/claims", *NOTEBOOKS])
def test_no_heading_leaves_a_character_alone_on_its_last_line(site, phones, name):
    for edition in ("", "zh/"):
        phones[390].goto((site / f"{edition}{name}.html").as_uri())
        assert phones[390].evaluate(ORPHANS) == [], edition


CROWDED = """() => [...document.querySelectorAll(".genindextable tr")].filter(row => {
  const links = [...row.cells].map(cell => [...cell.querySelectorAll("a")].flatMap(
    link => [...link.getClientRects()]));
  const ends = links.map(boxes => Math.max(...boxes.map(box => box.right)));
  const starts = links.map(boxes => Math.min(...boxes.map(box => box.left)));
  return starts.some((start, place) => place && start < ends[place - 1] + 8); }).length"""


@in_browser
@pytest.mark.parametrize("width", [601, 768, 1000, 1440])
def test_the_columns_of_the_index_do_not_touch(site, browser, width):
    with Visit(browser, (site / "genindex.html").as_uri(), width) as visit:
        assert visit.page.evaluate(CROWDED) == 0


TORN_VERDICTS = """() => [...document.querySelectorAll(
  ".verdicts td:last-child p, .measured :is(th, td):not(:first-child) p")].filter(told => {
  const words = document.createRange(); words.selectNodeContents(told);
  const boxes = [...words.getClientRects()];
  return Math.max(...boxes.map(box => box.top)) > Math.min(...boxes.map(box => box.bottom)); }
).map(told => told.textContent)"""
TOO_WIDE = """() => [...document.querySelectorAll(".bd-article table")].filter(
  table => table.offsetWidth > table.parentElement.clientWidth).map(table => table.innerText)"""


@in_browser
@pytest.mark.parametrize("name", ["book/claims", "zh/book/claims"])
def test_all_verdicts_and_their_drawing_can_be_read_on_every_phone(site, phones, name):
    for phone in phones.values():
        phone.goto((site / f"{name}.html").as_uri())
        assert phone.locator(".verdicts td:last-child p").count() > 30
        assert phone.locator(".measured td:last-child p").count() > 100
        assert phone.evaluate(TORN_VERDICTS) == []
        assert phone.evaluate(TOO_WIDE) == []
        (drawing,) = phone.evaluate(DRAWINGS)
        assert drawing[0] <= 1
        assert drawing[1] >= 11


STICKING_OUT = """name => { const stage = document.querySelector(`${name} .live-stage`);
  const right = (part) => part.getBoundingClientRect().right;
  const edge = right(stage) - parseFloat(getComputedStyle(stage).paddingRight);
  const parts = [...stage.querySelectorAll(".live-plot svg, .live-controls > *")];
  return parts.filter(part => right(part) > edge + 1).map(part => part.outerHTML.slice(0, 80)); }"""
STEPPERS = """name => [...document.querySelectorAll(`${name} .live-time`)].filter(line =>
  new Set([...line.querySelectorAll("button")].map(button => button.offsetTop)).size > 1).length"""

CLIPPED = """name => [...document.querySelectorAll(`${name} .live-stage select`)].filter(field => {
  const { width } = field.getBoundingClientRect();
  const room = field.closest(".live-controls").clientWidth;
  field.style.cssText = "width: max-content; max-width: none";
  const whole = field.getBoundingClientRect().width;
  field.style.cssText = "";
  return width && width < Math.min(whole, room) - 1; }).map(field => field.textContent)"""


@in_browser
@pytest.mark.parametrize("name", PLACES)
def test_a_moving_figure_fits_the_smallest_phone(site, phones, name):
    """Nothing in it is cut off, and the buttons for a step stand side by side."""
    phone = phones[320]
    phone.goto((site / f"{PLACES[name]}.html").as_uri())
    phone.locator(name).first.scroll_into_view_if_needed()
    phone.wait_for_selector(f"{name}.live-ready")
    assert phone.evaluate(STICKING_OUT, name) == []
    assert phone.evaluate(CLIPPED, name) == []
    assert phone.evaluate(ZOOMS) == []
    assert phone.evaluate(STEPPERS, name) == 0


SEEN = """([name, kind]) => [...document.querySelectorAll(`${name} ${kind}`)].every(mark => {
  const box = mark.closest(".live-page, .live-strip").getBoundingClientRect();
  const { top, bottom, left, right } = mark.getBoundingClientRect();
  return bottom > box.top + 8 && top < box.bottom - 8 && right > box.left && left < box.right; })"""
STEPS = {  # what stands at the last step, and has to be in view
    "live-adder": ".live-mark",
    "live-gates": ".live-mark",
    "live-letters": ".live-here",
    "live-loom": ".looked-at",
}
LOOK = """() => { const words = document.querySelectorAll("live-loom svg [transform]").length;
  const looks = [...document.querySelectorAll("live-loom .live-plus")].slice(-words);
  looks.sort((a, b) => b.width.baseVal.value - a.width.baseVal.value)[0].classList.add("looked-at");
}"""  # where the last part looks


@in_browser
@pytest.mark.parametrize("name", STEPS)
def test_the_step_that_a_figure_speaks_of_is_in_view(site, phones, name):
    phone = phones[320]
    phone.goto((site / f"{PLACES[name]}.html").as_uri())
    figure = phone.locator(name).first
    figure.scroll_into_view_if_needed()
    phone.wait_for_selector(f"{name}.live-ready")
    if name == "live-letters":
        figure.get_by_role("button", name="Write 200 letters").click()
    figure.locator(".live-time input").press("End")
    if name == "live-loom":
        phone.evaluate(LOOK)
    phone.wait_for_function(SEEN, arg=[name, STEPS[name]], timeout=5000)
