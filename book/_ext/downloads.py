"""Sphinx extension: what readers can download.

Links to the whole book as one file, in each language, where that file is: the introduction marks
the places, ``<span class="download" data-file="NAME">PDF</span>``. When the site is built, and when
one of the files is, each becomes a link with the size of the file, or says how to make it.

Notebooks have no pictures, which the pages hold already: a third of their size.
"""

import json
import re
import shutil
from pathlib import Path

from words import say

PLACE = re.compile(r'<(a|span) class="download" data-file="([^"]+)"[^>]*>(\w+)[^<]*</\1>')
PAGE = "book/intro.html"


def link(site):
    """Write the links anew."""

    def written(place):
        _, name, kind = place.groups()
        file = site / name
        if not file.exists():
            told = say("{kind} (make {command})", kind=kind, command=kind.lower())
            return f'<span class="download" data-file="{name}">{told}</span>'
        size = file.stat().st_size / 1e6
        told = say("{kind} ({size} MB)", kind=kind, size=f"{size:.0f}")
        return f'<a class="download" data-file="{name}" href="../{name}">{told}</a>'

    page = site / PAGE
    page.write_text(PLACE.sub(written, page.read_text(encoding="utf-8")), encoding="utf-8")


def offer(site, file):
    """Put a file into the site, and link it; it has the same name there in each language."""
    shutil.copyfile(file, site / f"{file.name.partition('.')[0]}{file.suffix}")
    link(site)


def without_pictures(text):
    """A notebook that shows the description of a picture until its reader draws it."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for data in [output.get("data", {}) for output in cell.get("outputs", ())]:
            if data.pop("image/png", None):
                data["text/plain"] = cell["metadata"]["mystnb"]["image"]["alt"]
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def finish(app, exception):
    if exception is None and app.builder.format == "html":
        link(Path(app.outdir))
        for path in Path(app.outdir, "_sources").rglob("*.ipynb"):
            text = path.read_text(encoding="utf-8")
            path.write_text(without_pictures(text), encoding="utf-8")


def setup(app):
    app.connect("build-finished", finish, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
