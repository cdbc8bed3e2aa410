"""The exercises of chapter 8 on linear recurrences and the scan."""

import math

from .engine import Exercise

__all__ = ["discretise", "join_steps", "scan_cost"]


def _rounds(time):
    return math.ceil(math.log2(time))


scan_cost = Exercise(
    "scan_cost(time)",
    "The rounds and the joins of the scan in rows over ``time`` steps, as a pair.",
    solution=lambda time: (
        _rounds(time),
        sum(time - 2**k for k in range(_rounds(time))),
    ),
    cases=[(8,), (4_096,), (1_000,), (2,), (9,)],
    mistakes=[
        (
            lambda time: (_rounds(time), time * _rounds(time)),
            "The rounds are right. In a round that reaches back r steps, the first r have no "
            "partner and are not joined.",
        ),
        (
            lambda time: (
                int(math.log2(time)),
                sum(time - 2**k for k in range(int(math.log2(time)))),
            ),
            "If the length is no power of two, one more round is needed: round up, not down.",
        ),
        (
            lambda time: (time, time),
            "That is the loop: one step in each round. The scan doubles its reach every round.",
        ),
        (
            lambda time: (_rounds(time), time - 1),
            "The rounds are right. The scan in rows joins nearly all steps in every round, not "
            "each of them once.",
        ),
        (
            lambda time: (
                math.ceil(math.log(time)),
                sum(time - 2**k for k in range(math.ceil(math.log(time)))),
            ),
            "The reach doubles: it takes the logarithm to the base 2, not the natural one.",
        ),
        (
            lambda time: (math.log2(time), time * math.log2(time)),
            "Rounds are whole: round up, and count the joins of every round.",
        ),
        (
            lambda time: scan_cost.solution(time)[::-1],
            "The numbers are right, the other way round: the rounds come first.",
        ),
    ],
    praise="Right: few rounds, and about log2(T) times the work of the loop.",
)

_STEPS = [((0.5, 1.0), (0.25, -2.0)), ((2.0, 3.0), (0.0, 1.0)), ((1.0, 0.0), (-1.0, 4.0))]

join_steps = Exercise(
    "join_steps(first, then)",
    "The one step that does the work of two, for steps ``(a, b)`` that turn ``h`` into ``a h "
    "+ b``.",
    solution=lambda first, then: (
        then[0] * first[0],
        then[0] * first[1] + then[1],
    ),
    cases=_STEPS,
    mistakes=[
        (
            lambda first, then: (first[0] * then[0], first[0] * then[1] + first[1]),
            "You took the steps in the other order: `first` acts on the state before `then` does.",
        ),
        (
            lambda first, then: (then[0] * first[0], first[1] + then[1]),
            "What the first step added is scaled by the second one, too.",
        ),
        (
            lambda first, then: (
                then[0] + first[0],
                then[0] * first[1] + then[1],
            ),
            "The second entry is right. Two factors, one after the other, are multiplied.",
        ),
        (
            lambda first, then: (then[0] * first[0], then[0] * (first[1] + then[1])),
            "What the second step adds comes after its factor: it is not scaled by it.",
        ),
        (
            lambda first, then: (then[0] * first[1] + then[1], then[0] * first[0]),
            "The numbers are right, the other way round: (a, b) is the factor, then what is added.",
        ),
        (
            lambda first, then: (then[0] * first[0], first[1] * then[1]),
            "The factor is right. What the first step added is scaled by the second, then b is "
            "added.",
        ),
    ],
    praise="Right: two steps in a row are one step of the same kind, and that is the whole trick.",
)


def _held(rate, step):
    return math.exp(rate * step), math.expm1(rate * step) / rate


discretise = Exercise(
    "discretise(rate, step)",
    "The ``(a, b)`` of the recurrence that equals ``h' = rate · h + u`` where ``u`` is held "
    "constant over each step, equation (8.9).",
    solution=_held,
    cases=[(-1.0, 0.5), (-0.1, 2.0), (-5.0, 0.01)],
    mistakes=[
        (
            lambda rate, step: (1 + rate * step, step),
            "That is Euler's rule, good for tiny steps only: solve the equation over the step.",
        ),
        (
            lambda rate, step: (math.exp(rate * step), math.expm1(rate * step)),
            "The factor is right. The integral of e^(λs) over the step is (e^(λΔ) - 1) / λ.",
        ),
        (
            lambda rate, step: (math.exp(rate * step), step),
            "The factor is right. What comes in early in the step has faded by its end: "
            "integrate e^(λs) instead of 1.",
        ),
        (
            lambda rate, step: (math.exp(rate), math.expm1(rate) / rate),
            "You left out the length of the step: λ always comes with Δ in the exponent.",
        ),
        (
            lambda rate, step: (math.exp(-rate * step), -math.expm1(-rate * step) / rate),
            "The sign in the exponent is turned round: a negative rate has to fade.",
        ),
        (
            lambda rate, step: (math.exp(rate * step), math.expm1(rate * step) * rate),
            "The factor is right. Integrating e^(λs) divides by λ.",
        ),
        (
            lambda rate, step: _held(rate, step)[::-1],
            "The numbers are right, the other way round: the factor of the state comes first.",
        ),
    ],
    praise="Right: exact for every step length, as long as the input is constant during a step.",
)
