"""Sphinx extension: figures in which the reader moves something.

The output of a notebook cell with the tag ``live-adder`` is put into an element of that name, and
so is what stands in the directive ``moving-figure``. The element's script answers with the weights
that the notebook has trained: they lie, with NumPy's answers, in ``book/_figures``. In a chapter,
whose text reads the still picture, it follows below the picture; elsewhere it takes the place of
the picture. Without JavaScript, on paper and in other formats there is the picture alone; a card
that shows it again is marked, so that it can make room.
"""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util.fileutil import copy_asset

SOURCES = Path(__file__).parents[1] / "_figures"
FOLDER = "figures"


def names():
    """The figures that there are: those with a script and data."""
    return sorted(path.stem for path in SOURCES.glob("*.json"))


class MovingFigure(Directive):
    """Put a still picture into the element of a moving figure."""

    required_arguments = 1
    has_content = True

    def run(self):
        box = nodes.container(classes=[f"tag_{self.arguments[0]}"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def find(doctree):
    """The places of a page in which figures move, as pairs of a name and a node."""
    tags = {f"tag_{name}": name for name in names()}
    for box in list(doctree.findall(nodes.container)):
        for tag in set(box.get("classes", ())) & set(tags):
            outputs = [n for n in box.children if "cell_output" in n.get("classes", ())]
            yield tags[tag], outputs[0] if outputs else box


def set_in_motion(app, doctree, docname):
    if app.builder.format != "html":
        return
    up = "../" * docname.count("/")
    for name, node in find(doctree):
        instead = "" if "cell_output" in node["classes"] else " data-instead"
        mark_again(doctree, node)
        start = f'<{name} data-source="{up}_static/{FOLDER}/{name}-data.js"{instead}>'
        place = node.parent.index(node)
        for index, html in ((place + 1, f"</{name}>"), (place, start)):
            node.parent.insert(index, nodes.raw("", html, format="html"))


def mark_again(doctree, box):
    """Mark the cards whose picture is that of a card in this box."""
    inside = [card for card in box.findall(nodes.container) if "picture" in card]
    shown = {card["picture"] for card in inside}
    for card in doctree.findall(nodes.container):
        if card.get("picture") in shown and card not in inside:
            card["classes"].append("again")


def load_scripts(app, pagename, templatename, context, doctree):
    """Load the scripts on those pages only that have a figure."""
    used = sorted({name for name, _ in find(doctree)}) if doctree else []
    if used:
        app.add_css_file(f"{FOLDER}/figures.css")
        for name in ["live-figure", *used]:
            app.add_js_file(f"{FOLDER}/{name}.js", loading_method="defer")


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir, "_static", FOLDER)
    target.mkdir(parents=True, exist_ok=True)
    for path in [*SOURCES.glob("*.js"), *SOURCES.glob("*.css")]:
        copy_asset(path, target)
    for name in names():
        data = (SOURCES / f"{name}.json").read_text(encoding="utf-8").strip()
        script = f'(window.liveData ??= {{}})["{name}"] = {data};\n'
        (target / f"{name}-data.js").write_text(script, encoding="utf-8")


def setup(app):
    app.add_directive("moving-figure", MovingFigure)
    app.connect("doctree-resolved", set_in_motion)
    app.connect("html-page-context", load_scripts)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
