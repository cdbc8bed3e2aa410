"""Whether a cell prints what is stored, also where another processor trains another network.

A network that is trained on another processor, or by another version of Keras, ends up elsewhere:
rounding differs in the last bit, and training makes it grow. So a cell says with a tag what its
output comes from:

- no tag: from arithmetic that holds on every machine. The text must be the same to the letter.
- ``trained``: from a trained network. Words must be the same, and each number within 5% of the
  stored one, or within one unit of its last digit.
- ``sampled``: text that a trained network wrote. It must have as many lines as the stored one.

Where the processor and Keras are those that ran the notebooks, every text must be the same.
"""

import hashlib
import importlib.metadata
import re
from pathlib import Path

TOLERANCE = 0.05
NUMBER = re.compile(r"(?<![\w.])[-−+]?\d[\d,]*\.?\d*")
RAN_ON = ("3.15.1", "91fc5b1681be8c35")  # what `machine` said where the notebooks were run


def machine():
    """Name what a trained network depends on: Keras, and how this processor rounds."""
    import numpy as np  # here, because tools/check_colab.py does without

    weights = np.random.default_rng(0).normal(scale=0.1, size=(192, 192)).astype(np.float32)
    state = weights
    for _ in range(8):
        state = np.tanh(state @ weights)
    parts = state.tobytes() + " ".join(vector_instructions()).encode()
    return importlib.metadata.version("keras"), hashlib.sha256(parts).hexdigest()[:16]


def vector_instructions():
    """List those that the processor has; none where there is no such list to read."""
    listed = Path("/proc/cpuinfo")
    words = set(listed.read_text().split()) if listed.exists() else set()
    return sorted(word for word in words if re.match(r"(avx|fma|amx)", word))


def same(new, old, tags, exact):
    """Compare two texts by the rule that the tags of their cell ask for."""
    if new == old or exact:
        return new == old
    if "sampled" in tags:
        return new.count("\n") == old.count("\n")
    if "trained" not in tags or NUMBER.sub("#", new) != NUMBER.sub("#", old):
        return False
    pairs = zip(NUMBER.findall(new), NUMBER.findall(old), strict=True)
    return all(near(first, second) for first, second in pairs)


def near(new, old):
    """Compare two written numbers."""
    unit = 10.0 ** -len(old.partition(".")[2])
    first, second = (float(text.replace(",", "").replace("−", "-")) for text in (new, old))
    return abs(first - second) <= max(TOLERANCE * abs(second), unit) * (1 + 1e-9)
