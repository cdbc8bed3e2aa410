"""Store a trained network in the package: whole numbers of one byte, and a scale per column."""

import json
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[1] / "src" / "rnn_helpers" / "trained"


def rounded(weights):
    """Round every column to whole numbers of one byte, times a scale."""
    scale = np.maximum(np.abs(weights).max(axis=tuple(range(weights.ndim - 1))) / 127, 1e-30)
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def store(name, weights, recipe):
    """Write the file that ``rnn_helpers.trained.load(name)`` reads."""
    entries = {"recipe": np.array(json.dumps(recipe, ensure_ascii=False))}
    for key, array in weights.items():
        entries[key], entries[f"{key}_scale"] = rounded(array)
    np.savez_compressed(FOLDER / f"{name}.npz", **entries)
