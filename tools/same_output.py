"""Whether a cell prints what is stored, also where another processor trains another network.

Where the settings of ``rnn_helpers.rounding`` hold, every text has to be as stored, to the letter.
Elsewhere a network that is trained ends up elsewhere: rounding differs in the last bit, and
training makes it grow. So a cell says with a tag what its output comes from:

- no tag: from arithmetic that holds on every machine. The text is compared to the letter.
- ``trained``: from a network trained in Keras. Words are compared to the letter, and so are whole
  numbers (counts, seeds, "3 of 5") and thresholds. Every other number has to lie in its band in
  ``tests/bands``, widened by its own width, or by one unit of its last digit if that is more.
- ``sampled``: text that such a network wrote. It has to be as like the stored one as the texts of
  the runs behind the bands.

``measure_bands.py`` measures the bands. A fingerprint of all digits of an array, written as
``sha256`` and sixteen of its digits, says nothing on another machine and is not compared there.
Minus zero counts as zero, and a decision of the ledger has to satisfy its own threshold everywhere.
"""

import copy
import functools
import itertools
import json
import math
import operator
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
BANDS = ROOT / "tests" / "bands"
FINGERPRINT = BANDS / "fingerprint.txt"

NUMBER = re.compile(r"(?<![\w.])[-−+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
DIGEST = re.compile(r"\bsha256 [0-9a-f]{16}\b")
EVIDENCE = re.compile(r"^  .*? {2,}(\S+) {3}([≥≤=]) (\S+)$", re.M)
HOLDS = {"≥": operator.ge, "≤": operator.le, "=": operator.eq}


def value(number):
    """What a written number says; minus zero is zero."""
    return float(number.replace(",", "").replace("−", "-")) + 0.0


def unit(number):
    """One unit of the last digit of a written number."""
    digits, _, exponent = number.partition("e")
    return 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))


def without_minus_zero(text):
    """Write a rounded zero without a sign."""
    bare = re.compile(r"[-−]0(?:\.0+)?(?:e[-+]?\d+)?")
    return NUMBER.sub(lambda m: m[0][1:] if bare.fullmatch(m[0]) else m[0], text)


def numbers(text):
    """List the numbers in a text: as written, and whether another machine may not change it."""
    listed = []
    for found in NUMBER.finditer(text):
        whole = not re.search(r"[.e]", found[0])
        threshold = re.search(r"([≥≤] | {3}= )$", text[: found.start()])
        listed.append((found[0], whole or bool(threshold)))
    return listed


def contradictions(text):
    """List the lines of the ledger whose number misses its own threshold."""
    rows = [found for found in EVIDENCE.finditer(text) if NUMBER.fullmatch(found[1])]
    return [row[0] for row in rows if not HOLDS[row[2]](value(row[1]), value(row[3]))]


def likeness(new, old):
    """How like two texts are, by their pairs of letters: from 0 to 1."""
    first, second = (Counter(itertools.pairwise(text)) for text in (new, old))
    common = sum(count * second[pair] for pair, count in first.items())
    lengths = (math.sqrt(sum(n * n for n in counts.values())) for counts in (first, second))
    return common / (math.prod(lengths) or 1.0)


def inside(number, old, band):
    """Whether a written number lies in its band, widened by its own width."""
    low, high = band
    margin = max(high - low, unit(old)) * (1 + 1e-9)
    return low - margin <= value(number) <= high + margin


def same(new, old, tags, exact, band=None):
    """Compare two texts by the rule that the tags of their cell ask for."""
    new, old = without_minus_zero(new), without_minus_zero(old)
    if new == old or exact or contradictions(new):
        return new == old
    new, old = (DIGEST.sub("sha256", text) for text in (new, old))
    if "sampled" in tags:
        return band is not None and likeness(new, old) >= band[0] - (band[1] - band[0])
    if "trained" not in tags:
        return new == old
    if band is None or words(new) != words(old):
        return False
    pairs = zip(numbers(new), numbers(old), band, strict=True)
    return all(
        value(n) == value(o) if fixed else inside(n, o, limits)
        for (n, _), (o, fixed), limits in pairs
    )


def joined(outputs):
    """Outputs in which what was printed in several pieces is one piece again."""
    whole = []
    for output in copy.deepcopy(list(outputs)):
        if "text" in output:
            output["text"] = "".join(output["text"])
            if whole and whole[-1].get("name") == output["name"]:
                whole[-1]["text"] += output["text"]
                continue
        whole.append(output)
    return whole


def places(outputs):
    """Yield each dictionary in the outputs of a cell that holds text, and its key."""
    for output in outputs:
        for place in (output, output.get("data", {})):
            for key in ("text", "text/plain", "text/html"):
                if key in place:
                    yield place, key


def texts(cell):
    """The texts of a cell, of a notebook that is read by nbformat or as plain JSON."""
    return ["".join(place[key]) for place, key in places(joined(cell["outputs"]))]


def words(text):
    """A text without its numbers and without the blanks that line them up."""
    return re.sub(r" +", " ", NUMBER.sub("#", text))


@functools.cache
def bands(stem):
    """What was measured for a notebook: by cell and text, the smallest and largest numbers."""
    file = BANDS / f"{stem}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def band_of(path, cell, place):
    """The bands of one text of a cell; None where nothing was measured."""
    texts = bands(Path(path).stem).get(cell, [])
    return texts[place] if place < len(texts) else None


@functools.cache
def exact():
    """Whether this machine rounds as the one that ran the notebooks: then all text is compared."""
    return fingerprint() == FINGERPRINT.read_text(encoding="utf-8").strip()


def fingerprint():
    """Name how this machine rounds: by the bits of what is trained with the book's settings."""
    from rnn_helpers import rounding  # here: check_colab.py runs without the package

    wanted = rounding.settings()
    if any(os.environ.get(name, value) != value for name, value in wanted.items()):
        return "other settings"
    script = Path(__file__).with_name("fingerprint.py")
    done = subprocess.run(
        [sys.executable, script], env=wanted | os.environ, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip() or done.stderr
