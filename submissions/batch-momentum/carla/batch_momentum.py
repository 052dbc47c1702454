# Plain Python wherever it is possible.
import numpy as np


def minibatches(permutation, batch_size, drop_last=False):
    result = []
    current = []
    for sample in permutation:
        current.append(int(sample))
        if len(current) == batch_size:
            result.append(np.array(current))
            current = []
    if current and not drop_last:
        result.append(np.array(current))
    return result


def epoch_stats(n, batch_size, epochs, drop_last=False):
    count = 0
    left = n
    while left >= batch_size:
        left -= batch_size
        count += 1
    if left > 0 and not drop_last:
        count += 1
    return (count, count * epochs)


def combine_batch_gradients(gradients, sizes):
    total = [0.0] * gradients.shape[1]
    samples = 0
    for row, size in zip(gradients.tolist(), sizes.tolist()):
        samples += size
        for d, value in enumerate(row):
            total[d] += size * value
    return np.array([value / samples for value in total])


def sgd_epoch(x, targets, weight, bias, lr, batches):
    w = [float(v) for v in weight]
    b = float(bias)
    for batch in batches:
        gw = [0.0] * len(w)
        gb = 0.0
        for i in batch:
            error = b - float(targets[i])
            for d in range(len(w)):
                error += float(x[i, d]) * w[d]
            for d in range(len(w)):
                gw[d] += 2 * error * float(x[i, d])
            gb += 2 * error
        for d in range(len(w)):
            w[d] -= lr * gw[d] / len(batch)
        b -= lr * gb / len(batch)
    return np.array(w), b


def momentum(theta0, grad_fn, lr, lam, steps):
    theta = theta0.astype(float)
    m = [0.0] * len(theta)
    path = [theta.tolist()]
    for _ in range(steps):
        g = grad_fn(theta)
        for d in range(len(m)):
            m[d] = lam * m[d] - lr * float(g[d])
        theta = np.array([t + v for t, v in zip(theta.tolist(), m)])
        path.append(theta.tolist())
    return np.array(path)


def momentum_weights(steps, lr, lam):
    weights = []
    for i in range(steps):
        w = -lr
        for _ in range(steps - 1 - i):
            w *= lam
        weights.append(w)
    return np.array(weights)


def epoch_time(n, batch_size, t_fixed, t_sample, parallel):
    time = 0
    start = 0
    while start < n:
        time += t_fixed
        done = 0
        while done < batch_size:
            time += t_sample
            done += parallel
        start += batch_size
    return time
