"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import (
    gaussian_mle,
    linear_boundary,
    log_gaussian_pdf,
    naive_bayes_posterior,
    posterior,
    shared_covariance,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.asarray(values, dtype=np.float64)


def _log_prior(prior):
    return math.log(prior) if prior > 0 else -math.inf


def _inverse_by_svd(matrix):
    """The inverse that a well-known homework solution takes, V diag(1/s) U^T, and the singular values s."""
    left, sizes, right = np.linalg.svd(matrix, full_matrices=False)
    return (right.T / sizes) @ left.T, sizes


def _distance(centred, inverse):
    """(x - mean)^T inverse (x - mean) for every row."""
    return np.einsum("nd,de,ne->n", centred, inverse, centred)


def _log_independent(samples, mean, variance):
    """Log density of independent features, from standard scores."""
    scores = (_floats(samples) - mean) / np.sqrt(variance)
    return -0.5 * np.einsum("nd,nd->n", scores, scores) - np.log(np.sqrt(2 * np.pi * variance)).sum()


def _log_pdf(samples, mean, inverse, log_determinant):
    return -0.5 * (_distance(_floats(samples) - mean, inverse) + log_determinant + len(mean) * math.log(2 * math.pi))


@alternative(gaussian_mle)
def sample_by_sample(samples):
    """A loop over samples that adds up outer products."""
    samples = _floats(samples)
    mean = sum(samples) / len(samples)
    covariance = np.zeros((len(mean), len(mean)))
    for sample in samples:
        covariance += np.outer(sample - mean, sample - mean)
    return mean, covariance / len(samples)


@alternative(gaussian_mle)
def entry_by_entry(samples):
    """Python floats, every entry an exact sum."""
    columns = _floats(samples).T.tolist()
    count = len(columns[0])
    means = [math.fsum(column) / count for column in columns]
    centred = [[value - mean for value in column] for column, mean in zip(columns, means, strict=True)]
    return means, [
        [math.fsum(a * b for a, b in zip(one, other, strict=True)) / count for other in centred] for one in centred
    ]


@alternative(gaussian_mle)
def rescaled_unbiased(samples):
    """NumPy's unbiased estimate times (N - 1) / N; one sample apart."""
    samples = _floats(samples)
    features, count = samples.shape[1], len(samples)
    if count == 1:
        return samples[0], np.zeros((features, features))
    return samples.mean(axis=0), np.atleast_2d(np.cov(samples, rowvar=False)) * ((count - 1) / count)


@alternative(gaussian_mle)
def by_broadcasting(samples):
    """All outer products at once, (N, D, D), averaged."""
    samples = _floats(samples)
    centred = samples - np.einsum("nd->d", samples) / len(samples)
    return np.average(samples, axis=0), np.mean(centred[:, :, None] * centred[:, None, :], axis=0)


@alternative(shared_covariance)
def stacked_residuals(samples1, samples2):
    """Both classes centred by themselves, stacked, one matrix product."""
    residuals = np.concatenate([_floats(one) - _floats(one).mean(axis=0) for one in (samples1, samples2)])
    return residuals.T @ residuals / len(residuals)


@alternative(shared_covariance)
def weighted_average(samples1, samples2):
    """The covariances weighted by the classes' shares of all samples."""
    share = len(samples1) / (len(samples1) + len(samples2))
    return share * gaussian_mle(_floats(samples1))[1] + (1 - share) * gaussian_mle(_floats(samples2))[1]


@alternative(shared_covariance)
def by_one_hot_labels(samples1, samples2):
    """Every sample minus its class's mean, the means by a matrix of labels; a loop sums."""
    samples = np.vstack([_floats(samples1), _floats(samples2)])
    labels = np.repeat(np.eye(2), [len(samples1), len(samples2)], axis=0)
    means = (labels.T @ samples) / labels.sum(axis=0)[:, None]
    total = 0.0
    for sample, label in zip(samples, labels, strict=True):
        rest = sample - means[int(label[1])]
        total = total + rest[:, None] * rest[None, :]
    return total / len(samples)


