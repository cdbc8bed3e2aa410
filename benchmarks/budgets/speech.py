"""Part 6e: test streams exactly right against CPU seconds, GRUs with CTC against the HMM.

Everything but the number of steps is as on the page, chosen there: a rate that falls from 0.02 to
zero over the whole training, 64 streams a step, each stream used once. Nothing is chosen by what is
measured here. Seconds are those of the training, without joining the streams and without what
Keras needs to prepare a network.
"""

import functools
import time
from types import SimpleNamespace

import numpy as np
from budget_point import point
from notebook_cells import definitions

FIRST_TRAINING = "ctc-models-train-ctc-seed-whole-learning"
STEPS, SEEDS = (20, 60, 200, 600), (0, 1, 2)
CHUNK = 200  # streams are joined for so many steps at a time: more would not fit into memory
HMM, GRU = "hidden Markov model", "GRU with CTC"

METRIC = "test streams exactly right"
BETTER = "higher"
OPPONENT = HMM
LIVE = {"model": GRU, "budget": 200}
TOLERANCE = 0.02
RECIPES = {
    HMM: "five states a man, four rounds, as section 6e.7 chose them; told who says what",
    GRU: "as in section 6e.7; the budget is the number of steps",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06e_speech", FIRST_TRAINING))


def fit_hmm():
    """The hidden Markov model as the notebook chose it, fitted once more for its seconds."""
    book, start = the_book(), time.process_time()
    hmm = book.fit_hmm(book.whole, book.learning, book.states)
    seconds = time.process_time() - start
    right = book.exactly(book.decode(book.exam, hmm, book.price), book.exam).mean()
    return point(HMM, 0, 0, 0, seconds, right)


@functools.cache
def compiled(steps):
    """A network whose rate falls to zero over so many steps; one step prepares it."""
    book = the_book()
    model, rate = book.stream_reader(), book.keras.optimizers.schedules.CosineDecay(0.02, steps)
    adam = book.keras.optimizers.Adam(rate)
    model.compile(adam, book.loss_of_paths, jit_compile=False)
    model.fit(*batches(0, 0, 1), batch_size=64, verbose=0)
    return model


def batches(seed, chunk, steps):
    """Streams for some steps, as ``train_ctc`` of the notebook lays them out."""
    book = the_book()
    made = book.streams(book.whole, book.learning, steps * 64, 100 + seed + 1000 * chunk)
    x, numbers = book.in_threes(made)
    rows = np.argsort(numbers[:, 0], kind="stable").reshape(steps, 64)
    order = np.random.default_rng(seed).permutation(rows).ravel()
    return x[order], numbers[order]


def train(steps, seed):
    """Train from the weights of a seed, chunk by chunk; return the network and its seconds."""
    book, seconds = the_book(), 0
    model = compiled(steps)
    book.keras.utils.set_random_seed(seed)
    for old, new in zip(model.variables, book.stream_reader().variables, strict=True):
        old.assign(new)
    for memory in model.optimizer.variables:
        if memory.name != "learning_rate":
            memory.assign(book.keras.ops.zeros_like(memory))
    for chunk in range(-(-steps // CHUNK)):
        x, numbers = batches(seed, chunk, min(steps, CHUNK))
        start = time.process_time()
        model.fit(x, numbers, batch_size=64, shuffle=False, verbose=0)
        seconds += time.process_time() - start
    return model, seconds


def points(done=frozenset()):
    """Measure every point but those that are done."""
    if (HMM, 0, 0) not in done:
        yield fit_hmm()
    for steps in STEPS:
        for seed in SEEDS:
            if (GRU, steps, seed) not in done:
                book, (model, seconds) = the_book(), train(steps, seed)
                right = book.exactly(book.best_path(model, book.exam), book.exam).mean()
                yield point(GRU, steps, seed, steps, seconds, right)
