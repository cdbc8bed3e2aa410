"""The long run of part 6b: how far does a GRU get in some minutes of one core?

A larger GRU than the page's reads the six plays again and again, with dropout, trained by this
book's own backward pass: for matrices of this size NumPy is the fastest on one core.
``python benchmarks/letters.py --passes 2`` trains two passes and keeps what it has in
``_build/letters.pickle``; called again it goes on from there. After the last pass the weights go
into the package, as ``rnn_helpers.trained.letters()``.
"""

import argparse
import os
import pickle
import platform
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from notebook_cells import definitions
from store_weights import store

from rnn_helpers import gru, losses, optim, readout, rounding

KEPT = Path(__file__).parents[1] / "_build" / "letters.pickle"
FIRST_TRAINING = "seeds-0-1-2-networks-train-seed-for-seed"
SEED, STEPS, WARM_UP = 0, 50, 200


class Recipe(NamedTuple):
    """What distinguishes one run from another."""

    units: int
    passes: int
    rate: float
    dropped_letters: float
    dropped_units: float


LONG = Recipe(units=256, passes=20, rate=0.004, dropped_letters=0.05, dropped_units=0.3)


def text_of(book):
    """The batches of one pass, and their answers: (batches, readers, steps)."""
    book.train.__globals__["STEPS"] = STEPS  # where the notebook's functions look it up
    for symbols in (book.train_text[:-1], book.train_text[1:]):
        yield book.streams(symbols).reshape(-1, book.READERS, STEPS)


def start(book, recipe, seed):
    """Fresh weights, Adam's memory, the states of the readers, and what draws the dropout."""
    rng = np.random.default_rng(seed)
    params = {"letters": rng.uniform(-0.05, 0.05, (book.SYMBOLS, 32)).astype(np.float32)}
    params |= gru.init_params(32, recipe.units, rng, dtype=np.float32)
    params |= readout.init_params(recipe.units, book.SYMBOLS, rng, dtype=np.float32)
    h = np.zeros((book.READERS, recipe.units), np.float32)
    return {"params": params, "adam": optim.adam_init(params), "h": h, "rng": rng,
            "update": 0, "seconds": 0.0}  # fmt: skip


def kept_share(shape, dropped, rng):
    """A mask of dropout: zeros, and for what is kept what makes up for them."""
    mask = rng.random(shape, dtype=np.float32) >= dropped
    return mask.astype(np.float32) / np.float32(1 - dropped)


def loss_and_grads(params, x, y, h0, rng, recipe):
    """The loss of one batch, its gradients, and the states to go on from."""
    cell, dense = ({name: params[name] for name in names} for names in ("UWb", "Vc"))
    seen = kept_share((*x.shape, 1), recipe.dropped_letters, rng)
    h, cache = gru.forward(cell, params["letters"][x] * seen, h0)
    kept = kept_share(h.shape, recipe.dropped_units, rng)
    logits, readout_cache = readout.forward(dense, h * kept)
    loss, dlogits = losses.softmax_cross_entropy(logits, y)
    grads, dh = readout.backward(dense, readout_cache, dlogits)
    more, flow = gru.backward(cell, cache, dh * kept)
    dletters = np.zeros_like(params["letters"])
    np.add.at(dletters, x, flow.x * seen)
    return loss, grads | more | {"letters": dletters}, h[:, -1].copy()


def rate_at(update, updates, full):
    """Up to the full rate in a straight line, and down to almost zero along a cosine."""
    warm = min(1, (update + 1) / WARM_UP)
    return full * warm * (0.01 + 0.99 * (1 + np.cos(np.pi * update / updates)) / 2)


def read_once(state, x, y, recipe):
    """One pass over the text; the mean loss in bits."""
    begin, costs = time.process_time(), []
    for rows, answers in zip(x, y, strict=True):
        loss, grads, state["h"] = loss_and_grads(
            state["params"], rows, answers, state["h"], state["rng"], recipe
        )
        grads, _ = optim.clip_by_global_norm(grads, 1.0)
        rate = rate_at(state["update"], recipe.passes * len(x), recipe.rate)
        step = optim.adam_step(state["params"], grads, state["adam"], rate)
        state["params"], state["adam"] = step
        state["update"] += 1
        costs.append(loss / np.log(2))
    state["seconds"] += time.process_time() - begin
    return np.mean(costs)


def network_of(params, book):
    """The weights in the form that the notebook's functions take."""
    cell, dense = ({name: params[name] for name in names} for names in ("UWb", "Vc"))
    book.train.__globals__["HIDDEN"] = len(cell["W"])
    return book.Network(params["letters"], cell, dense)


def bits_of(network, book, play):
    """Bits per letter of a play, by the notebook's own functions."""
    states = book.states_of(network, book.code[play])
    return book.bits_per_letter(book.network_probabilities(network, states, book.code[play]))


def finish(state, book):
    """Store the weights with their recipe."""
    recipe = LONG._asdict() | {
        "window": STEPS, "seed": SEED, "steps": state["update"],
        "seconds": round(state["seconds"]), "alphabet": book.alphabet,
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
    }  # fmt: skip
    store("letters", state["params"], recipe)


def main():
    """Train as many passes as are asked for, and keep the state after each."""
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        return subprocess.run([sys.executable, *sys.argv], env=wanted).returncode
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passes", type=int, default=LONG.passes)
    options = parser.parse_args()
    book = SimpleNamespace(**definitions("06b_language_model", FIRST_TRAINING))
    x, y = text_of(book)
    state = pickle.loads(KEPT.read_bytes()) if KEPT.exists() else start(book, LONG, SEED)
    for _ in range(min(options.passes, LONG.passes - state["update"] // len(x))):
        bits = read_once(state, x, y, LONG)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_bytes(pickle.dumps(state))
        print(f"{state['update']:,} steps, {state['seconds']:.0f} s, {bits:.3f} bits", flush=True)
    if state["update"] == LONG.passes * len(x):
        finish(state, book)
    for play in (book.VALID, book.TEST):
        print(play, round(bits_of(network_of(state["params"], book), book, play), 4))
    return 0


if __name__ == "__main__":
    sys.exit(main())
