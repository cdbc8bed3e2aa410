"""Sphinx extension: markup as the standard has it, where the theme and other parts write their own.

- A ``<summary>`` holds words and no paragraph.
- A list stands in the place of a paragraph, not in one: what a function returns, say.
- Addresses have no characters that addresses cannot have, such as the ``<`` of some DOIs.
- A page that has no title, as the index, has no empty heading for paper.
"""

import re
from urllib.parse import quote

from docutils import nodes

FOLDED = re.compile(r'<p( class="(?:collapsed|expanded) admonition-title")>(.*?)</p>')
UNTITLED = re.compile(r'<div id="jb-print-docs-body".*?(?=<div id="searchbox">)', re.S)
FORBIDDEN = re.compile(r"[\s<>{}|\\^`\"]")


def mend_nodes(app, doctree, docname):
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = address(link["refuri"])
    for listed in list(doctree.findall(nodes.bullet_list)):
        if isinstance(listed.parent, nodes.paragraph):
            around = listed.parent
            around.parent.replace(around, list(around.children))


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
