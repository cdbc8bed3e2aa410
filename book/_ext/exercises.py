"""Sphinx extension: the exercises of ``rnn_helpers.check``, by the chapters that set them.

An exercise is an object with a text of its own, so autodoc, which looks at functions and classes,
does not list it. The directive ``exercises`` does. An exercise that no notebook sets is a warning.
"""

import re
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from rnn_helpers import check

log = logging.getLogger(__name__)


def chapters(folder):
    """List each notebook's title and the exercises it sets, in its order."""
    for path in sorted(Path(folder).glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
        title = cells[0].source.splitlines()[0].lstrip("# ")
        yield title, re.findall(r"^check\.(\w+)\(", code, re.M)


class Exercises(SphinxDirective):
    """For each chapter its exercises, each with what it asks."""

    def run(self):
        folder = Path(self.env.srcdir, "notebooks")
        asked = {n: e.__doc__ for n, e in vars(check).items() if isinstance(e, check.Exercise)}
        lines = [f".. py:currentmodule:: {check.__name__}", ""]
        for path in [*folder.glob("*.ipynb"), *Path(check.__file__).parent.glob("*.py")]:
            self.env.note_dependency(str(path))
        for title, names in chapters(folder):
            lines += [f".. rubric:: {title}", ""]
            for name in names:
                lines += [f".. py:data:: {name}", "   :no-contents-entry:", ""]
                lines += [f"   {asked.pop(name)}", ""]
        for name in asked:
            log.warning("exercise %s: no notebook sets it", name)
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, source=self.env.docname), 0, holder)
        return holder.children


def setup(app):
    app.add_directive("exercises", Exercises)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
