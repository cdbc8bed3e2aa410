"""Formulas of the book as functions: what stands in the text is evaluated, not a copy of it.

Rows are arrays of one axis, matrices have two. Beside each other, a row and a matrix are multiplied
as matrices and two rows entry by entry; a row with ``^\\top`` is a column. What hangs on a step has
its values in a dict by the number of the step, and ``t`` runs through all of them.
"""

import re

import numpy as np

DROPPED = r"\\tag\{.*?\}|\\(?:begin|end)\{aligned\}|\\[,;]|\\[bB]ig(?=[\W_])|\\mathbf|&"
BRACED = r"\\underbrace\{(.*?)\}_\{\\text\w*\{.*?\}\}"
UPRIGHT = r"\\(?:mathrm|texttt)\{(\w+)\}"
TOKEN = re.compile(r"\\[A-Za-z]+|\S")
SPLIT = re.compile(r"\\\\|\\q?quad|\\text\{.*?\}|[,:]\s")
STEP = re.compile(r"([tT]|\d+)([+-]\d+)?")
FUNCTIONS = {"\\tanh": np.tanh, "\\log": np.log, "\\sqrt": np.sqrt}
FUNCTIONS["\\sigma"] = lambda x: 1 / (1 + np.exp(-x))
BETWEEN = {"\\odot": np.multiply, "/": np.divide}
BRACKETS = {"(": ")", "[": "]", "{": "}"}


def statements(formula):
    """The equations of a formula: whether something gets a new value, and what is equal."""
    text = re.sub(BRACED, r"\1", re.sub(DROPPED, " ", formula))
    for piece in SPLIT.split(re.sub(UPRIGHT, r"\\\1 ", text)):
        sign = "\\leftarrow" if "\\leftarrow" in piece else "="
        sides = [side.strip(" .\n") for side in piece.split(sign)]
        if len(sides) > 1:
            yield sign != "=", sides


def times(a, b):
    """What two things beside each other mean."""
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 2 and a.shape[1] == 1 and b.ndim == 1:
        return a * b  # a column and a row
    return a @ b if max(a.ndim, b.ndim) == 2 and min(a.ndim, b.ndim) else a * b


def turned(a):
    return a.T if np.ndim(a) == 2 else np.reshape(a, (-1, 1)) if np.ndim(a) else a


class Reader:
    """Read one side of an equation; ``read()`` returns a function of the step ``t``."""

    def __init__(self, text, world):
        self.tokens, self.at, self.world = [*TOKEN.findall(text), ""], 0, world
        self.functions = {name: f for name, f in world.items() if callable(f)}
        self.moves = False  # whether it hangs on the step

    def next(self, *wanted):
        """Take a token: any, or one of those that are wanted (else none)."""
        token = self.tokens[self.at]
        if wanted and token not in wanted:
            return ""
        self.at += 1
        return token

    def read(self, end=""):
        found = self.product(self.next("-", "+") == "-")
        while sign := self.next("+", "-"):
            found = both(np.add, found, self.product(sign == "-"))
        assert self.next() == end, f"{self.tokens} at {self.at - 1}"
        return found

    def product(self, negative):
        found = self.factor()
        while self.tokens[self.at] not in ("", "+", "-", ")", "]", "}"):
            operation = BETWEEN.get(self.next(*BETWEEN), times)
            found = both(operation, found, self.factor())
        return (lambda t: -found(t)) if negative else found

    def factor(self):
        """A part of a product, with its power."""
        found = self.part()
        while self.next("^"):
            if self.tokens[self.at] == "\\top":
                self.next()
                found = both(lambda a, _: turned(a), found, found)
            else:
                found = both(np.power, found, self.group())
        return found

    def part(self):
        token = self.next()
        if token in BRACKETS:
            return self.read(BRACKETS[token])
        if token.isdigit():
            while (more := self.tokens[self.at]).isdigit() or more == ".":
                token += self.next()
            return lambda t: float(token)
        if token in ("\\frac", "\\tfrac"):
            return self.fraction()
        if token == "\\sum":
            return self.sum()
        if token == "e" and self.next("^"):
            power = self.group()
            return lambda t: np.exp(power(t))
        if function := FUNCTIONS.get(token) or self.functions.get(token):
            return self.applied(function)
        return self.symbol(token)

    def applied(self, function):
        """A function, whose power stands before its argument."""
        power = self.group() if self.next("^") else lambda t: 1
        inner = self.part()
        return lambda t: function(inner(t)) ** power(t)

    def group(self):
        """What is in braces, or one sign alone."""
        if self.next("{"):
            return self.read("}")
        digit = self.next()
        return (lambda t: float(digit)) if digit.isdigit() else self.symbol(digit)

    def fraction(self):
        if self.tokens[self.at : self.at + 5] == ["{", "\\partial", "L", "}", "{"]:
            self.at += 6
            found = self.symbol(self.next(), "d ")
            assert self.next("}")
            return found
        return both(np.divide, self.group(), self.group())

    def sum(self):
        """Over all steps, if what is summed hangs on one; else over all entries."""
        if self.next("_"):
            assert self.next("t")
        outside, self.moves = self.moves, False
        body, moves = self.product(False), self.moves
        self.moves = outside
        return lambda t: sum(map(body, self.world["steps"])) if moves else np.sum(body(t))

    def symbol(self, letter, before=""):
        """A letter with what stands above, below and behind it."""
        if letter in ("\\bar", "\\hat"):
            before, letter = f"{before}{letter[1:]} ", self.next()
        name, step = before + letter + self.next("'"), ""
        while self.tokens[self.at] in ("_", "^"):
            start, label = self.at, self.next() + "".join(self.raw())
            if name + label in self.world or (label[0] == "_" and not STEP.fullmatch(label[1:])):
                name += label
            elif label[0] == "_":
                step = label[1:]
            else:
                self.at = start  # a power
                break
        self.moves |= step.startswith("t")
        assert any(known.startswith(name) for known in self.world), f"{name} is not known"
        return lambda t: self.value(name, step, t)

    def raw(self):
        """The signs of a label, read without a meaning."""
        sign = self.next()
        while sign == "{" and (inside := self.next()) != "}":
            yield inside
        if sign != "{":
            yield sign

    def value(self, name, step, t):
        found = self.world[name]
        if not step:
            return np.concatenate([*found.values()]) if isinstance(found, dict) else found
        start, more = STEP.fullmatch(step).groups()
        here = {"t": t, "T": self.world.get("T")}.get(start) or int(start)
        return found[here + int(more or 0)]


def both(operation, a, b):
    return lambda t: operation(a(t), b(t))
