"""Part 6a, sales of 98 shops: WAPE on the validation part against CPU seconds of training.

The GRU of the notebook reads the training part more or less often, with the learning rate falling
to zero over each budget; boosting on columns made by hand gets more or fewer trees. A budget is a
number of passes or of trees. The classical line is exponential smoothing: a level for each shop,
in multiples of its usual sales, which every open day moves by a share of its surprise. The
validation part judges, since so many numbers are looked at.
"""

import functools
import time
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import nbformat
import numpy as np
from budget_point import point

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "06a_forecasting.ipynb"
WEATHER = "weather-provenance-datasets-seattle-weat"
SALES = "shops-provenance-datasets-rossmann-sales"
FIRST_TRAINING = "shop-networks-train-shops-data-train-see"
TRAINS = {
    "x-usual-sold-array-6-for-array-in-data-t",
    "x-usual-sold-data-valid-full-size-np-til",
}
PASSES = 1, 2, 5, 15, 45
TREES = 12, 40, 120, 360, 1080
SEEDS = {45: (0,)}  # of the other budgets 0, 1 and 2
SHARES = 0, 0.02, 0.05, 0.1, 0.2, 0.5
BATCH = 128

METRIC = "WAPE of the validation part"
BETTER = "lower"
OPPONENT = "boosting, made by hand"
LIVE = {"model": "GRU", "budget": 5}
TOLERANCE = 0.003
RECIPES = {
    "boosting, made by hand": "the budget is the number of trees",
    "exponential smoothing": "of sales over the usual; its share chosen on the training part",
    "GRU": "the budget is the number of passes over 8,134 sequences",
}


@functools.cache
def the_book():
    """The notebook's definitions about sales, and its data."""
    mpl.use("agg")
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    source = {cell.id: cell.source for cell in cells if cell.cell_type == "code"}
    ids, names = list(source), {}
    wanted = ids[1 : ids.index(WEATHER)] + ids[ids.index(SALES) : ids.index(FIRST_TRAINING)]
    for name in wanted:
        if name not in TRAINS:
            exec(compile(source[name], name, "exec"), names)
    return SimpleNamespace(**names)


def network(budget, seed):
    """The GRU of the page, with as many passes as a budget allows."""
    book = the_book()
    x, usual, sold = book.data["train"]
    steps = len(x) // BATCH
    model = shop_gru(budget)
    pick = np.random.default_rng(seed).permutation(len(x))[: steps * BATCH]
    plan = {"batch_size": BATCH, "epochs": budget}
    start = time.process_time()
    trained, _ = book.fit_afresh(seed, model, [x[pick], usual[pick]], sold[pick], **plan)
    seconds = time.process_time() - start
    x, usual, sold = book.data["valid"]
    quality = book.wape(np.array(trained([x, usual])), sold)
    return point("GRU", budget, seed, steps * budget, seconds, quality, digits=5)


@functools.cache
def shop_gru(budget):
    """Compile, and make the first steps, so that later trainings are timed without that."""
    book = the_book()
    x, usual, sold = (array[: 21 * BATCH] for array in book.data["train"])
    model = book.shop_gru(len(book.data["train"][0]) // BATCH * budget)
    model.fit([x, usual], sold, batch_size=BATCH, verbose=0)
    return model


def boosting(budget):
    """The book's trees on columns made by hand, more or fewer of them."""
    book = the_book()
    start_from = book.datasets.origins(book.parts[0], past=56, ahead=14, every=7)
    rows = book.summaries(start_from)
    sold = book.windows(book.shops["sales"].T / book.size, start_from)[:, 14:]
    opened = book.windows(book.is_open, start_from)[:, 14:]
    trees = book.HistGradientBoostingRegressor(
        loss="absolute_error", max_iter=budget, early_stopping=False, random_state=0
    )
    start = time.process_time()
    trees.fit(rows[opened], sold[opened])
    seconds = time.process_time() - start
    _, usual, sold = book.data["valid"]
    scale = np.tile(book.size, len(book.valid_from))[:, None] / 10_000 * (usual > 0)
    forecast = book.foretell(trees, book.summaries(book.valid_from)) * scale
    return point(OPPONENT, budget, 0, budget, seconds, book.wape(forecast, sold), digits=5)


def levels(today, share, past=56):
    """Each shop's level at an origin, from the surprises of the days before: (origins, shops)."""
    book = the_book()
    usual = book.datasets.usual_sales(book.shops, today, past, 1)[:, :past]
    sold, _ = book.datasets.past_and_future(book.shops["sales"].T, today, past, 1)
    opened, _ = book.datasets.past_and_future(book.is_open, today, past, 1)
    level = np.ones(usual[:, 0].shape)
    for day in range(past):
        surprise = sold[:, day] / np.maximum(usual[:, day], 1) - level
        level = level + share * surprise * opened[:, day]
    return level


def smoothed(part, today, share):
    """The WAPE of the usual times the level."""
    _, usual, sold = the_book().data[part]
    return the_book().wape(usual * levels(today, share).reshape(-1, 1), sold)


def smoothing():
    """Exponential smoothing with the share that suits the training part best."""
    book, start = the_book(), time.process_time()
    share = min(SHARES, key=lambda share: smoothed("train", book.train_from, share))
    seconds = time.process_time() - start
    quality = smoothed("valid", book.valid_from, share)
    return point("exponential smoothing", len(SHARES), 0, len(SHARES), seconds, quality, digits=5)


def points(done):
    """Cheap ones first."""
    if ("exponential smoothing", len(SHARES), 0) not in done:
        yield smoothing()
    for budget in TREES:
        if (OPPONENT, budget, 0) not in done:
            yield boosting(budget)
    for budget in PASSES:
        for seed in SEEDS.get(budget, (0, 1, 2)):
            if ("GRU", budget, seed) not in done:
                yield network(budget, seed)
