import numpy as np


def minibatches(permutation, batch_size, drop_last=False):
    batches = []
    start = 0
    while start != len(permutation):
        batch = permutation[start : start + batch_size]
        if len(batch) == batch_size or not drop_last:
            batches.append(batch)
        start = start + batch_size
    return batches


def epoch_stats(n, batch_size, epochs, drop_last=False):
    updates = n // batch_size
    if not drop_last and n % batch_size:
        updates += 1
    return updates, epochs * updates


def combine_batch_gradients(gradients, sizes):
    return (gradients * sizes[:, None]).sum(axis=0) / sizes.sum()


def sgd_epoch(x, targets, weight, bias, lr, batches):
    for batch in batches:
        xb, yb = x[batch], targets[batch]
        error = xb @ weight + bias - yb
        grad_weight = 2 * xb.T @ error / len(batch)
        grad_bias = 2 * error.mean()
        weight = weight - lr * grad_weight
        bias = bias - lr * grad_bias
    return weight, bias


def momentum(theta0, grad_fn, lr, lam, steps):
    rows = np.zeros((steps + 1, len(theta0)))
    rows[0] = theta0
    m = np.zeros(len(theta0))
    for t in range(steps):
        m = lam * m - lr * grad_fn(rows[t])
        rows[t + 1] = rows[t] + m
    return rows


def momentum_weights(steps, lr, lam):
    return -lr * lam ** np.arange(steps - 1, -1, -1)


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    return np.ceil(n / batch_size) * (t_fixed + t_sample * np.ceil(batch_size / parallel))
