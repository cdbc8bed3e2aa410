"""Sphinx extension: markup as the standard has it, where the theme and other parts write their own.

- A ``<summary>`` holds words and no paragraph.
- A list or a formula of its own line stands between paragraphs, not in one.
- Addresses have no characters that addresses cannot have, such as the ``<`` of some DOIs.
- A page that has no title, as the index, has no empty heading for paper.
- Answers to choose from, which begin with A., B. and C., have no bullets besides.
"""

import itertools
import re
from urllib.parse import quote

from docutils import nodes

FOLDED = re.compile(r'<p( class="(?:collapsed|expanded) admonition-title")>(.*?)</p>')
UNTITLED = re.compile(r'<div id="jb-print-docs-body".*?(?=<div id="searchbox">)', re.S)
BLOCKS = (nodes.bullet_list, nodes.enumerated_list, nodes.math_block)
LETTERS = "ABCDEFGH"
FORBIDDEN = re.compile(r"[\s<>{}|\\^`\"]")


def mend_nodes(app, doctree, docname):
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = address(link["refuri"])
    for items in doctree.findall(nodes.bullet_list):
        if is_lettered([item.astext() for item in items.children]):
            items["classes"].append("choices")
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if any(isinstance(child, BLOCKS) for child in paragraph.children):
            paragraph.parent.replace(paragraph, list(parts(paragraph)))


def is_lettered(texts):
    """Whether these texts begin with A., B., C. and so on."""
    pairs = zip(texts, LETTERS, strict=False)
    return len(texts) > 1 and all(text.startswith(f"{letter}.") for text, letter in pairs)


def parts(paragraph):
    """A paragraph in pieces: the blocks in it, and between them paragraphs."""
    for is_block, inside in itertools.groupby(paragraph.children, lambda c: isinstance(c, BLOCKS)):
        nodes_inside = list(inside)
        if is_block:
            yield from nodes_inside
        elif "".join(node.astext() for node in nodes_inside).strip():
            yield nodes.paragraph("", "", *nodes_inside)


def address(link):
    """An address with each character that may not stand in one as its number."""
    return FORBIDDEN.sub(lambda found: quote(found[0]), link)


def mend_body(app, pagename, templatename, context, doctree):
    if "body" in context:
        context["body"] = FOLDED.sub(r"<span\1>\2</span>", context["body"])


def mend_page(text):
    """Drop what the theme writes for paper on a page without a title."""
    printed = UNTITLED.search(text)
    untitled = printed and re.search(r"<h1>\s*</h1>", printed[0])
    return text.replace(printed[0], "", 1) if untitled else text


def setup(app):
    app.connect("doctree-resolved", mend_nodes, priority=900)
    app.connect("html-page-context", mend_body, priority=910)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
