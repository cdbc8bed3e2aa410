"""Visits to the built site with a browser, as readers with small and large screens make them."""

import functools
import http.server
import itertools
from pathlib import Path
from urllib.parse import unquote, urlparse

import browser as installed
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
BASE = CONFIG["sphinx"]["config"]["html_baseurl"]
CHAPTERS = [chapter for part in TOC["parts"] for chapter in part["chapters"]]
NAMES = [TOC["root"]]
NAMES += [e["file"] for chapter in CHAPTERS for e in (chapter, *chapter.get("sections", []))]
NOTEBOOKS = [name for name in NAMES if name.startswith("notebooks/")]
each_page = pytest.mark.parametrize("name", NAMES)

BROWSER = installed.program()
in_browser = pytest.mark.skipif(BROWSER is None, reason=f"none of {installed.PROGRAMS} is here")
MEGABYTE = 2**20
VIOLATIONS = {"resultTypes": ["violations"], "preload": False}  # or it asks for unused styles
OPEN = "() => document.querySelectorAll('.bd-article details').forEach(box => box.open = true)"
OUT_OF_REACH = """() => [...document.querySelectorAll(".bd-article mjx-container")].filter(set => {
  const box = set.closest("div.math") ?? set, seen = box.getBoundingClientRect();
  const table = set.closest(".pst-scrollable-table-container");
  if (!seen.width || (table && table.scrollWidth > table.clientWidth)) return false;
  const scrolls = ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const inside = set.getBoundingClientRect();
  const wide = box.clientWidth && box.scrollWidth > box.clientWidth + 1;
  return inside.left < seen.left - 1 || seen.left < 0 || seen.right > innerWidth + 1
    || (wide && !(scrolls && box.tabIndex === 0));
}).map(set => set.textContent)"""  # formulas that are cut off, where nobody can scroll to

STEADY = """() => [...document.querySelectorAll(
  ".bd-article pre, .pst-scrollable-table-container")].every(
  box => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)"""  # the theme has seen them
STRETCHED = """() => Promise.all([...document.querySelectorAll(".cell_output img")].map(
  async image => { image.loading = "eager"; await image.decode();
    const frame = 2 * parseFloat(getComputedStyle(image).paddingLeft);  // on dark pages
    const shown = (image.clientWidth - frame) / (image.clientHeight - frame);
    return Math.abs(shown * image.naturalHeight / image.naturalWidth - 1) > 0.02; }
)).then(found => found.filter(Boolean).length)"""  # pictures that have lost their proportions


NEW_COLOURS = """known => { const seen = new Set(known);
document.querySelectorAll("[data-new-colour]").forEach(box => delete box.dataset.newColour);
for (const box of document.querySelectorAll(".bd-article pre, .bd-article pre span")) {
  const { color, fontSize, fontWeight } = getComputedStyle(box), grounds = [];
  for (let at = box; at; at = at.parentElement) {
    grounds.push(getComputedStyle(at).backgroundColor);
    if (!grounds.at(-1).startsWith("rgba")) break; }
  const look = [color, fontSize, fontWeight, ...grounds].join();
  if (seen.has(look) || !box.textContent.trim()) continue;
  seen.add(look); box.dataset.newColour = ""; }
return [...seen]; }"""  # letters of code: one of each colour, on each ground


@functools.cache
def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def page(site, name):
    return soup(site / f"{name}.html")


def leads_somewhere(file, fragment):
    """Whether a file is there, and in a page the place that a link names."""
    if not fragment or file.suffix != ".html" or not file.exists():
        return file.exists()
    anchor, text = unquote(fragment), soup(file)
    return bool(text.find(id=anchor) or text.find(attrs={"name": anchor}))


class CountingHandler(http.server.SimpleHTTPRequestHandler):
    """Serve the site quietly and note what was asked for."""

    asked = None

    def log_message(self, *_):
        pass

    def send_response(self, code, message=None):
        self.asked.append((self.path, code))
        super().send_response(code, message)


class Visit:
    """Open a page as a reader with this screen; collect what goes wrong."""

    def __init__(self, browser, url, width=1440, theme="light"):
        size = {"width": width, "height": 900}
        self.context = browser.new_context(
            viewport=size, color_scheme=theme, reduced_motion="reduce"
        )
        self.page, self.complaints, self.requests = self.context.new_page(), [], []
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url, wait_until="networkidle")

    def change_to(self, width, theme):
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme)
        wanted = "theme => document.documentElement.dataset.theme === theme"
        self.page.wait_for_function(wanted, arg=theme, timeout=5000)
        self.page.wait_for_timeout(150)  # boxes that scroll become tab stops a moment later

    def note(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def count(self, selector):
        return self.page.locator(selector).count()


known_colours = set()  # of code, on the pages that were visited


def violations(page):
    """What axe finds; ten thousand letters of code in seven colours are looked at once each."""
    colours = set(page.evaluate(NEW_COLOURS, list(known_colours)))
    parts = [{"exclude": [[".bd-article pre"]]}]
    if colours > known_colours:
        parts.append({"include": [["[data-new-colour]"]]})
    known_colours.update(colours)
    found = [Axe().run(page, context=part, options=VIOLATIONS) for part in parts]
    return [result.generate_report() for result in found if result.violations_count]


LOOKS = tuple(itertools.product((1440, 390), ("light", "dark")))


def visit_on_every_screen(site, server, browser, name, looks=LOOKS):
    """One visit; the reader turns the phone into a desktop and back, and the light off."""
    address, asked = server
    asked.clear()
    with Visit(browser, f"{address}/{name}.html") as visit:
        assert visit.complaints == []
        hosts = {urlparse(url).netloc for url in visit.requests if not url.startswith("data:")}
        assert hosts == {urlparse(address).netloc}
        assert not [path for path, code in asked if code >= 400]
        loaded = sum((site / unquote(urlparse(path).path[1:])).stat().st_size for path, _ in asked)
        assert loaded < 1.5 * MEGABYTE
        assert visit.count("mjx-merror") == 0
        assert visit.count("mjx-container") == visit.count(".math")
        visit.page.evaluate(OPEN)
        for width, theme in looks:
            visit.change_to(width, theme)
            fits(visit.page)
            assert visit.page.evaluate("document.documentElement.dataset.theme") == theme
            assert visit.page.evaluate(STRETCHED) == 0
            assert violations(visit.page) == []
        visit.change_to(320, "light")
        fits(visit.page)
        assert visit.complaints == []


def fits(page):
    """Nothing is cut off, or wider than the screen."""
    page.wait_for_function(STEADY, timeout=5000)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    assert page.evaluate(OUT_OF_REACH) == []
