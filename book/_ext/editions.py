"""Sphinx extension: one book in two languages, page by page and place by place.

The English book is built first and notes the ids of its headings (``ids.json``). The Chinese book,
``edition = "zh"``, gives its headings the same ones, by their order: links into a page hold in
both, and the link in the header of each page leads to the same place of the other. What is English
on a Chinese page is marked as such, and what is Chinese is set as Chinese is.
"""

import json
import re
from pathlib import Path

import han
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from words import say

FOLDER = "zh"  # of the Chinese book, in the English one
NAMES = {"en": "English", "zh-CN": "中文"}
IDS = "ids.json"
STAYS_ENGLISH = "book/api"  # but for the note that says so
HEADER = '<div class="article-header-buttons">'
ENGLISH = re.compile(  # what is English on a Chinese page, by the start of its tag
    r'<(?:div class="(?:highlight|output text_html|citation)"|code)(?! lang)(?=[ >])'
)
TITLE = re.compile('<article class="bd-article.*?</h1>', re.S)
LATIN = re.compile("<em>(?=[^<\u3400-\u9fff]+</em>)")
EDIT = re.compile(rf"(/edit/[\w.-]+/){FOLDER}/(?:book|notebooks)/(\w+)\.\w+")
COLAB = re.compile('<a [^>]*href="https://colab')  # comes second where it may not be reached
SET_ID = nodes.document.set_id
log = logging.getLogger(__name__)


def name_heading(document, node, *rest):
    """Note the id of an English heading, or give it to the Chinese one in its place."""
    env = getattr(document.settings, "env", None)
    if not isinstance(node, nodes.section) or node["ids"] or env is None:
        return SET_ID(document, node, *rest)
    if not env.config.edition:
        place = SET_ID(document, node, *rest)
        env.page_ids.setdefault(env.docname, {"headings": [], "slugs": []})
        env.page_ids[env.docname]["headings"].append(place)
        return place
    at = document.headings = getattr(document, "headings", 0) + 1
    names = env.page_ids.get(env.docname, {"headings": []})["headings"]
    node["ids"] = names[at - 1 : at]
    return SET_ID(document, node, *rest)


class SameSlugs(SphinxTransform):
    """Note, or give to a Chinese page, the words by which ``page.ipynb#words`` finds a heading."""

    default_priority = 1  # before other transforms use them

    def apply(self):
        name, own = self.env.docname, getattr(self.document, "myst_slugs", {})
        english = self.env.page_ids.get(name, {"headings": [], "slugs": []})
        if not self.config.edition:
            english["slugs"] = list(own)
            return
        count, wanted = getattr(self.document, "headings", 0), len(english["headings"])
        if count != wanted:
            log.warning("%d headings, but %d in English", count, wanted, location=name)
        places = list(own.values())
        own.clear()
        own.update(zip(english["slugs"], places))  # noqa: B905 (the warning has said it)


def start(app):
    """Make room for the ids of the pages, or read those of the English ones."""
    app.env.page_ids = getattr(app.env, "page_ids", {})
    if app.config.edition:
        text = Path(app.config.english_ids).read_text(encoding="utf-8")
        app.env.page_ids = json.loads(text)


def forget(app, env, docname):
    if not app.config.edition:
        getattr(env, "page_ids", {}).pop(docname, None)


def addresses(app, pagename):
    """The two addresses of a page, by language."""
    base = app.config.html_baseurl.removesuffix(f"{FOLDER}/")
    return {"en": f"{base}{pagename}.html", "zh-CN": f"{base}{FOLDER}/{pagename}.html"}


def link_page(app, pagename, templatename, context, doctree):
    """Say in the head of a page where it is in which language."""
    if pagename == "404":
        return
    links = addresses(app, pagename) | {"x-default": addresses(app, pagename)["en"]}
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<link rel="alternate" hreflang="{language}" href="{address}" />\n'
        for language, address in links.items()
    )
    if app.config.edition and pagename == STAYS_ENGLISH:
        body = context["body"].replace("<blockquote>", '<blockquote lang="zh-CN">', 1)
        context["body"] = f'<div lang="en">{body}</div>'
    if app.config.edition and pagename == app.config.root_doc:
        door = f'<a href="#four-ways-to-run-it">{say("Run it in the page")}</a>'
        context["body"] = COLAB.sub(rf"{door}\n\g<0>", context["body"], count=1)


def switch(pagename, english):
    """The link to a page in the other language."""
    up = "../" * pagename.count("/")
    there = f"{FOLDER}/" if english else "../"
    language, spoken = ("zh-CN", "zh-Hans") if english else ("en", "en")
    return (
        f'<a class="btn btn-sm edition" rel="alternate" lang="{spoken}" '
        f'hreflang="{language}" href="{up}{there}{pagename}.html">{NAMES[language]}</a>'
    )


def themes_words():
    """What the theme and MyST-NB say in English on a Chinese page, as they have no translation."""
    return {
        "Search this book...": say("Search this book"),
        "Color mode": say("Color mode"),
        "System Settings": say("As the system has it"),
        "Main": say("Chapters"),
        "Page": say("On this page"),
        "Colab logo": say("Logo of Colab"),
        "Launch interactive content": say("Run it elsewhere"),
        "Launch on Colab": say("Open in Colab"),
        "Source repositories": say("Source"),
        "Repository": say("Repository"),
        "Suggest edit": say("Mend the translation"),
        "Open issue": say("Open an issue"),
        "Toggle primary sidebar": say("Show or hide the chapters"),
        "Toggle secondary sidebar": say("Show or hide the sections of this page"),
        "Toggle hidden content": say("Show or hide"),
        "Show code cell source": say("Show the code"),
        "Hide code cell source": say("Hide the code"),
        "Show code cell content": say("Show the code and its output"),
        "Hide code cell content": say("Hide the code and its output"),
        "Show code cell output": say("Show the output"),
        "Hide code cell output": say("Hide the output"),
        "Link to this heading": say("Link to this heading"),
    }


def mark_english(text):
    """Say what on a Chinese page is English, so that it is spoken and drawn as English."""
    for english, chinese in themes_words().items():
        for before, after in (('="', '"'), ('container">', "<"), ('admonition-title">', "<")):
            text = text.replace(before + english + after, before + chinese + after)
    text = ENGLISH.sub(r'\g<0> lang="en"', text)
    text = LATIN.sub('<em lang="en">', text)
    text = EDIT.sub(r"\1locale/zh_CN/\2.po", text)
    count = text.count('class="untranslated"')
    if count and 'class="stays"' not in text:
        note = say("{count} passages of this page are not translated yet.", count=count)
        text = TITLE.sub(rf'\g<0><p class="stays">{note}</p>', text, count=1)
    return text


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder, english = Path(app.outdir), not app.config.edition
    if english:
        ids = json.dumps(app.env.page_ids, ensure_ascii=False, indent=1)
        (folder.parent / IDS).write_text(ids, encoding="utf-8")
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).with_suffix("").as_posix()
        text = path.read_text(encoding="utf-8")
        if name != "404" and 'rel="alternate" lang' not in text:
            text = text.replace(HEADER, HEADER + switch(name, english), 1)
        text = text if english else mark_english(han.settle(text))
        path.write_text(text, encoding="utf-8")


def setup(app):
    app.add_config_value("edition", "", "env")
    app.add_config_value("english_ids", "", "")
    app.add_transform(SameSlugs)
    nodes.document.set_id = name_heading
    app.connect("builder-inited", start)
    app.connect("env-purge-doc", forget)
    app.connect("html-page-context", link_page, priority=960)
    app.connect("build-finished", finish, priority=720)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
