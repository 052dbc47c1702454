"""What docs/conventions.md says of ridge regression, weight decay and norms."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

X = np.array([[1.0, 4.0], [2.0, 1.0], [4.0, 3.0], [7.0, 1.0]])
Y = np.array([1.0, 3.0, 2.0, 6.0])


def centred_ridge(x: np.ndarray, lam: float) -> np.ndarray:
    """The handout's weights."""
    x_centred, rest = x - x.mean(axis=0), Y - Y.mean()
    solved = np.linalg.pinv(x_centred.T @ x_centred + lam * np.eye(x.shape[1]), rcond=1e-10) @ x_centred.T @ rest
    return np.asarray(solved)


@pytest.mark.parametrize("solver", ["svd", "cholesky", "lsqr"])
def test_scikit_ridge_leaves_the_intercept_free_and_divides_nothing(solver: str) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    assert_allclose(linear_model.Ridge(alpha=0.7, solver=solver, tol=1e-12).fit(X, Y).coef_, centred_ridge(X, 0.7))
    elastic = linear_model.ElasticNet(alpha=0.7 / len(X), l1_ratio=0, tol=1e-12, max_iter=100_000)
    assert_allclose(elastic.fit(X, Y).coef_, centred_ridge(X, 0.7), rtol=1e-6)


@pytest.mark.parametrize("solver", ["auto", "svd", "cholesky", "lsqr"])
def test_scikit_gives_the_shortest_weight_where_nothing_is_penalised(solver: str) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    twice = np.column_stack([X, X[:, 0]])
    for model in (linear_model.Ridge(alpha=0, solver=solver), linear_model.LinearRegression()):
        assert_allclose(model.fit(twice, Y).coef_, centred_ridge(twice, 0), rtol=1e-6)


@pytest.mark.parametrize(("optimizer", "moved"), [("SGD", [0.95, 1.9]), ("AdamW", [0.95, 1.9]), ("Adam", [0.9, 1.9])])
def test_torch_decays_by_half_of_what_the_penalty_would(optimizer: str, moved: list[float]) -> None:
    torch = pytest.importorskip("torch")
    parameter = torch.nn.Parameter(torch.tensor([1.0, 2.0], dtype=torch.float64))
    parameter.grad = torch.zeros_like(parameter)
    getattr(torch.optim, optimizer)([parameter], lr=0.1, weight_decay=0.5).step()
    assert_allclose(parameter.detach().numpy(), moved)


def test_a_norm_with_a_two_is_the_largest_singular_value_of_a_matrix() -> None:
    torch = pytest.importorskip("torch")
    matrix = np.array([[1.0, 2.0], [3.0, 4.0]])
    singular = np.linalg.svd(matrix, compute_uv=False)[0]
    for found in (np.linalg.norm(matrix, 2), torch.linalg.norm(torch.tensor(matrix), 2)):
        assert_allclose(found, singular)
    for found in (np.linalg.norm(matrix), torch.linalg.norm(torch.tensor(matrix)), torch.tensor(matrix).norm(2)):
        assert_allclose(found, np.sqrt(30))
