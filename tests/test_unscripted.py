"""Readers without JavaScript: dark pages on a dark system, no dead buttons, a way to all pages."""

import pytest
import unscripted
from visits import CHAPTERS, in_browser

GROUND = "() => getComputedStyle(document.body).backgroundColor"
DEAD = ".sidebar-toggle, .btn-fullscreen-button, .btn-download-pdf-button, .bd-search"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 18, 18)"


def test_rules_about_dark_pages_are_said_of_light_ones():
    sheet = """/* html[data-theme="dark"] */ p { top: 0 }
html[data-theme="dark"] a, b { color: red; } html[data-theme=dark] .only-light { display: none }
@media print { html[data-theme=dark] i { color: blue; } } html[data-theme=dark] u{left:0}"""
    assert list(unscripted.dark_rules(sheet)) == [
        'html[data-theme="light"] a, b{color: red;}',
        'html[data-theme="light"] u{left:0}',
    ]


@pytest.fixture
def open_without_a_script(site, browser):
    """Open a page as a reader does whose browser runs no scripts."""
    contexts = []

    def open_page(name, width=1440, theme="light"):
        size = {"width": width, "height": 900}
        contexts.append(
            browser.new_context(viewport=size, color_scheme=theme, java_script_enabled=False)
        )
        page = contexts[-1].new_page()
        page.goto((site / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@in_browser
@pytest.mark.parametrize("name", ["book/notation", "zh/book/notation"])
def test_without_a_script_a_page_is_as_dark_as_the_system(open_without_a_script, name):
    assert open_without_a_script(name).evaluate(GROUND) == LIGHT
    page = open_without_a_script(name, theme="dark")
    assert page.evaluate(GROUND) == DARK
    assert page.locator(".navbar-brand img").first.is_visible()
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) != DARK


@in_browser
@pytest.mark.parametrize("width", [390, 1440])
def test_without_a_script_nothing_is_offered_that_needs_one(open_without_a_script, width):
    for name in ("notebooks/02_concepts", "search"):
        page = open_without_a_script(name, width)
        assert page.locator(DEAD).count()
        assert not any(part.is_visible() for part in page.locator(DEAD).all())
        assert page.locator(".bd-header-article .edition").is_visible()


@in_browser
@pytest.mark.parametrize("width", [320, 800])
def test_without_a_script_the_chapters_stand_below_a_page(open_without_a_script, width):
    page = open_without_a_script("book/notation", width)
    chapters = page.locator(".bd-sidebar-primary")
    ways = chapters.locator("li.toctree-l1 > a")
    assert ways.count() == len(CHAPTERS)
    assert all(way.is_visible() for way in ways.all())
    assert chapters.evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    assert chapters.bounding_box()["y"] > page.locator("article").bounding_box()["y"]
