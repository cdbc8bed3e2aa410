"""Sphinx extension: what a reader sees who followed a wrong address: a search, and a way on.

A host shows this page under any address, however deep, and a reader of a copy may open it from a
folder. So all its links begin where the book lives: ``<base>`` says where the host has it, and a
line of script corrects that where the book lies elsewhere.
"""

import re
from pathlib import Path
from urllib.parse import urlparse

from words import catalog, say

START = "/"  # what sphinx-notfound-page writes before each address
ADDRESS = re.compile(rf'(?<= )(href|src|action|data-content_root)="{START}(?!/)')
CHARSET = re.compile(r"<meta charset=[^>]*>")  # has to stand among the first letters of a page
SCRIPT = """{
  const base = document.currentScript.previousElementSibling, here = location.pathname;
  if (here.endsWith("/404.html")) base.href = here.slice(0, -"404.html".length);
  else if (!here.startsWith(base.getAttribute("href"))) base.href = "/";
  addEventListener("DOMContentLoaded", () => document.querySelectorAll('a[href^="#"]').forEach(
    (link) => (link.href = here + location.search + link.getAttribute("href"))));
}"""

# Opened from a folder without a script, the page finds no style sheet. These few rules give way to
# those of the sheets, or to properties that book.css sets.
BARE = """<noscript><style>@layer bare {
  :root { color-scheme: light dark; }
  body { font-family: sans-serif; line-height: 1.65; margin: 2rem auto; }
  body { max-width: var(--bare-width, 42rem); padding: var(--bare-padding, 0 1rem); }
  .skip-link, .pst-async-banner-revealer, dialog, #pst-back-to-top, .bd-sidebar-primary,
  .bd-header-article, .bd-footer-content, .bd-search { display: none; }
}</style></noscript>"""


def write_body(app, pagename, templatename, context, doctree):
    if pagename == app.config.notfound_pagename:
        context["body"] = body(app)


def body(app):
    """The text of the page, for readers of any edition."""
    root, titles = app.config.root_doc, app.env.titles
    pages = [root]
    for page in app.env.toctree_includes[root]:
        pages += [page, *app.env.toctree_includes.get(page, [])]
    links = [f'<li><a href="{START}{p}.html">{titles[p].astext()}</a></li>' for p in pages]
    chinese = catalog("zh_CN")
    way = f'<li><a href="{START}zh/{root}.html">中文版</a></li>'
    missing = say("Page not found")
    return f"""<h1>{missing}</h1>{look("en", START, {})}<ul>{"".join(links)}</ul>
<section lang="zh-Hans"><h2>{chinese.get(missing, missing)}</h2>
{look("zh-Hans", f"{START}zh/", chinese)}<ul>{way}</ul></section>"""


def look(language, start, words):
    """A sentence and a field, in one language."""
    told = say(
        "There is nothing at this address; perhaps the page has moved. Look for it, or choose one:"
    )
    label = say("Search this book")
    told, label = words.get(told, told), words.get(label, label)
    return f"""<p>{told}</p>
<form class="bd-search" action="{start}search.html" method="get"><input type="search" name="q"
class="form-control" lang="{language}" aria-label="{label}" placeholder="{label}"/></form>"""


def find_home(text, base):
    """Let all addresses of the page begin where the book lives."""
    start = f'<base href="{urlparse(base).path or "/"}"/><script>{SCRIPT}</script>{BARE}'
    return CHARSET.sub(rf"\g<0>{start}", ADDRESS.sub(r'\1="', text), count=1)


def finish(app, exception):
    page = Path(app.outdir, f"{app.config.notfound_pagename}.html")
    if exception is None and app.builder.format == "html":
        text = page.read_text(encoding="utf-8")
        if "<base" not in text:
            page.write_text(find_home(text, app.config.html_baseurl), encoding="utf-8")


def set_start(app, config):
    config.notfound_urls_prefix = START


def setup(app):
    app.connect("config-inited", set_start, priority=900)
    app.connect("html-page-context", write_body, priority=890)
    app.connect("build-finished", finish, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
