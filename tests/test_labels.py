"""The words in the figures can be read: they are written in inks, not in the colours of curves."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

PATHS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
PALE = ("COLOURS", ".colour", "get_color")  # where colours too pale for words come from


def pairs(target, value):
    """Yield what each name is bound to, as far as the code shows it: elements of a tuple or zip."""
    zipped = isinstance(value, ast.Call) and ast.unparse(value.func) == "zip"
    parts = value.args if zipped else getattr(value, "elts", None)
    if isinstance(target, ast.Tuple) and parts and len(parts) == len(target.elts):
        for one, its_value in zip(target.elts, parts, strict=True):
            yield from pairs(one, its_value)
    else:
        yield {name.id for name in ast.walk(target) if isinstance(name, ast.Name)}, value


def bindings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from pairs(node.targets[0], node.value)
        elif isinstance(node, ast.AugAssign):
            yield from pairs(node.target, node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            yield from pairs(node.target, node.iter)


def is_pale(value, names):
    used = {name.id for name in ast.walk(value) if isinstance(name, ast.Name)}
    return any(word in ast.unparse(value) for word in PALE) or bool(used & names)


def pale_words(code):
    """The calls that write words in the colour of a curve."""
    tree = ast.parse(re.sub(r"%pip.*", "pass", code))
    names, before = set(), None
    while names != before:  # a list of colours, and what is taken from it
        before = set(names)
        for bound, value in bindings(tree):
            names |= bound if is_pale(value, names) else set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("text", "annotate"):
            inks = [keyword.value for keyword in call.keywords if keyword.arg == "color"]
            if any(is_pale(ink, names) for ink in inks):
                yield ast.unparse(call)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_words_are_written_in_ink(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert [pale for source in code for pale in pale_words(source)] == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("ax.text(1, 2, 'a', color=plotting.COLOURS[1])", 1),
        ("for a, c in zip(x, plotting.COLOURS): ax.text(1, 2, a, color=c)", 1),
        ("s = [(1, COLOURS[0])]\nfor a, c in s: ax.annotate(a, color=c)", 1),
        ("(line,) = ax.plot(x)\nc = line.get_color()\nax.text(1, 2, 'a', color=c)", 1),
        ("for c, i in zip(COLOURS, INKS): ax.text(1, 2, 'a', color=i)", 0),
        ("c, i = COLOURS[k], INKS[k]\nax.plot(x, color=c)\nax.text(1, 2, 'a', color=i)", 0),
    ],
)
def test_pale_words_are_found(code, count):
    assert len([*pale_words(code)]) == count
