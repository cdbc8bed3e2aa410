"""Two methods on the same cases: a win needs every seed, and other test cases too."""

import numpy as np
import pytest
from drawn import SOME
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import errors, ledger, scores

RNG = np.random.default_rng
NOISE = RNG(0).normal(size=400)


def runs_ahead_by(*leads):
    """Costs on 400 cases, below those of a baseline of zeros by so much for each seed."""
    return NOISE - NOISE.mean() - np.array(leads)[:, None]


def test_the_three_outcomes():
    zeros = np.zeros(400)
    assert scores.paired(runs_ahead_by(0.3, 0.4, 0.5), zeros).verdict == "wins"
    assert scores.paired(runs_ahead_by(-0.3, -0.4, -0.5), zeros).verdict == "loses"
    assert scores.paired(runs_ahead_by(0.0, 0.0, 0.0), zeros).verdict == "ties"


def test_a_win_needs_every_seed():
    assert scores.paired(runs_ahead_by(0.9, 0.9, -0.01), np.zeros(400)).verdict == "ties"
    assert scores.paired(runs_ahead_by(-0.9, -0.9, 0.01), np.zeros(400)).verdict == "ties"


def test_a_win_needs_more_than_the_chance_of_the_test_cases():
    """All seeds are ahead by 0.05, on 400 cases with a standard error of 0.05."""
    lead = scores.paired(runs_ahead_by(0.05, 0.05, 0.05), np.zeros(400))
    assert lead.low < 0 < lead.mean < lead.high
    assert lead.verdict == "ties"


def test_equal_answers_tie():
    right = RNG(1).random((3, 50)) < 0.5
    for better in ("lower", "higher"):
        lead = scores.paired(right[[0, 0, 0]], right[0], better)
        assert (lead.mean, lead.low, lead.high, lead.verdict) == (0, 0, 0, "ties")


def test_what_both_find_hard_cancels():
    hard = 100 * RNG(2).normal(size=400)
    alone = scores.paired(runs_ahead_by(0.3, 0.4, 0.5), np.zeros(400))
    together = scores.paired(runs_ahead_by(0.3, 0.4, 0.5) + hard, hard)
    np.testing.assert_allclose(together[1:4], alone[1:4], atol=1e-9)


def test_without_blocks_the_interval_is_that_of_the_standard_error():
    lead = scores.paired(runs_ahead_by(0.2, 0.2, 0.2), np.zeros(400), repeats=20_000)
    error = NOISE.std() / np.sqrt(400)
    np.testing.assert_allclose(
        [lead.low, lead.high], 0.2 + error * np.array([-1.96, 1.96]), atol=3e-3
    )


def walk_around(rng, cases=300, memory=0.8):
    """Differences with a mean of zero, each much like the one before."""
    steps = rng.normal(size=cases)
    for t in range(1, cases):
        steps[t] += memory * steps[t - 1]
    return steps


def test_blocks_keep_what_neighbours_have_in_common():
    """Of a hundred tests without a difference, about five should be outside; singly, far more."""
    outside = {1: 0, 20: 0}
    for seed in range(100):
        costs = walk_around(RNG(seed))[None].repeat(3, axis=0)
        for block in outside:
            lead = scores.paired(costs, np.zeros(300), block=block, repeats=500)
            outside[block] += not lead.low <= 0 <= lead.high
    assert outside[20] < 20 < 45 < outside[1]


def test_a_block_of_all_cases_leaves_nothing_to_chance():
    lead = scores.paired(runs_ahead_by(0.1, 0.2, 0.3), np.zeros(400), block=400)
    np.testing.assert_allclose([lead.low, lead.mean, lead.high], 0.2)


def test_a_baseline_may_have_seeds_and_then_every_pair_counts():
    ours, theirs = runs_ahead_by(0.5, 0.6, 0.7), runs_ahead_by(0.0, 0.1)
    lead = scores.paired(ours, theirs)
    np.testing.assert_allclose(lead.by_seed, [[0.5, 0.4], [0.6, 0.5], [0.7, 0.6]])
    assert lead.verdict == "wins"
    assert scores.paired(ours, runs_ahead_by(0.0, 0.55)).verdict == "ties"
    assert "3 × 2 seeds" in repr(lead)


leads = st.lists(st.floats(-2, 2), min_size=3, max_size=6)


@SOME
@given(leads)
def test_turning_the_metric_round_changes_nothing(by_seed):
    runs, zeros = runs_ahead_by(*by_seed), np.zeros(400)
    low, high = (scores.paired(r, zeros, w) for r, w in ((runs, "lower"), (-runs, "higher")))
    assert repr(low) == repr(high)


@SOME
@given(leads)
def test_what_is_ahead_of_the_other_leaves_the_other_behind(by_seed):
    runs, swapped = runs_ahead_by(*by_seed), {"wins": "loses", "loses": "wins", "ties": "ties"}
    there, back = (scores.paired(r, np.zeros(400)) for r in (runs, -runs))
    assert back.verdict == swapped[there.verdict]


@SOME
@given(leads, st.sampled_from(["wins", "ties", "loses"]))
def test_evidence_bears_out_its_own_verdict_alone(by_seed, claimed):
    lead = scores.paired(runs_ahead_by(*by_seed), np.zeros(400))
    evidence = lead.evidence("RNN ahead of a rule", claimed)
    if claimed == lead.verdict:
        assert "RNN ahead of a rule: " in repr(ledger.decide("1.1", "depends", evidence))
    else:
        with pytest.raises(errors.ClaimError, match="RNN ahead of a rule"):
            ledger.decide("1.1", "depends", evidence)


