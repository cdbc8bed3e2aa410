"""Keras on another back end: cells that step aside, and the script that tries the verdicts."""

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import backends
import cell_names
import nbformat
import pytest
import slices
from resting import claims_of, code_cells, resting_on_keras

ROOT = Path(__file__).parents[1]
PATHS = sorted(ROOT.glob("notebooks/*.ipynb"))
HANDS_OVER = re.compile(  # NumPy a tensor that some weights have made
    r"\bnp\.[\w.]+\([^()]*(keras\.ops\.(?!convert)\w+\()?"
    r"(?<![\w.])(layer|model|net|network|blind_network|look|body|ctc_models\[0\])\((?!histories)"
)


def run(cells, limit=None):
    """Run cells from a process of its own: here nbval's way to its kernels is set."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(backends.run, cells, limit).result()


def new_cells(*sources):
    return [nbformat.v4.new_code_cell(source) for source in sources]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_cell_of_keras_that_needs_tensorflow_asks_for_the_back_end(path):
    cells = code_cells(path)
    for number in resting_on_keras(cells):
        code = cells[number].source
        names = cell_names.read(slices.plain(code))
        needs_it = "tf" in names.reads | names.later or ".numpy()" in code
        assert not needs_it or "keras.backend.backend()" in code, cells[number].id
        assert not re.search(r"_like\((memory|variable)", code), "JAX takes no variable of Keras"
        assert not HANDS_OVER.search(code), "PyTorch wants keras.ops.convert_to_numpy around it"


@pytest.mark.parametrize(
    ("code", "hands_over"),
    [
        ("np.array(network(x))", True),
        ("np.stack([layer(row) for row in x])", True),
        ("np.array(keras.ops.softmax(model(x)), float)", True),
        ("np.testing.assert_allclose(ours, model(x))", True),
        ("np.exp(keras.ops.convert_to_numpy(model(x)))", False),
        ("np.array(model(histories))", False),
        ("np.array(clone_model(x))", False),
    ],
)
def test_a_tensor_that_is_handed_to_numpy_is_found(code, hands_over):
    assert bool(HANDS_OVER.search(code)) == hands_over


def test_a_claim_rests_on_keras_over_any_number_of_steps():
    cells = new_cells(
        "import keras, numpy", "net = keras.Sequential([])", "a = numpy.ones(3)", "score = net(a)",
        "b = a + 1", "score", "def ask():\n    return net(b)", "net = 3", "score, net",
    )  # fmt: skip
    assert resting_on_keras(cells) == [1, 3, 5, 6, 8]
    assert resting_on_keras(cells[:1] + cells[7:]) == []


def test_a_name_that_a_cell_sets_itself_is_not_that_of_keras():
    cells = new_cells("import keras", "x = keras.Input((2,))", "x = 1\nf = lambda: x", "f()")
    assert resting_on_keras(cells) == [1]


def test_an_assertion_becomes_a_note():
    assert backends.softened("assert 1 < 2, 'never'") == (
        f"if not 1 < 2:\n    print('{backends.MISSED}1 < 2')"
    )


def test_a_run_keeps_verdicts_errors_and_notes():
    cells = new_cells(
        "import json as keras",
        "unmet = keras.loads('false')\nassert unmet",
        "class Verdict:\n    def __repr__(self):\n        return 'Claim 1.1a · confirmed'",
        "keras\nVerdict()",
        "keras\nraise ValueError('too few')",
        "keras.none",
    )
    cells[3].metadata.tags, cells[4].metadata.tags = ["claim-1-1a"], ["claim-1-1b"]
    found = run(cells)
    assert found["decided"] == {"1.1a": "Claim 1.1a · confirmed", "1.1b": "ValueError: too few"}
    assert found["stopped"] == {
        cells[5].id: "AttributeError: module 'json' has no attribute 'none'"
    }
    assert found["missed"] == {cells[1].id: ["unmet"]}


def test_the_cells_that_a_claim_needs_decide_as_the_whole_notebook_does():
    cells = backends.cells_to_run(ROOT / "notebooks" / "02_concepts.ipynb")
    found, stored = run(cells), backends.result(cells)
    assert found["decided"] == stored["decided"]
    assert list(found["decided"]) == ["2d"]
    assert not found["stopped"]
    assert not found["missed"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_what_a_claim_needs_is_part_of_what_rests_on_keras_and_its_needs(path):
    deciding, all_of_it = backends.cells_to_run(path), backends.cells_to_run(path, whole=True)
    assert {cell.id for cell in deciding} <= {cell.id for cell in all_of_it}
    claims = [claim for cell in deciding for claim in claims_of(cell)]
    assert claims == [claim for cell in all_of_it for claim in claims_of(cell)]


def test_a_network_that_is_trained_after_it_was_made_is_needed_with_its_training(tmp_path):
    cells = new_cells(
        "import keras", "net = keras.Sequential([])", "net.compile('sgd')", "net.fit(1)",
        "net.set_weights(2)", "other = keras.Input((2,))", "net(3)",
    )  # fmt: skip
    cells[-1].metadata.tags = ["claim-1-1a"]
    path = tmp_path / "toy.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    found = [cell.source for cell in backends.cells_to_run(path)]
    assert found == [cell.source for cell in cells if "other" not in cell.source]


def test_a_limit_ends_a_run_and_what_is_not_decided_says_so():
    cells = new_cells(
        "class Verdict:\n    __repr__ = lambda self: 'Claim 1.1a · ties'", "Verdict()"
    )
    cells += new_cells("while True:\n    pass", "Verdict()")
    cells[1].metadata.tags, cells[3].metadata.tags = ["claim-1-1a"], ["claim-1-1b"]
    found = run(cells, 8)
    assert found["decided"] == {"1.1a": "Claim 1.1a · ties", "1.1b": backends.LATE.format(8)}
    assert 7 <= found["seconds"] < 12


def test_a_comparison_is_written_down_as_it_comes_out():
    cells = new_cells(
        "import numpy as np\nfrom rnn_helpers import ledger, scores",
        "lead = scores.paired(np.ones((3, 4)), np.zeros(4))",
        "ledger.decide('1.1a', 'confirmed', lead.evidence('cost', 'wins'), 3)",
    )
    cells[2].metadata.tags = ["claim-1-1a"]
    printed = run(cells)["decided"]["1.1a"]
    assert printed.startswith("Claim 1.1a · refuted · 3 seeds\n  cost: best seed         -1   < 0")


def test_other_verdicts_and_cells_that_stop_are_told():
    right = "Claim 2d · confirmed\n  ratio  0.75   ≤ 0.8"
    close, wrong = right.replace("0.75", "0.76"), "ClaimError: claim 2d: ratio is 0.9"
    found = {printed: {"decided": {"2d": printed}, "stopped": {}} for printed in (close, wrong)}
    assert not list(backends.complaints({"2d": right}, found[close]))
    assert not list(backends.complaints({"2d": "ClaimError: 0.85"}, found[wrong]))
    assert list(backends.complaints({"2d": right}, found[wrong]))
    assert list(backends.complaints({"2d": wrong}, found[close]))
    assert list(backends.complaints({}, {"decided": {}, "stopped": {"a": "NameError: b"}}))
