"""What trained networks said, stored beside the exercises that ask what to make of it.

``tools/challenge_data.py`` writes the files; each text or array is compressed.
"""

import base64
import functools
import json
import zlib
from pathlib import Path

import numpy as np

__all__ = ["pack", "stored", "unpack_bytes", "unpack_lines"]

FOLDER = Path(__file__).parent


def pack(content):
    """Compress bytes, or lines of text."""
    raw = content if isinstance(content, bytes) else "\n".join(content).encode()
    return base64.b64encode(zlib.compress(raw, 9)).decode()


def unpack_bytes(packed, shape):
    """An array of whole numbers from 0 to 255."""
    raw = zlib.decompress(base64.b64decode(packed))
    return np.frombuffer(raw, np.uint8).reshape(shape)


def unpack_lines(packed):
    """The lines of a text."""
    return zlib.decompress(base64.b64decode(packed)).decode().split("\n")


@functools.cache
def stored(name):
    """Read ``name.json``, once."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
