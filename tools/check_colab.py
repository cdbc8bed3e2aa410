"""Try the Colab path of every notebook without Colab.

Builds the wheel of the helpers, makes an environment with the versions that Colab ships, and runs
each notebook in it as Colab would: ``google.colab`` is loaded, so the first cell installs the
package, here from the wheel. Then compares the installed versions before and after, and what the
notebook prints with what is stored in it, by the rules of ``same_output.py``. What it prints is
kept in ``_build/runs``, where ``measure_bands.py`` takes it as one of the runs behind the bands.
"""

import argparse
import json
import re
import subprocess
import tempfile
import venv
from pathlib import Path

import anywhere
import same_output

ROOT = Path(__file__).parents[1]
TOOLS = str(ROOT / "tools")
RUNS = ROOT / "_build" / "runs"
PRESENT = [  # as Colab has them
    "ipykernel",
    "matplotlib==3.10.0",
    "nbclient",
    "numpy==2.0.2",
    "pandas==2.2.2",
    "scikit-learn==1.6.1",
    "scipy==1.15.3",
    "statsmodels==0.14.5",
]
OTHER_TREES = {  # boosting of scikit-learn 1.6 grows other trees: only what is said of them counts
    "x-usual-sold-data-valid-full-size-np-til",
    "rows-name-wape-forecast-sold-for-name-fo",
    "leads-over-boosting-by-origin",
    "print-the-gru-scores-verdict-rows-gru-ro",
    "pinball-and-coverage",
    "leads-in-pinball-loss",
}

RUN = """
import json, re, sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
cell = next(c for c in notebook.cells if c.cell_type == "code")
local = re.sub(r'git\\+[^\\s"]+', sys.argv[2], cell.source)
cell.source = "import sys; sys.modules['google.colab'] = None\\n" + local
NotebookClient(notebook, timeout=1200).execute()
sys.path.insert(0, sys.argv[3])
import check_colab
print(json.dumps([check_colab.printed(c) for c in notebook.cells if c.cell_type == "code"][1:]))
"""
LOG = re.compile(r"(WARNING: All log messages before absl|[IWE]\d{4} ).*")
VERSION = re.compile(r"^(package  \S+) \d\S*", re.M)  # in the record of where data come from


def printed(cell):
    """The texts of a cell, without versions of packages and what TensorFlow logs at compiling."""

    def is_log(output):
        lines = "".join(output.get("text", "")).splitlines()
        return output.get("name") == "stderr" and all(map(LOG.match, lines))

    texts = same_output.texts({"outputs": [out for out in cell["outputs"] if not is_log(out)]})
    return [VERSION.sub(r"\1", text) for text in texts]


def cells_of(path):
    """The code cells of a notebook after the first, which is another one here."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"][1:]


def keep(path, now):
    """Keep what trained networks printed, in the form of the runs behind the bands."""
    texts = {
        cell["id"]: printed
        for cell, printed in zip(cells_of(path), now, strict=True)
        if {"trained", "sampled"} & set(cell["metadata"].get("tags", []))
        and cell["id"] not in OTHER_TREES
    }
    RUNS.mkdir(parents=True, exist_ok=True)
    record = json.dumps({"printed": texts, "errors": []}, ensure_ascii=False)
    (RUNS / f"{path.stem} colab.json").write_text(record, encoding="utf-8")


def differences(path, now):
    """The cells after the first that print something else than what is stored or measured."""
    cells = cells_of(path)
    for cell, new in zip(cells, now, strict=True):
        tags, old = cell["metadata"].get("tags", []), printed(cell)
        bands = [same_output.band_of(path, cell["id"], place) for place in range(len(old))]
        if cell["id"] in OTHER_TREES:
            new, old = [list(map(same_output.words, texts)) for texts in (new, old)]
        rows = zip(new, old, bands, strict=False)
        if len(new) != len(old) or not all(
            same_output.same(*r[:2], tags, False, r[2]) for r in rows
        ):
            yield f"{cell['id']} prints {new}, stored is {old}"


def run(*command, **options):
    options |= {"check": True, "capture_output": True, "encoding": "utf-8"}
    return subprocess.run(command, **options).stdout


def faults(path, python, wheel, folder):
    """Run a notebook as Colab would; list what is wrong."""
    run(python, "-m", "pip", "uninstall", "--yes", "rnn-helpers")
    before = run(python, "-m", "pip", "freeze").splitlines()
    try:
        output = run(python, "-c", RUN, str(path), wheel.as_uri(), TOOLS, cwd=folder)
    except subprocess.CalledProcessError as error:
        return [f"it stops: {error.stderr[-2000:]}"]
    after = run(python, "-m", "pip", "freeze").splitlines()
    found = [f"installing the package changed {line}" for line in set(before) - set(after)]
    if not any("rnn-helpers" in line for line in after):
        found.append("the first cell installs nothing")
    now = json.loads(output.splitlines()[-1])
    keep(path, now)
    return found + list(differences(path, now))


def main():
    anywhere.print_anything()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--tensorflow", default="2.19.0")
    options = parser.parse_args()
    tensorflow = f"tensorflow-cpu=={options.tensorflow}"
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        venv.create(Path(folder, "venv"), with_pip=True)
        python = str(Path(folder, "venv", "bin", "python"))
        version = run(python, "--version").strip()
        print(f"installing {tensorflow}, {', '.join(PRESENT)} for {version}", flush=True)
        run(python, "-m", "pip", "install", tensorflow, *PRESENT)
        run(python, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT))
        wheel = next(Path(folder).glob("rnn_helpers-*.whl"))
        for path in options.notebooks or sorted(ROOT.glob("notebooks/*.ipynb")):
            found = faults(path.resolve(), python, wheel, folder)
            failed += [path.name] if found else []
            print(f"{path.name}: {'; '.join(found) or 'as stored'}", flush=True)
    if failed:
        raise SystemExit(f"{len(failed)} notebooks fail: {', '.join(failed)}")


if __name__ == "__main__":
    main()
