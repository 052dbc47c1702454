"""What independent libraries answer; they vouch for the reference wherever they are installed.

scikit-learn estimates its classes from samples. Where a problem is given means and covariances, samples are made that
have exactly these: mean +- sqrt(D) times every column of the Cholesky factor.
"""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    gaussian_mle,
    linear_boundary,
    log_gaussian_pdf,
    naive_bayes_posterior,
    posterior,
    shared_covariance,
)

#: Between whose classes a float32 input is rounded differently: libraries are asked in float64.
_FLOAT = np.float64


def _samples_of(mean, covariance):
    """2 D samples with exactly this mean, and this covariance when divided by their number."""
    steps = np.sqrt(len(mean)) * np.linalg.cholesky(covariance).T
    return mean + np.concatenate([steps, -steps])


def _labelled(first, second):
    """Samples of both classes in one matrix; class 1 has the label 1, which scikit-learn takes for the positive one."""
    return np.concatenate([first, second]), np.repeat([1, 0], [len(first), len(second)])


@oracle(gaussian_mle, package="numpy")
def numpy_cov(samples):
    """numpy.cov with bias=True."""
    samples = np.asarray(samples, _FLOAT)
    return np.mean(samples, axis=0), np.atleast_2d(np.cov(samples, rowvar=False, bias=True))


@oracle(gaussian_mle, package="sklearn")
def scikit_empirical_covariance(samples):
    """sklearn.covariance.EmpiricalCovariance, the maximum likelihood estimate."""
    from sklearn.covariance import EmpiricalCovariance

    fitted = EmpiricalCovariance(store_precision=False).fit(np.array(samples, _FLOAT))
    return fitted.location_, fitted.covariance_


@oracle(shared_covariance, package="sklearn")
def scikit_linear_discriminant(samples1, samples2):
    """covariance_ of LinearDiscriminantAnalysis(solver="lsqr"): weighted by the classes' numbers of samples."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    samples, labels = _labelled(np.asarray(samples1, _FLOAT), np.asarray(samples2, _FLOAT))
    return LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(samples, labels).covariance_


@oracle(log_gaussian_pdf, package="scipy")
def scipy_multivariate_normal(samples, mean, covariance):
    """scipy.stats.multivariate_normal.logpdf."""
    from scipy.stats import Covariance, multivariate_normal

    given = Covariance.from_cholesky(np.linalg.cholesky(covariance))
    return np.atleast_1d(multivariate_normal.logpdf(np.asarray(samples, _FLOAT), mean, given))


@oracle(log_gaussian_pdf, package="torch")
def torch_multivariate_normal(samples, mean, covariance):
    """torch.distributions.MultivariateNormal."""
    return _torch_density(mean, covariance).log_prob(_tensor(samples)).numpy()


@oracle(posterior, package="scipy")
def scipy_log_densities(samples, mean1, covariance1, mean2, covariance2, prior1):
    """scipy.stats.multivariate_normal.logpdf for both classes, scipy.special.expit of their difference."""
    from scipy.special import expit, logit

    evidence = scipy_multivariate_normal(samples, mean1, covariance1)
    return expit(evidence - scipy_multivariate_normal(samples, mean2, covariance2) + logit(prior1))


@oracle(posterior, package="sklearn")
def scikit_quadratic_discriminant(samples, mean1, covariance1, mean2, covariance2, prior1):
    """predict_proba of QuadraticDiscriminantAnalysis; before version 1.9 it divided by n - 1."""
    import sklearn
    from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis

    made, labels = _labelled(_samples_of(mean1, covariance1), _samples_of(mean2, covariance2))
    fitted = QuadraticDiscriminantAnalysis(priors=[1 - prior1, prior1], tol=0).fit(made, labels)
    if tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 9):
        count = 2 * len(mean1)
        fitted.scalings_ = [one * (count - 1) / count for one in fitted.scalings_]
    return fitted.predict_proba(np.asarray(samples, _FLOAT))[:, 1]


@oracle(linear_boundary, package="sklearn")
def scikit_linear_boundary(mean1, mean2, covariance, count1, count2):
    """coef_ and intercept_ of LinearDiscriminantAnalysis, solver and priors pinned: with priors its solvers differ.

    "lsqr" weights the covariances by the priors; here both classes have the same one.
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    samples, labels = _labelled(_samples_of(mean1, covariance), _samples_of(mean2, covariance))
    priors = np.array([count2, count1]) / (count1 + count2)
    fitted = LinearDiscriminantAnalysis(solver="lsqr", priors=priors).fit(samples, labels)
    return fitted.coef_[0], fitted.intercept_[0]


@oracle(linear_boundary, package="torch")
def torch_autograd(mean1, mean2, covariance, count1, count2):
    """Log odds of the origin by torch.distributions, and their gradient by autograd."""
    import torch

    origin = torch.zeros(len(mean1), dtype=torch.float64, requires_grad=True)
    first, second = (_torch_density(mean, covariance).log_prob(origin) for mean in (mean1, mean2))
    odds = first - second + np.log(count1 / count2)
    (gradient,) = torch.autograd.grad(odds, origin)
    return gradient.numpy(), odds.detach().numpy()


@oracle(naive_bayes_posterior, package="scipy")
def scipy_norm(samples, mean1, variance1, mean2, variance2, prior1):
    """scipy.stats.norm.logpdf for every feature, scipy.special.expit of the difference."""
    from scipy.special import expit, logit
    from scipy.stats import norm

    samples = np.asarray(samples, _FLOAT)
    first, second = (
        norm.logpdf(samples, mean, np.sqrt(variance)).sum(axis=1)
        for mean, variance in ((mean1, variance1), (mean2, variance2))
    )
    return expit(first - second + logit(prior1))


@oracle(naive_bayes_posterior, package="sklearn")
def scikit_gaussian_naive_bayes(samples, mean1, variance1, mean2, variance2, prior1):
    """predict_proba of GaussianNB(var_smoothing=0)."""
    from sklearn.naive_bayes import GaussianNB

    made, labels = _labelled(_samples_of(mean1, np.diag(variance1)), _samples_of(mean2, np.diag(variance2)))
    fitted = GaussianNB(priors=[1 - prior1, prior1], var_smoothing=0).fit(made, labels)
    with np.errstate(divide="ignore"):
        return fitted.predict_proba(np.asarray(samples, _FLOAT))[:, 1]


def _tensor(values):
    import torch

    return torch.tensor(np.array(values, _FLOAT))


def _torch_density(mean, covariance):
    import torch

    return torch.distributions.MultivariateNormal(_tensor(mean), _tensor(covariance))
