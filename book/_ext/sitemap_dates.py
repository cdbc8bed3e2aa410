"""Sphinx extension: the sitemap lists every page, and says when it was changed, where git knows.

A Chinese page changes with its English source and with its catalog.
"""

import re
import subprocess
from pathlib import Path

from words import ROOT

LINE = re.compile(r"<loc>[^<]*?/((?:book|notebooks)/(\w+))\.html</loc>")
FOLDERS = ["book", "notebooks", "locale"]


def last_changes(folder):
    """Map each file of a checkout to the day of its last commit; without git, nothing."""
    command = ["git", "-C", folder, "log", "--format=%cs", "--name-only", "--", *FOLDERS]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return {}
    days, day = {}, ""
    for line in done.stdout.split():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", line):
            day = line
        else:
            days.setdefault(line, day)
    return days


def complete(app, exception):
    """List all pages: sphinx_sitemap knows only those that were written, the second time a few."""
    if exception is not None or app.builder.format != "html":
        return
    links, listed = app.env.app.sitemap_links, set()
    while not links.empty():
        listed.add(links.get())
    listed |= {(f"{name}.html", None) for name in app.env.found_docs}
    for link in sorted(listed):
        links.put(link)


def finish(app, exception):
    path = Path(app.outdir, "sitemap.xml")
    if exception is not None or not path.exists():
        return
    days = last_changes(ROOT)

    def dated(found):
        page, name = found.groups()
        sources = [Path(app.env.doc2path(page)).relative_to(app.srcdir).as_posix()]
        if app.config.edition:
            sources.append(f"locale/{app.config.language}/{name}.po")
        day = max(days.get(source, "") for source in sources)
        return found[0] + (f"<lastmod>{day}</lastmod>" if day else "")

    path.write_text(LINE.sub(dated, path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("build-finished", complete, priority=400)  # sphinx_sitemap writes it at 500
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