@alternative(log_gaussian_pdf)
def by_cholesky(samples, mean, covariance):
    """Whitened by the Cholesky factor: distances are squares, the determinant is a product of the diagonal."""
    factor = np.linalg.cholesky(covariance)
    white = np.linalg.solve(factor, (_floats(samples) - mean).T)
    constant = len(mean) * math.log(2 * math.pi) / 2 + np.log(np.diag(factor)).sum()
    return -constant - 0.5 * np.square(white).sum(axis=0)


@alternative(log_gaussian_pdf)
def by_inverse(samples, mean, covariance):
    """The explicit inverse."""
    return _log_pdf(samples, mean, np.linalg.inv(covariance), np.linalg.slogdet(covariance)[1])


@alternative(log_gaussian_pdf)
def by_svd(samples, mean, covariance):
    """Inverse and determinant from singular values."""
    inverse, sizes = _inverse_by_svd(covariance)
    return _log_pdf(samples, mean, inverse, np.log(sizes).sum())


@alternative(log_gaussian_pdf)
def by_eigenvalues(samples, mean, covariance):
    """The inverse by eigenvalues; the quadratic form multiplied out."""
    variances, directions = np.linalg.eigh(covariance)
    inverse = (directions / variances) @ directions.T
    samples = _floats(samples)
    squares = np.einsum("nd,de,ne->n", samples, inverse, samples) - 2 * samples @ inverse @ mean + mean @ inverse @ mean
    return -0.5 * (squares + np.log(2 * np.pi * variances).sum())


@alternative(log_gaussian_pdf)
def one_sample_at_a_time(samples, mean, covariance):
    """A loop over samples, each solved for by itself; the determinant from eigenvalues of the scaled matrix."""
    spreads = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(spreads, spreads)
    constant = len(mean) * math.log(2 * math.pi) + 2 * np.log(spreads).sum()
    constant += np.log(np.linalg.eigvalsh(correlations)).sum()
    results = []
    for sample in _floats(samples):
        scaled = (sample - mean) / spreads
        results.append(-0.5 * (constant + float(scaled @ np.linalg.solve(correlations, scaled))))
    return results


def _by_bayes(log_pdf1, log_pdf2, prior1):
    """p1 / (p1 + p2) with both densities divided by the larger one."""
    first, second = log_pdf1 + _log_prior(prior1), log_pdf2 + _log_prior(1 - prior1)
    largest = np.maximum(first, second)
    first, second = np.exp(first - largest), np.exp(second - largest)
    return first / (first + second)


@alternative(posterior)
def bayes_with_a_shift(samples, mean1, covariance1, mean2, covariance2, prior1):
    """Bayes' formula, the larger of both log densities subtracted first."""
    first = by_cholesky(samples, mean1, covariance1)
    return _by_bayes(first, by_cholesky(samples, mean2, covariance2), prior1)


@alternative(posterior, reference=True)
def exp_of_the_difference(samples, mean1, covariance1, mean2, covariance2, prior1):
    """exp(ln p(x, C1) - ln p(x)), ln p(x) by logaddexp.

    A reference of its own: at log densities of hundreds their rounding shows in a probability near 1.
    """
    first = log_gaussian_pdf(_floats(samples), mean1, covariance1) + _log_prior(prior1)
    second = log_gaussian_pdf(_floats(samples), mean2, covariance2) + _log_prior(1 - prior1)
    return np.exp(first - np.logaddexp(first, second))


@alternative(posterior)
def svd_and_expit(samples, mean1, covariance1, mean2, covariance2, prior1):
    """The log densities by singular values, then 1 / (1 + exp(-z)): an exp that overflows gives the right 0."""
    evidence = by_svd(samples, mean1, covariance1) - by_svd(samples, mean2, covariance2)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(_log_prior(1 - prior1) - _log_prior(prior1) - evidence))


