"""Values of cells as a file of arrays: what takes long, or needs Keras, is not made in the page.

An entry of the file is an array or a number, and its name the way to it: ``networks/'plain'/[3]/U``
is what ``networks["plain"][3]["U"]`` holds.
"""

import ast

import numpy as np


def save(file, values):
    """Write the values of variables: arrays and numbers, in dicts and lists as deep as you like."""
    entries = {}
    for name, value in values.items():
        entries |= dict(leaves(value, name))
    np.savez_compressed(file, **entries)


def leaves(value, way):
    """Each array and number in a value, with the way to it."""
    if isinstance(value, dict):
        parts = {repr(key): part for key, part in value.items()}
    elif isinstance(value, (list, tuple, range)):
        parts = {f"[{k}]": part for k, part in enumerate(value)}
    else:
        yield way, np.asarray(value)
        return
    for key, part in parts.items():
        yield from leaves(part, f"{way}/{key}")


def load(file):
    """Read what :func:`save` wrote; a tuple comes back as a list."""
    found = {}
    with np.load(file) as entries:
        for way in entries.files:
            *places, last = way.split("/")
            inner = found
            for place in places:
                inner = inner.setdefault(place, {})
            inner[last] = entries[way]
    return {name: built(part) for name, part in found.items()}


def built(part):
    """Dicts and lists as they were."""
    if isinstance(part, np.ndarray):
        return part if part.ndim else part.item()
    if all(key.startswith("[") for key in part):
        return [built(inner) for inner in part.values()]
    return {ast.literal_eval(key): built(inner) for key, inner in part.items()}
