"""What the page takes over from the book's own run is what the notebooks make."""

import kept_values as tool
import numpy as np
import pytest
import same_output

from rnn_helpers import binary_addition as adder
from rnn_helpers import rnn
from rnn_helpers.model import predict

NAME = "05_binary_addition"
KERAS = "recurrent-layer-dense-layer-model-layers"
NETWORKS = "seeds-range-20-recipes-plain-loss-and-gr"
SMALLER = "three-exams-for-smaller-networks"
EXAMS = "lengths-16-32-100-1-000-10-000-rng-np-ra"
CELLS = [(name, cell_id) for name, cells in tool.LISTED.items() for cell_id in cells]


def values(cell_id):
    return tool.kept.load(tool.LIVE / "kept" / f"{cell_id}.npz")


def before(cell_id):
    """The variables that a cell of chapter 5 finds."""
    return tool.run(tool.cells_up_to(NAME, cell_id)[:-1])


@pytest.fixture(scope="module")
def train_adders():
    """The function of the notebook that trains networks with a recipe."""
    space = before(NETWORKS)
    return lambda seeds, recipe="plain", **size: space["train_adders"](
        seeds, space["recipes"][recipe], **size
    )


def test_values_come_back_as_they_were(tmp_path):
    given = {
        "networks": {"plain": [{"U": np.arange(6.0).reshape(2, 3)}, {"U": np.ones(2, "float32")}]},
        "counts": {2: 12, ("plain", "chains"): np.array([True, False])},
        "sizes": (2, 0.5, "four"),
        "alone": np.float64(1 / 3),
    }
    tool.kept.save(tmp_path / "values.npz", given)
    found = tool.kept.load(tmp_path / "values.npz")
    assert repr(found) == repr(given | {"sizes": [2, 0.5, "four"], "alone": 1 / 3})


@pytest.mark.parametrize(("name", "cell_id"), CELLS)
def test_each_listed_cell_has_its_values(name, cell_id):
    assert list(values(cell_id)) == tool.LISTED[name][cell_id]


def test_nothing_else_is_kept():
    files = {path.stem for path in (tool.LIVE / "kept").iterdir()}
    assert files == {cell_id for _, cell_id in CELLS}


@pytest.mark.parametrize("recipe", ["plain", "L2"])
def test_kept_networks_are_those_that_the_recipe_gives(train_adders, recipe):
    """Trained two at a time, they are what they were beside eighteen others."""
    seeds, found = [0, 18], values(NETWORKS)
    networks, first_exact = train_adders(seeds, recipe)
    assert found["first_steps"][recipe][seeds].tolist() == first_exact.tolist()
    for seed, params in zip(seeds, networks, strict=True):
        for name, w in params.items():
            np.testing.assert_allclose(found["networks"][recipe][seed][name], w, atol=1e-6)


@pytest.mark.parametrize("hidden", [2, 4, 8])
def test_kept_marks_are_those_that_smaller_networks_get(train_adders, hidden):
    passes = tool.run(tool.cells_up_to(NAME, "passes-an-exam"))["passes"]
    exams = tool.run(tool.cells_up_to(NAME, EXAMS))["exams"]
    is_exact = before(NETWORKS)["is_exact"]
    networks, _ = train_adders(range(3), hidden=hidden)
    long = [passes(networks, exams[kind][1_000]) for kind in exams]
    marks = np.stack([[*map(is_exact, networks)], *long], axis=1)
    assert values(SMALLER)["results"][hidden][:3].tolist() == marks.tolist()


@pytest.mark.skipif(not same_output.exact(), reason="another processor trains another network")
def test_the_kept_keras_network_is_the_one_of_the_notebook():
    made = tool.run(tool.cells_up_to(NAME, KERAS))["copied"]
    found = values(KERAS)["copied"]
    assert found.keys() == made.keys()
    for name, w in made.items():
        np.testing.assert_allclose(found[name], w, atol=1e-6)


def test_the_kept_keras_network_adds():
    x, target = adder.all_pairs(8)
    assert adder.exact_accuracy(predict(rnn, values(KERAS)["copied"], x), target) == 1
