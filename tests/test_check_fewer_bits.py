"""The open exercise of part 6b: the checker adds up the bits itself, and ranks them."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from rnn_helpers import activations, check, gru
from rnn_helpers.check import chapter_06b_open as exercise

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06b_language_model.ipynb"


def costing(bits):
    """One symbol of two is likely, so that a play costs about so many bits, whatever it is."""

    def answer(symbols):
        p = np.full(len(symbols) - 1, 2.0**-bits)
        if len(symbols) == exercise.PLACE + 1:
            p[-1] = 1 / exercise.SYMBOLS
        return p

    return answer


@pytest.mark.parametrize(
    ("bits", "right", "rank"),
    [
        (7.0, False, "more than the best of our GRUs needs alone"),
        (2.5, False, "more than Kneser–Ney"),
        (2.4, True, "fewer than Kneser–Ney needs"),
        (2.2, True, "fewer than GRU and table together"),
        (2.13, True, "fewer than the table needs that remembers"),
        (2.0, True, "fewer than everything on this page needs"),
    ],
)
def test_an_answer_is_ranked_among_the_models_of_the_page(bits, right, rank):
    verdict = check.fewer_bits(costing(bits))
    assert verdict.right is right
    assert f"Your score is {bits:g}" in verdict.message
    assert rank in verdict.message


def test_who_looks_at_the_letter_to_be_foretold_is_found_out():
    def peeping(symbols):
        return np.where(symbols[1:] == symbols[1], 0.9, 0.8)

    verdict = check.fewer_bits(peeping)
    assert not verdict.right
    assert "get 52.9 together instead of 1" in verdict.message


def test_a_letter_that_was_thought_impossible_costs_too_much():
    def never(symbols):
        p = costing(1.0)(symbols)
        p[0] = 0
        return p

    verdict = check.fewer_bits(never)
    assert not verdict.right
    assert "Your score is inf" in verdict.message


@pytest.mark.parametrize(
    "answer",
    [
        lambda symbols: costing(2.0)(symbols)[1:],
        lambda symbols: 5 * costing(2.0)(symbols),
        lambda symbols: costing(2.0)(symbols)[:, None],
        lambda symbols: np.full(len(symbols) - 1, np.nan),
        lambda symbols: costing(2.0)(symbols) - 1,
        lambda symbols: "to be or not to be",
    ],
)
def test_what_is_no_probability_for_each_letter_is_refused(answer):
    verdict = check.fewer_bits(answer)
    assert not verdict.right
    assert "one for each symbol but the first, is asked for" in verdict.message


def test_the_rivals_have_the_bits_that_the_notebook_prints():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    printed = "\n".join(output.get("text", "") for output in outputs)
    for name, bits in exercise.RIVALS.items():
        rows = re.findall(rf"^{re.escape(name)} {{2,}}([\d.]+)(?: +([\d.]+) to)?", printed, re.M)
        assert bits in [float(least or middle) for middle, least in rows], name


def test_the_bounds_are_those_of_the_rivals():
    bounds = [bound for bound, _ in check.fewer_bits.ranks]
    assert bounds == [*sorted(exercise.RIVALS.values()), np.inf]
    assert check.fewer_bits.bar == exercise.RIVALS["Kneser–Ney"]


def test_the_stored_network_reads_each_part_of_a_text_from_its_beginning(monkeypatch):
    """In one piece, as one reader, it says the same as with its state carried over."""
    monkeypatch.setattr(exercise, "READERS", 1)
    writer = exercise._stored()
    symbols = np.random.default_rng(0).integers(0, exercise.SYMBOLS, 150)
    h, _ = gru.forward(writer.gru, writer.letters[symbols[None, :-1]])
    logits = h[0] @ writer.dense["V"] + writer.dense["c"]
    wanted = activations.softmax(logits.astype(float))[np.arange(149), symbols[1:]]
    found = exercise._by_the_stored_network(symbols)
    np.testing.assert_allclose(found, wanted, rtol=1e-4)


def test_a_run_that_came_before_is_more_likely_to_come_again():
    symbols = np.array([1, 2, 3, 4, 5, 1, 2, 3, 4, 5])
    found = exercise._remembering(symbols, np.full(9, 0.25))
    np.testing.assert_allclose(found, [0.25] * 8 + [(1 + 16 * 0.25) / (1 + 16)])


def test_probabilities_of_all_symbols_add_up_to_one_nearly():
    def alike(total):
        return [None, *np.full((exercise.SYMBOLS, 1), total / exercise.SYMBOLS)]

    assert exercise._do_not_add_up(alike(1.0005)) is None
    for total in (0.998, 1.002, 1.5):
        assert f"get {total:.3g} together" in exercise._do_not_add_up(alike(total))
