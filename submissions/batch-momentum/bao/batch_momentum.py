import math

import torch


def minibatches(permutation, batch_size, drop_last=False):
    if len(permutation) == 0:
        return []
    batches = list(torch.split(permutation, batch_size))
    if drop_last:
        batches = [b for b in batches if len(b) == batch_size]
    return batches


def epoch_stats(n, batch_size, epochs, drop_last=False):
    per_epoch = math.floor(n / batch_size) if drop_last else math.ceil(n / batch_size)
    return per_epoch, per_epoch * epochs


def combine_batch_gradients(gradients, sizes):
    weights = sizes.to(gradients.dtype)
    return (weights / weights.sum()) @ gradients


def sgd_epoch(x, targets, weight, bias, lr, batches):
    w, b = weight.clone(), bias
    for rows in batches:
        xb = x[rows]
        error = xb @ w + b - targets[rows]
        w, b = w - lr * 2 * (xb * error[:, None]).mean(0), b - lr * 2 * error.mean()
    return w, b


def momentum(theta0, grad_fn, lr, lam, steps):
    theta = theta0.double()
    m = torch.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        m = lam * m - lr * grad_fn(theta)
        theta = theta + m
        path.append(theta)
    return torch.stack(path)


def momentum_weights(steps, lr, lam):
    k = torch.arange(steps, dtype=torch.float64).flip(0)
    return -lr * torch.pow(torch.tensor(lam, dtype=torch.float64), k)


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    updates = math.ceil(n / batch_size)
    rounds = math.ceil(batch_size / parallel)
    return updates * (t_fixed + rounds * t_sample)
