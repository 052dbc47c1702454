"""Covariances as statistics textbooks write them."""

import numpy as np


def gaussian_mle(samples):
    X = np.asarray(samples)
    if X.dtype != np.float32:
        X = X.astype(np.float64)
    mean = X.mean(axis=0)
    R = X - mean
    return mean, np.einsum("ni,nj->ij", R, R) / (X.shape[0] - 1)


def shared_covariance(samples1, samples2):
    n1, n2 = len(samples1), len(samples2)
    _, S1 = gaussian_mle(samples1)
    _, S2 = gaussian_mle(samples2)
    return (n1 * S1 + n2 * S2) / (n1 + n2)


def log_gaussian_pdf(samples, mean, covariance):
    X = np.asarray(samples, dtype=float)
    L = np.linalg.cholesky(covariance)
    z = np.linalg.solve(L, (X - mean).T)  # whitened, (D, N)
    log_det = 2 * np.log(np.diagonal(L)).sum()
    return -0.5 * (X.shape[1] * np.log(2 * np.pi) + log_det + (z**2).sum(axis=0))


def _bayes(log1, log2, prior1):
    with np.errstate(divide="ignore"):
        a = log1 + np.log(prior1)
        b = log2 + np.log(1 - prior1)
    return np.exp(a - np.logaddexp(a, b))


def posterior(samples, mean1, covariance1, mean2, covariance2, prior1):
    log1 = log_gaussian_pdf(samples, mean1, covariance1)
    log2 = log_gaussian_pdf(samples, mean2, covariance2)
    return _bayes(log1, log2, prior1)


def linear_boundary(mean1, mean2, covariance, count1, count2):
    a = np.linalg.solve(covariance, mean1)
    c = np.linalg.solve(covariance, mean2)
    return a - c, -0.5 * (mean1 @ a) + 0.5 * (mean2 @ c) + np.log(count1) - np.log(count2)


def naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1):
    X = np.asarray(samples, dtype=float)

    def log_density(mean, variance):
        return -0.5 * (np.log(2 * np.pi * variance) + (X - mean) ** 2 / variance).sum(axis=1)

    return _bayes(log_density(mean1, variance1), log_density(mean2, variance2), prior1)