def test_the_line_that_a_notebook_shows():
    costs = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
    assert repr(scores.paired(costs, np.array([4.5, 4.5]), digits=1)) == (
        "lead +2.5, 95% +2.5 to +2.5, 3 seeds +1.5 to +3.5: wins"
    )
    assert repr(scores.paired(costs, np.array([0.5, 0.5]), block=2, digits=0)) == (
        "lead -2, 95% -2 to -2, 3 seeds -2 to -0: loses"
    )


FITTING = {"runs": np.ones((3, 5)), "baseline": np.ones(5)}


@pytest.mark.parametrize(
    ("spoilt", "error", "message"),
    [
        ({"runs": np.ones((2, 5))}, errors.ShapeError, "runs: expected at least 3 seeds, got 2"),
        ({"runs": np.ones(5)}, errors.ShapeError, "runs: "),
        ({"runs": [[1.0] * 5] * 3}, errors.ArgumentTypeError, "runs: "),
        ({"runs": np.full((3, 5), np.inf)}, errors.NonFiniteError, "runs: "),
        ({"baseline": np.ones(4)}, errors.ShapeError, "baseline: "),
        ({"baseline": np.ones((2, 4))}, errors.ShapeError, "baseline: "),
        ({"baseline": np.full(5, np.nan)}, errors.NonFiniteError, "baseline: "),
        ({"better": "up"}, errors.RangeError, "better: .* got 'up'"),
        ({"block": 6}, errors.RangeError, "block: .* got 6"),
        ({"block": 0}, errors.RangeError, "block: .* got 0"),
        ({"repeats": 0}, errors.RangeError, "repeats: .* got 0"),
        ({"repeats": 100_001}, errors.RangeError, "repeats: .* got 100001"),
        ({"digits": 16}, errors.RangeError, "digits: .* got 16"),
        ({"digits": -1}, errors.RangeError, "digits: .* got -1"),
    ],
)
def test_results_that_do_not_fit_are_named(spoilt, error, message):
    scores.paired(**FITTING)
    with pytest.raises(error, match=f"^{message}"):
        scores.paired(**FITTING | spoilt)


def test_evidence_wants_words_and_a_verdict():
    lead = scores.paired(runs_ahead_by(0.1, 0.2, 0.3), np.zeros(400))
    with pytest.raises(errors.RangeError, match=r"^verdict: expected 'wins' or 'ties' or 'loses'"):
        lead.evidence("a", "won")
    with pytest.raises(errors.ArgumentTypeError, match=r"^what: expected a string"):
        lead.evidence(1, "wins")


def ends_by_hand(difference, block, repeats):
    """Draw the blocks one by one, around the end, from the generator that everybody gets."""
    cases = len(difference)
    drawn = np.random.default_rng(0).integers(0, cases, (repeats, -(-cases // block)))
    means = [
        np.mean([difference[(start + k) % cases] for start in starts for k in range(block)])
        for starts in drawn
    ]
    return np.quantile(means, [0.025, 0.975])


@pytest.mark.parametrize(
    ("options", "block", "repeats"), [({"repeats": 50}, 1, 50), ({"block": 3, "repeats": 1}, 3, 1)]
)
def test_the_interval_is_that_of_blocks_drawn_one_by_one(options, block, repeats):
    runs = runs_ahead_by(0.2, 0.3, 0.4)[:, :20]
    lead = scores.paired(runs, np.zeros(20), **options)
    wanted = ends_by_hand(-runs.mean(axis=0), block, repeats)
    np.testing.assert_allclose([lead.low, lead.high], wanted, atol=1e-12)


def test_single_cases_5_000_draws_and_three_decimals_are_what_is_not_asked_for():
    runs, zeros = runs_ahead_by(0.2, 0.3, 0.4)[:, :20], np.zeros(20)
    usual, asked = scores.paired(runs, zeros), scores.paired(runs, zeros, block=1, repeats=5_000)
    assert usual[1:4] == asked[1:4] != scores.paired(runs, zeros, repeats=5_001)[1:4]
    assert usual.digits == 3


@pytest.mark.parametrize(
    ("lead", "verdict", "relations"),
    [(0.5, "wins", [">", ">"]), (-0.5, "loses", ["<", "<"]), (0.0, "ties", ["<=", ">="])],
)
def test_the_evidence_holds_each_end_against_zero(lead, verdict, relations):
    found = scores.paired(runs_ahead_by(lead, lead, lead), np.zeros(400))
    rows = found.evidence("ours against none", verdict)
    assert [row[2:] for row in rows] == [(relation, 0) for relation in relations]


def test_a_baseline_that_does_not_fit_is_told_what_would():
    runs = runs_ahead_by(0.2, 0.3, 0.4)
    with pytest.raises(
        errors.ArrayTypeError, match=r"^baseline: .* of shape \(400,\), got a list$"
    ):
        scores.paired(runs, [0.0] * 400)
    with pytest.raises(errors.ShapeError, match=r"^baseline: expected shape \(seeds, 400\), got"):
        scores.paired(runs, np.zeros((3, 5)))
