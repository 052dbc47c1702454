"""What docs/conventions.md says of losses of logistic regression and of the boundary."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

X = np.array([[0.5, 1.0], [-1.0, 2.0], [2.0, -0.5], [0.0, -1.5], [1.0, 1.5], [-0.5, -0.5]])
Y = np.array([1, 0, 1, 0, 0, 1])


def test_torch_averages_over_samples() -> None:
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    logits, labels = torch.tensor(X[:, 0]), torch.tensor(Y, dtype=torch.float64)
    both = torch.stack((torch.zeros(6, dtype=torch.float64), logits), dim=1)
    expected = np.logaddexp(0, np.where(Y == 1, -1, 1) * X[:, 0])
    for loss, targets in (
        (functional.binary_cross_entropy_with_logits, (logits, labels)),
        (functional.cross_entropy, (both, labels.long())),
    ):
        assert_allclose(loss(*targets), expected.mean())
        assert_allclose(loss(*targets, reduction="sum"), expected.sum())


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_scikit_adds_the_losses_up_and_leaves_the_bias_free(strength: float) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    fitted = linear_model.LogisticRegression(C=strength, tol=1e-12, max_iter=10_000).fit(X, Y)
    residuals = 1 / (1 + np.exp(-(X @ fitted.coef_[0] + fitted.intercept_[0]))) - Y
    assert_allclose(strength * X.T @ residuals + fitted.coef_[0], 0, atol=1e-5)
    assert_allclose(residuals.sum(), 0, atol=1e-5)


def test_torch_stops_the_logarithm_of_a_probability_at_100() -> None:
    torch = pytest.importorskip("torch")
    assert torch.nn.functional.binary_cross_entropy(torch.tensor([0.0]), torch.tensor([1.0])) == 100


def test_the_boundary_belongs_to_class_0_where_ties_round_to_even() -> None:
    torch = pytest.importorskip("torch")
    assert np.round(0.5) == torch.round(torch.tensor(0.5)) == 0
    assert np.heaviside(0.0, 1) == 1


def test_scikit_gives_the_boundary_to_class_0() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    fitted = linear_model.LogisticRegression()
    fitted.coef_, fitted.intercept_, fitted.classes_ = np.array([[1.0, -2.0]]), np.array([-1.0]), np.array([0, 1])
    assert fitted.predict(np.array([[1.0, 0.0], [2.0, 0.0]])).tolist() == [0, 1]
