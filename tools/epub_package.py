"""The files of an EPUB that are not its text: the list of all files, and the contents."""

import html
import importlib.metadata
import itertools
from pathlib import Path

from chapters import plain
from words import say

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="{language}" xml:lang="{language}"><head><title>{title}</title>
<link rel="stylesheet" href="book.css"/></head>
{body}</html>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
 xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identifier}</dc:identifier><dc:title>{title}</dc:title>
<dc:creator>{authors}</dc:creator><dc:language>{language}</dc:language>
<dc:description>{told}</dc:description>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta name="cover" content="cover"/>
{access}</metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
ACCESS = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual", "textual,visual"],
    "accessibilityFeature": [
        "alternativeText",
        "displayTransformability",
        "MathML",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ],
    "accessibilityHazard": ["none"],
}
KINDS = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}


def page_of(title, body, language):
    """Write a page of the book."""
    return PAGE.format(title=title, body=body, language=language)


def contents(chapters, language):
    """Write the table of contents: parts, chapters, sections."""
    lines = []
    for part, inside in itertools.groupby(chapters, key=lambda chapter: chapter.part):
        entries = "\n".join(map(entry, inside))
        lines.append(f"<li><span>{part}</span><ol>{entries}</ol></li>" if part else entries)
    title = say("Contents")
    nav = f'<nav epub:type="toc"><h1>{title}</h1><ol>{"".join(lines)}</ol></nav>'
    return page_of(title, f"<body>{nav}</body>", language)


def entry(chapter):
    """Write one line of the table of contents, and below it the sections of the chapter."""
    sections = [
        f'<li><a href="{chapter.slug}.xhtml#{heading.parent["id"]}">'
        f"{html.escape(plain(heading))}</a></li>"
        for heading in chapter.article.select("section > h2")
    ]
    below = f"<ol>{''.join(sections)}</ol>" if sections else ""
    return f'<li><a href="{chapter.slug}.xhtml">{html.escape(chapter.title)}</a>{below}</li>'


def package(pages, pictures, modified, language):
    """Write the list of all files, and the order of the chapters."""
    items = [
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>',
    ]
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
    order = ["cover", "contents", *(slug for slug in pages if slug != "cover")]
    summary = say(
        "Formulas are MathML. Every picture is described. Nothing moves, and no answer is hidden."
    )
    access = "".join(
        f'<meta property="schema:{name}">{value}</meta>\n'
        for name, values in (ACCESS | {"accessibilitySummary": [summary]}).items()
        for value in values
    )
    version = importlib.metadata.version("rnn-helpers")
    return PACKAGE.format(
        language=language,
        identifier="hands-on-rnn" if language == "en" else f"hands-on-rnn-{language}",
        title=say("Hands-On Recurrent Neural Networks"),
        authors=say("the authors of Hands-On Recurrent Neural Networks"),
        told=say("A book to run. Version {version}.", version=version),
        modified=modified,
        access=access,
        items="\n".join(items),
        spine="".join(f'<itemref idref="page-{slug}"/>' for slug in order),
    )
