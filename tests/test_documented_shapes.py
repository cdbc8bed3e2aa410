"""The shapes in the documentation are those of the arrays that go in and come out."""

import inspect
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
import test_bad_input
import test_messages
import test_odd_arguments

SHAPE = re.compile(r"shape \(([^()]*)\)")
ENTRY = re.compile(r"``(\w+)`` \(([^()]*)\)")
SIZE = re.compile(r"\w+(?: [+*-] \w+)?")


def parts(function, section):
    """The entries of a section of a docstring: pairs of names, and all that is said of them."""
    text = inspect.cleandoc(function.__doc__)
    found = re.search(rf"^{section}\n-+\n(.*?)(?=\n\n\w+\n-+\n|\Z)", text, re.M | re.S)
    for entry in re.findall(r"^\S.*(?:\n(?: +.*)?)*", found[1] if found else "", re.M):
        names, _, said = entry.partition(" : ")
        yield names.split(", "), said.replace("·", "*")


def documented(function, arguments):
    """Yield the name, the array and the documented sizes of what goes in and comes out."""
    found = function(**arguments)
    returned = list(parts(function, "Returns"))
    names = [name for group, _ in returned for name in group]
    several = isinstance(found, tuple) and not hasattr(found, "_fields")
    known = dict(zip(names, found if several else [found], strict=False))
    for values, said in ((arguments, parts(function, "Parameters")), (known, returned)):
        for group, text in said:
            for name in group:
                yield from arrays_of(name, values.get(name), text)


def arrays_of(name, value, text):
    sizes = SHAPE.search(text.partition("\n")[0])
    whole = value if isinstance(value, dict) else {name: value}
    for key, array in whole.items():
        if isinstance(array, np.ndarray) and sizes:
            yield f"{name}: {key}", array, sizes[1]
    for key, of_entry in ENTRY.findall(text):
        if isinstance(value, dict) and key in value and not of_entry.startswith("datetime"):
            yield f"{name}: {key}", value[key], of_entry


def contradictions(function, arguments):
    """Documented sizes that are not those of the arrays, if each name has one value."""
    told, known = [], {name: n for name, n in arguments.items() if type(n) is int}
    for name, array, text in documented(function, arguments):
        sizes = [size for size in re.split(r", ?", text) if size]
        if all(map(SIZE.fullmatch, sizes)):  # not "(…, classes)"
            told.append((name, array.shape, sizes))
    wrong = [name for name, shape, sizes in told if len(shape) != len(sizes)]
    pairs = [pair for _, shape, sizes in told for pair in zip(sizes, shape, strict=False)]
    for size, length in pairs:
        if size.isidentifier() and known.setdefault(size, length) != length:
            wrong.append(f"{size} is {known[size]} and {length}")
    for size, length in pairs:
        if set(re.findall(r"[a-z]\w*", size)) <= set(known) and eval(size, {}, known) != length:
            wrong.append(f"{size} is {length}")
    return wrong


MORE = [call for call in test_messages.MORE if call.function.__name__ == "init_params"]
CALLS = [(call.function, call.arguments) for call in [*test_bad_input.CALLS, *MORE]]
CALLS += [call for call in test_odd_arguments.calls().items() if not inspect.isclass(call[0])]


@pytest.mark.parametrize(
    ("function", "arguments"), CALLS, ids=[function.__qualname__ for function, _ in CALLS]
)
def test_documented_shapes_are_those_of_the_arrays(function, arguments):
    assert contradictions(function, arguments) == []
    plt.close("all")


def test_most_functions_tell_shapes():
    assert sum("shape (" in function.__doc__ for function, _ in CALLS) > 60


def turned(a, b, c):
    """Join.

    Parameters
    ----------
    a : ndarray, shape (time, batch)
    b : dict of ndarray
        ``U`` (batch, units).
    c : ndarray, shape (batch + 1,)

    Returns
    -------
    d : ndarray, shape (units,)
    """
    return b["U"][0]


def test_a_wrong_shape_is_found():
    right = {"a": np.ones((2, 3)), "b": {"U": np.ones((3, 4))}, "c": np.ones(4)}
    assert contradictions(turned, right) == []
    assert contradictions(turned, right | {"a": np.ones((3, 2))})
    assert contradictions(turned, right | {"a": np.ones((2, 3, 1))})
    assert contradictions(turned, right | {"b": {"U": np.ones((4, 3))}})
    assert contradictions(turned, right | {"c": np.ones(3)})
