"""Gaussian generative classification (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def gaussian_mle(samples):
    """Mean and covariance of the most likely Gaussian; the covariance is divided by N.

    samples: (N, D), N >= 1, floats or integers.
    Returns: (mean, covariance), (D,) and (D, D).
    """
    raise NotImplementedError


def shared_covariance(samples1, samples2):
    """Covariance that two classes share, each centred at its own mean, weighted by their numbers of samples.

    samples1: (N1, D).  samples2: (N2, D).  Floats or integers.
    Returns: (D, D).
    """
    raise NotImplementedError


def log_gaussian_pdf(samples, mean, covariance):
    """Natural logarithm of the Gaussian density at every sample.

    samples: (N, D).  mean: (D,).  covariance: (D, D), symmetric and positive definite.
    Returns: (N,).
    """
    raise NotImplementedError


def posterior(samples, mean1, covariance1, mean2, covariance2, prior1):
    """P(C1 | x) at every sample; class 2 has the prior 1 - prior1.

    samples: (N, D).  mean1, mean2: (D,).  covariance1, covariance2: (D, D).  prior1: a float, 0.0 and 1.0 included.
    Returns: (N,).
    """
    raise NotImplementedError


def linear_boundary(mean1, mean2, covariance, count1, count2):
    """Weights and bias with P(C1 | x) = sigmoid(w . x + b).

    mean1, mean2: (D,).  covariance: (D, D), of both classes.  count1, count2: ints of at least 1.
    Returns: (w, b), (D,) and a number.
    """
    raise NotImplementedError


def naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1):
    """P(C1 | x) at every sample, features independent within a class.

    samples: (N, D).  mean1, variance1, mean2, variance2: (D,), variances above 0.
    prior1: a float, 0.0 and 1.0 included.
    Returns: (N,).
    """
    raise NotImplementedError
