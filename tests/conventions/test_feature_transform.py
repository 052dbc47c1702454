"""What docs/conventions.md says of monomials, distances and layers, asked of the libraries that are installed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

TWO = np.array([[2.0, 3.0]])


def test_scikit_has_the_columns_of_the_handout_and_options_that_leave_some_out() -> None:
    features = pytest.importorskip("sklearn.preprocessing").PolynomialFeatures
    assert features(2).fit_transform(TWO).tolist() == [[1, 2, 3, 4, 6, 9]]
    assert features(2, include_bias=False).fit_transform(TWO).tolist() == [[2, 3, 4, 6, 9]]
    assert features(2, interaction_only=True).fit_transform(TWO).tolist() == [[1, 2, 3, 6]]


def test_sympy_sorts_the_last_variable_first_and_numpy_bounds_each_exponent() -> None:
    sympy = pytest.importorskip("sympy")
    grlex = pytest.importorskip("sympy.polys.orderings").grlex
    one, two = symbols = sympy.symbols("x1 x2")
    found = sympy.itermonomials(symbols, 2)
    ordered = sorted(found, key=lambda monomial: grlex(sympy.Poly(monomial, *symbols).monoms()[0]))
    assert ordered == [1, two, one, two**2, one * two, one**2]
    vandermonde = np.polynomial.polynomial.polyvander2d(TWO[:, 0], TWO[:, 1], (2, 2))
    assert vandermonde.tolist() == [[1, 3, 9, 2, 6, 18, 4, 12, 36]]


def test_torch_expands_the_square_from_26_rows_on_unless_told_not_to() -> None:
    torch = pytest.importorskip("torch")
    draws = np.random.default_rng(0)
    for rows, expanded in ((25, False), (26, True)):
        one, other = (torch.tensor(1e6 + draws.normal(size=(rows, 3))) for _ in range(2))
        truth = ((one[:, None] - other) ** 2).sum(dim=2).sqrt().numpy()
        assert bool(np.abs(torch.cdist(one, other).numpy() - truth).max() > 1e-4) is expanded
        exact = torch.cdist(one, other, compute_mode="donot_use_mm_for_euclid_dist")
        assert_allclose(exact.numpy(), truth, rtol=1e-12)


def test_scipy_subtracts_first_and_scikit_does_not() -> None:
    spatial, metrics = pytest.importorskip("scipy.spatial"), pytest.importorskip("sklearn.metrics.pairwise")
    one, other = 1e6 + np.random.default_rng(0).normal(size=(2, 5, 3))
    truth = np.linalg.norm(one[:, None] - other, axis=2)
    assert_allclose(spatial.distance.cdist(one, other), truth, rtol=1e-12)
    assert np.abs(metrics.euclidean_distances(one, other) - truth).max() > 1e-5


def test_a_layer_of_torch_has_its_weight_the_other_way_round() -> None:
    torch = pytest.importorskip("torch")
    layer = torch.nn.Linear(2, 3)
    samples = torch.ones(1, 2)
    assert layer.weight.shape == (3, 2)
    assert torch.allclose(layer(samples), samples @ layer.weight.T + layer.bias)
