"""Part 6a, a week of weather: the error of 2015 against CPU seconds, three GRUs and ARIMA.

There are three ways to spend more on the GRU of the page: more epochs with more patience, more
units, and the mean of several networks. All else is as there: the data, the dropout, and the epoch
that is best in 2014. ARIMA chooses its orders in 2014 among the six of the page; its seconds are
those of the choice. The error is that of 2015, by which nothing is chosen. Seconds are those of
the training, without what Keras needs to prepare a network.
"""

import functools
import time
from types import SimpleNamespace

import numpy as np
from budget_point import point
from notebook_cells import definitions

FIRST_TRAINING = "read-target-weather-task-train-anomaly-v"
EPOCHS = (1, 3, 10, 25, 100)
SEEDS = (0, 1, 2)
UNITS = {"GRU": 8, "GRU of 64 units": 64}
MEAN, TOGETHER = "mean of eight GRUs", 8

METRIC = "MAE over a week, 2015 (°C)"
BETTER = "lower"
OPPONENT = "ARIMA"
LIVE = {"model": "GRU", "budget": 25}
TOLERANCE = 0.05
RECIPES = {
    "ARIMA": "the orders that are best in 2014 of so many as the budget says",
    "GRU": "8 units; the budget is the most epochs, a fifth of it (but 5 at least) the patience",
    "GRU of 64 units": "the same with 64 units",
    MEAN: "the forecasts of so many GRUs of 8 units as the budget says, each of 25 epochs at most",
}


@functools.cache
def the_book():
    return SimpleNamespace(**definitions("06a_forecasting", FIRST_TRAINING))


@functools.cache
def windows(part):
    """What is read in a part ("train", "valid" or "test"), and the anomalies to come."""
    book = the_book()
    return book.weather_task(getattr(book, part), "anomaly")[1:]


def fit(model, seed, epochs):
    """Train a compiled model as on the page; return a copy of it, its steps and its seconds."""
    book, start = the_book(), time.process_time()
    spread = book.odd[book.train].std()
    (read, target), (new, came) = windows("train"), windows("valid")
    patience = max(5, epochs // 5)
    stop = book.keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)
    plan = {"epochs": epochs, "callbacks": [stop], "validation_data": (new, came / spread)}
    network, history = book.fit_afresh(seed, model, read, target / spread, **plan)
    steps = len(history["loss"]) * -(-len(read) // 64)
    return network, steps, time.process_time() - start


@functools.cache
def compiled(units):
    """A network of so many units; an epoch prepares it, so that no training is timed with that."""
    model = the_book().small_gru((14, 8), outputs=7, hidden=units, dropout=0.2, loss="mae")
    fit(model, 0, epochs=1)
    return model


def forecast(network):
    """The anomalies that a network expects for the weeks of 2015."""
    book = the_book()
    return np.array(network(windows("test")[0])) * book.odd[book.train].std()


def error(week):
    return np.abs(week - windows("test")[1]).mean()


def judge(model, epochs, seed):
    """Train a network and judge it by 2015."""
    network, steps, seconds = fit(compiled(UNITS[model]), seed, epochs)
    return point(model, epochs, seed, steps, seconds, error(forecast(network)))


def judge_together(seed):
    """Train several networks of the page and judge the mean of their forecasts."""
    model, seeds = compiled(UNITS["GRU"]), range(TOGETHER * seed, TOGETHER * (seed + 1))
    networks, steps, seconds = zip(*(fit(model, s, LIVE["budget"]) for s in seeds), strict=True)
    week = np.mean([forecast(network) for network in networks], axis=0)
    return point(MEAN, TOGETHER, seed, sum(steps), sum(seconds), error(week))


def weeks(part, days):
    """From the anomalies expected after every day, those that belong to a part."""
    book = the_book()
    return days[book.datasets.origins(getattr(book, part), past=14, ahead=7)]


def arima():
    """Choose the orders on 2014 once more, for the seconds, and judge them by 2015."""
    book, start = the_book(), time.process_time()

    def error_of_2014(days):
        return np.abs(weeks("valid", days) - windows("valid")[1]).mean()

    models = (book.ARIMA(book.odd[book.train], order=o, trend="n").fit() for o in book.ORDERS)
    best = min(map(book.classical_week, models), key=error_of_2014)
    seconds = time.process_time() - start
    return point(OPPONENT, len(book.ORDERS), 0, 0, seconds, error(weeks("test", best)))


def points(done=frozenset()):
    """Measure every point but those that are done, cheap ones first."""
    if not any(model == OPPONENT for model, *_ in done):
        yield arima()
    for epochs in EPOCHS:
        for model in UNITS:
            for seed in SEEDS:
                if (model, epochs, seed) not in done:
                    yield judge(model, epochs, seed)
    for seed in SEEDS:
        if (MEAN, TOGETHER, seed) not in done:
            yield judge_together(seed)
