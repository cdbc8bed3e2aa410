"""Sphinx extension: the sitemap says when each page was last changed, where git knows."""

import re
import subprocess
from pathlib import Path

LINE = re.compile(r"<loc>([^<]*?/)((?:book|notebooks)/\w+)(\.html)</loc>")


def last_changes(folder):
    """Map each file of a checkout to the day of its last commit; without git, nothing."""
    command = ["git", "-C", folder, "log", "--format=%cs", "--name-only", "--", "book", "notebooks"]
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


def finish(app, exception):
    path = Path(app.outdir, "sitemap.xml")
    if exception is not None or not path.exists():
        return
    days = last_changes(app.srcdir)

    def dated(found):
        source = Path(app.env.doc2path(found[2])).relative_to(app.srcdir).as_posix()
        day = days.get(source)
        return found[0] + (f"<lastmod>{day}</lastmod>" if day else "")

    path.write_text(LINE.sub(dated, path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
