"""Attention without recurrence on the pictures of part 6f: what is the recurrence worth?

Runs the cells of ``notebooks/06f_captioning.ipynb`` up to the first training, then trains the GRU
with attention and a small causal Transformer with the same eyes, from three seeds each. Writes how
many captions both get exactly right to ``captions_without_recurrence.json``, which a test compares
with what the notebook says. Run it with ``python benchmarks/captions_without_recurrence.py``; it
takes a few minutes.
"""

import json
from pathlib import Path
from types import SimpleNamespace

from notebook_cells import definitions

FIRST_TRAINING = "results-slot-filler-runs-of-slots-slots"
SETS = ("validation", "test", "new pairs", "four")
RATE = 0.003


def read_all(grid, book):
    """Return a function from the words so far to the logits of those that follow."""
    layers, ops = book.layers, book.ops
    embed, readout = layers.Embedding(len(book.WORDS), 64), layers.Dense(len(book.WORDS))
    place = layers.Embedding(book.STEPS + 3, 64)
    back, look = (layers.MultiHeadAttention(1, 64) for _ in range(2))
    norms = [layers.LayerNormalization() for _ in range(3)]
    wide, narrow = layers.Dense(128, activation="relu"), layers.Dense(64)

    def follow(words):
        places = ops.zeros_like(words) + ops.arange(words.shape[1])
        x = embed(words) + place(places)
        x = norms[0](x + back(x, x, use_causal_mask=True))
        x = norms[1](x + look(x, grid))
        return readout(norms[2](x + narrow(wide(x))))

    return follow


def attention_alone(book):
    """The learner, and the writer that shares its weights and returns its logits."""
    keras, ops = book.keras, book.ops
    picture = keras.Input((26, 26, 1))
    words = keras.Input((book.STEPS,), dtype="int32")
    grid = book.with_places(book.eyes(picture))
    follow = read_all(grid, book)
    learner = keras.Model([picture, words], follow(words))

    so_far, written = [ops.zeros_like(grid[:, 0, 0], dtype="int32") + book.START], []
    for _ in range(book.STEPS + 3):
        written.append(follow(ops.stack(so_far, axis=1))[:, -1])
        so_far.append(ops.argmax(written[-1], axis=-1))
    return learner, keras.Model(picture, ops.stack(written, axis=1))


def main():
    names = definitions("06f_captioning", FIRST_TRAINING)
    book = SimpleNamespace(**names)
    names["RATE"] = RATE  # for this one; the notebook's own are compiled by now
    learner, writer = attention_alone(book)
    book.compiled(learner, ignore=book.PAD)
    models = {"attention alone": (learner, writer)}
    models["GRU with attention"] = book.attentive, book.attentive_writer
    result = {"seeds": list(book.SEEDS), "rate": RATE, "weights": learner.count_params()}
    for name, model in models.items():
        runs = book.runs_of(*model)
        result[name] = {part: [float(s) for s in book.by_seed(runs, part)] for part in SETS}
        print(name, result[name], flush=True)
    text = json.dumps(result, indent=1) + "\n"
    Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
