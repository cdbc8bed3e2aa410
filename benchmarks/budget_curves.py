"""Quality against training compute, for one field of chapter 6.

``python benchmarks/budget_curves.py FIELD`` runs ``benchmarks/budgets/FIELD.py`` and writes what it
finds into ``src/rnn_helpers/budgets/FIELD.json`` after each point, so that it can be stopped and
goes on where it was; ``--points 3`` measures three points and stops. ``--check cheapest`` measures
the cheapest point of each model again and compares it with the one stored, ``--check all`` every
point. ``every`` in place of a field takes them all.

A file of a field says in constants what is measured (``METRIC``, ``BETTER``, ``OPPONENT``,
``LIVE``, ``RECIPES``, ``TOLERANCE``) and has a function ``points(done)``: it yields dicts with
``model``, ``budget``, ``seed``, ``steps``, ``seconds`` and ``quality`` for all points but those in
``done``, a set of (model, budget, seed).
"""

import argparse
import importlib
import itertools
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

from rnn_helpers import rounding

HERE = Path(__file__).parent
STORED = HERE.parent / "src" / "rnn_helpers" / "budgets"
CONSTANTS = "METRIC", "BETTER", "OPPONENT", "LIVE", "RECIPES", "TOLERANCE"


def key(point):
    return point["model"], point["budget"], point["seed"]


def head(name, field):
    """All of a field's file but the points."""
    instructions = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    return {
        "field": name,
        **{constant.lower(): getattr(field, constant) for constant in CONSTANTS},
        "versions": {"python": platform.python_version()}
        | {package: version(package) for package in ("keras", "numpy")},
        "processor": " ".join([platform.machine(), *instructions[-1:]]),
    }


def write(path, result):
    """Write a field's file, one point on each line."""
    order = list(result["recipes"])
    points = sorted(result["points"], key=lambda p: (order.index(p["model"]), *key(p)[1:]))
    lines = ",\n  ".join(json.dumps(point, ensure_ascii=False) for point in points)
    text = json.dumps(result | {"points": []}, ensure_ascii=False, indent=1)
    text = text.replace('"points": []', f'"points": [\n  {lines}\n ]')
    path.write_text(text + "\n", encoding="utf-8")


def read_points(path):
    return json.loads(path.read_text(encoding="utf-8"))["points"] if path.exists() else []


def measure(name, field, path, most=None):
    """Measure the points that are not stored yet, no more than ``most`` of them."""
    points = read_points(path)
    for point in itertools.islice(field.points({key(p) for p in points}), most):
        points.append(point)
        write(path, head(name, field) | {"points": points})
        print(name, point, flush=True)


def cheapest(points):
    """The cheapest point of each model."""
    found = {}
    for point in sorted(points, key=lambda point: point["seconds"]):
        found.setdefault(point["model"], point)
    return list(found.values())


def complain(name, lack):
    """Say what a field's file lacks, and how to get it; count it as one fault."""
    print(f"{name} {lack}: measure with python benchmarks/budget_curves.py {name}", flush=True)
    return 1


def check(name, field, path, which="cheapest"):
    """Measure points anew; return how many are off by more than the tolerance, or not there."""
    points = read_points(path)
    if not points:
        return complain(name, "has no stored points")
    chosen = cheapest(points) if which == "cheapest" else points
    stored = {key(point): point["quality"] for point in chosen}
    wrong = 0
    for point in field.points({key(point) for point in points} - set(stored)):
        if key(point) not in stored:
            wrong += complain(name, f"has no stored point {key(point)}")
            continue
        off = abs(point["quality"] - stored.pop(key(point)))
        wrong += not off <= field.TOLERANCE  # true of NaN too
        print(name, point, f"off by {off:.2g} of at most {field.TOLERANCE}", flush=True)
    for lost in stored:
        print(name, lost, "is not measured any more")
    return wrong + len(stored)


def main():
    """Run with the book's way of rounding, which NumPy reads when it is loaded."""
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        return subprocess.run([sys.executable, *sys.argv], env=wanted).returncode
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    names = sorted(path.stem for path in (HERE / "budgets").glob("*.py"))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("field", choices=[*names, "every"])
    parser.add_argument("--points", type=int, help="how many to measure; all that lack if omitted")
    parser.add_argument("--check", choices=["cheapest", "all"], help="measure these again")
    options = parser.parse_args()
    wrong = 0
    for name in names if options.field == "every" else [options.field]:
        field, path = importlib.import_module(f"budgets.{name}"), STORED / f"{name}.json"
        if options.check:
            wrong += check(name, field, path, options.check)
        else:
            measure(name, field, path, options.points)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
