"""Sphinx extension: a search that leads to sections, in the words of readers, without a server.

Instead of Sphinx's index of stems, which knows pages only and no Chinese, the site gets the prose
of every section, of every term of the glossary and of every function, the words of its code, and
those of ``book/also_asked.yml``. ``search.js`` goes through all of it, on the search page alone;
that takes a few milliseconds.
"""

import json
import re
from pathlib import Path

import yaml
from docutils import nodes
from sphinx import addnodes
from words import ROOT, say

WITHOUT = {"book/bibliography"}
SKIPPED = (nodes.math, nodes.math_block, nodes.section, nodes.raw, nodes.system_message)
SKIPPED += (addnodes.desc, addnodes.glossary)
UNSCRIPTED = re.compile(r'<noscript>\s*<div class="admonition error">.*?</noscript>', re.S)


def start(app):
    """Tell Sphinx to build no search of its own, and make room for ours."""
    if app.builder.format == "html":
        app.builder.search = False
    app.env.sections = getattr(app.env, "sections", {})


def add_page(app):
    return [("search", {}, "search.html")] if app.builder.format == "html" else []


def words(node):
    """The prose of a node, and the words of its code, without what lies in sections below."""
    prose, code = [], []
    for child in node.children:
        if isinstance(child, nodes.literal_block):
            code += re.findall(r"[^\W\d]\w+", child.astext())
        elif isinstance(child, nodes.TextElement):
            prose.append(spoken(child))
        elif not isinstance(child, SKIPPED) and child.children:
            below, code_below = words(child)
            prose.append(below)
            code += code_below
    return re.sub(r"\s+", " ", " ".join(filter(None, prose))).strip(), code


def spoken(element):
    """The text of a paragraph, with dots in the place of its formulas."""
    return "".join(
        "…" if isinstance(text.parent, nodes.math) else text.astext()
        for text in element.findall(nodes.Text)
        if not isinstance(text.parent, (nodes.raw, nodes.math_block))
    )


def parts(doctree):
    """List what a reader may look for: (place, title, prose, code, other names)."""
    for section in doctree.findall(nodes.section):
        prose, code = words(section)
        title = section.next_node(nodes.title)
        told = prose.removeprefix(spoken(title)).strip()
        yield section["ids"][0], spoken(title), told, code, ""
    for entry in doctree.findall(nodes.definition_list_item):
        terms = [term for term in entry.findall(nodes.term) if term["ids"]]
        if terms:  # one, or that of the edition and the English one, whose place it keeps
            told = spoken(entry.children[-1]).rpartition("→")[0].strip()
            names = " ".join(term.astext() for term in terms[1:])
            yield terms[-1]["ids"][0], terms[0].astext(), told, [], names
    for described in doctree.findall(addnodes.desc):
        signature = described.next_node(addnodes.desc_signature)
        if signature["ids"]:
            told = described.next_node(nodes.paragraph)
            name = signature["ids"][0].removeprefix("rnn_helpers.")
            yield signature["ids"][0], name, spoken(told) if told else "", [], ""


def collect(app, doctree):
    name = app.env.docname
    if name not in WITHOUT:
        found = [
            [place, title, prose, " ".join(dict.fromkeys(code)), names]
            for place, title, prose, code, names in parts(doctree)
        ]
        app.env.sections[name] = found


def forget(app, env, docname):
    getattr(env, "sections", {}).pop(docname, None)


def asked(folder):
    """The words under which a place is looked for, by the name of the place."""
    return yaml.safe_load(Path(folder, "book", "also_asked.yml").read_text(encoding="utf-8"))


def write(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    also, pages = asked(ROOT), []
    for name, found in sorted(app.env.sections.items()):
        with_words = [
            [*part, f"{names} {also.get(f'{name}#{part[0]}', '')}".strip()]
            for *part, names in found
        ]
        pages.append([name, spoken(app.env.titles[name]), with_words])
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, "_static", "search_index.js").write_text(
        f"window.BOOK = {text};\n", encoding="utf-8"
    )
    Path(app.outdir, "searchindex.js").unlink(missing_ok=True)  # of an earlier build
    path = Path(app.outdir, "search.html")
    scripts = "".join(
        f'<script defer src="_static/{name}.js"></script>\n' for name in ("search_index", "search")
    )
    page = path.read_text(encoding="utf-8").replace("</head>", f"{scripts}</head>", 1)
    told = say(
        "Searching needs JavaScript. Without it, the <a href='genindex.html'>index</a> and the "
        "<a href='book/glossary.html'>glossary</a> list the words of this book."
    )
    path.write_text(UNSCRIPTED.sub(f"<noscript><p>{told}</p></noscript>", page), encoding="utf-8")


def setup(app):
    app.connect("builder-inited", start)
    app.connect("html-collect-pages", add_page)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("build-finished", write, priority=800)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
