"""Part 6b: bits per letter of *Macbeth* against CPU seconds, GRUs against Kneser–Ney.

Rate, width and dropout of each budget were chosen beforehand, not tried on *Macbeth*. Up to 20
seconds it is the page's own network, trained as there for more or less of the text; from then on
the larger one of ``benchmarks/letters.py``, with dropout. The largest budget is the run that is
stored in the package, judged by its stored weights. Seconds are those of the training, without what
Keras needs to compile it.
"""

import functools
import time
from types import SimpleNamespace

import letters
from budget_point import point
from notebook_cells import definitions

from rnn_helpers import trained

PASSES = {2: 0.2, 6: 0.6, 20: 2}  # over the text, by the page's network
LARGER = {70: letters.Recipe(256, 3, 0.004, 0.0, 0.1), 200: letters.LONG._replace(passes=7)}
LONG = 500
SEEDS = {200: (0,)}  # of the other budgets 0, 1 and 2

METRIC = "bits per letter of Macbeth"
BETTER = "lower"
OPPONENT = "Kneser–Ney"
LIVE = {"model": "GRU", "budget": 20}
TOLERANCE = 0.05
RECIPES = {
    "Kneser–Ney": "runs of seven letters, counted in one reading of the six plays",
    "GRU": f"budgets up to 20: 128 units, Keras, as in the notebook, passes {PASSES}; "
    f"then NumPy, {LARGER}; {LONG}: the stored run, {letters.LONG}",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06b_language_model", letters.FIRST_TRAINING))


def count():
    """Kneser–Ney: count once more, since the notebook keeps what it has counted."""
    book = the_book()
    for table in (book.seen_runs, book.kneser_ney):
        table.cache_clear()
    start = time.process_time()
    book.smoothed("Kneser–Ney", book.order)
    seconds = time.process_time() - start
    return point("Kneser–Ney", 2, 0, 0, seconds, book.kneser_ney_bits)


@functools.cache
def compiled(budget):
    """The page's network, its rate going down by the end of the budget; and what it reads."""
    book = the_book()
    updates = int(PASSES[budget] * len(book.x) // book.READERS)
    keras, model = book.keras, book.build()
    rate = keras.optimizers.schedules.CosineDecay(
        0.0008, updates - 100, alpha=0.02, warmup_target=0.008, warmup_steps=100
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    model.compile(optimizer, loss, jit_compile=True, steps_per_execution=50)
    first, read = 50 * book.READERS, updates * book.READERS
    model.fit(book.x[:first], book.y[:first], book.READERS, shuffle=False, verbose=0)  # compiles
    return model, book.x[:read], book.y[:read], updates


def small(budget, seed):
    """Train the page's network by the page's own function."""
    book = the_book()
    model, x, y, updates = compiled(budget)
    changed = {"model": model, "x": x, "y": y, "EPOCHS": max(1, round(PASSES[budget]))}
    book.train.__globals__.update(changed)
    start = time.process_time()
    network = book.train(seed)
    book.train.__globals__["HIDDEN"] = book.HIDDEN
    return network, updates, time.process_time() - start


def large(budget, seed):
    """Train a larger one in NumPy."""
    book, recipe = the_book(), LARGER[budget]
    x, y = letters.text_of(book)
    book.train.__globals__["STEPS"] = book.STEPS
    state = letters.start(book, recipe, seed)
    for _ in range(recipe.passes):
        letters.read_once(state, x, y, recipe)
    return letters.network_of(state["params"], book), state["update"], state["seconds"]


def judged(budget, seed, network, steps, seconds):
    bits = letters.bits_of(network, the_book(), the_book().TEST)
    return point("GRU", budget, seed, steps, seconds, bits)


def points(done=frozenset()):
    """Measure every point but those that are done."""
    if ("Kneser–Ney", 2, 0) not in done:
        yield count()
    for budget in [*PASSES, *LARGER]:
        for seed in SEEDS.get(budget, (0, 1, 2)):
            if ("GRU", budget, seed) not in done:
                run = small if budget in PASSES else large
                yield judged(budget, seed, *run(budget, seed))
    if ("GRU", LONG, 0) not in done:
        network = trained.letters()
        the_book().train.__globals__["HIDDEN"] = len(network.gru["W"])
        yield judged(LONG, 0, network, network.recipe["steps"], network.recipe["seconds"])
