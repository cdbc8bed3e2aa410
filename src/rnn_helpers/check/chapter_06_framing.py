"""The exercises of chapter 6 on framing a problem and judging a result."""

import math

from .engine import Exercise, one_of

__all__ = ["break_even", "seeds_against_luck", "when_known"]

SOURCES = {
    "sales of the last 28 days": "past",
    "day of the week of each day to come": "ahead",
    "promotions planned for the days to come": "ahead",
    "rain measured on each day to come": "leak",
    "rain forecast tonight for the days to come": "ahead",
    "customers counted on each day to come": "leak",
    "mean sales of the shop, training days": "past",
    "mean sales of the shop, whole file": "leak",
}


def _but(**wrong):
    """The right answers, but for the sources that contain a word."""

    def answer(source):
        found = [time for word, time in wrong.items() if word in source]
        return found[0] if found else SOURCES[source]

    return answer


when_known = Exercise(
    "when_known(source)",
    "When each of eight inputs to a forecast of sales is known: 'past', 'ahead' or 'leak'.",
    solution=_but(),
    cases=[(source,) for source in SOURCES],
    mistakes=[
        (
            _but(measured="ahead"),
            "The file holds the rain of every day, but tonight nobody has measured tomorrow's.",
        ),
        (
            _but(customers="ahead"),
            "Customers are counted when they come: this is as unknown as the sales themselves.",
        ),
        (
            _but(whole="past"),
            "The whole file contains the days to come: a mean over it has seen the answer.",
        ),
        (
            _but(forecast="leak"),
            "A forecast is issued tonight, errors and all: it is known ahead of the days.",
        ),
        (
            _but(planned="leak"),
            "What is planned is known: a promotion does not come as a surprise to the shop.",
        ),
        (
            _but(week="past"),
            "The calendar is known for all days to come: say that it is.",
        ),
        (
            lambda source: "past",
            "Not everything is known already: ask of each input when its number can be written "
            "down.",
        ),
    ],
    praise="Right: ask of each number whether it could be written down tonight.",
    read=one_of("past", "ahead", "leak"),
    form="'past', 'ahead' or 'leak'",
)

break_even = Exercise(
    "break_even(rho)",
    "The first horizon at which persistence is no better than climatology, if the correlation "
    "falls by the factor ``rho`` with each step.",
    solution=lambda rho: math.ceil(math.log(0.5) / math.log(rho)),
    cases=[(0.9,), (0.66,), (0.37,), (0.99,), (0.5,), (0.8,)],
    mistakes=[
        (
            lambda rho: math.ceil(math.log(0.5) / math.log(rho)) - 1,
            "That is the last horizon at which persistence is ahead; the next one is asked for.",
        ),
        (
            lambda rho: math.log(0.5) / math.log(rho),
            "That is where the curves cross. Days are whole: take the first one at or after it.",
        ),
        (
            lambda rho: math.ceil(math.log(0.5) / (2 * math.log(rho))),
            "You used the skill of damped persistence, rho squared; it never falls below zero.",
        ),
        (
            lambda rho: math.floor(math.log(0.5) / math.log(rho)) + 1,
            "At a correlation of exactly one half the skill is zero already: no better counts.",
        ),
        (
            lambda rho: round(math.log(0.5) / math.log(rho)),
            "The nearest day may lie before the crossing, where persistence is still ahead: round "
            "up.",
        ),
        (
            lambda rho: math.ceil(math.log(rho) / math.log(0.5)),
            "Upside down: solve rho**h = 0.5 for h.",
        ),
        (
            lambda rho: math.ceil(1 / (1 - rho)),
            "The correlation does not fall by the same amount at every step, but by the same "
            "factor.",
        ),
    ],
    praise="Right: with a correlation of 0.9 from day to day it is over on the seventh.",
)

seeds_against_luck = Exercise(
    "seeds_against_luck(risk)",
    "The fewest seeds with which a network that equals the baseline beats it with every seed "
    "with a probability of at most ``risk``.",
    solution=lambda risk: math.ceil(math.log2(1 / risk)),
    cases=[(0.05,), (0.125,), (0.2,), (0.01,), (0.001,)],
    mistakes=[
        (
            lambda risk: math.floor(math.log2(1 / risk)),
            "Rounded down, the risk is larger than allowed: round up.",
        ),
        (
            lambda risk: math.ceil(math.log2(2 / risk)),
            "You count losing by luck as well; only winning is asked for.",
        ),
        (
            lambda risk: math.ceil(1 / risk),
            "Every seed halves the risk: it falls like a power of one half, not like 1 / k.",
        ),
        (
            lambda risk: math.floor(math.log2(1 / risk)) + 1,
            "One too many where the risk is a power of one half: three seeds give exactly 1/8.",
        ),
        (
            lambda risk: math.log2(1 / risk),
            "Seeds are whole: take the next number up.",
        ),
        (
            lambda risk: round(math.log2(1 / risk)),
            "To the nearest number, the risk may be larger than allowed: round up.",
        ),
        (
            lambda risk: math.ceil(math.log(1 / risk)),
            "Every seed halves the risk: it takes the logarithm to the base 2.",
        ),
    ],
    praise="Right: three seeds leave one case in eight, five leave one in 32.",
)
