"""Run the cells of a page one after the other, as a notebook would, and report what they show."""

import ast
import base64
import io
import linecache
import os
import sys
import traceback
import types

import kept
import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt

plt.show = lambda *_, **__: None  # it would warn that there is no window; see pictures
space = {}


def speak(language):
    """Let the checkers of exercises speak the language of the page."""
    os.environ["RNN_HELPERS_LANGUAGE"] = language


def begin():
    """Forget everything."""
    space.clear()
    space["__name__"] = "__main__"
    sys.modules["__main__"] = module = types.ModuleType("__main__")
    module.__dict__.update(space)
    plt.close("all")
    matplotlib.rcdefaults()


def load(file):
    """Take over variables as a cell left them in the book's own run."""
    space.update(kept.load(file))


def pictures():
    """Take the open figures away, as PNG."""
    for number in plt.get_fignums():
        data = io.BytesIO()
        plt.figure(number).savefig(data, format="png", bbox_inches="tight")
        yield {"kind": "png", "data": base64.b64encode(data.getvalue()).decode()}
    plt.close("all")


def shown(value):
    """The last value of a cell, as a notebook shows it."""
    html = getattr(value, "_repr_html_", None)
    if html:
        return {"kind": "html", "data": html(), "text": f"{value!r}\n"}
    return {"kind": "text", "data": f"{value!r}\n"}


def run(name, code):
    """Run one cell; return its outputs, of which the last is an error if there was one."""
    outputs, printed = [], io.StringIO()
    old, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), printed, printed
    value, error = None, None
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    try:
        body = ast.parse(code, name).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), name, "exec"), space)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), name, "eval"), space)
    except BaseException as problem:
        error = "".join(traceback.format_exception(problem.with_traceback(own(problem, name))))
    finally:
        sys.stdout, sys.stderr = old
    if printed.getvalue():
        outputs.append({"kind": "text", "data": printed.getvalue()})
    outputs += pictures()
    if value is not None:
        outputs.append(shown(value))
    if error:
        outputs.append({"kind": "error", "data": error})
    return outputs


def own(problem, name):
    """The part of a traceback that begins in the reader's cell."""
    trace = problem.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != name:
        trace = trace.tb_next
    return trace