@alternative(posterior)
def inverse_per_sample(samples, mean1, covariance1, mean2, covariance2, prior1):
    """A loop over samples with inverses; terms that both classes share are left out."""
    inverse1, inverse2 = np.linalg.inv(covariance1), np.linalg.inv(covariance2)
    volumes = (np.linalg.slogdet(covariance2)[1] - np.linalg.slogdet(covariance1)[1]) / 2
    results = []
    for sample in _floats(samples):
        near1, near2 = sample - mean1, sample - mean2
        odds = volumes - (near1 @ inverse1 @ near1 - near2 @ inverse2 @ near2) / 2
        odds += _log_prior(prior1) - _log_prior(1 - prior1)
        results.append(1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds)))
    return results


@alternative(linear_boundary)
def lecture_formula(mean1, mean2, covariance, count1, count2):
    """w and b as the lecture writes them, with the explicit inverse."""
    inverse = np.linalg.inv(covariance)
    b = -mean1 @ inverse @ mean1 / 2 + mean2 @ inverse @ mean2 / 2 + math.log(count1 / count2)
    return inverse @ (mean1 - mean2), b


@alternative(linear_boundary)
def with_svd_inverse(mean1, mean2, covariance, count1, count2):
    """The inverse by singular values, as a well-known homework solution has it."""
    inverse, _ = _inverse_by_svd(covariance)
    b = -0.5 * mean1 @ inverse @ mean1 + 0.5 * mean2 @ inverse @ mean2 + np.log(count1) - np.log(count2)
    return (mean1 - mean2) @ inverse, b


@alternative(linear_boundary)
def by_whitening(mean1, mean2, covariance, count1, count2):
    """Means whitened by the Cholesky factor: b is a difference of squared lengths."""
    factor = np.linalg.cholesky(covariance)
    white1, white2 = np.linalg.solve(factor, np.stack([mean1, mean2], axis=1)).T
    b = (white2 @ white2 - white1 @ white1) / 2 + math.log(count1) - math.log(count2)
    return np.linalg.solve(factor.T, white1 - white2), b


@alternative(linear_boundary)
def from_log_densities(mean1, mean2, covariance, count1, count2):
    """b is the log odds of the origin; w solves for both means at once."""
    origin = np.zeros((1, len(mean1)))
    odds = log_gaussian_pdf(origin, mean1, covariance) - log_gaussian_pdf(origin, mean2, covariance)
    solved = np.linalg.solve(covariance, np.column_stack([mean1, mean2]))
    return solved @ [1.0, -1.0], odds[0] + math.log(count1 / count2)


@alternative(naive_bayes_posterior)
def feature_by_feature(samples, mean1, variance1, mean2, variance2, prior1):
    """Loops over samples and features in Python floats."""
    results = []
    for sample in _floats(samples).tolist():
        odds = _log_prior(prior1) - _log_prior(1 - prior1)
        for x, m1, v1, m2, v2 in zip(sample, mean1, variance1, mean2, variance2, strict=True):
            odds += -((x - m1) ** 2) / (2 * v1) - math.log(v1) / 2 + (x - m2) ** 2 / (2 * v2) + math.log(v2) / 2
        results.append(1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds)))
    return results


@alternative(naive_bayes_posterior)
def as_full_gaussians(samples, mean1, variance1, mean2, variance2, prior1):
    """The posterior of problem 4 with diagonal covariances."""
    return posterior(samples, mean1, np.diag(variance1), mean2, np.diag(variance2), prior1)


@alternative(naive_bayes_posterior, reference=True)
def difference_of_logarithms(samples, mean1, variance1, mean2, variance2, prior1):
    """exp(ln p(x, C1) - ln p(x)), ln p(x) by logaddexp.

    A reference of its own: at log densities of hundreds their rounding shows in a probability near 1.
    """
    first = _log_prior(prior1) + _log_independent(samples, mean1, variance1)
    second = _log_prior(1 - prior1) + _log_independent(samples, mean2, variance2)
    return np.exp(first - np.logaddexp(first, second))


@alternative(naive_bayes_posterior)
def by_standard_scores(samples, mean1, variance1, mean2, variance2, prior1):
    """Standard scores, and Bayes' formula with a shift."""
    first = _log_independent(samples, mean1, variance1)
    return _by_bayes(first, _log_independent(samples, mean2, variance2), prior1)
