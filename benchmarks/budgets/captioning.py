"""Part 6f: exact captions of the test against CPU seconds, GRU with attention and slot filler.

All networks read the same 10,000 pictures, once to eighteen times; all else is as on the page,
with a rate that falls to zero over the whole training. Nothing is chosen by what is measured here.
Seconds are those of the training, without what Keras needs to compile a network.
"""

import functools
import time
from types import SimpleNamespace

from notebook_cells import definitions

FIRST_TRAINING = "results-slot-filler-runs-of-slots-slots"
PASSES = (1, 2, 6, 18)
SEEDS = {18: (0,)}  # of the others 0, 1 and 2
SLOTS, GRU = "slot filler", "GRU with attention"

METRIC = "exact captions, test"
BETTER = "higher"
OPPONENT = SLOTS
LIVE = {"model": GRU, "budget": 6}
TOLERANCE = 0.04
RECIPES = {
    SLOTS: "as in section 6f.5; the budget is the number of passes over 10,000 pictures",
    GRU: "likewise, with the same pictures",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06f_captioning", FIRST_TRAINING))


@functools.cache
def compiled(model, passes):
    """A learner whose rate falls to zero over so many passes, and its writer."""
    book = the_book()
    book.compiled.__globals__["EPOCHS"] = passes  # where the notebook's functions look it up
    if model == SLOTS:
        learner = writer = book.compiled(book.slot_filler())
    else:
        learner, writer = book.captioner(attention=True)
        book.compiled(learner, ignore=book.PAD)
    round_of_50 = 50 * book.BATCH  # one for them and one for the rest have to be compiled
    first = round_of_50 + len(book.target) % round_of_50
    learner.fit(inputs(learner, first), book.target[:first], book.BATCH, verbose=0)
    return learner, writer


def inputs(learner, count=None):
    """What a learner is given: the pictures, and the words before if it asks for them."""
    pictures, prefix = the_book().train["picture"][:count], the_book().prefix[:count]
    return [pictures, prefix] if len(learner.inputs) == 2 else pictures


def train(model, passes, seed):
    """Train from fresh weights, as ``train_once`` of the notebook does; return the seconds."""
    book, (learner, _) = the_book(), compiled(model, passes)
    book.keras.utils.set_random_seed(seed)
    learner.set_weights(book.keras.models.clone_model(learner).get_weights())
    for variable in learner.optimizer.variables:
        variable.assign(0 * variable)
    start = time.process_time()
    learner.fit(inputs(learner), book.target, batch_size=book.BATCH, epochs=passes, verbose=0)
    return time.process_time() - start


def measure(model, passes, seed):
    """Train one network and let it describe the test pictures."""
    book = the_book()
    seconds = train(model, passes, seed)
    texts, _ = book.describe(compiled(model, passes)[1], book.test)
    return {
        "model": model, "budget": passes, "seed": seed,
        "steps": passes * -(-len(book.target) // book.BATCH), "seconds": round(seconds, 2),
        "quality": round(float(book.exact_share(book.test["caption"], texts)), 4),
    }  # fmt: skip


def points(done=frozenset()):
    """Measure every point but those that are done."""
    for passes in PASSES:
        for model in (SLOTS, GRU):
            for seed in SEEDS.get(passes, (0, 1, 2)):
                if (model, passes, seed) not in done:
                    yield measure(model, passes, seed)
