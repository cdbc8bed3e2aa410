"""Time one training step (forward, BPTT, Adam) of rnn_helpers against Keras, PyTorch and JAX.

Run it with ``make bench``. All contenders train the same model on the same batches in float32.
Each lives in a process of its own, with one thread (but for Keras as it comes). Their epochs are
interleaved, so that a busy machine slows all of them alike; each figure is a median over the
rounds. PyTorch and JAX take part if they are installed.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")  # before NumPy is imported
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")

import argparse
import multiprocessing
import statistics
import time
from typing import NamedTuple

import contenders
import numpy as np


class Shape(NamedTuple):
    """The size of the task: ``outputs`` 1 is binary cross-entropy, more is softmax."""

    batch: int
    time: int
    features: int
    hidden: int
    outputs: int
    steps: int


SHAPES = {
    "small": Shape(batch=64, time=9, features=2, hidden=16, outputs=1, steps=700),
    "large": Shape(batch=32, time=64, features=65, hidden=128, outputs=65, steps=40),
}


def make_data(shape):
    """Draw the batches of one epoch: random bits, or random symbols in one-hot form."""
    rng = np.random.default_rng(0)
    size = (shape.steps, shape.batch, shape.time)
    if shape.outputs == 1:
        x = rng.integers(0, 2, (*size, shape.features)).astype(np.float32)
        return x, rng.integers(0, 2, (*size, 1)).astype(np.float32)
    symbols = rng.integers(0, shape.features, size)
    return np.eye(shape.features, dtype=np.float32)[symbols], rng.integers(0, shape.outputs, size)


def work(name, cell, shape, pipe):
    """Build one contender; then train one epoch, and send the time, for every True received."""
    epoch = contenders.ALL[name](cell, shape, *make_data(shape))
    epoch()  # compiles and fills the caches
    pipe.send("ready")
    while pipe.recv():
        start = time.perf_counter()
        epoch()
        pipe.send((time.perf_counter() - start) / shape.steps * 1e3)


def start_worker(name, cell, shape):
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    spawn.Process(target=work, args=(name, cell, shape, there), daemon=True).start()
    here.recv()
    return here


def medians(cell, shape, rounds):
    """Let every contender train one epoch per round, in turn; return milliseconds per step."""
    pipes = {name: start_worker(name, cell, shape) for name in contenders.installed()}
    taken = {name: [] for name in pipes}
    for done in range(rounds):
        for name, pipe in pipes.items():
            print(f"\r  round {done + 1}/{rounds}: {name:<24}", end="", flush=True)
            pipe.send(True)
            taken[name].append(pipe.recv())
    for pipe in pipes.values():
        pipe.send(False)
    print("\r" + " " * 50, end="\r")
    return {name: statistics.median(values) for name, values in taken.items()}


def sgemm_peak():
    """Measure what one thread can do at best: GFLOP/s of a large single-precision product."""
    a, best = np.ones((1024, 1024), np.float32), np.inf
    for _ in range(20):
        start = time.perf_counter()
        a @ a
        best = min(best, time.perf_counter() - start)
    return 2 * 1024**3 / best / 1e9


def gigaflop(cell, shape):
    """Count the multiplications and additions of the matrix products in one training step."""
    gates = {"rnn": 1, "lstm": 4, "gru": 3}[cell]
    weights = gates * shape.hidden * (shape.features + shape.hidden) + shape.hidden * shape.outputs
    return 3 * 2 * weights * shape.batch * shape.time / 1e9  # forward, and twice backward


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--cells", nargs="+", default=["rnn", "lstm", "gru"])
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES))
    args = parser.parse_args()
    peak = sgemm_peak()
    for shape in (SHAPES[name] for name in args.shapes):
        print(f"\n{shape}")
        for cell in args.cells:
            ms = medians(cell, shape, args.rounds)
            own = ms["rnn_helpers"]
            share = gigaflop(cell, shape) / (own / 1e3) / peak
            print(f"{cell}: rnn_helpers at {share:.0%} of the sgemm peak, {peak:.0f} GFLOP/s")
            checks = own / ms["rnn_helpers, unchecked"] - 1
            print(f"  checking arguments costs {checks:.0%} of an unchecked step")
            for name, value in ms.items():
                print(f"  {name:<24} {value:8.3f} ms per step, {value / own:6.2f} x rnn_helpers")


if __name__ == "__main__":
    main()
