"""Which cells of a notebook, and which claims of the book, rest on Keras."""

import hashlib
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


def cells_to_run(path, whole=False):
    """The cells that decide by means of Keras, or all that rest on it, and those that they need."""
    cells = code_cells(path)
    targets = [n for n in resting_on_keras(cells) if whole or claims_of(cells[n])]
    parts = [cell_names.read(slices.plain(cell.source)) for cell in cells]
    needed = [slices.needed(parts, n, [()] * len(cells), {})[0] for n in targets]
    return [cells[n] for n in sorted({*targets}.union(*needed))]


def fingerprint(cells):
    """A hash of the code of some cells."""
    code = "\n\n".join(cell.source for cell in cells)
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def in_the_book(folder):
    """The claims that rest on Keras, by the notebooks that decide them."""
    found = {}
    for path in sorted(Path(folder).glob("*.ipynb")):
        cells = code_cells(path)
        claims = [c for number in resting_on_keras(cells) for c in claims_of(cells[number])]
        if claims:
            found[path.stem] = claims
    return found
