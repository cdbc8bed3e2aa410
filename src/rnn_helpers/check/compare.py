"""Whether an answer is right, and if not, where it differs first."""

import numpy as np

from .numeric import Miss, miss_in_numbers, open_miss
from .show import show


class Traits(dict):
    """What an answer is like, compared in its place: values and truths by the words for them."""


def same(came, right):
    """Whether an answer has the form of the right one and, up to rounding, its values."""
    return miss(came, right) is None


def miss(came, right, at=""):
    """Find the first difference between an answer and the right one.

    Parameters
    ----------
    came, right
        A number, a word, an array, or a list, tuple or dict of them. What is right decides how
        they are compared; a list and a tuple are the same.
    at : str
        The place in the whole answer, such as ``[0]`` or ``['W']``.

    Returns
    -------
    miss : Miss or None
        None if the two agree.
    """
    if isinstance(right, Traits):
        return _miss_in_traits(came, right)
    if isinstance(right, dict):
        return _miss_in_dict(came, right, at)
    if isinstance(right, (list, tuple)):
        return _miss_in_sequence(came, right, at)
    if isinstance(right, str):
        return _miss_in_word(came, right, at)
    return miss_in_numbers(came, right, at)


def _first(misses):
    return next(filter(None, misses), None)


def _miss_in_traits(came, right):
    different = (trait for trait, value in right.items() if came[trait] != value)
    for trait in different:
        if right[trait] is True:
            return open_miss(f"it is not true that {trait}, and it should be.")
        if right[trait] is False:
            return open_miss(f"it is true that {trait}, and it should not be.")
        return open_miss(f"{trait}: {show(came[trait])}, where {show(right[trait])} is asked for.")
    return None


def _miss_in_dict(came, right, at):
    names = ", ".join(map(repr, right))
    if not isinstance(came, dict):
        return open_miss(f"your answer{at} is {show(came)}; a dict with {names} is asked for.")
    if set(came) != set(right):
        held = ", ".join(map(show, came)) or "nothing"
        return open_miss(f"your answer{at} is a dict with {held}; it should have {names}.")
    return _first(miss(came[key], value, f"{at}[{key!r}]") for key, value in right.items())


def _miss_in_sequence(came, right, at):
    if isinstance(came, np.ndarray) and came.ndim:
        came = list(came)
    if not isinstance(came, (list, tuple, range)):
        return open_miss(f"your answer{at} is {show(came)}; {len(right)} values are asked for.")
    if len(came) != len(right):
        return open_miss(f"your answer{at} has {len(came)} values; {len(right)} are asked for.")
    return _first(miss(came[k], value, f"{at}[{k}]") for k, value in enumerate(right))


def _miss_in_word(came, right, at):
    yours = f"your answer{at} is {show(came)}"
    if not isinstance(came, str):
        return open_miss(f"{yours}; a text is asked for.")
    if came == right:
        return None
    return Miss(f"{yours}, which is not it.", f"{yours}; it should be {show(right)}.")
