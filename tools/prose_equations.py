"""Equations between numbers, such as 4^8 = 65,536: where true, they hold themselves."""

import ast
import re

from prose_evidence import evidence, values_in

SIDE = r"-?[\d(](?:[\d.()+\-·/^% ]|,(?=\d{3}))*"
EQUATION = re.compile(rf"{SIDE}(?:[=≈] ?{SIDE})+")
ARITHMETIC = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.operator, ast.unaryop)


def equations(text):
    """Evidence in a sentence itself: an equation that is true, if need be in bits."""
    for found in EQUATION.finditer(text):
        line = found[0].rstrip(" .,(-")
        sides = [closed(side) for side in re.split("[=≈]", line)]
        bits = re.sub(r"\b[01]+\b", lambda bits: str(int(bits[0], 2)), line).split("=")
        in_bits = re.fullmatch("[01+= ]+", line) and equal(bits)
        if in_bits or equal(sides, max(map(rounding, sides)), 0.05 if "≈" in line else 1e-9):
            yield evidence("is true", line, values_in(line))


def closed(side):
    """A side without the brackets that the sentence opens or closes around the equation."""
    while side.count("(") > side.count(")"):
        side = side.partition("(")[2]
    while side.count("(") < side.count(")"):
        side = side.rpartition(")")[0]
    return side


def rounding(side):
    """How far a side may be off: half a unit of its last digit, if it is one rounded number."""
    number = re.fullmatch(r"\s*-?[\d,]+(?:\.(\d+))?\s*(%?)\s*", side)
    rounded = number and (number[1] or number[2])
    return 0.51 * 10.0 ** -(len(number[1] or "") + 2 * bool(number[2])) if rounded else 0


def equal(sides, margin=0, loose=0):
    """Whether the sides of an equation have one value, up to a margin or to a part of it."""
    values = [calculate(side) for side in sides]
    if None in values:
        return False
    return max(values) - min(values) <= max(margin, loose * max(map(abs, values)))


def calculate(text):
    """The value of an arithmetic expression; None if it is none."""
    code = re.sub(r"(?<=\d),(?=\d{3})", "", text.strip()).replace("%", "/100")
    try:
        tree = ast.parse(code.replace("·", "*").replace("^", "**"), mode="eval")
    except SyntaxError:
        return None
    if not all(isinstance(node, ARITHMETIC) for node in ast.walk(tree)):
        return None
    try:
        return float(eval(compile(tree, "equation", "eval")))
    except ZeroDivisionError:
        return None
