"""What docs/conventions.md says of covariances and priors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

FIRST = np.array([[0.0, 0], [1, 0.5], [2, -1], [1, 3]])
SECOND = np.array([[5.0, 4], [7, 5], [6, 9], [5, 5], [8, 6], [9, 1], [7, 7], [4, 8]])
SAMPLES, LABELS = np.vstack([FIRST, SECOND]), np.repeat([0, 1], [len(FIRST), len(SECOND)])


def scatter(samples: np.ndarray) -> np.ndarray:
    centred = samples - samples.mean(axis=0)
    return np.asarray(centred.T @ centred)


def test_covariances_divide_by_one_less_and_variances_of_numpy_do_not() -> None:
    torch = pytest.importorskip("torch")
    n = len(FIRST)
    assert_allclose(np.cov(FIRST.T), scatter(FIRST) / (n - 1))
    assert_allclose(np.cov(FIRST.T, bias=True), scatter(FIRST) / n)
    assert_allclose(torch.cov(torch.tensor(FIRST).T), scatter(FIRST) / (n - 1))
    assert_allclose(torch.cov(torch.tensor(FIRST).T, correction=0), scatter(FIRST) / n)
    assert_allclose(np.var(FIRST[:, 0]), scatter(FIRST)[0, 0] / n)
    assert_allclose(torch.var(torch.tensor(FIRST[:, 0])), scatter(FIRST)[0, 0] / (n - 1))


def test_scipy_fits_the_likelihood() -> None:
    stats = pytest.importorskip("scipy.stats")
    mean, covariance = stats.multivariate_normal.fit(FIRST)
    assert_allclose(mean, FIRST.mean(axis=0))
    assert_allclose(covariance, scatter(FIRST) / len(FIRST))


def lda(solver: str, **more: Any) -> Any:
    analysis = pytest.importorskip("sklearn.discriminant_analysis").LinearDiscriminantAnalysis
    return analysis(solver=solver, store_covariance=True, **more).fit(SAMPLES, LABELS)


@pytest.mark.parametrize("solver", ["svd", "lsqr", "eigen"])
def test_without_priors_lda_has_the_handouts_shared_covariance(solver: str) -> None:
    assert_allclose(lda(solver).covariance_, (scatter(FIRST) + scatter(SECOND)) / len(SAMPLES))


def test_with_priors_lda_is_another_model_for_two_solvers_of_three() -> None:
    plain = lda("svd").coef_
    assert_allclose(lda("svd", priors=[0.5, 0.5]).coef_, plain)
    for solver in ("lsqr", "eigen"):
        assert abs(lda(solver, priors=[0.5, 0.5]).coef_ - plain).max() > 0.01


def test_qda_divides_by_n() -> None:
    analysis = pytest.importorskip("sklearn.discriminant_analysis").QuadraticDiscriminantAnalysis
    found = analysis(store_covariance=True).fit(SAMPLES, LABELS).covariance_
    assert_allclose(found[0], scatter(FIRST) / len(FIRST))


def test_naive_bayes_adds_a_billionth_of_the_largest_variance() -> None:
    bayes = pytest.importorskip("sklearn.naive_bayes").GaussianNB
    plain = FIRST.var(axis=0)
    assert_allclose(bayes(var_smoothing=0).fit(SAMPLES, LABELS).var_[0], plain)
    more = 1e-9 * SAMPLES.var(axis=0).max()
    assert_allclose(bayes().fit(SAMPLES, LABELS).var_[0], plain + more, rtol=1e-13)
