"""Networks that a notebook trains with Keras, packed for the moving figures.

Each column of weights is stored as whole numbers and a scale: a quarter or half of the size, and
the network behaves almost as before.
"""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import anywhere
import nbformat
import numpy as np

from rnn_helpers import rounding

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "book" / "_figures"


def run_cells(notebook, beginnings):
    """Run the cells whose ids begin so; return the names that they leave."""
    names = {}
    for cell in nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells:
        if cell.id.startswith(tuple(beginnings)):
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


KINDS = {1: "<i1", 2: "<i2"}  # whole numbers of one byte or two, the lower first


def pack(weights, size=1):
    """Round every column to whole numbers, of one byte or two, times a scale."""
    table, most = np.atleast_2d(weights), 2 ** (8 * size - 1) - 1
    scale = np.maximum(np.abs(table).max(axis=0) / most, 1e-30)
    scale = np.array([float(f"{s:.6g}") for s in scale])
    whole = np.clip(np.round(table / scale), -most, most).astype(KINDS[size])
    numbers = base64.b64encode(whole.tobytes()).decode()
    shape = list(np.shape(weights))
    return {"shape": shape, "size": size, "scale": scale.tolist(), "numbers": numbers}


def unpack(packed):
    whole = np.frombuffer(base64.b64decode(packed["numbers"]), KINDS[packed["size"]])
    return (whole.reshape(-1, len(packed["scale"])) * packed["scale"]).reshape(packed["shape"])


def write(name, make):
    """Write a figure's data, computed with the book's way of rounding.

    NumPy reads those settings when it is loaded, so the program starts itself anew with them.
    """
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=wanted).returncode)
    anywhere.print_anything()
    text = json.dumps(make(), ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{name}: {len(text) / 1000:.0f} KB")
