"""Pack the built site into an EPUB 3 file: XHTML, MathML formulas, figures, no scripts.

MathJax, run in Chromium, turns the formulas into MathML, which readers of EPUB 3 show.
"""

import hashlib
import html
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import anywhere
from chapters import ROOT, browser_page, head, read, settled

TITLE = "Hands-On Recurrent Neural Networks"
FORMULAS = """() => { for (const box of document.querySelectorAll("mjx-container")) {
  const math = box.querySelector("mjx-assistive-mml math");
  if (box.getAttribute("display") === "true") math.setAttribute("display", "block");
  box.replaceWith(math); }
  return new XMLSerializer().serializeToString(document.body); }"""
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"
 xml:lang="en"><head><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
{body}</html>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">hands-on-rnn</dc:identifier><dc:title>{title}</dc:title>
<dc:creator>the authors of {title}</dc:creator><dc:language>en</dc:language>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
KINDS = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}


def name_files(chapter, pictures):
    """Make links and pictures lead to files of the book; collect the pictures by their names."""
    for link in chapter.article.find_all("a", href=True):
        if link["href"].startswith("#"):
            slug, _, place = link["href"][1:].partition("--")
            link["href"] = f"{slug}.xhtml" + (link["href"] if place else "")
    for picture in chapter.article.find_all("img"):
        path = Path(url2pathname(urlparse(picture["src"]).path))
        picture["src"] = hashlib.sha256(path.read_bytes()).hexdigest()[:16] + path.suffix
        pictures[picture["src"]] = path


def to_xhtml(page, site, chapter, draft):
    """Set the formulas of a chapter as MathML and return it as an XHTML page."""
    text = f"<!DOCTYPE html><html>{head(site)}<body>{chapter.article}</body></html>"
    draft.write_text(text, encoding="utf-8")
    settled(page, draft)
    body = page.evaluate(FORMULAS)
    draft.unlink()
    return PAGE.format(title=html.escape(chapter.title), body=body)


def contents(chapters):
    entries = "\n".join(
        f'<li><a href="{c.slug}.xhtml">{html.escape(c.title)}</a></li>' for c in chapters
    )
    body = f'<body><nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav></body>'
    return PAGE.format(title="Contents", body=body)


def package(pages, pictures):
    """Write the list of all files, and the order of the chapters."""
    items = ['<item id="css" href="book.css" media-type="text/css"/>']
    for slug in ["contents", *pages]:
        text = pages.get(slug, "")
        traits = {"nav": slug == "contents", "mathml": "<math" in text, "svg": "<svg" in text}
        kept = " ".join(trait for trait, there in traits.items() if there)
        items.append(
            f'<item id="page-{slug}" href="{slug}.xhtml" media-type="application/xhtml+xml"'
            + (f' properties="{kept}"/>' if kept else "/>")
        )
    for name in pictures:
        kind = KINDS[Path(name).suffix]
        items.append(f'<item id="picture-{Path(name).stem}" href="{name}" media-type="{kind}"/>')
    spine = "".join(f'<itemref idref="page-{slug}"/>' for slug in ["contents", *pages])
    return PACKAGE.format(title=TITLE, items="\n".join(items), spine=spine)


def make(site, target):
    """Pack the site into an EPUB file; return how many chapters it has."""
    chapters, pictures = read(site), {}
    for chapter in chapters:
        name_files(chapter, pictures)
    with browser_page() as page:
        pages = {c.slug: to_xhtml(page, site, c, target.with_suffix(".html")) for c in chapters}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book/book.opf", package(pages, pictures))
        book.writestr("book/contents.xhtml", contents(chapters))
        book.writestr("book/book.css", (ROOT / "tools" / "epub.css").read_text(encoding="utf-8"))
        for slug, text in pages.items():
            book.writestr(f"book/{slug}.xhtml", text)
        for name, path in pictures.items():
            book.write(path, f"book/{name}", zipfile.ZIP_STORED)
    return len(pages)


if __name__ == "__main__":
    anywhere.print_anything()
    site, target = map(Path, sys.argv[1:])
    print(f"{target}: {make(site, target)} chapters, {target.stat().st_size / 2**20:.1f} MB")
