"""Looking into networks: the numbers behind the pictures."""

import numpy as np
import pytest

from rnn_helpers import diagnostics, errors, gradcheck, rnn

rng = np.random.default_rng


def test_a_linear_network_fades_with_its_spectral_radius():
    W = 0.5 * np.linalg.qr(rng(0).normal(size=(4, 4)))[0]
    assert diagnostics.spectral_radius(W) == pytest.approx(0.5)
    params = {"U": np.zeros((1, 4)), "W": W, "b": np.zeros(4)}
    h, cache = rnn.forward(params, np.zeros((2, 6, 1)))
    dh = np.zeros_like(h)
    dh[:, -1, 0] = 1
    norms = diagnostics.gradient_norm_by_lag(rnn.backward(params, cache, dh)[1].h_total)
    np.testing.assert_allclose(norms, 0.5 ** np.arange(6))


def test_the_jacobian_is_the_derivative_of_one_step():
    params = rnn.init_params(2, 3, rng(1))
    x = rng(2).normal(size=(1, 4, 2))
    h, _ = rnn.forward(params, x)
    jacobians = diagnostics.state_jacobians(params, h[0])
    for j in range(3):
        column = gradcheck.complex_step_gradient(
            lambda values, j=j: rnn.forward(params, x[:, 3:], h0=values["h"])[0][0, 0, j],
            {"h": h[:, 2]},
        )
        np.testing.assert_allclose(jacobians[3][:, j], column["h"][0], atol=1e-14)


def test_products_of_jacobians_start_at_one_and_multiply():
    jacobians = np.array([np.diag([9.0, 9.0]), np.diag([2.0, 0.5]), np.diag([3.0, 0.1])])
    np.testing.assert_allclose(diagnostics.jacobian_product_norms(jacobians), [1, 3, 6])


def test_a_probe_finds_what_is_there_and_nothing_else():
    states = rng(3).normal(size=(4000, 5))
    there = (states @ [1, -2, 0, 0, 1] > 0.3).astype(int)
    assert diagnostics.linear_probe(states, there, rng(4))[0] > 0.98
    elsewhere = rng(5).integers(0, 2, 4000)
    assert diagnostics.linear_probe(states, elsewhere, rng(4))[0] < 0.55
    ring = (np.linalg.norm(states[:, :2], axis=1) > 1.2).astype(int)
    assert diagnostics.linear_probe(states, ring, rng(4))[0] < 0.6


def test_a_probe_is_judged_by_rows_it_was_not_fitted_to():
    """With as many units as rows, anything fits; on other rows it is worth nothing."""
    states, labels = rng(8).normal(size=(80, 60)), rng(9).integers(0, 2, 80)
    shares, direction = [], None
    for seed in range(20):
        share, direction = diagnostics.linear_probe(states, labels, rng(seed))
        shares.append(share)
    assert np.mean(shares) < 0.65
    fitted = (states @ direction[:-1] + direction[-1] > 0) == labels
    assert fitted.mean() > np.mean(shares) + 0.1


def test_a_probe_is_the_least_squares_fit_to_the_first_half():
    states, labels = rng(1).normal(size=(30, 2)), rng(2).integers(0, 2, 30)
    half = rng(3).permutation(30)[:15]
    rows = np.column_stack([states, np.ones(30)])
    wanted = np.linalg.lstsq(rows[half], 2.0 * labels[half] - 1, rcond=None)[0]
    _, direction = diagnostics.linear_probe(states, labels, rng(3))
    np.testing.assert_allclose(direction, wanted, atol=1e-12)


def test_four_rows_are_enough_for_a_probe():
    states, labels = np.array([[-1.0], [1.0], [-1.1], [1.1]]), np.array([0, 1, 0, 1])
    assert diagnostics.linear_probe(states, labels, rng(0))[1].shape == (2,)
    with pytest.raises(errors.RangeError, match=r"^labels: expected four or more"):
        diagnostics.linear_probe(states[:3], labels[:3], rng(0))


def test_a_probe_needs_both_classes():
    with pytest.raises(errors.RangeError, match=r"labels: expected .* both 0 and 1"):
        diagnostics.linear_probe(rng(6).normal(size=(10, 2)), np.ones(10, int), rng(7))
