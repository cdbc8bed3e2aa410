"""The names that a cell of a notebook reads, sets and changes, found without running it."""

import ast
import symtable
from typing import NamedTuple

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
    "fit",
    "compile",
    "set_weights",
    "assign",
}


class Cell(NamedTuple):
    """What a cell has to do with names."""

    code: str
    reads: frozenset
    """At once, when it is run."""
    later: frozenset
    """When one of its functions is called."""
    sets: frozenset
    changes: frozenset
    calls: frozenset
    """Names with a method that may change a list or a dict: of a module it changes nothing."""
    imports: frozenset


def read(code):
    """Find the names of a cell."""
    tree, table = ast.parse(code), symtable.symtable(code, "cell", "exec")
    top = table.get_symbols()
    sets = {s.get_name() for s in top if s.is_assigned() or s.is_imported() or s.is_namespace()}
    imports = {s.get_name() for s in top if s.is_imported()}
    reads = first_reads(tree.body)
    later, now = inner_names(table)
    known = reads | now | later | sets  # not the variables inside a function
    changes = {name for node in ast.walk(tree) for name in changed_by(node)} & known
    calls = {name for node in ast.walk(tree) for name in called_on(node)} & known - imports
    reads |= (now - sets) | ((changes | calls) - later - sets)
    return Cell(code, *map(frozenset, (reads, later, sets, changes, calls, imports)))


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


def called_on(node):
    """The names whose value a call of a method may change."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute) and called.attr in CHANGES:
        yield from base(called.value)


def base(node):
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def descending(codes, names):
    """Which cells use, over any number of steps, what is made with some names, such as ``keras``.

    A cell that imports a name only brings it in; one that gives it to something else ends it.
    """
    reached, found = set(names), []
    for cell in map(read, codes):
        found.append(bool((cell.reads | (cell.later - cell.sets)) & reached))
        if found[-1]:
            reached |= cell.sets | cell.changes
        else:
            reached -= cell.sets - cell.imports
    return found
