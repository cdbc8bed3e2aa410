"""Chapter 5 with 200 fresh seeds: how many adders hold every carry chain, plain and with L2?

The chapter itself uses seeds 0 to 19, and what they suggest has to be tested on others. Writes the
counts to ``adder_seeds.json``, which a test compares with what the chapter says. Run it with
``python benchmarks/adder_seeds.py``; it takes about four minutes.
"""

import json
from pathlib import Path

import numpy as np

from rnn_helpers import binary_addition as adder
from rnn_helpers import losses, readout, rnn, train

SEEDS = range(20, 220)
RECIPES = {"plain": 0.0, "L2": 1e-4}
CHAINS = [adder.carry_chains(bits) for bits in (16, 32, 100, 1_000, 10_000)]


def predict(params, x):
    return readout.forward(params, rnn.forward(params, x)[0])[0]


def objective(strength):
    """The loss of chapter 5, with ``strength`` times the sum of the squared weights."""

    def loss_and_grads(params, x, target):
        h, cache = rnn.forward(params, x)
        logits, readout_cache = readout.forward(params, h)
        loss, dlogits = losses.binary_cross_entropy(logits, target)
        grads, dh = readout.backward(params, readout_cache, dlogits)
        grads |= rnn.backward(params, cache, dh)[0]
        weights = {name: params[name] for name in "UWV"}
        penalty, slopes = losses.l2_penalty(weights, strength)
        return loss + penalty, grads | {name: grads[name] + slopes[name] for name in weights}

    return loss_and_grads


def holds_all_chains(seed, strength):
    rng = np.random.default_rng(seed)
    params = rnn.init_params(2, 16, rng) | readout.init_params(16, 1, rng)
    x, target = adder.random_pairs(64 * 1000, 8, rng)
    batches = zip(np.split(x, 1000), np.split(target, 1000), strict=True)
    params, _ = train.fit(objective(strength), params, batches, lr=0.01)
    return all(adder.exact_accuracy(predict(params, x), target) == 1 for x, target in CHAINS)


def main():
    counts = {"seeds": len(SEEDS)}
    for name, strength in RECIPES.items():
        counts[name] = 0
        for done, seed in enumerate(SEEDS, start=1):
            counts[name] += holds_all_chains(seed, strength)
            print(f"\r{name}: {counts[name]} of {done} ", end="", flush=True)
        print()
    Path(__file__).with_suffix(".json").write_text(json.dumps(counts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
