import numpy as np


def minibatches(permutation, batch_size, drop_last=False):
    n = len(permutation)
    batches = [permutation[k : k + batch_size] for k in range(0, n, batch_size)]
    if drop_last and len(batches[-1]) < batch_size:
        batches = batches[:-1]
    return batches


def epoch_stats(n, batch_size, epochs, drop_last=False):
    updates = n // batch_size
    if not drop_last:
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
        weight -= lr * grad_weight
        bias = bias - lr * grad_bias
    return weight, bias


def momentum(theta0, grad_fn, lr, lam, steps):
    rows = np.zeros((steps + 1, len(theta0)), theta0.dtype)
    rows[0] = theta0
    m = np.zeros(len(theta0))
    for t in range(steps):
        m = lam * m - lr * grad_fn(rows[t])
        rows[t + 1] = rows[t] + m
    return rows


def momentum_weights(steps, lr, lam):
    return -lr * np.exp(np.log(lam) * np.arange(steps - 1, -1, -1))


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    return np.ceil(n / batch_size) * (t_fixed + t_sample * np.ceil(batch_size / parallel))
