"""Which cells of a notebook run without Keras, and which other cells each needs.

A cell needs the last cell before it that sets a name that it reads, every cell in between that
changes that name, and what those cells need in turn. The names inside a function are looked up
when it is called, so they count as they stand at the cell that is to be run. A random generator
changes whenever it is used. Of a cell whose values are kept in a file, only these are needed.

The site carries the data whose licences let it (``book/_live/boxes.json``); the others are lacking.
"""

import ast
import builtins
import re
from typing import NamedTuple

from cell_names import read

LACKING = {
    "keras",
    "tensorflow",
    "torch",
    "jax",
    "flax",
    "sklearn",
    "pandas",
    "statsmodels",
    "arch",
}
HELPERS = {"keras_bridge"}  # of rnn_helpers: it needs the above
NOT_CARRIED = {"movie_reviews", "movielens", "rossmann_sales", "sp500_prices"}
KNOWN = set(dir(builtins)) | {"__name__"}


def without_what_is_lacking(code):
    """A cell of imports, without those that cannot be had, and without what needs them."""
    kept, gone = [], set()
    for statement in ast.parse(code).body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            module = getattr(statement, "module", "") or ""
            names = [n for n in statement.names if available(module or n.name, n.name)]
            gone |= {n.asname or n.name.split(".")[0] for n in statement.names if n not in names}
            statement.names = names
            if not names:
                continue
        elif gone & {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}:
            continue
        kept.append(ast.unparse(statement))
    return "\n".join(kept), gone


def available(module, name):
    first = module.split(".")[0]
    return first not in LACKING and not HELPERS & {*module.split("."), name}


def data_not_carried(code):
    """The names of loaders that a cell calls for data that the site may not hand on."""
    used = {n.attr for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Attribute)}
    return used & NOT_CARRIED


def is_setup(code):
    """A cell that does little more than import."""
    body = ast.parse(code).body
    return sum(isinstance(s, (ast.Import, ast.ImportFrom)) for s in body) * 2 > len(body)


def plain(code):
    """The code without the commands of notebooks."""
    return re.sub(r"^(\s*)%.*$", r"\1pass", code, flags=re.M)


class Slice(NamedTuple):
    """What it takes to run a cell in the page."""

    code: str
    needs: list | None
    """The cells to run before it, in their order; None if it cannot run."""
    loads: list
    """Those of them of which the kept values are enough."""
    lacks: list
    """The names for want of which it cannot run."""


def analyse(codes, kept=None):
    """For each cell its slice.

    Parameters
    ----------
    codes : list of str
    kept : dict of set of str, optional
        By the number of a cell, the names whose values are kept in a file.
    """
    cells, gone = [], set()
    for code in map(plain, codes):
        if is_setup(code):
            code, lost = without_what_is_lacking(code)
            gone |= lost
        cells.append(read(code))
    lacks = [
        (c.reads | c.later) & gone | without_what_is_lacking(c.code)[1] | data_not_carried(c.code)
        for c in cells
    ]
    return [Slice(c.code, *needed(cells, i, lacks, kept or {})) for i, c in enumerate(cells)]


def needed(cells, target, lacks, kept):
    """The cells that a cell needs, those of them that are loaded, and what it lacks."""
    found, loads, todo = set(), set(), [target]
    while todo:
        at = todo.pop()
        if lacks[at]:
            return None, [], sorted(lacks[at])
        names = [(name, at) for name in cells[at].reads]
        names += [(name, target) for name in cells[at].later]
        for name, before in names:
            holders = holders_of(cells, name, before, at)
            if holders is None:
                if name in cells[at].reads and name not in KNOWN | cells[at].sets:
                    return None, [], [name]
                continue  # a function may name what is set only before it is called
            loaded = {k for k in holders if name in kept.get(k, ())}
            new = holders - loaded - found - {target}
            loads |= loaded
            found |= new
            todo += sorted(new)
    return sorted(found | loads), sorted(loads - found), []


def holders_of(cells, name, before, reader):
    """The last cell that sets a name, and the cells after it that change its value."""
    setters = [i for i in range(before) if name in cells[i].sets]
    if reader < before and name in cells[reader].sets and not setters:
        return set()
    if not setters:
        return None
    last = setters[-1]
    random = re.search(r"rng$|generator", name)
    module = name in cells[last].imports
    return {last} | {
        i
        for i in range(last + 1, before)
        if name in cells[i].changes
        or (name in cells[i].calls and not module)
        or (random and name in cells[i].reads | cells[i].later)
    }
