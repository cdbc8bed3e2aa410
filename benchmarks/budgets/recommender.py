"""Part 6g: hit rate against passes of training: the GRU, its mixture with counts, and the counts.

The network is the notebook's own, trained by its own function with more and more passes over the
98,114 ratings; its rate falls to zero over however many there are. The chain's constants are those
that the notebook chose on the validation films, and so is, for each network, its share in the
mixture. Quality is the hit rate on the test films, about which nothing is decided here. Seconds are
those of one training with what Keras compiles; a mixture needs those of both. Points of more passes
than the page's also say which users were served, so that the page can ask what the rule asks: are
these leads more than the choice of the users?
"""

import functools
import time
from types import SimpleNamespace

import numpy as np
from notebook_cells import definitions

FIRST_TRAINING = "seeds-0-1-2-networks-train-network-seed"
PASSES = (1, 2, 4, 12)
SEEDS = (0, 1, 2)
SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1)

METRIC = "HR@10 on the test films of 943 users"
BETTER = "higher"
OPPONENT = "windowed chain"
LIVE = {"model": "GRU", "budget": 4}
TOLERANCE = 0.02
RECIPES = {
    "windowed chain": "counts over twenty steps; its constants chosen on the validation films",
    "GRU": "by passes: 96 units, dropout 0.5, Adam, rate falling from 0.02 to 0",
    "mixture": "that GRU and the chain; the share of each chosen on the validation films",
}


@functools.cache
def the_book():
    """The notebook's names; training reads how many passes there are to be from among them."""
    return definitions("06g_recommender", FIRST_TRAINING)


@functools.cache
def chain():
    """The chain's scores for both parts, and the seconds that it takes to count."""
    book, start = SimpleNamespace(**the_book()), time.process_time()
    strength = book.transitions(book.train, 20, 0.8, **book.tuned)
    seconds = time.process_time() - start
    model = book.by_markov(strength, 20, 0.8)
    return {part: model(book.known[part]) for part in book.known}, seconds


def point(model, budget, seed, steps, seconds, table):
    """One point, judged by what the model says of the test films."""
    book = SimpleNamespace(**the_book())
    ranks = book.ranks(table, book.known["test"], book.test)
    found = {
        "model": model, "budget": budget, "seed": seed, "steps": steps,
        "seconds": round(seconds, 2), "quality": round(float(book.hit_rate(ranks)), 4),
    }  # fmt: skip
    if budget > LIVE["budget"]:
        found["served"] = np.packbits(ranks <= 10).tobytes().hex()
    return found


def mixture(tables, rest):
    """The mixture of two models for the test films, with the share that suits validation best."""
    book = SimpleNamespace(**the_book())

    def mixed(share, part):
        return share * tables[part] + (1 - share) * rest[part]

    def gain(share):
        table = mixed(share, "validation")
        return book.ndcg(book.ranks(table, book.known["validation"], book.validation))

    return mixed(max(SHARES, key=gain), "test")


def trained(passes, seed):
    """Train the network; return its scores for both parts, the steps and the seconds."""
    names = the_book()
    names["PASSES"] = passes
    start = time.process_time()
    _, scorer = names["train_network"](seed)
    seconds = time.process_time() - start
    model = names["by_network"](scorer)
    steps = passes * int(np.ceil(len(names["x"]) / names["BATCH"]))
    return {part: model(known) for part, known in names["known"].items()}, steps, seconds


def points(done=frozenset()):
    """Measure every point but those that are done, cheap ones first."""
    rest, counting = chain()
    if ("windowed chain", 1, 0) not in done:
        yield point("windowed chain", 1, 0, 0, counting, rest["test"])
    for passes in PASSES:
        for seed in SEEDS:
            lacking = {"GRU", "mixture"} - {m for m, *at in done if at == [passes, seed]}
            if lacking:
                tables, steps, seconds = trained(passes, seed)
            if "GRU" in lacking:
                yield point("GRU", passes, seed, steps, seconds, tables["test"])
            if "mixture" in lacking:
                table = mixture(tables, rest)
                yield point("mixture", passes, seed, steps, seconds + counting, table)
