"""Write the values that the page takes over from cells that take long there, or need Keras.

``book/_live/kept.json`` lists the cells and the variables. ``make kept-values`` runs each of these
cells anew with the cells that it needs, and writes ``book/_live/kept/<id>.npz``; tests train some
of the networks again and compare.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import anywhere
import nbformat

from rnn_helpers import rounding

ROOT = Path(__file__).parents[1]
LIVE = ROOT / "book" / "_live"
sys.path[:0] = [str(ROOT / "book" / "_ext"), str(LIVE)]

import kept
from cell_names import read
from slices import needed, plain

LISTED = json.loads((LIVE / "kept.json").read_text(encoding="utf-8"))


def cells_up_to(name, cell_id):
    """The code of the cells that a cell needs, where nothing is lacking, and its own."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    at = [cell.id for cell in code].index(cell_id)
    cells = [read(plain(cell.source)) for cell in code]
    needs, _, _ = needed(cells, at, [()] * len(cells), {})
    return [cells[k].code for k in [*needs, at]]


def run(codes):
    """Run cells one after the other; return their variables."""
    space = {"__name__": "__main__"}
    for code in codes:
        exec(compile(code, "cell", "exec"), space)
    return space


def main():
    """Run anew with the book's way of rounding, which NumPy reads when it is loaded; then write."""
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        sys.exit(subprocess.run([sys.executable, __file__], env=wanted).returncode)
    anywhere.print_anything()
    for name, cells in LISTED.items():
        for cell_id, names in cells.items():
            space = run(cells_up_to(name, cell_id))
            file = LIVE / "kept" / f"{cell_id}.npz"
            kept.save(file, {name: space[name] for name in names})
            print(f"{file.name}: {', '.join(names)}, {file.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
