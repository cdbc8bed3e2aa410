"""Sphinx extension: keep the site free of other hosts, of unused weight and of console errors.

- MathJax comes from the installed package ``sphinx-mathjax-offline``: only the parts that the
  pages use (TeX in, HTML and, for screen readers, MathML out), without its menu.
- Font Awesome's script (1.5 MB) is dropped, for its icons also come as a font; so are the hints
  to fetch those fonts early (the theme of Python 3.10 has them), which fail on pages opened from
  a folder, and the set-up of Thebe, which Sphinx 7 writes twice and which is not used here.
- A formula of several lines may carry a number, ``\\tag{…}``, which Sphinx's ``split`` forbids.
- Pictures are loaded when the reader gets to them.
- What the address of the site is, is read from ``html_baseurl``.
"""

import importlib.util
import re
from pathlib import Path
from urllib.parse import urlparse

from docutils import nodes
from sphinx.util.fileutil import copy_asset

PARTS = ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]
FILES = ["startup.js", "output/chtml/fonts/tex.js", *(f"{part}.js" for part in PARTS)]
FOLDERS = ["output/chtml/fonts/woff-v2", "input/tex/extensions"]
SCRIPTS = ["scripts/fontawesome.js", "vendor/fontawesome/*/js/*"]  # the newer theme's, the older's
DROPPED = re.compile(
    r'\s*<script[^>]*(?:scripts/fontawesome\.js|/fontawesome/[^"]*/js/)[^>]*></script>'
    r'|\s*<link rel="preload" as="font"[^>]*>'
)


def name_the_site(app, config):
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = config.html_title or config.project
    config.notfound_urls_prefix = urlparse(config.html_baseurl).path
    config.mathjax_path = "mathjax/startup.js"
    config.mathjax3_config = {"loader": {"load": PARTS}}


def keep_tags(app, doctree, docname):
    """Hand numbered formulas to MathJax as they are written."""
    for block in doctree.findall(nodes.math_block):
        if "\\tag" in block.astext() and not block.get("nowrap"):
            block["nowrap"] = True
            block.children = [nodes.Text(rf"\[{block.astext()}\]")]


def tidy_page(app, pagename, templatename, context, doctree):
    context["script_files"] = [
        script for script in context.get("script_files", []) if "thebe" not in source_of(script)
    ]
    if "body" in context:
        context["body"] = context["body"].replace("<img ", '<img loading="lazy" ')


def source_of(script):
    """The file or the text of a script, as one lower-case string."""
    attributes = getattr(script, "attributes", {})
    return f"{getattr(script, 'filename', script)} {attributes.get('body', '')}".lower()


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    package = importlib.util.find_spec("sphinx-mathjax-offline").submodule_search_locations[0]
    source, target = Path(package, "static", "mathjax"), Path(app.outdir, "_static", "mathjax")
    for name in FILES:
        copy_asset(source / name, (target / name).parent)
    for name in FOLDERS:
        copy_asset(source / name, target / name)
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(DROPPED.sub("", text), encoding="utf-8")
    for pattern in ["**/*.map", *SCRIPTS]:  # maps are for developers of the theme only
        for path in Path(app.outdir, "_static").glob(pattern):
            path.unlink()


def setup(app):
    app.connect("config-inited", name_the_site, priority=900)
    app.connect("doctree-resolved", keep_tags)
    app.connect("html-page-context", tidy_page, priority=900)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
