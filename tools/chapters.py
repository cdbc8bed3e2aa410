"""The built site as a list of chapters whose links lead to one another inside one file."""

import copy
import re
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
import browser
import words
from words import say

LEFT_OUT = {"script", "button", "style"}
LEFT_OUT_CLASSES = {"headerlink", "prev-next-footer", "tag_remove-cell", "words", "run-here"}
FOR_PHONES = ["line", "rows", "entry", "name"]


class Chapter(NamedTuple):
    """A page of the book."""

    slug: str
    title: str
    part: str
    article: object
    """What the page says, as a tree of BeautifulSoup."""


def speak(site):
    """Say from now on everything in the language of a site; return that language."""
    page = (site / "index.html").read_text(encoding="utf-8")
    language = re.search('<html lang="([^"]+)"', page)[1]
    words.use(language.replace("-", "_"))
    return language


def asset(site, name):
    """The path of a file of ``_static``, which the Chinese pages share with the English ones."""
    own = site / "_static" / name
    return own if own.exists() else site.parent / "_static" / name


def names():
    """List the pages in reading order, as pairs of file and part."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    yield toc["root"], ""
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            for entry in [chapter, *chapter.get("sections", [])]:
                yield entry["file"], say(part["caption"])


def slug_of(name):
    return Path(name).name.replace("_", "-")


def read(site):
    """Read all chapters of the built site, a folder of HTML files."""
    speak(site)
    if not asset(site, "formulas.css").exists():
        raise SystemExit("Build the site first, with a browser installed: make book")
    listed = {(site / f"{name}.html").resolve(): slug_of(name) for name, _ in names()}
    parts = [part for _, part in names()]
    pages = zip(listed.items(), parts, strict=True)
    return [read_chapter(path, slug, part, listed) for (path, slug), part in pages]


def read_chapter(path, slug, part, listed):
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    article = page.find("article", class_="bd-article")
    for element in article.find_all(is_left_out):
        element.decompose()
    for element in article.find_all(re.compile("^live-")):  # in print, only the picture inside
        element.unwrap()
    for element in article.find_all(id=True):
        element["id"] = f"{slug}--{element['id']}"
    for code in article.find_all("pre"):
        for element in code.find_all("span", class_=["n", "p", "w", *FOR_PHONES]):
            element.unwrap()  # signs of code without a colour of their own, lines for a phone
        del code["style"]
    for element in article.find_all("details", class_="hide"):  # code that the page folds away
        element.summary.decompose()
        element.unwrap()
    for element in article.find_all("details"):
        element["open"] = "open"
    for element in article.find_all(class_="download"):  # of "PDF (9 MB)" the first word
        element.string = element.get_text().split(" ")[0].partition("（")[0]
    for element in article.find_all(["a", "span"], class_=["glossary", "download"]):  # for screens
        element.unwrap()
    for element in article.find_all("img"):
        element["src"] = (path.parent / unquote(element["src"])).resolve().as_uri()
        del element["loading"]
    for element in article.find_all("a", href=True):
        element["href"] = inside(element["href"], path, listed)
    article["id"] = slug
    return Chapter(slug, plain(article.h1), part, article)


def is_left_out(element):
    """Whether an element is there for the screen only: what moves, and the book itself."""
    classes = set(element.get("class", ()))
    return (
        element.name in LEFT_OUT
        or not LEFT_OUT_CLASSES.isdisjoint(classes)
        or "data-instead" in element.attrs
        or ("download" in classes and element.find_parent(class_="doors") is not None)
    )


def plain(heading):
    """The words of a heading in one line; of a formula in it, what a screen reader would speak."""
    heading = copy.copy(heading)
    for shown in heading.select("mjx-math"):
        shown.decompose()
    return re.sub(r"\s+", " ", heading.get_text()).strip()


def inside(link, path, listed):
    """Turn a link to another page of the site into one to a place in the same file."""
    target = urlparse(link)
    if target.scheme:
        return link
    file = (path.parent / unquote(target.path)).resolve() if target.path else path.resolve()
    slug = listed.get(file, next(iter(listed.values())))
    return f"#{slug}--{target.fragment}" if target.fragment and file in listed else f"#{slug}"


def head(site, *styles):
    """Write the head of an HTML page with formulas."""
    paths = [*styles, asset(site, "formulas.css")]
    links = [f'<link rel="stylesheet" href="{path.resolve().as_uri()}">' for path in paths]
    title = say("Hands-On Recurrent Neural Networks")
    return f"""<head><meta charset="utf-8"><title>{title}</title>
{"".join(links)}</head>"""


def browser_page():
    """Open a page in the Chromium or Chrome of this machine."""
    if browser.program() is None:
        programs = ", ".join(browser.PROGRAMS)
        raise SystemExit(f"This needs a browser: none of {programs} is installed.")
    return browser.new_page()


def settled(page, path):
    """Load a file and wait until its fonts are there."""
    page.goto(path.resolve().as_uri(), wait_until="load", timeout=120_000)
    page.evaluate("document.fonts.ready.then(() => true)")
