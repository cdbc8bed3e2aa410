"""Running a learner's function, and saying in plain words why it gave no answer."""

import contextlib
import copy
import inspect
import sys
import traceback
from collections.abc import Iterator

from .language import say
from .show import cut, show, show_call


class Trouble(Exception):
    """No answer that could be compared; the message says why."""


class _Listener:
    """Standard output that remembers whether anything was printed."""

    def __init__(self, stream):
        self.stream, self.heard = stream, False

    def write(self, text):
        self.heard = True
        return self.stream.write(text)

    def __getattr__(self, name):
        return getattr(self.stream, name)


def run(function, name, arguments, cases):
    """Call a function with every case, and return its answers.

    Parameters
    ----------
    function : callable
    name : str
        What to call it in messages.
    arguments : list of str
        The names of its arguments.
    cases : list of tuple
        They are copied: what the function does to them changes nothing.

    Raises
    ------
    Trouble
        If it cannot be called, stops, or returns nothing that could be an answer.
    """
    _check_arguments(function, name, arguments)
    answers = []
    for case in cases:
        call, listener = show_call(name, case), _Listener(sys.stdout)
        try:
            with contextlib.redirect_stdout(listener):
                answer = function(*copy.deepcopy(case))
        except (Exception, SystemExit) as error:
            raise Trouble(_stopped(call, error, function)) from None
        if answer is None or answer is ...:
            raise Trouble(_nothing(call, listener.heard, first=not answers))
        _check_kind(answer)
        answers.append(answer)
    return answers


def _check_arguments(function, name, arguments):
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-in functions do not tell
        return
    try:
        signature.bind(*arguments)
    except TypeError:
        wanted, yours = (f"({', '.join(names)})" for names in (arguments, signature.parameters))
        values = {"call": f"{name}{wanted}", "count": len(arguments), "yours": yours}
        if len(arguments) == 1:
            said = say("The checker calls {call}, with 1 argument; yours takes {yours}.", **values)
        else:
            said = say(
                "The checker calls {call}, with {count} arguments; yours takes {yours}.", **values
            )
        raise Trouble(said) from None


def _stopped(call, error, function):
    line, name = _line_of(error, function), _name(error)
    if line:
        return say("{call} stopped at `{line}` with {name}.", call=call, line=line, name=name)
    return say("{call} stopped with {name}.", call=call, name=name)


def _name(error):
    """Write an exception in one line, also one that cannot be written."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = ""
    return f"{type(error).__name__}: {cut(text, 200)}" if text else type(error).__name__


def _line_of(error, function):
    """The last line of the learner's own file that ran before an exception, "" if there is none."""
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.line for step in steps if step.filename == file and step.line]
    return cut(lines[-1]) if lines else ""


def _nothing(call, printed, first):
    if printed:
        return say("It prints, and returns nothing: write `return` where your answer is printed.")
    if first:
        return say("It returns nothing yet: end it with `return` and your answer.")
    said = "{call} returns nothing: every way through the function has to end with `return`."
    return say(said, call=call)


def _check_kind(answer):
    kind = type(answer).__name__
    if isinstance(answer, Iterator):
        said = "It returns a {kind}, which hands out its values one by one: make a list."
        raise Trouble(say(said, kind=kind))
    if isinstance(answer, (set, frozenset)):
        raise Trouble(say("It returns a {kind}, which has no order: make a list.", kind=kind))
    if inspect.isroutine(answer) or inspect.isclass(answer):
        said = "It returns the function {name} itself: call it, with brackets."
        raise Trouble(say(said, name=show(answer)))
