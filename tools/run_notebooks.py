"""Run notebooks in place, from a fresh kernel, and keep only what belongs in the repository."""

import base64
import functools
import io
import os
import sys
import time

import anywhere

from rnn_helpers import rounding

rounding.pin()  # inherited by the kernels, as in the tests
anywhere.prepare()

import nbformat
import same_output
from nbclient import NotebookClient
from PIL import Image

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT = ("mystnb", "tags")


def lighten(picture):
    """Keep the 256 colours that a figure needs at most: half the bytes, the same look."""
    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    file = io.BytesIO()
    image.quantize(256, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    lighter = base64.b64encode(file.getvalue()).decode()
    return min(picture, lighter, key=len)


def normalise(notebook):
    """Drop what differs from machine to machine, and what makes files large."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in KEPT if key in cell.metadata}
        if cell.cell_type == "code":
            cell.outputs = same_output.joined(cell.outputs)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                sizes = output.metadata.get("image/png")
                output.metadata = {"image/png": sizes} if sizes else {}
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = lighten(output.data["image/png"])


def report_cell(path, total, cell, cell_index):
    print(f"\r{path}: cell {cell_index + 1} of {total} ", end="", flush=True)


def main(paths):
    anywhere.print_anything()
    for path in paths:
        start = time.monotonic()
        notebook = nbformat.read(path, as_version=4)

        report = functools.partial(report_cell, path, len(notebook.cells))
        NotebookClient(notebook, timeout=600, on_cell_start=report).execute()
        normalise(notebook)
        nbformat.write(notebook, path)
        print(f"\r{path}: {time.monotonic() - start:.0f} s, {os.path.getsize(path) // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
