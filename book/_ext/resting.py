"""Which cells of a notebook, and which claims of the book, rest on Keras."""

from pathlib import Path

import cell_names
import nbformat
import slices


def resting_on_keras(cells):
    """The numbers of the code cells that use, over any number of steps, what Keras has made."""
    codes = [slices.plain(cell.source) for cell in cells]
    flags = cell_names.descending(codes, {"keras", "layers"})
    return [number for number, uses in enumerate(flags) if uses]


def claims_of(cell):
    """The claims that a cell decides, such as ``"3.4a"``."""
    tags = [tag for tag in cell.metadata.get("tags", []) if tag.startswith("claim-")]
    return [tag.removeprefix("claim-").replace("-", ".") for tag in tags]


def code_cells(path):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def in_the_book(folder):
    """The claims that rest on Keras, in the order of the tutorial."""
    found = set()
    for path in Path(folder).glob("*.ipynb"):
        cells = code_cells(path)
        found.update(c for number in resting_on_keras(cells) for c in claims_of(cells[number]))
    return sorted(found)
