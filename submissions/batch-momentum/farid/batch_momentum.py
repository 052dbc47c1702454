import numpy as np


def minibatches(permutation, batch_size, drop_last=False):
    n = len(permutation)
    batches = [permutation[k : k + batch_size] for k in range(0, n, batch_size)]
    if drop_last and batches and len(batches[-1]) < batch_size:
        batches.pop()
    return batches


def epoch_stats(n, batch_size, epochs, drop_last=False):
    updates = n // batch_size
    if not drop_last and n % batch_size:
        updates += 1
    return updates, epochs * updates


def combine_batch_gradients(gradients, sizes):
    return (gradients * sizes[:, None]).sum(axis=0) / sizes.sum()


def sgd_epoch(x, targets, weight, bias, lr, batches):
    errors = x @ weight + bias - targets  # once for the whole epoch
    for batch in batches:
        weight = weight - lr * 2 * x[batch].T @ errors[batch] / len(batch)
        bias = bias - lr * 2 * errors[batch].mean()
    return weight, bias


def momentum(theta0, grad_fn, lr, lam, steps):
    theta = np.array(theta0, dtype=float)
    m = np.zeros(len(theta0))
    rows = [theta]
    for t in range(steps):
        m = lam * m - lr * grad_fn(theta)
        theta += m
        rows.append(theta)
    return np.array(rows)


def momentum_weights(steps, lr, lam):
    return -lr * lam ** np.arange(steps - 1, -1, -1)


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    return np.ceil(n / batch_size) * (t_fixed + t_sample * np.ceil(batch_size / parallel))
