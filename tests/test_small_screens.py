"""Phones: large buttons, and nothing wider than the screen, on the smallest of them, too."""

import pytest
from test_moving_figures import PLACES
from visits import NOTEBOOKS, in_browser

WIDER = """() => document.documentElement.scrollWidth - visualViewport.width"""
SMALL = """() => [...document.querySelectorAll(".bd-header-article .btn")].filter(button => {
  const { width, height } = button.getBoundingClientRect();
  return width && (width < 44 || height < 44); }).map(button => button.className)"""
ZOOMS = """() => [...document.querySelectorAll("input, select, textarea")].filter(
  field => parseFloat(getComputedStyle(field).fontSize) < 16).map(field => field.outerHTML)"""
PAGES = [*NOTEBOOKS[-1:], "book/intro", "book/notation", "book/api", "search"]


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


LETTERS = """() => [...document.querySelectorAll(".bd-article svg[role=img] text")].map(text => {
  const drawn = text.ownerSVGElement, scale = drawn.getBoundingClientRect().width
    / drawn.viewBox.baseVal.width;
  return scale * parseFloat(getComputedStyle(text).fontSize); })"""


@in_browser
@pytest.mark.parametrize("name", ["book/claims", "zh/book/claims"])
def test_the_drawing_of_all_verdicts_can_be_read_on_every_phone(site, phones, name):
    for phone in phones.values():
        phone.goto((site / f"{name}.html").as_uri())
        sizes = phone.evaluate(LETTERS)
        assert len(sizes) > 30
        assert min(sizes) >= 11


STICKING_OUT = """name => { const stage = document.querySelector(`${name} .live-stage`);
  const right = (part) => part.getBoundingClientRect().right;
  const edge = right(stage) - parseFloat(getComputedStyle(stage).paddingRight);
  const parts = [...stage.querySelectorAll(".live-plot svg, .live-controls > *")];
  return parts.filter(part => right(part) > edge + 1).map(part => part.outerHTML.slice(0, 80)); }"""
STEPPERS = """name => [...document.querySelectorAll(`${name} .live-time`)].filter(line =>
  new Set([...line.querySelectorAll("button")].map(button => button.offsetTop)).size > 1).length"""


@in_browser
@pytest.mark.parametrize("name", PLACES)
def test_a_moving_figure_fits_the_smallest_phone(site, phones, name):
    """Nothing in it is cut off, and the buttons for a step stand side by side."""
    phone = phones[320]
    phone.goto((site / f"{PLACES[name]}.html").as_uri())
    phone.locator(name).first.scroll_into_view_if_needed()
    phone.wait_for_selector(f"{name}.live-ready")
    assert phone.evaluate(STICKING_OUT, name) == []
    assert phone.evaluate(ZOOMS) == []
    assert phone.evaluate(STEPPERS, name) == 0
