"""Pack the built site into an EPUB 3 file: XHTML, MathML formulas, figures, no scripts.

The formulas of the site carry their MathML along, which readers of EPUB 3 show. MathJax puts the
number of a formula first, in an ``mlabeledtr``, which browsers do not know; it becomes a last cell.
Nor do they know on which side the parts of a formula of several lines meet: a class says that. What
is wider than a phone shrinks with the page, or may break its words: nothing scrolls in a book.
"""

import datetime
import hashlib
import html
import re
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import anywhere
from chapters import ROOT, browser_page, head, read, settled, speak
from epub_package import CONTAINER, contents, package, page_of

# isort: split
import cards  # from the folder that chapters has named
import downloads
from words import say

STYLE = ROOT / "tools" / "epub.css"
TITLE = "Hands-On Recurrent Neural Networks"
UTC = datetime.timezone.utc
FIT = """wide => { document.body.style.width = `${wide}px`;
for (const math of document.querySelectorAll('math[display="block"]')) {
  const share = math.parentElement.clientWidth / wide;  // less in a list
  math.setAttribute("style", "position: absolute");  // as wide as it is
  const room = math.getBoundingClientRect().width / parseFloat(getComputedStyle(math).fontSize);
  const size = `min(1em, ${Math.floor(940 * share / room) / 10}vw)`;
  math.removeAttribute("style");
  if (room > 20 * share) math.setAttribute("style", `font-size: ${size}`); }
for (const table of document.querySelectorAll("table"))
  if (table.offsetWidth > wide) table.classList.add("wide");
document.body.removeAttribute("style"); }"""
FORMULAS = """() => { for (const box of document.querySelectorAll("mjx-container")) {
  const math = box.querySelector("mjx-assistive-mml math");
  if (box.getAttribute("display") === "true") math.setAttribute("display", "block");
  for (const row of math.querySelectorAll("mlabeledtr")) {
    const plain = document.createElementNS(math.namespaceURI, "mtr");
    plain.append(...[...row.children].slice(1), row.firstElementChild);
    row.replaceWith(plain); }
  for (const table of math.querySelectorAll("mtable[columnalign]")) {
    const sides = table.getAttribute("columnalign").split(" ");
    for (const row of table.children) [...row.children].slice(0, sides.length).forEach(
      (cell, place) => cell.setAttribute("class", sides[place])); }
  box.replaceWith(math); } }"""
PHONE = 370  # pixels for the text
COVER = '<body><img src="cover.png" alt="{told}"/></body>'


def name_files(text, pictures):
    """Make links and pictures lead to files of the book; collect the pictures by their names."""

    def page(found):
        slug, _, place = found[1].partition("--")
        return f'href="{slug}.xhtml' + (f'#{found[1]}"' if place else '"')

    def picture(found):
        path = Path(url2pathname(urlparse(found[1]).path))
        name = hashlib.sha256(path.read_bytes()).hexdigest()[:16] + path.suffix
        pictures[name] = path
        return f'src="{name}"'

    return re.sub('(?<= )src="(file:[^"]+)"', picture, re.sub('(?<= )href="#([^"]+)"', page, text))


def to_xhtml(page, site, chapter, draft):
    """Set the formulas of a chapter as MathML and return it as an XHTML page."""
    text = f"<!DOCTYPE html><html>{head(site, STYLE)}<body>{chapter.article}</body></html>"
    draft.write_text(text, encoding="utf-8")
    settled(page, draft)
    page.evaluate(FORMULAS)
    page.evaluate(FIT, PHONE)
    body = page.evaluate("new XMLSerializer().serializeToString(document.body)")
    draft.unlink()
    return page_of(html.escape(chapter.title), body, speak(site))


def draw_cover(site, folder):
    """Draw the first page: the title over the figure that stands for the book."""
    title = say("Hands-On Recurrent Neural Networks")
    title = title if cards.font_for(title) else TITLE
    figure, target = cards.usual_figure(site), folder / "cover.png"
    cards.draw(title, figure, target, size=(1200, 1600), letters=90)
    return target.read_bytes()


def make(site, target, chapters=None):
    """Pack the site, read already or not, into an EPUB file; return how many chapters it has."""
    chapters, pictures, language = chapters or read(site), {}, speak(site)
    with browser_page() as page:
        pages = {c.slug: to_xhtml(page, site, c, target.with_suffix(".html")) for c in chapters}
    pages = {slug: name_files(text, pictures) for slug, text in pages.items()}
    told = say("The title of the book over a figure")
    title = say("Hands-On Recurrent Neural Networks")
    pages["cover"] = page_of(title, COVER.format(told=told), language)
    built = datetime.datetime.fromtimestamp((site / "index.html").stat().st_mtime, UTC)
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book,
        tempfile.TemporaryDirectory() as folder,
    ):
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        modified = f"{built:%Y-%m-%dT%H:%M:%SZ}"
        book.writestr("book/book.opf", package(pages, pictures, modified, language))
        book.writestr("book/contents.xhtml", contents(chapters, language))
        book.writestr("book/book.css", STYLE.read_text(encoding="utf-8"))
        book.writestr("book/cover.png", draw_cover(site, Path(folder)), zipfile.ZIP_STORED)
        for slug, text in pages.items():
            book.writestr(f"book/{slug}.xhtml", text)
        for name, path in pictures.items():
            book.write(path, f"book/{name}", zipfile.ZIP_STORED)
    return len(chapters)


if __name__ == "__main__":
    anywhere.print_anything()
    site, target = map(Path, sys.argv[1:])
    print(f"{target}: {make(site, target)} chapters, {target.stat().st_size / 1e6:.1f} MB")
    downloads.offer(site, target)
