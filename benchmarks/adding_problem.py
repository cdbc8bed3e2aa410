"""Chapter 3 with more patience: how long does a vanilla RNN need for the adding problem?

The chapter stops after 500 training steps. Here 20 networks of each kind get up to 8,000, and their
errors on 1,000 fresh sequences are noted on the way. Writes ``adding_problem.json``, which a test
compares with what the chapter says. Run it with ``python benchmarks/adding_problem.py``; it takes
about three minutes.
"""

import json
from pathlib import Path

import numpy as np

from rnn_helpers import gru, losses, rnn, train
from rnn_helpers.model import network, objective, predict

SEEDS = range(20)
STEPS = 50  # of a sequence
BUDGETS = (500, 1_000, 2_000, 4_000, 8_000)  # training steps
SOLVED, GUESSING = 0.01, 0.14


def adding(count, rng):
    """Numbers and marks; the target is the sum of the two marked numbers."""
    x = np.zeros((count, STEPS, 2))
    x[:, :, 0] = rng.random((count, STEPS))
    rows = np.arange(count)
    x[rows, rng.integers(0, STEPS // 2, count), 1] = 1
    x[rows, rng.integers(STEPS // 2, STEPS, count), 1] = 1
    return x, x.prod(axis=2).sum(axis=1).reshape(-1, 1, 1)


def errors_on_the_way(cell, rate, seed, budgets):
    """The error on the exam after each number of training steps."""
    exam_x, exam_target = adding(1_000, np.random.default_rng(99))
    rng = np.random.default_rng(seed)
    errors = []

    def watch(step, params):
        if step in budgets:
            y = predict(cell, params, exam_x)[:, -1:]
            errors.append(float(((y - exam_target) ** 2).mean()))

    lessons = (adding(32, rng) for _ in range(max(budgets)))
    start = network(cell, 2, 16, 1, rng)
    train.fit(objective(cell, losses.mse), start, lessons, rate, max_norm=1.0, watch=watch)
    return errors


def summary(cell, rate, budgets):
    """How many networks have solved the problem, and how many still guess, at each budget."""
    rows = []
    for seed in SEEDS:
        rows.append(errors_on_the_way(cell, rate, seed, budgets))
        print(f"\r{cell.__name__}, {rate}: {len(rows)} of {len(SEEDS)} ", end="", flush=True)
    print()
    errors = np.array(rows)
    return {
        "solved": dict(zip(budgets, (errors < SOLVED).sum(axis=0).tolist(), strict=True)),
        "guessing": dict(zip(budgets, (errors > GUESSING).sum(axis=0).tolist(), strict=True)),
        "median": dict(zip(budgets, np.median(errors, axis=0).round(4).tolist(), strict=True)),
    }


def main():
    found = {
        "seeds": len(SEEDS),
        "GRU, 0.01": summary(gru, 0.01, (500, 1_000)),
        "RNN, 0.01": summary(rnn, 0.01, BUDGETS[:4]),
        "RNN, 0.003": summary(rnn, 0.003, BUDGETS),
    }
    text = json.dumps(found, indent=1)
    Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
