"""Measure how far each printed number of a trained network moves when rounding differs.

Runs notebooks again: from weights moved by one unit in their last place (see ``nudge.py``), and as
an old processor would. From what these runs print it writes ``tests/bands``: for each number
of a cell tagged ``trained`` the smallest and the largest value, for each text of one tagged
``sampled`` how like the stored text the others are. A run with the packages of Colab, which
``check_colab.py`` keeps, counts as one more. ``--widen`` lets the bands that are there count as a
run as well, such as after a run on another machine. With ``--held-out`` it makes fresh runs and
says how many of their numbers lie in the bands.
"""

import argparse
import concurrent.futures
import itertools
import json
import os
import re
from collections import Counter
from pathlib import Path

import anywhere

from rnn_helpers import rounding

rounding.pin()
anywhere.prepare()

import nbformat
import numpy as np
import same_output
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
RUNS = ROOT / "_build" / "runs"
OLD_PROCESSOR = {
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "OPENBLAS_CORETYPE": "Nehalem",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3",
}
NUDGE = "import sys; sys.path.insert(0, {!r})\nimport nudge\nnudge.install({}, {!r})"
VARIES = {"trained", "sampled"}
CLASSES = ("none", "up to 1%", "up to 5%", "above")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def run(path, name):
    """Run a notebook as ``name`` says ("old" or the number of a nudge); keep what it prints."""
    notebook = nbformat.read(path, as_version=4)
    options = {"env": os.environ | (OLD_PROCESSOR if name == "old" else {})}
    seed = None if name == "old" else int(name)
    source = NUDGE.format(str(ROOT / "tools"), seed, str(RUNS))
    notebook.cells.insert(0, nbformat.v4.new_code_cell(source))
    client = NotebookClient(
        notebook, timeout=3000, allow_errors=True, resources={"metadata": {"path": path.parent}}
    )
    client.execute(**options)
    printed = {cell.id: same_output.texts(cell) for cell in code_cells(notebook)}
    errors = [
        (cell.id, re.sub(r"\x1b\[[\d;]*m", "", output.evalue))
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "error"
    ]
    record = json.dumps({"printed": printed, "errors": errors}, ensure_ascii=False)
    (RUNS / f"{path.stem} {name}.json").write_text(record, encoding="utf-8")
    return path.stem, name, errors


def run_all(paths, names, jobs):
    """Run every notebook in every way."""
    RUNS.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        started = [pool.submit(run, *job) for job in itertools.product(paths, names)]
        for done in concurrent.futures.as_completed(started):
            stem, name, errors = done.result()
            print(f"{stem}, run {name}: {len(errors)} cells fail", flush=True)
            for cell, message in errors:
                print(f"    {cell}: {message[:300]}")


def records(stem, names):
    """What the kept runs of a notebook printed."""
    for name in names:
        kept = RUNS / f"{stem} {name}.json"
        if kept.exists():
            yield name, json.loads(kept.read_text(encoding="utf-8"))["printed"]


def band(stored, others, tags):
    """The bands of one text."""
    if "sampled" in tags:
        alike = [same_output.likeness(other, stored) for other in others]
        return [round(min(alike), 3), round(max(alike), 3)]
    same = [text for text in others if same_output.words(text) == same_output.words(stored)]
    columns = zip(*(same_output.numbers(text) for text in (stored, *same)), strict=True)
    values = [[same_output.value(number) for number, _ in column] for column in columns]
    return [[min(column), max(column)] for column in values]


def complaints(stored, others, tags):
    """What a text must not do: have other words, or another whole number, in another run."""
    for other in map(same_output.without_minus_zero, others):
        if "sampled" in tags or other == same_output.without_minus_zero(stored):
            continue
        if not tags or same_output.words(other) != same_output.words(stored):
            yield f"prints something else:\n{other}"
            continue
        pairs = zip(same_output.numbers(other), same_output.numbers(stored), strict=True)
        for (new, _), (old, fixed) in pairs:
            if fixed and same_output.value(new) != same_output.value(old):
                yield f"{new} for {old} in:\n{other}"


def widened(rows, known):
    """The band of a text, so that it holds another band as well, if that is one of this text."""
    if known is None or np.shape(rows) != np.shape(known):
        return rows
    low, high = np.moveaxis([rows, known], -1, 0)
    if (low.max(axis=0) > high.min(axis=0)).any():  # what is stored lies in both, or has changed
        return rows
    return np.stack([low.min(axis=0), high.max(axis=0)], axis=-1).tolist()


