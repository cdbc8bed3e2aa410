"""How bands are measured: weights moved by one unit in the last place, and what is made of runs."""

import importlib.metadata
import os
import sys

import check_colab
import measure_bands
import nudge
import numpy as np
import pytest

from rnn_helpers import rounding

STORED = "exact 0.71 of 100, 3 seeds"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_nudge_is_one_unit_in_the_last_place_up_or_down(dtype):
    weights = np.random.default_rng(0).normal(size=1000).astype(dtype)
    moved = nudge.moved(weights, np.random.default_rng(1))
    assert moved.dtype == dtype
    units = (moved - weights) / np.spacing(np.abs(weights))
    assert set(np.abs(units)) <= {0.5, 1.0}  # half a unit where a power of two lies between
    assert 400 < (units > 0).sum() < 600


def test_whole_numbers_are_no_weights():
    np.testing.assert_array_equal(nudge.moved(np.arange(3), np.random.default_rng(0)), [0, 1, 2])


def test_a_band_reaches_from_the_smallest_to_the_largest_number():
    others = ["exact 0.69 of 100, 3 seeds", "exact 0.74 of 100, 3 seeds"]
    assert measure_bands.band(STORED, others, {"trained"}) == [[0.69, 0.74], [100, 100], [3, 3]]
    assert list(measure_bands.complaints(STORED, others, {"trained"})) == []


@pytest.mark.parametrize(
    "other",
    ["exact 0.71 of 99, 3 seeds", "exact 0.71 of 100, 4 seeds", "wrong 0.71 of 100, 3 seeds"],
)
def test_a_run_must_not_change_counts_or_words(other):
    assert list(measure_bands.complaints(STORED, [other], {"trained"}))


def test_a_band_is_widened_by_the_one_that_was_there():
    rows = measure_bands.band(STORED, ["exact 0.69 of 100, 3 seeds"], {"trained"})
    known = [[0.70, 0.80], [100, 100], [3, 3]]
    assert measure_bands.widened(rows, known) == [[0.69, 0.80], [100, 100], [3, 3]]
    assert measure_bands.widened(rows, known[1:]) == measure_bands.widened(rows, None) == rows
    of_another_text = [[0.70, 0.80], [100, 100], [5, 5]]
    assert measure_bands.widened(rows, of_another_text) == rows
    assert measure_bands.widened([0.4, 0.6], [0.3, 0.5]) == [0.3, 0.6]


def test_what_colab_printed_is_one_of_the_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(check_colab, "RUNS", tmp_path)
    monkeypatch.setattr(measure_bands, "RUNS", tmp_path)
    path = check_colab.ROOT / "notebooks" / "06a_forecasting.ipynb"
    cells = check_colab.cells_of(path)
    check_colab.keep(path, [[cell["id"]] for cell in cells])
    ((name, printed),) = measure_bands.records(path.stem, ["old", "colab"])
    assert name == "colab"
    assert all(texts == [cell] for cell, texts in printed.items())
    trained = {cell["id"] for cell in cells if "trained" in cell["metadata"].get("tags", [])}
    assert trained - check_colab.OTHER_TREES <= set(printed)
    assert not check_colab.OTHER_TREES & set(printed)


def test_without_a_tag_a_run_must_not_change_anything():
    assert list(measure_bands.complaints("a 0.50", ["a 0.51"], set()))
    assert not list(measure_bands.complaints("a 0.00", ["a -0.00"], set()))


def test_the_settings_leave_alone_what_is_set(monkeypatch):
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "SSE41")
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    monkeypatch.setattr(rounding, "_has_avx2", lambda: True)
    rounding.pin()
    assert os.environ["ONEDNN_MAX_CPU_ISA"] == "SSE41"
    assert os.environ["OPENBLAS_CORETYPE"] == "Haswell"


@pytest.mark.parametrize(("version", "set_"), [("2.21", True), ("2.19", False), (None, False)])
def test_flags_are_given_only_to_a_tensorflow_that_knows_them(monkeypatch, version, set_):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setattr(rounding, "_tensorflow_version", lambda: version)
    assert ("XLA_FLAGS" in rounding.settings()) == set_


def test_flags_of_tensorflow_are_not_given_to_jax(monkeypatch):
    monkeypatch.setattr(rounding, "_tensorflow_version", lambda: "2.21")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert "XLA_FLAGS" not in rounding.settings()


@pytest.mark.parametrize("there", [True, False])
def test_no_processor_is_told_to_use_what_it_lacks(monkeypatch, there):
    """OpenBLAS would obey, and stop at an illegal instruction."""
    features = {"AVX2": there} if there else {"NEON": True}
    monkeypatch.setattr(np._core._multiarray_umath, "__cpu_features__", features)
    assert ("OPENBLAS_CORETYPE" in rounding.settings()) == there
    assert "OPENBLAS_CORETYPE" in rounding.SETTINGS


def late(monkeypatch):
    """What is said to somebody who pins the settings once TensorFlow is loaded."""
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA", raising=False)
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    with pytest.warns(RuntimeWarning, match="restart and run from the top") as told:
        rounding.pin()
    return told[0]


def test_settings_that_come_too_late_are_told(monkeypatch):
    assert str(late(monkeypatch).message).startswith("TensorFlow is loaded already")
    assert os.environ["ONEDNN_MAX_CPU_ISA"] == "AVX2"


def test_the_reader_is_shown_his_own_line(monkeypatch):
    assert late(monkeypatch).filename == __file__


def test_settings_that_were_there_in_time_need_no_words(monkeypatch, recwarn):
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    rounding.pin()
    assert not recwarn.list


@pytest.mark.parametrize(
    ("installed", "found"),
    [
        ({"tensorflow": "2.21.0"}, "2.21"),
        ({"tensorflow-cpu": "2.20.1", "tensorflow": "2.19.0"}, "2.20"),
        ({}, None),
    ],
)
def test_the_version_is_that_of_the_tensorflow_that_is_installed(monkeypatch, installed, found):
    def version(name):
        if name not in installed:
            raise importlib.metadata.PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert rounding._tensorflow_version() == found
