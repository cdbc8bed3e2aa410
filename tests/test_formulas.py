"""The numbered formulas of the cells say what the layers do: each is read and evaluated."""

import functools
import json
import re
from pathlib import Path

import numpy as np
import pytest
from cells_in_letters import STEPS, WORLDS
from spoken_latex import Reader, statements

ROOT = Path(__file__).parents[1]
NUMBERED = re.compile(r"\$\$((?:(?!\$\$).)*?\\tag\{(.*?)\}\s*)\$\$", re.S)


def formulas():
    """The numbered formulas of the book, as pairs of number and formula."""
    yield from said((ROOT / "book" / "notation.md").read_text(encoding="utf-8"))
    for path in ROOT.glob("notebooks/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield from said("".join(cell["source"]))


def said(text):
    return [(number, formula) for formula, number in NUMBERED.findall(text)]


FORMULAS = dict(formulas())


@functools.cache
def letters(world):
    """What the letters of a world stand for."""
    return world()


def at(side, t):
    """The value of a side at a step; None where it names a step that is not there."""
    try:
        return side(t)
    except KeyError:
        return None


def equal(sides, known):
    """Whether all sides have the same value, at every step that all of them know."""
    read = [Reader(side, known).read() for side in sides]
    values = [[at(side, t) for side in read] for t in STEPS]
    told = [row for row in values if all(value is not None for value in row)]
    return bool(told) and all(np.allclose(a, b, 1e-9, 1e-9) for a, *more in told for b in more)


def replaced(sides, known):
    """Whether a letter gets its new value; from then on it has it."""
    name, side = sides
    right = np.allclose(known[f"new {name}"], Reader(side, known).read()(None), 1e-9)
    known[name] = known[f"new {name}"]
    return right


def false(number, formula):
    """The statements of a formula that do not hold in the layers."""
    known, told = dict(letters(WORLDS[number])), [*statements(formula)]
    assert told
    return [sides for is_new, sides in told if not (replaced if is_new else equal)(sides, known)]


@pytest.mark.parametrize("number", WORLDS)
def test_a_formula_says_what_the_layers_do(number):
    assert false(number, FORMULAS[number]) == []


CHANGES = [  # faults of a pen: one place at a time
    (r"\+", "-"),
    (r"-", "+"),
    (r"_\{t ?- ?1\}", "_t"),
    (r"_\{t ?\+ ?1\}", "_t"),
    (r"\\tanh", r"\\sigma"),
    (r"\\sigma", r"\\tanh"),
    (r"\\odot", "+"),
    (r"(?<!1\})\^\\top", ""),
    (r"\^2", ""),
    (r"\\frac1", r"\\frac2"),
    (r"\\tfrac12", r"\\tfrac13"),
]


def changed(formula):
    """The formula with one fault, for every place where there may be one."""
    for old, new in CHANGES:
        for found in re.finditer(old, formula):
            yield formula[: found.start()] + re.sub(old, new, found[0]) + formula[found.end() :]


@np.errstate(invalid="ignore")
@pytest.mark.parametrize("number", WORLDS)
def test_a_fault_in_a_formula_is_noticed(number):
    for other in changed(FORMULAS[number]):
        try:
            wrong = false(number, other)
        except (AssertionError, ValueError):
            continue  # it makes no sense any more
        assert wrong, other
