"""How many seeds of the captioner of part 6f find out where to look, on each back end of Keras?

``KERAS_BACKEND=torch python benchmarks/caption_seeds.py 6`` runs the cells of
``notebooks/06f_captioning.ipynb`` up to the first training and trains the GRU with attention from
six seeds, of which the notebook has the first three. After each it writes into
``caption_seeds.json`` which share of the test captions is exactly right; what is there is not
trained again. The page of claims tells the result. It takes minutes.
"""

import argparse
import importlib.metadata
import json
from pathlib import Path
from types import SimpleNamespace

from notebook_cells import definitions

FIRST_TRAINING = "results-slot-filler-runs-of-slots-slots"
STORED = Path(__file__).with_suffix(".json")
PACKAGES = {"tensorflow": "tensorflow-cpu", "jax": "jax", "torch": "torch"}


def read():
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def store(back_end, seed, share):
    table = read()
    found = table.setdefault(back_end, {"right": {}})
    found["right"][str(seed)] = share
    packages = "keras", PACKAGES[back_end]
    found["versions"] = {name: importlib.metadata.version(name) for name in packages}
    STORED.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def share_right(book, seed):
    """The share of test captions that are right from the first word to the last."""
    book.train_once(book.attentive, seed)
    written, _ = book.describe(book.attentive_writer, book.test)
    return float(book.exact_share(book.test["caption"], written))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", type=int, nargs="?", default=9)
    seeds = parser.parse_args().seeds
    book = SimpleNamespace(**definitions("06f_captioning", FIRST_TRAINING))
    back_end = book.keras.backend.backend()
    known = read().get(back_end, {"right": {}})["right"]
    for seed in range(seeds):
        if str(seed) not in known:
            share = share_right(book, seed)
            store(back_end, seed, share)
            print(f"seed {seed}: {share:.3f}", flush=True)


if __name__ == "__main__":
    main()
