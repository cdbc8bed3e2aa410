"""Visits to the built site with a browser, as readers with small and large screens make them."""

import functools
import http.server
import itertools
from pathlib import Path
from urllib.parse import unquote, urlparse

import browser as installed
import lxml.html
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
ELSEWHERE = "book.test"  # our server as another machine: no secure context, unlike 127.0.0.1
VIOLATIONS = {"resultTypes": ["violations"], "preload": False}  # or it asks for unused styles
ALL_RULES = {"resultTypes": ["violations", "incomplete"], "preload": False}
OF_COLOURS = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
ON_NEW_LOOKS = """; axe.configure({ rules: [
  { id: "color-contrast", selector: "[data-new-look]" },
  { id: "link-in-text-block", selector: "a[href][data-new-look]" }] });"""
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


NEW_LOOKS = """known => { const seen = new Set(known);
for (const box of document.body.querySelectorAll("*")) {
  const says = [...box.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!says || !box.getClientRects().length) continue;
  const { color, fontSize, fontWeight, opacity } = getComputedStyle(box), grounds = [];
  for (let at = box; at; at = at.parentElement) {
    grounds.push(getComputedStyle(at).backgroundColor);
    if (!grounds.at(-1).startsWith("rgba")) break; }
  const look = [box.tagName, box.className, box.parentElement.className,
    getComputedStyle(box.parentElement).color,
    color, fontSize, fontWeight, opacity, ...grounds].join();
  if (seen.has(look)) continue;
  seen.add(look); box.dataset.newLook = ""; }
return [...seen]; }"""  # a text of each kind and colour, on each ground
SLIM = """() => {
  for (const math of document.querySelectorAll("mjx-math")) {
    const { width, height } = math.getBoundingClientRect();
    Object.assign(math.style, {
      display: "inline-block", width: `${width}px`, height: `${height}px` });
    math.replaceChildren(); }
  const shaded = "pre, div.math, .live-strip, .pst-scrollable-table-container, mjx-container.wide";
  for (const box of document.querySelectorAll(`${shaded}, .text_html`))
    box.style.backgroundImage = "none";  // shadows at the edges; axe measures on plain grounds
  for (const sign of document.querySelectorAll(".bd-article pre span"))
    if (!sign.closest("[data-new-look]") && !sign.querySelector("[data-new-look]"))
      sign.replaceWith(sign.textContent); }"""  # nine in ten elements of a page are signs


@functools.cache
def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def page(site, name):
    return soup(site / f"{name}.html")


LOADS = {"a": "href", "img": "src", "script": "src", "link": "href"}


@functools.cache
def links(path):
    """What a page loads or leads to: the tag, the address, and what the tag says of it."""
    tags = lxml.html.parse(path).iter(*LOADS)
    return [(e.tag, e.get(LOADS[e.tag]), e.get("rel")) for e in tags if e.get(LOADS[e.tag])]


@functools.cache
def places(path):
    """The places of a page that a link can lead to."""
    text = lxml.html.parse(path)
    return {*text.xpath("//@id"), *text.xpath("//@name")}


def leads_somewhere(file, fragment):
    """Whether a file is there, and in a page the place that a link names."""
    if not fragment or file.suffix != ".html" or not file.exists():
        return file.exists()
    return unquote(fragment) in places(file)


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


known_looks = set()  # of texts, on the pages that were visited


def report(page, options):
    """What these rules of axe complain of on a page, as text; those about colours on new looks."""
    found = Axe(Axe().axe_script + ON_NEW_LOOKS).run(page, options=options)
    pale = [
        text for rule in found.response["incomplete"] for text in rule["nodes"] if is_pale(text)
    ]
    told = found.generate_report() if found.violations_count else ""
    return told + str(pale or "")


def is_pale(text):
    """Axe leaves texts of a single character undecided, but has measured them outside drawings."""
    measured = (text["any"] or [{}])[0].get("data") or {}
    wanted = float(measured.get("expectedContrastRatio", "0:1").partition(":")[0])
    short = measured.get("messageKey") == "shortTextContent"
    return short and 0 < measured["contrastRatio"] < wanted


LOOKS = tuple(itertools.product((1440, 390), ("light", "dark")))


def visit_on_every_screen(site, server, browser, name, looks=LOOKS):
    """One visit; the reader turns the phone into a desktop and back, and the light off.

    The rules of axe are tried at each width, and those about colours in each theme as well, on one
    text of each look; before that, the signs of formulas and of code are taken away.
    """
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
        seen = list(known_looks)
        for width, theme in looks:
            visit.change_to(width, theme)
            fits(visit.page)
            assert visit.page.evaluate("document.documentElement.dataset.theme") == theme
            assert visit.page.evaluate(STRETCHED) == 0
            seen = visit.page.evaluate(NEW_LOOKS, seen)
        visit.change_to(320, "light")
        fits(visit.page)
        visit.page.evaluate(SLIM)
        done = set()
        for width, theme in looks:
            visit.change_to(width, theme)
            visit.page.wait_for_function(STEADY, timeout=5000)
            if width not in done:
                assert report(visit.page, ALL_RULES) == ""
            elif visit.count("[data-new-look]"):
                assert report(visit.page, OF_COLOURS) == ""
            done.add(width)
        assert visit.complaints == []
    known_looks.update(seen)


def fits(page):
    """Nothing is cut off, or wider than the screen."""
    page.wait_for_function(STEADY, timeout=5000)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    assert page.evaluate(OUT_OF_REACH) == []
