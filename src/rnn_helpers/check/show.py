"""Writing any value on one short line, whatever it is."""

import math
import re

import numpy as np

from .language import say

LONGEST = 70  # characters
LONGEST_ARGUMENT = 40
DIGITS = range(4, 18)


def show(value, longest=LONGEST):
    """Write a value on one short line.

    What is too long is described, and an object that cannot be written is named by its type.
    """
    try:
        text = " ".join(_write(value).split())
        text = text if len(text) <= longest else _describe(value, text)
    except Exception:  # a learner's object may raise anything
        text = say("a {kind} that cannot be shown", kind=type(value).__name__)
    return cut(text, longest)


def cut(text, longest=LONGEST):
    """Cut a text that is too long."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _write(value):
    if isinstance(value, np.ndarray):
        return _write(value.tolist()) if value.size < LONGEST else _describe(value, "")
    if isinstance(value, np.generic):
        return _write(value.item())
    if isinstance(value, float):
        return f"{value:.6g}" if value != round(value, 6) else repr(value)
    if isinstance(value, int) and abs(value) >= 10**LONGEST:
        digits = math.ceil(value.bit_length() * math.log10(2))
        return say("a whole number of about {digits} digits", digits=digits)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(show, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(show, value))}{',' * (len(value) == 1)})"
    if callable(value) and hasattr(value, "__name__"):
        return value.__name__.strip("_")
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))


def _describe(value, text):
    """Say what kind of thing a value is that is too long to write."""
    if isinstance(value, np.ndarray):
        return say("array of shape {shape}", shape=value.shape)
    if isinstance(value, dict):
        return say("dict with {names}", names=", ".join(map(str, value)))
    if isinstance(value, (list, tuple)):
        return say("{kind} of {count}", kind=type(value).__name__, count=len(value))
    return text


def show_pair(came, right):
    """Write two different numbers with as few digits, from four on, as tell them apart."""
    for digits in DIGITS:
        texts = [_rounded(value.item(), digits) for value in (came, right)]
        if texts[0] != texts[1]:
            break
    return texts


def _rounded(number, digits):
    return show(number) if isinstance(number, int) else f"{number:.{digits}g}"


def show_call(name, case):
    """Write the call of an exercise: ``half_life(0.5)``."""
    return f"{name}({', '.join(show(value, LONGEST_ARGUMENT) for value in case)})"
