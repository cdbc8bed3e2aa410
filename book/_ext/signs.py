"""Sphinx extension: names, brackets and spaces of Python code have no tags of their own.

They look like the text around them (``book.css``), and such tags were a quarter of a chapter.
"""

import re

CODE = re.compile(
    r'<div class="highlight-python notranslate"><div class="highlight"[^>]*><pre>.*?</pre>', re.S
)
PLAIN = ("n", "nn", "p", "w")  # what Pygments calls them
TAG = re.compile(rf'<span class="(?:{"|".join(PLAIN)})">([^<]*)</span>')


def bare(text):
    """The body of a page without these tags."""
    return CODE.sub(lambda code: TAG.sub(r"\1", code[0]), text)


def bare_page(app, pagename, templatename, context, doctree):
    if app.builder.format == "html" and "body" in context:
        context["body"] = bare(context["body"])


def setup(app):
    app.connect("html-page-context", bare_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
