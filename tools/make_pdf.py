"""Print the built site as one PDF with a table of contents, working links and an outline.

Chromium prints, so formulas, Chinese and figures look as on the site; each page says at its foot
which chapter it belongs to. Only then is it known on which page each chapter begins: the table of
contents is printed again, with these numbers, and takes its place. What Chromium writes is packed
into a third of the room, and the outline gets back the spaces where a heading goes on in another
line.
"""

import importlib.metadata
import json
import re
import sys
from pathlib import Path

import anywhere
import pikepdf
import pypdf
from chapters import ROOT, asset, browser_page, head, plain, read, settled, speak

# isort: split
import cards  # from the folder that chapters has named
import downloads
from words import say

PAPER = {"prefer_css_page_size": True, "print_background": True, "tagged": True}
FIT = """() => {  // shrink wide formulas; then say what a page break must not part
for (const box of document.querySelectorAll("div.math mjx-container")) {
  const ratio = box.parentElement.clientWidth / box.scrollWidth;
  if (ratio < 1) box.style.fontSize = `${Math.floor(116 * ratio)}%`; }
for (const box of document.querySelectorAll("table, details"))
  if (box.offsetHeight < 240) box.style.breakInside = "avoid";
for (const code of document.querySelectorAll(".cell_input:has(+ .cell_output)"))
  if (code.offsetHeight < 120) code.style.breakAfter = "avoid";
for (const text of document.querySelectorAll("article p")) {
  const { previousElementSibling: above, nextElementSibling: below, offsetHeight } = text;
  const lone = above?.matches("h1, h2, h3, h4") && offsetHeight < 30;
  if (lone || /[:：]\\s*$/.test(text.textContent) || below?.matches(".math, :has(> table)"))
    text.style.breakAfter = "avoid"; } }"""


def contents(chapters, starts):
    """Write the table of contents as HTML, with the page on which each chapter starts, or 0."""
    lines, part = [], ""
    for chapter in chapters:
        if chapter.part != part:
            part = chapter.part
            lines.append(f"<h3>{part}</h3>")
        link = f'<a href="#{chapter.slug}">{chapter.title}</a>'
        lines.append(f'<p class="entry">{link}<i>{starts.get(chapter.slug, 0)}</i></p>')
    return "\n".join(lines)


def feet(chapters):
    """Write the rules by which each page says at its foot where in the book it is."""
    titles = {"contents": say("Contents")} | {c.slug: c.title for c in chapters}
    return "".join(
        f"@page at-{slug} {{ @bottom-left {{ content: {json.dumps(title, ensure_ascii=False)} }} }}"
        f'[id="{slug}"] {{ page: at-{slug} }}\n'
        for slug, title in titles.items()
    )


def whole(site, chapters, starts=None):
    """Write the book as one HTML page; once it is known where the chapters start, its beginning."""
    version = importlib.metadata.version("rnn-helpers")
    bodies = [f'<article id="{c.slug}"></article>' if starts else str(c.article) for c in chapters]
    styles = [asset(site, "pygments.css"), ROOT / "tools" / "print.css"]
    told = say(
        "A book to run: every formula checked, every claim tried, every number computed again."
    )
    licence = say("Version {version}. Text and figures CC BY 4.0, code MIT.", version=version)
    return f"""<!DOCTYPE html><html lang="{speak(site)}" data-theme="light">
{head(site, *styles)}<style>{feet(chapters)}</style><body>
<section class="title"><p class="name">{say("Hands-On Recurrent Neural Networks")}</p>
<p>{told}</p><p>{licence}</p></section>
<nav id="contents"><h2>{say("Contents")}</h2>{contents(chapters, starts or {})}</nav>
{"".join(bodies)}</body></html>"""


def destinations(reader):
    """On which page, counted from 1, each place that a link leads to lies."""
    places = reader.named_destinations
    return {
        name.removeprefix("/"): reader.get_destination_page_number(place) + 1
        for name, place in places.items()
    }


def renew(book, file):
    """Let the first pages of a book look like those of another file; their links remain."""
    with pikepdf.open(file) as anew:
        for old, new in zip(book.pages, anew.pages, strict=False):
            for part in ("/Contents", "/Resources"):
                old.obj[part] = book.copy_foreign(anew.make_indirect(new.obj[part]))


def space(book, chapters):
    """Give the outline back its spaces."""
    headings = [h for c in chapters for h in c.article.select("h1, h2, h3, h4, h5, h6")]
    spaced = {re.sub(r"\s", "", plain(h)): plain(h) for h in headings}
    with book.open_outline() as outline:
        entries = list(outline.root)
        for entry in entries:  # grows while it is walked through
            entries += entry.children
            entry.title = spaced.get(re.sub(r"\s", "", entry.title), entry.title)


def pack(target, numbered, chapters, language):
    """Write the file anew: compressed, with numbers in its contents, and with its author."""
    with pikepdf.open(target, allow_overwriting_input=True) as book:
        renew(book, numbered)
        space(book, chapters)
        with book.open_metadata() as metadata:
            metadata["dc:creator"] = [say("the authors of Hands-On Recurrent Neural Networks")]
            metadata["dc:title"] = say("Hands-On Recurrent Neural Networks")
            metadata["dc:language"] = [language]
        pikepdf.settings.set_flate_compression_level(9)
        modern = pikepdf.ObjectStreamMode.generate
        book.save(target, object_stream_mode=modern, recompress_flate=True)


def make(site, target, chapters=None):
    """Print the site, read already or not, into a PDF file; return how many pages it has."""
    chapters = chapters or read(site)
    source, numbered = target.with_suffix(".html"), target.with_suffix(".numbered.pdf")
    with browser_page() as page:
        page.set_viewport_size({"width": 680, "height": 960})
        source.write_text(whole(site, chapters), encoding="utf-8")
        settled(page, source)
        page.evaluate(FIT)
        page.pdf(path=target, outline=True, **PAPER)
        starts = destinations(pypdf.PdfReader(target))
        source.write_text(whole(site, chapters, starts), encoding="utf-8")
        settled(page, source)
        page.pdf(path=numbered, page_ranges=f"1-{starts[chapters[0].slug] - 1}", **PAPER)
    pack(target, numbered, chapters, speak(site))
    for draft in (source, numbered):
        draft.unlink()
    return len(pypdf.PdfReader(target).pages)


if __name__ == "__main__":
    anywhere.print_anything()
    site, target = map(Path, sys.argv[1:])
    if speak(site) != "en" and cards.font_for("中") is None:
        print(f"No {target}: no font with Chinese characters is here (fonts-wqy-microhei).")
        sys.exit()
    print(f"{target}: {make(site, target)} pages, {target.stat().st_size / 1e6:.1f} MB")
    downloads.offer(site, target)
