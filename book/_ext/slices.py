"""Which cells of a notebook run without Keras or data packages, and which other cells each needs.

A cell needs the last cell before it that sets a name that it reads, every cell in between that
changes that name, and what those cells need in turn. The names inside a function are looked up
when it is called, so they count as they stand at the cell that is to be run. A random generator
changes whenever it is used.
"""

import ast
import builtins
import re
import symtable
from typing import NamedTuple

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
HELPERS = {"keras_bridge", "datasets"}  # of rnn_helpers: they need the above, or data
CHANGES = {
    "append",
    "extend",
    "update",
    "add",
    "pop",
    "setdefault",
    "insert",
    "sort",
    "remove",
    "clear",
}
KNOWN = set(dir(builtins)) | {"__name__"}


class Cell(NamedTuple):
    """What a cell has to do with names."""

    code: str
    reads: frozenset
    """At once, when it is run."""
    later: frozenset
    """When one of its functions is called."""
    sets: frozenset
    changes: frozenset


def read(code):
    """Find the names of a cell."""
    tree, table = ast.parse(code), symtable.symtable(code, "cell", "exec")
    top = table.get_symbols()
    sets = {s.get_name() for s in top if s.is_assigned() or s.is_imported() or s.is_namespace()}
    reads = first_reads(tree.body)
    later, now = inner_names(table)
    changes = {name for node in ast.walk(tree) for name in changed_by(node)}
    changes &= reads | now | later | sets  # not the variables inside a function
    reads = frozenset(reads | (now - sets) | (changes - later - sets))
    return Cell(code, reads, frozenset(later), frozenset(sets), frozenset(changes))


def first_reads(body, known=frozenset()):
    """The names that statements read before they set them."""
    found, known = set(), set(known)
    for statement in body:
        head = [n for n in ast.iter_child_nodes(statement) if not isinstance(n, ast.stmt)]
        if isinstance(statement, (ast.For, ast.With)):  # the loop variable is there in the body
            loads, stores = loaded(head), stored(head)
            inside = [*statement.body, *getattr(statement, "orelse", [])]
            found |= (loads - known - stores) | first_reads(inside, known | stores)
            known |= stores | stored(inside)
        else:
            found |= loaded([statement]) - known
            known |= stored([statement])
    return found


def loaded(parts):
    """The names that code reads outside its functions."""
    todo, found = list(parts), set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.add(node.id)
        if isinstance(node, ast.AugAssign):
            found.update(base(node.target))
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            todo += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            todo += getattr(node, "decorator_list", [])
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            inner = loaded(ast.iter_child_nodes(node))
            found |= inner - stored([g.target for g in node.generators])
        else:
            todo += ast.iter_child_nodes(node)
    return found


def stored(parts):
    """The names that code sets outside its functions and comprehensions."""
    todo, found = list(parts), set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif not isinstance(
            node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
        ):
            todo += ast.iter_child_nodes(node)
    return found


def inner_names(table):
    """The global names inside functions, and those inside comprehensions and classes."""
    later, now = set(), set()
    for child in table.get_children():
        names = {s.get_name() for s in child.get_symbols() if s.is_global()}
        deeper = inner_names(child)
        function = child.get_type() == "function" and child.get_name() not in (
            "listcomp", "setcomp", "dictcomp", "genexpr",
        )  # fmt: skip
        (later if function else now).update(names)
        later |= deeper[0] | (deeper[1] if function else set())
        now |= set() if function else deeper[1]
    return later, now


def changed_by(node):
    """The names whose value a piece of code changes without setting them."""
    if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
        yield from base(node.value)
    if isinstance(node, ast.AugAssign):
        yield from base(node.target)
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute) and called.attr in CHANGES:
        yield from base(called.value)


def base(node):
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


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


def is_setup(code):
    """A cell that does little more than import."""
    body = ast.parse(code).body
    return sum(isinstance(s, (ast.Import, ast.ImportFrom)) for s in body) * 2 > len(body)


def plain(code):
    """The code without the commands of notebooks."""
    return re.sub(r"^(\s*)%.*$", r"\1pass", code, flags=re.M)


def analyse(codes):
    """For each cell its code for the page and the cells that it needs, or None if it cannot run."""
    cells, gone = [], set()
    for code in map(plain, codes):
        if is_setup(code):
            code, lost = without_what_is_lacking(code)
            gone |= lost
        cells.append(read(code))
    barred = [bool((c.reads | c.later) & gone) or imports_what_is_lacking(c.code) for c in cells]
    return [(cells[i].code, needed(cells, i, barred)) for i in range(len(cells))]


def imports_what_is_lacking(code):
    return without_what_is_lacking(code)[1] != set()


def needed(cells, target, barred):
    """The cells that a cell needs, in their order; None if one of them cannot run."""
    found, todo = set(), [target]
    while todo:
        at = todo.pop()
        if barred[at]:
            return None
        names = [(name, at) for name in cells[at].reads]
        names += [(name, target) for name in cells[at].later]
        for name, before in names:
            holders = holders_of(cells, name, before, at)
            if holders is None:
                if name not in KNOWN and name not in cells[at].sets:
                    return None
                continue
            new = holders - found - {target}
            found |= new
            todo += sorted(new)
    return sorted(found)


def holders_of(cells, name, before, reader):
    """The last cell that sets a name, and the cells after it that change its value."""
    setters = [i for i in range(before) if name in cells[i].sets]
    if reader < before and name in cells[reader].sets and not setters:
        return set()
    if not setters:
        return None
    last = setters[-1]
    random = re.search(r"rng$|generator", name)
    return {last} | {
        i
        for i in range(last + 1, before)
        if name in cells[i].changes or (random and name in cells[i].reads | cells[i].later)
    }
