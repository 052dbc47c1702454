# Plain loops, one sample after the other.
import math

import numpy as np


def gaussian_mle(samples):
    rows = [np.array(row, dtype=float) for row in samples]
    n = len(rows)
    mean = np.zeros(len(rows[0]))
    for row in rows:
        mean = mean + row / n
    covariance = np.zeros((len(mean), len(mean)))
    for row in rows:
        for i in range(len(mean)):
            for j in range(len(mean)):
                covariance[i, j] += (row[i] - mean[i]) * (row[j] - mean[j])
    return mean, covariance / n


def shared_covariance(samples1, samples2):
    n1, n2 = len(samples1), len(samples2)
    return n1 / (n1 + n2) * gaussian_mle(samples1)[1] + n2 / (n1 + n2) * gaussian_mle(samples2)[1]


def log_gaussian_pdf(samples, mean, covariance):
    inverse = np.linalg.inv(covariance)
    sign, logdet = np.linalg.slogdet(covariance)
    result = []
    for row in samples:
        d = np.array(row, dtype=float) - mean
        result.append(-0.5 * len(mean) * math.log(2 * math.pi) - 0.5 * logdet - 0.5 * d @ inverse @ d)
    return np.array(result)


def probability(score1, score2, prior1):
    if prior1 == 0.0:
        return 0.0
    if prior1 == 1.0:
        return 1.0
    score1 += math.log(prior1)
    score2 += math.log(1 - prior1)
    top = max(score1, score2)
    return math.exp(score1 - top) / (math.exp(score1 - top) + math.exp(score2 - top))


def posterior(samples, mean1, covariance1, mean2, covariance2, prior1):
    scores1 = log_gaussian_pdf(samples, mean1, covariance1)
    scores2 = log_gaussian_pdf(samples, mean2, covariance2)
    return np.array([probability(s1, s2, prior1) for s1, s2 in zip(scores1, scores2)])


def linear_boundary(mean1, mean2, covariance, count1, count2):
    inverse = np.linalg.inv(covariance)
    w = (mean1 - mean2) @ inverse
    # the boundary of equal classes passes through the middle between the means
    b = -w @ ((mean1 + mean2) / 2) + math.log(count1 / count2)
    return w, float(b)


def naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1):
    result = []
    for row in samples:
        score1 = score2 = 0.0
        for d in range(len(mean1)):
            x = float(row[d])
            score1 -= 0.5 * math.log(2 * math.pi * variance1[d]) + (x - mean1[d]) ** 2 / (2 * variance1[d])
            score2 -= 0.5 * math.log(2 * math.pi * variance2[d]) + (x - mean2[d]) ** 2 / (2 * variance2[d])
        result.append(probability(score1, score2, prior1))
    return np.array(result)
