"""Sphinx extension: cells that run, and can be changed, in the reader's browser.

Where ``make runtime`` has laid Pyodide ready (``.runtime``), each page gets the code of its cells,
what each needs of the others (``slices``), and what the book printed; ``book/_live`` holds the
scripts, and the values of a few cells that take long or need Keras (``tools/kept_values.py``). A
page knows the sha256 of every file that is loaded after a press (``files.js``), and brings the
script along that compares them. Without Pyodide the book is the same, but for the buttons.
"""

import json
import re
import shutil
from pathlib import Path

import cell_names
import nbformat
import slices
from docutils import nodes
from python_files import RUNTIME, SOURCES, integrities, lay_ready
from words import say

ROOT = Path(__file__).parents[2]


def there():
    return (RUNTIME / "pyodide-lock.json").exists()


def text_of(outputs):
    """What a cell printed, as text: its lines, and the last value."""
    parts = []
    for output in outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "execute_result":
            parts.append(output.data["text/plain"] + "\n")
    return "".join(parts)


def cells_of(name):
    """The cells of a notebook for the page: code, what each needs, and what it printed."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    seconds, kept = settings("seconds", name), settings("kept", name)
    code = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    names = {k: set(kept[cell.id]) for k, (_, cell) in enumerate(code) if cell.id in kept}
    parts = slices.analyse([cell.source for _, cell in code], names)
    return [
        {
            "id": cell.id,
            "at": i,
            "code": part.code,
            "needs": part.needs,
            "loads": part.loads,
            "lacks": part.lacks,
            "printed": text_of(cell.outputs),
            "seconds": seconds.get(cell.id, 0),
            "exercise": bool(re.search(r"^check\.\w+\(", cell.source, re.M)),
        }
        for (i, cell), part in zip(code, parts, strict=True)
    ]


def settings(kind, name):
    """What ``book/_live`` lists for a notebook, by the ids of cells."""
    return json.loads((SOURCES / f"{kind}.json").read_text(encoding="utf-8")).get(name, {})


def name_cells(app, doctree):
    """Give every cell that can run an id, by which the script finds it."""
    if not app.env.docname.startswith("notebooks/"):
        return
    for path in (slices.__file__, cell_names.__file__, SOURCES / "kept.json"):
        app.env.note_dependency(str(path))  # or a page would keep its old buttons
    cells = cells_of(app.env.docname.removeprefix("notebooks/"))
    ids = {cell["at"]: cell["id"] for cell in cells if cell["needs"] is not None}
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and cell.get("cell_index") in ids:
            cell["ids"].append(f"run-{ids[cell['cell_index']]}")


def load_scripts(app, pagename, templatename, context, doctree):
    folder, _, name = pagename.rpartition("/")
    if there() and folder == "notebooks":
        app.add_css_file("live/live.css")
        for script in (f"cells/{name}", "files", "book_python", "editor", "live"):
            app.add_js_file(f"live/{script}.js", loading_method="defer")
        if app.config.edition:  # its readers may have no Colab
            told = say("Press Run below a cell: it runs in this page, without Colab or an account.")
            note = f'</h1><p class="run-here pst-js-only">{told}</p>'
            context["body"] = context["body"].replace("</h1>", note, 1)
    if there() and pagename == app.config.root_doc:
        app.add_css_file("live/live.css")
        app.add_js_file("live/progress.js", loading_method="defer")


def finish(app, exception):
    if exception is not None or app.builder.format != "html" or not there() or app.config.edition:
        return  # other editions use what lies in the English one
    target = Path(app.outdir, "_static", "live")
    (target / "cells").mkdir(parents=True, exist_ok=True)
    for name in ("book_python.js", "editor.js", "live.js", "progress.js", "live.css"):
        shutil.copy(SOURCES / name, target)
    for path in Path(app.srcdir, "notebooks").glob("*.ipynb"):
        cells = json.dumps(cells_of(path.stem), ensure_ascii=False)
        (target / "cells" / f"{path.stem}.js").write_text(f"window.bookCells = {cells};\n", "utf-8")
    lay_ready(target)
    script = (SOURCES / "worker.js").read_text("utf-8")
    worker = {"script": script, "files": integrities(target)}
    text = f"window.bookWorker = {json.dumps(worker, indent=1)};\n"
    (target / "files.js").write_text(text, "utf-8")


def setup(app):
    app.connect("doctree-read", name_cells)
    app.connect("html-page-context", load_scripts)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
