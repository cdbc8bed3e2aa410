"""Part 6d: numbers translated exactly against CPU seconds: two networks, phrases and pieces.

The networks are the notebook's own, trained longer and longer by its own function: nothing but the
passes over the 3,000 training pairs changes. Quality is the share of the 1,000 test numbers, about
which nothing is decided here; phrases and the memory of pieces are tuned on the validation numbers,
and their seconds are those of the tuning.
The seconds of a network are those of its training, without what Keras needs to
compile it.
"""

import functools
import time
from types import SimpleNamespace

from budget_point import point
from notebook_cells import definitions

FIRST_TRAINING = "seeds-0-1-2-plain-build-attention-false"
PASSES = (1, 3, 5, 9)
SEEDS = (0, 1, 2)
NETWORKS = {"GRU with attention": True, "GRU, one fixed state": False}
LONGEST = {"GRU, one fixed state": 5}  # the last of the live training

METRIC = "share of 1,000 new numbers that is right"
BETTER = "higher"
OPPONENT = "memory of pieces"
LIVE = {"model": "GRU with attention", "budget": 5}
TOLERANCE = 0.05
RECIPES = {
    "memory of pieces": "cuts and the silent word searched with 500 validation numbers",
    "phrases": "slope of the links, longest phrase and price chosen on 500 validation numbers",
    "GRU with attention": "by passes over 3,000 pairs, in batches of 60: Adam, rate 0.01",
    "GRU, one fixed state": "the same without attention",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06d_translation", FIRST_TRAINING))


@functools.cache
def network(model):
    """The network of a model, compiled by one step of training."""
    book = the_book()
    built, _ = book.build(attention=NETWORKS[model])
    book.train_once(built, 0, book.x[:60], book.y[:60], epochs=1)
    book.greedy(built, book.x[:60])
    return built


def phrases(book):
    """Build and tune the phrase tables once more; return what they have right on the test."""
    tables, results = book.tune(book.part(book.train), book.part(book.val))
    slope, longest, price = max(results, key=results.get)
    source, target = book.part(book.test)
    translate = functools.partial(book.by_phrases, tables[slope], source, longest, price)
    return lambda: book.matches(translate(), target).mean()


def pieces(book):
    """Look for the cuts and the silent word once more; return what is right on the test."""
    train, val, test = (book.part(some) for some in (book.train, book.val, book.test))
    cuts = book.find_cuts(train, val)
    shares = {word: book.pieces_right(train, val, cuts, word) for word in book.codes[0]}
    silent = max(shares, key=shares.get)
    return lambda: book.pieces_right(train, test, cuts, silent)


BASELINES = {"memory of pieces": pieces, "phrases": phrases}


def tune(model):
    """Tune a baseline, for the time that it takes, and let it translate the test numbers."""
    book, start = the_book(), time.process_time()
    right = BASELINES[model](book)
    seconds = time.process_time() - start
    return point(model, 1, 0, 0, seconds, right())


def judge(model, passes, seed):
    """Train a network from the weights of its seed and let it translate the test numbers."""
    book, built = the_book(), network(model)
    start = time.process_time()
    weights, _ = book.train_once(built, seed, book.x, book.y, epochs=passes)
    seconds = time.process_time() - start
    built.set_weights(weights)
    x, y = book.arrays(book.part(book.test))
    share = book.exact_rows(book.greedy(built, x), y)
    return point(model, passes, seed, passes * len(book.x) // 60, seconds, share)


def points(done=frozenset()):
    """Measure every point but those that are done, cheap ones first."""
    for model in BASELINES:
        if (model, 1, 0) not in done:
            yield tune(model)
    for passes in PASSES:
        for model in NETWORKS:
            for seed in SEEDS:
                wanted = passes <= LONGEST.get(model, passes)
                if wanted and (model, passes, seed) not in done:
                    yield judge(model, passes, seed)
