"""Chapter 5 with 200 fresh seeds: how many adders pass both long exams, plain and with L2?

The chapter itself uses seeds 0 to 19, and what they suggest has to be tested on others. The two
networks of a seed start from the same weights and see the same sums, so they are counted as pairs:
for each exam, on how many seeds both recipes pass, one of them only, or neither. Writes the counts
to ``adder_seeds.json``, which a test compares with what the chapter says. Run it with
``python benchmarks/adder_seeds.py``; it takes about five minutes.
"""

import json
from pathlib import Path

import numpy as np

from rnn_helpers import binary_addition as adder
from rnn_helpers import losses, rnn, train
from rnn_helpers.model import network, objective, predict

SEEDS = range(20, 220)
RECIPES = {"plain": 0.0, "L2": 1e-4}
LENGTHS = (16, 32, 100, 1_000, 10_000)
OUTCOMES = {
    (True, True): "both",
    (True, False): "only plain",
    (False, True): "only L2",
    (False, False): "neither",
}


def set_exams():
    """The sums of both exams, at every length."""
    rng = np.random.default_rng(0)
    return {
        "random": [adder.random_pairs(64, bits, rng) for bits in LENGTHS],
        "chains": [adder.carry_chains(bits) for bits in LENGTHS],
    }


def penalised(strength):
    """The loss of chapter 5, with ``strength`` times the sum of the squared weights."""
    plain = objective(rnn)

    def loss_and_grads(params, x, target):
        loss, grads = plain(params, x, target)
        weights = {name: params[name] for name in "UWV"}
        penalty, slopes = losses.l2_penalty(weights, strength)
        return loss + penalty, grads | {name: grads[name] + slopes[name] for name in weights}

    return loss_and_grads


def train_adder(seed, strength):
    """Train the network of a seed for 1,000 steps."""
    rng = np.random.default_rng(seed)
    params = network(rnn, 2, 16, 1, rng)
    x, target = adder.random_pairs(64 * 1000, 8, rng)
    batches = zip(np.split(x, 1000), np.split(target, 1000), strict=True)
    return train.fit(penalised(strength), params, batches, lr=0.01)[0]


def passes(params, exam):
    """Whether every sum of an exam is right."""
    return all(adder.exact_accuracy(predict(rnn, params, x), target) == 1 for x, target in exam)


def main():
    """Count the outcomes of all pairs and write them down."""
    exams = set_exams()
    counts = {kind: dict.fromkeys(OUTCOMES.values(), 0) for kind in exams}
    for done, seed in enumerate(SEEDS, start=1):
        pair = [train_adder(seed, strength) for strength in RECIPES.values()]
        for kind, exam in exams.items():
            counts[kind][OUTCOMES[tuple(passes(params, exam) for params in pair)]] += 1
        print(f"\r{done} seeds: {counts} ", end="", flush=True)
    print()
    text = json.dumps({"seeds": len(SEEDS)} | counts, indent=1)
    Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