def write(path, names, widen=False):
    """Write the bands of a notebook; say what another rounding changes but must not."""
    runs, table = dict(records(path.stem, names)), {}
    for cell in code_cells(nbformat.read(path, as_version=4)):
        tags = VARIES & set(cell.metadata.get("tags", []))
        rows = []
        for place, stored in enumerate(same_output.texts(cell)):
            kept = (printed.get(cell.id, []) for printed in runs.values())
            others = [texts[place] for texts in kept if len(texts) > place]
            for complaint in sorted(set(complaints(stored, others, tags))):
                print(f"{path.stem}, {cell.id} {sorted(tags)}: {complaint}")
            known = same_output.band_of(path, cell.id, place) if widen else None
            rows.append(widened(band(stored, others, tags), known))
        if tags and rows:
            table[cell.id] = rows
    lines = ",\n".join(f"{json.dumps(cell)}: {json.dumps(rows)}" for cell, rows in table.items())
    file = same_output.BANDS / f"{path.stem}.json"
    file.unlink(missing_ok=True)
    if table:
        file.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def widths(paths):
    """Count how wide the bands are, next to the numbers they belong to."""
    counts = Counter()
    for path in paths:
        for cell in code_cells(nbformat.read(path, as_version=4)):
            if "trained" not in cell.metadata.get("tags", []):
                continue
            for place in range(len(same_output.texts(cell))):
                for low, high in same_output.band_of(path, cell.id, place) or []:
                    share = (high - low) / max(abs(low), abs(high), 1e-12)
                    counts[CLASSES[sum(share > limit for limit in (0, 0.01, 0.05))]] += 1
    return counts


def held_out(paths, names):
    """Say how many numbers of fresh runs lie in the bands, and which do not."""
    inside, total = 0, 0
    for path in paths:
        cells = code_cells(nbformat.read(path, as_version=4))
        for name, printed in records(path.stem, names):
            for cell in cells:
                tags = cell.metadata.get("tags", [])
                for place, stored in enumerate(same_output.texts(cell)):
                    new = printed[cell.id][place] if len(printed[cell.id]) > place else ""
                    limits = same_output.band_of(path, cell.id, place)
                    count = len(same_output.numbers(stored)) if "trained" in tags else 1
                    total += count
                    if same_output.same(new, stored, tags, False, limits):
                        inside += count
                    else:
                        wrong = misses(new, stored, limits or [])
                        inside += max(0, count - len(wrong))
                        print(f"{path.stem}, run {name}, {cell.id}: {'; '.join(wrong)}")
    print(f"{inside} of {total} numbers and texts inside: {inside / total:.2%}")


def misses(new, stored, limits):
    """The numbers of a text that lie outside their bands."""
    if same_output.words(new) != same_output.words(stored):
        return [f"other words: {new}"] * max(1, len(same_output.numbers(stored)))
    rows = zip(same_output.numbers(new), same_output.numbers(stored), limits, strict=False)
    return [
        f"{n} for {o}"
        for (n, _), (o, fixed), band in rows
        if (
            same_output.value(n) != same_output.value(o)
            if fixed
            else not same_output.inside(n, o, band)
        )
    ]


def main():
    anywhere.print_anything()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="how many nudged runs")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time")
    parser.add_argument("--held-out", action="store_true", help="judge the bands by fresh runs")
    parser.add_argument("--again", action="store_true", help="take the runs that are kept")
    parser.add_argument("--widen", action="store_true", help="the bands count as one more run")
    options = parser.parse_args()
    paths = options.notebooks or sorted(ROOT.glob("notebooks/*.ipynb"))
    first = 101 if options.held_out else 1
    names = [str(k) for k in range(first, first + options.runs)]
    names += [] if options.held_out else ["old"]
    if not options.again:
        run_all(paths, names, options.jobs)
    if options.held_out:
        held_out(paths, names)
        return
    if not options.widen:  # else this need not be the machine that printed what is stored
        same_output.FINGERPRINT.write_text(same_output.fingerprint() + "\n", encoding="utf-8")
    for path in paths:
        write(path, [*names, "colab"], options.widen)
    counts = widths(paths)
    print("bands next to their numbers:", ", ".join(f"{c} {counts[c]}" for c in CLASSES))


if __name__ == "__main__":
    main()
