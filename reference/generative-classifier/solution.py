"""Classification by Gaussian densities: estimate, compare in log space, and see that a shared covariance gives a line.

Two ideas carry the file: densities are only ever handled as logarithms, so that nothing underflows, and a covariance is
never inverted, only solved with.
"""

from __future__ import annotations

import math

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers become float64, so that uint8 does not wrap."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def gaussian_mle(samples):
    """Return (mean, covariance) of the most likely Gaussian: samples (N, D) -> (D,), (D, D).

    mean = 1/N sum_n x_n,  covariance = 1/N sum_n (x_n - mean)(x_n - mean)^T.  Divided by N, not by N - 1;
    one sample has the covariance 0.  Lecture p16.
    """
    samples = _as_floats(samples)
    mean = samples.mean(axis=0)
    centred = samples - mean
    return mean, centred.T @ centred / len(samples)


def shared_covariance(samples1, samples2):
    """Return the covariance that two classes share: samples (N1, D), (N2, D) -> (D, D).

    (N1 covariance1 + N2 covariance2) / (N1 + N2), each class centred at its own mean.  Lecture p16.
    """
    scatter1, scatter2 = (len(samples) * gaussian_mle(samples)[1] for samples in (samples1, samples2))
    return (scatter1 + scatter2) / (len(samples1) + len(samples2))


def log_gaussian_pdf(samples, mean, covariance):
    """Return the logarithm of the Gaussian density at every sample: (N, D), (D,), (D, D) -> (N,).

    -1/2 (D ln 2 pi + ln det covariance + (x - mean)^T covariance^-1 (x - mean)).  The determinant itself may under- or
    overflow, its logarithm does not.
    """
    centred = _as_floats(samples) - mean
    _, log_determinant = np.linalg.slogdet(covariance)
    distances = (centred * np.linalg.solve(covariance, centred.T).T).sum(axis=1)
    return -0.5 * (len(mean) * math.log(2 * math.pi) + log_determinant + distances)


def posterior(samples, mean1, covariance1, mean2, covariance2, prior1):
    """Return P(C1 | x) at every sample: (N, D), (D,), (D, D), (D,), (D, D), a number -> (N,).

    P(C1 | x) = sigmoid(ln p(x | C1) - ln p(x | C2) + ln prior1 / (1 - prior1)), by Bayes.  Lecture p16.
    """
    evidence = log_gaussian_pdf(samples, mean1, covariance1) - log_gaussian_pdf(samples, mean2, covariance2)
    return _sigmoid(evidence + _log_odds(prior1))


def linear_boundary(mean1, mean2, covariance, count1, count2):
    """Return (w, b) with P(C1 | x) = sigmoid(w . x + b): (D,), (D,), (D, D), two counts -> (D,), a scalar.

    w = covariance^-1 (mean1 - mean2);
    b = -1/2 mean1^T covariance^-1 mean1 + 1/2 mean2^T covariance^-1 mean2 + ln(count1 / count2).  Lecture p16.
    """
    w = np.linalg.solve(covariance, mean1 - mean2)
    return w, math.log(count1 / count2) - w @ (mean1 + mean2) / 2


def naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1):
    """Return P(C1 | x) where features are independent within a class: variances (D,) in place of covariances -> (N,).

    ln p(x | C) = -1/2 sum_d (ln 2 pi variance_d + (x_d - mean_d)^2 / variance_d); then Bayes, as in `posterior`.
    """
    samples = _as_floats(samples)
    evidence = _log_independent(samples, mean1, variance1) - _log_independent(samples, mean2, variance2)
    return _sigmoid(evidence + _log_odds(prior1))


def _log_independent(samples, mean, variance):
    """Log density of independent features, up to the constant that both classes share."""
    return -0.5 * (np.log(variance) + (samples - mean) ** 2 / variance).sum(axis=1)


def _log_odds(prior1):
    """ln prior1 / (1 - prior1): -inf for a prior of 0, inf for a prior of 1."""
    with np.errstate(divide="ignore"):
        return float(np.log(prior1) - np.log1p(-prior1))


def _sigmoid(log_odds):
    """1 / (1 + exp(-log_odds)), with exp of numbers that are at most 0 alone."""
    decay = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1, decay) / (1 + decay)
