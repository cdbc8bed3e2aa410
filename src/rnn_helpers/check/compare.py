"""Whether an answer is right, and if not, where it differs first."""

import numpy as np

from .language import say
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
    for name in different:
        trait = say(name)
        if right[name] is True:
            return open_miss("it is not true that {trait}, and it should be.", trait=trait)
        if right[name] is False:
            return open_miss("it is true that {trait}, and it should not be.", trait=trait)
        yours, wanted = show(came[name]), show(right[name])
        said = "{trait}: {yours}, where {wanted} is asked for."
        return open_miss(said, trait=trait, yours=yours, wanted=wanted)
    return None


def _miss_in_dict(came, right, at):
    names = ", ".join(map(repr, right))
    if not isinstance(came, dict):
        said = "your answer{at} is {yours}; a dict with {names} is asked for."
        return open_miss(said, at=at, yours=show(came), names=names)
    if set(came) != set(right):
        held = ", ".join(map(show, came)) or say("nothing")
        said = "your answer{at} is a dict with {held}; it should have {names}."
        return open_miss(said, at=at, held=held, names=names)
    return _first(miss(came[key], value, f"{at}[{key!r}]") for key, value in right.items())


def _miss_in_sequence(came, right, at):
    if isinstance(came, np.ndarray) and came.ndim:
        came = list(came)
    if not isinstance(came, (list, tuple, range)):
        said = "your answer{at} is {yours}; {count} values are asked for."
        return open_miss(said, at=at, yours=show(came), count=len(right))
    if len(came) != len(right):
        said = "your answer{at} has {yours} values; {count} are asked for."
        return open_miss(said, at=at, yours=len(came), count=len(right))
    return _first(miss(came[k], value, f"{at}[{k}]") for k, value in enumerate(right))


def _miss_in_word(came, right, at):
    values = {"at": at, "yours": show(came), "right": show(right)}
    if not isinstance(came, str):
        return open_miss("your answer{at} is {yours}; a text is asked for.", **values)
    if came == right:
        return None
    return Miss(
        say("your answer{at} is {yours}, which is not it.", **values),
        say("your answer{at} is {yours}; it should be {right}.", **values),
    )
