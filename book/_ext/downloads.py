"""Sphinx extension: links to the whole book as one file, where that file is.

The introduction marks the places: ``<a class="download" data-file="NAME">PDF</a>``. When the site
is built, and when one of the files is, each becomes a link with the size of the file, or says how
to make it.
"""

import re
import shutil
from pathlib import Path

PLACE = re.compile(r'<a class="download" data-file="([^"]+)"[^>]*>(\w+)[^<]*</a>')
PAGE = "book/intro.html"


def link(site):
    """Write the links anew."""

    def written(place):
        name, kind = place.groups()
        file = site / name
        if not file.exists():
            return f'<a class="download" data-file="{name}">{kind} (make {kind.lower()})</a>'
        size = file.stat().st_size / 2**20
        return f'<a class="download" data-file="{name}" href="../{name}">{kind} ({size:.0f} MB)</a>'

    page = site / PAGE
    page.write_text(PLACE.sub(written, page.read_text(encoding="utf-8")), encoding="utf-8")


def offer(site, file):
    """Put a file into the site, and link it."""
    shutil.copyfile(file, site / file.name)
    link(site)


def finish(app, exception):
    if exception is None and app.builder.format == "html":
        link(Path(app.outdir))


def setup(app):
    app.connect("build-finished", finish, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
