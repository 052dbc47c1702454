"""What docs/conventions.md says of eigenvalues and differences, asked of the libraries that are installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose


def eigenvalues_of(library: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    if library == "torch":
        torch = pytest.importorskip("torch")
        return (
            lambda matrix: torch.linalg.eigvalsh(torch.tensor(matrix)).numpy(),
            lambda matrix: torch.linalg.eig(torch.tensor(matrix))[0].real.numpy(),
        )
    linalg = np.linalg if library == "numpy" else pytest.importorskip("scipy.linalg")
    return linalg.eigvalsh, lambda matrix: linalg.eig(matrix)[0].real


@pytest.mark.parametrize("library", ["numpy", "scipy", "torch"])
def test_symmetric_eigenvalues_are_those_of_the_lower_triangle_in_order(library: str) -> None:
    symmetric, general = eigenvalues_of(library)
    assert_allclose(symmetric(np.array([[1.0, 9.0], [0.0, 1.0]])), [1, 1])
    assert_allclose(symmetric(np.diag([2.0, -1.0])), [-1, 2])
    assert_allclose(general(np.diag([2.0, -1.0])), [2, -1])


def test_scipy_differences_are_absolute_and_those_of_first_order_one_sided() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    seen: list[float] = []

    def square(x: np.ndarray) -> float:
        seen.append(float(x[0]))
        return float(x[0]) ** 2

    optimize.approx_fprime(np.array([1000.0]), square)
    assert_allclose(np.array(seen) - 1000, [0, 1.5e-8], rtol=0.01)


def test_scipy_hessians_begin_with_a_step_of_one_half() -> None:
    differentiate = pytest.importorskip("scipy.differentiate")
    seen: list[float] = []

    def square(x: np.ndarray) -> Any:
        seen.extend(np.abs(x - 1000).ravel().tolist())
        return (x**2).sum(0)

    differentiate.hessian(square, np.array([1000.0]))
    assert max(seen) == 1.0  # two steps of one half
