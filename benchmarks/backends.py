"""The verdicts of the book with Keras on JAX or PyTorch instead of TensorFlow.

``python benchmarks/backends.py jax`` runs, with ``KERAS_BACKEND=jax``, the deciding cells that rest
on Keras and the cells that they need; the other verdicts rest on NumPy, and are the same with any
back end. It writes into ``benchmarks/backends.json``, after each notebook, what the deciding cells
print, which cells stop, and which assertions do not hold: these are noted and passed over, since a
network that another library has trained has other digits. For the same reason a comparison with a
baseline is written down as it comes out, and the verdict that follows from it.

``--notebooks 06c_sentiment`` runs these alone; ``--limit 720`` ends each after so many seconds of
processor time. What is stored with the same code is not run again. ``--check`` stores nothing: it
says which cells stop, and which verdicts come out otherwise than is stored or, where nothing is,
than in the book; with ``--whole`` it runs every cell that rests on Keras. JAX and PyTorch are not
among the book's requirements: ``pip install jax`` first.
"""

import argparse
import ast
import importlib.metadata
import json
import os
import resource
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

ROOT = Path(__file__).parents[1]
FOLDERS = [str(ROOT / "book" / "_ext"), str(ROOT / "tools"), str(ROOT / "benchmarks")]
sys.path[:0] = FOLDERS
import anywhere
import slices
from resting import cells_to_run, claims_of, fingerprint

from rnn_helpers import rounding

STORED = ROOT / "benchmarks" / "backends.json"
SECONDS = 3000  # for one cell
MISSED = "does not hold: "
LATE = "TooSlow: more than {} seconds of processor time"
FIRST = f"""import resource, sys
sys.path[:0] = {FOLDERS}
import as_measured
as_measured.loosen()
if {{limit}}:
    resource.setrlimit(resource.RLIMIT_CPU, ({{limit}}, {{limit}}))"""


class Softer(ast.NodeTransformer):
    """Turns an assertion into a note, so that what follows it is run in any case."""

    def visit_Assert(self, node):
        note = ast.parse(f"print({MISSED + ast.unparse(node.test)!r})").body
        return ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), node.test), note, []), node)


def softened(code):
    tree = Softer().visit(ast.parse(slices.plain(code)))
    return ast.unparse(ast.fix_missing_locations(tree))


def error_of(cell):
    """The first line of the error that stopped a cell, or None."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}".splitlines()[0][:200]
    return None


def missed_in(cell):
    """The assertions of a cell that did not hold."""
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    notes = [line for line in text.splitlines() if line.startswith(MISSED)]
    return [note.removeprefix(MISSED) for note in dict.fromkeys(notes)]


def result(cells, limit=None):
    """What deciding cells that were run say, which cells stopped, and what did not hold."""
    found = {"decided": {}, "stopped": {}, "missed": {}}
    for cell in cells:
        error, missed, claims = error_of(cell), missed_in(cell), claims_of(cell)
        if error and not claims:
            found["stopped"][cell.id] = error
        if missed:
            found["missed"][cell.id] = missed
        for claim in claims:
            told = error or (cell.outputs and cell.outputs[-1].data["text/plain"])
            found["decided"][claim] = told or LATE.format(limit)
    return found


def spent():
    """Seconds of processor time of all kernels that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def run(cells, limit=None):
    """Run cells in a fresh kernel; one that stops does not end it, a limit of seconds does."""
    softer = [
        nbformat.v4.new_code_cell(softened(cell.source), id=cell.id, metadata=cell.metadata)
        for cell in cells
    ]
    first = nbformat.v4.new_code_cell(FIRST.format(limit=limit))
    folder = {"metadata": {"path": str(ROOT / "notebooks")}}
    notebook = nbformat.v4.new_notebook(cells=[first, *softer])
    before = spent()
    try:
        NotebookClient(notebook, timeout=SECONDS, allow_errors=True, resources=folder).execute()
    except DeadKernelError:
        if not limit or spent() - before < 0.9 * limit:  # it died of something else
            raise
    return result(notebook.cells, limit) | {"seconds": round(spent() - before)}


def read():
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def store(backend, name, found):
    table = read()
    runs = table.setdefault(backend, {"notebooks": {}})
    runs["notebooks"][name] = found
    packages = "keras", backend
    runs["versions"] = {package: importlib.metadata.version(package) for package in packages}
    text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
    STORED.write_text(text + "\n", encoding="utf-8")


def outcome(printed):
    """What has to come out again: the verdict, or the kind of error that is in its place."""
    first = printed.partition("\n")[0]
    return first if first.startswith("Claim ") else first.partition(":")[0]


def complaints(expected, found):
    """Say which verdicts are others than expected, and which cells stopped."""
    for claim, printed in found["decided"].items():
        if outcome(printed) != outcome(expected[claim]):
            yield f"{claim}: {outcome(printed)}, expected {outcome(expected[claim])}"
    for cell, error in found["stopped"].items():
        yield f"{cell} stops: {error}"


def report(name, found):
    lines = [outcome(printed) for printed in found["decided"].values()]
    for kind in ("stopped", "missed"):
        lines += [f"{kind} in {cell}: {what}" for cell, what in found[kind].items()]
    print(f"{name}: {found['seconds']} s", *lines, sep="\n    ", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("backend", choices=("jax", "torch"))
    parser.add_argument("--notebooks", nargs="*", default=[])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--whole", action="store_true")
    return parser.parse_args()


def main():
    anywhere.print_anything()
    options = arguments()
    os.environ["KERAS_BACKEND"] = options.backend  # for the kernels; first, since pin looks at it
    rounding.pin()
    wrong = []
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        cells = cells_to_run(path, whole=options.check and options.whole)
        if not cells or path.stem not in (options.notebooks or [path.stem]):
            continue
        stored = read().get(options.backend, {}).get("notebooks", {}).get(path.stem, {})
        code = fingerprint(cells)
        if not options.check and stored.get("code") == code:
            continue
        found = run(cells, options.limit)
        report(path.stem, found)
        if options.check:
            expected = result(cells)["decided"] | stored.get("decided", {})
            wrong += complaints(expected, found)
        else:
            store(options.backend, path.stem, found | {"code": code})
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
