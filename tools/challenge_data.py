"""What the networks of chapters 6e and 6f say, for the open exercises of these chapters.

``python tools/challenge_data.py`` runs the two notebooks up to the cells behind their trainings,
and writes what the networks make of the test parts, compressed, into ``rnn_helpers/check``. A
notebook's name in its place runs that one alone.
"""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import anywhere
import nbformat
import numpy as np
from packed import ROOT

from rnn_helpers import rounding
from rnn_helpers.check.stored import FOLDER, pack

PRACTICE = 300  # streams; the other 700 are the test part


def run_up_to(notebook, last):
    """Run the cells of a notebook up to one, but for the first, which is for Colab."""
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells
    cells, names = [cell for cell in cells if cell.cell_type == "code"][1:], {}
    for cell in cells[: [cell.id for cell in cells].index(last) + 1]:
        exec(compile(cell.source, cell.id, "exec"), names)
    return SimpleNamespace(**names)


def digits(rows):
    return pack(["".join(map(str, row)) for row in rows])


def speech():
    """Probabilities of the first network for the test streams at double speed."""
    book = run_up_to("06e_speech", "paces-half-speed-at-pace-exam-lambda-n-n")
    fast = book.paces["double speed"]
    x, numbers = book.in_threes(fast)
    shares = np.exp(book.ctc_models[0](x))
    steps = numbers[:, 0].tolist()
    rows = np.concatenate([p[:n] for p, n in zip(shares, steps, strict=True)])
    found = book.frame_names(book.namer, fast, book.reach)
    answers = {
        "truth": [row[row > 0].tolist() for row in fast["target"]],
        "best path": book.best_path(book.ctc_models[0], fast),
        "cheap rule": [book.turns(log_p, book.cost) for log_p in found],
        "hidden Markov model": book.decode(fast, book.hmm, book.price),
    }
    return "chapter_06e_fast", {
        "practice": PRACTICE,
        "steps": steps,
        "answers": {name: digits(rows) for name, rows in answers.items()},
        "probabilities": pack(np.round(rows * 255).astype(np.uint8).tobytes()),
    }


def captions():
    """What the nine networks write about the pictures for validation and for the test."""
    book = run_up_to("06f_captioning", "results-gru-with-attention")
    kinds = {"slot filler": "slot filler", "GRU": "GRU, alone", "GRU with attention": "attention"}

    def lines(texts):
        words = [[book.WORDS.index(word) for word in text.split()] for text in texts]
        return pack(["".join(f"{k:x}" for k in row) for row in words])

    texts = {}
    for part, name in {"practice": "validation", "test": "test"}.items():
        texts[part] = {"right": lines(book.SETS[name]["caption"])}
        for kind, runs in book.results.items():
            for seed, run in zip(book.SEEDS, runs, strict=True):
                texts[part][f"{kinds[kind]}, seed {seed}"] = lines(run[name][0])
    return "chapter_06f_written", {"words": book.WORDS, "captions": texts}


def main(chosen):
    """Start anew with the book's way of rounding, which NumPy reads when it is loaded."""
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=wanted).returncode)
    anywhere.print_anything()
    for name, make in {"06e_speech": speech, "06f_captioning": captions}.items():
        if not chosen or name in chosen:
            file, data = make()
            text = json.dumps(data, indent=1) + "\n"
            (FOLDER / f"{file}.json").write_text(text, encoding="utf-8")
            print(f"{file}: {len(text) / 1000:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
