"""The exercises of chapter 4 on reasoning: from fingerprints to bugs, from sums to states."""

import math

from .engine import Exercise

__all__ = ["carry_states", "diagnose"]

_RULES = {
    ("W", "W"): "W",
    ("V", "V"): "V",
    ("b", ""): "b",
    ("UWbVc", "UbVc"): "slope of loss",
    ("UWb", ""): "carry",
    ("UWb", "Ub"): "slope",
}

diagnose = Exercise(
    "diagnose(long, short)",
    "The rule that is to blame, from the letters of the gradients that are wrong with six "
    "steps and with one.",
    solution=lambda long, short: _RULES[long, short],
    cases=list(_RULES),
    mistakes=[
        (
            lambda long, short: "carry" if long == "UWb" else _RULES[long, short],
            "U, W and b can break inside a step as well: see whether one step is enough to do it.",
        ),
        (
            lambda long, short: "slope" if long == "UWb" else _RULES[long, short],
            "With one step nothing is carried: if that is right, the fault lies between steps.",
        ),
        (
            lambda long, short: {"UWb": "slope of loss"}.get(long, _RULES[long, short]),
            "If the slope of the loss were wrong, V and c would be wrong too.",
        ),
        (
            lambda long, short: long[0],
            "Where several letters are wrong, no single one of them names the rule.",
        ),
        (
            lambda long, short: "V" if "V" in long else _RULES[long, short],
            "V alone wrong is the rule for V. V and c together wrong start further up: with the "
            "slope of the loss.",
        ),
        (
            lambda long, short: {"b": "carry"}.get(long, _RULES[long, short]),
            "A wrong carry would spoil U and W as well; here b alone is wrong.",
        ),
    ],
    praise="Right: two experiments, and each of the six rules can be named.",
)

carry_states = Exercise(
    "carry_states(numbers)",
    "How many different carries can occur when that many binary numbers, two or more, are "
    "added column by column.",
    solution=lambda numbers: numbers,
    cases=[(2,), (3,), (5,), (10,)],
    mistakes=[
        (
            lambda numbers: 2,
            "1 + 1 + 1 with a carry of 1 is 4: write 0, hand on 2. So a carry is not always a bit.",
        ),
        (
            lambda numbers: numbers - 1,
            "That is the largest carry; the carry 0 is one more possibility.",
        ),
        (
            lambda numbers: numbers + 1,
            "That is what one column can hold without a carry coming in; half of it is handed on.",
        ),
        (
            lambda numbers: 2 ** (numbers - 1),
            "The bits of a column are only counted, so their order does not matter: fewer states.",
        ),
        (
            lambda numbers: math.ceil(math.log2(numbers)),
            "That is how many bits it takes to write the carry; its different values are asked "
            "for.",
        ),
        (
            lambda numbers: numbers // 2 + 1,
            "A carry that comes in adds to the column as well, so more can be handed on than m / "
            "2.",
        ),
        (
            lambda numbers: 2 * numbers,
            "That is how many values a column can take, carry included; half of it is handed on.",
        ),
    ],
    praise="Right: the carries 0 to m - 1, and no column can push them higher.",
)
