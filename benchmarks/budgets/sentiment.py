"""Part 6c: accuracy against the number of training sentences, the GRU and naive Bayes.

Both get the same sentences: as many as the budget says, drawn anew for each seed. Both choose on
the same validation sentences: naive Bayes its alpha, and whether it counts pairs; the GRU when to
stop. Network and training are the notebook's own. Fewer sentences make fewer steps in an epoch, so
the GRU may wait for so many more epochs that its patience has as many steps as on the page; with
all of them the networks are those of the page. Accuracy is that on the test sentences, about which
nothing is decided here. Seconds are those of the training, with what Keras compiles, and of the
choice.
"""

import functools
import time
from types import SimpleNamespace

import numpy as np
from notebook_cells import definitions

FIRST_TRAINING = "seeds-0-1-2-networks-means-for-seed-in-s"
SENTENCES = (200, 600, 2_000, 5_972)
SEEDS = (0, 1, 2)
ALPHAS = (0.1, 0.3, 1, 3)

METRIC = "accuracy on 1,279 new sentences"
BETTER = "higher"
OPPONENT = "naive Bayes"
LIVE = {"model": "GRU", "budget": 5_972}
TOLERANCE = 0.03
RECIPES = {
    "naive Bayes": "alpha of 0.1, 0.3, 1 or 3 and words or pairs, chosen on validation sentences",
    "GRU": "as in section 6c.4, with the words of its own sentences; the budget is their number",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06c_sentiment", FIRST_TRAINING))


def some_of(count, seed):
    """So many training sentences, in the order of the page, and their verdicts."""
    book = the_book()
    chosen = np.sort(np.random.default_rng(seed).permutation(book.train)[:count])
    return book.of(chosen), book.positive[chosen]


def readers_of_bags(sentences, labels):
    """The forms of naive Bayes among which the validation sentences choose."""
    book = the_book()
    for longest in (1, 2):
        counts = book.counter(longest).fit(sentences)
        seen = counts.transform(sentences)
        for alpha in ALPHAS:
            yield book.make_pipeline(counts, book.MultinomialNB(alpha=alpha).fit(seen, labels))


def naive_bayes(sentences, labels, seed):
    """The steps, of which there are none, and how to ask for the accuracy on the test."""
    book = the_book()
    bags = readers_of_bags(sentences, labels)
    best = max(bags, key=lambda bag: book.bag_accuracy(bag, book.validation))
    return 0, lambda: book.bag_accuracy(best, book.test)


def gru(sentences, labels, seed):
    """The steps of the GRU's training, and how to ask for the accuracy on the test."""
    book = the_book()
    known = book.datasets.fit_vocabulary(sentences)
    longer = round(len(book.train) / len(sentences))
    book.keras.utils.set_random_seed(seed)
    model = book.build(known)
    book.learn(model, known, sentences, labels, epochs=20 * longer, patience=longer)
    steps = len(model.history.epoch) * -(-len(sentences) // 256)

    def accuracy():
        logits = book.logits_of(model, book.of(book.test), known)
        return book.accuracy(logits, book.test)

    return steps, accuracy


MODELS = {"naive Bayes": naive_bayes, "GRU": gru}


def judge(model, count, seed):
    """Train a model on some of the sentences and judge it."""
    sentences, labels = some_of(count, seed)
    start = time.process_time()
    steps, accuracy = MODELS[model](sentences, labels, seed)
    seconds = time.process_time() - start
    return {
        "model": model, "budget": count, "seed": seed, "steps": steps,
        "seconds": round(seconds, 2), "quality": round(accuracy(), 4), "data": count,
    }  # fmt: skip


def points(done=frozenset()):
    """Measure every point but those that are done, few sentences first."""
    for count in SENTENCES:
        for model in MODELS:
            for seed in SEEDS:
                if (model, count, seed) not in done:
                    yield judge(model, count, seed)
