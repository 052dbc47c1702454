"""PyTorch version. Everything becomes float64 first."""

import math

import torch


def f64(x):
    return x.to(torch.float64)


def gaussian_mle(samples):
    x = f64(samples)
    mean = x.sum(dim=0) / len(x)
    d = x - mean
    return mean, (d.T @ d) / len(x)


def shared_covariance(samples1, samples2):
    total, count = 0, 0
    for x in (samples1, samples2):
        x = f64(x)
        d = x - x.mean(dim=0, keepdim=True)
        total = total + d.T @ d
        count += len(x)
    return total / count


def log_gaussian_pdf(samples, mean, covariance):
    d = f64(samples) - mean
    maha = (d * torch.linalg.solve(covariance, d.T).T).sum(dim=1)
    return -0.5 * (len(mean) * math.log(2 * math.pi) + torch.logdet(covariance) + maha)


def log_odds(prior1):
    if prior1 == 0:
        return -math.inf
    if prior1 == 1:
        return math.inf
    return math.log(prior1 / (1 - prior1))


def posterior(samples, mean1, covariance1, mean2, covariance2, prior1):
    z = log_gaussian_pdf(samples, mean1, covariance1) - log_gaussian_pdf(samples, mean2, covariance2)
    return torch.sigmoid(z + log_odds(prior1))


def linear_boundary(mean1, mean2, covariance, count1, count2):
    inverse = torch.linalg.inv(covariance)
    w = inverse @ (mean1 - mean2)
    b = -0.5 * mean1 @ inverse @ mean1 + 0.5 * mean2 @ inverse @ mean2 + math.log(count1 / count2)
    return w, b


def naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1):
    x = f64(samples)
    z1 = -((x - mean1) ** 2) / (2 * variance1) - 0.5 * torch.log(variance1)
    z2 = -((x - mean2) ** 2) / (2 * variance2) - 0.5 * torch.log(variance2)
    return torch.sigmoid((z1 - z2).sum(dim=1) + log_odds(prior1))
