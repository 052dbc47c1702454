"""Four small networks with tanh units, trained by Adam on mini-batches; their mean decides. The seeds are fixed."""

import numpy as np


def fit_predict(train_x, train_y, test_x):
    return sum(scores(train_x, train_y, test_x, seed) for seed in range(4)).argmax(axis=1)


def scores(train_x, train_y, test_x, seed):
    rng = np.random.default_rng(seed)
    mean, std = train_x.mean(axis=0), train_x.std(axis=0)
    x, new = (train_x - mean) / std, (test_x - mean) / std
    targets = np.eye(3)[train_y]
    sizes = [x.shape[1], 24, 3]
    params = []
    for d_in, d_out in zip(sizes, sizes[1:]):
        params += [rng.normal(scale=1 / np.sqrt(d_in), size=(d_in, d_out)), np.zeros(d_out)]
    m = [np.zeros_like(p) for p in params]
    v = [np.zeros_like(p) for p in params]
    step = 0
    for epoch in range(30):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 50):
            batch = order[start : start + 50]
            h = np.tanh(x[batch] @ params[0] + params[1])
            logits = h @ params[2] + params[3]
            p = np.exp(logits - logits.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            d = (p - targets[batch]) / len(batch)
            dh = d @ params[2].T * (1 - h * h)
            grads = [x[batch].T @ dh, dh.sum(0), h.T @ d, d.sum(0)]
            step += 1
            for i, g in enumerate(grads):
                g = g + 3e-3 * params[i]
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.999 * v[i] + 0.001 * g * g
                params[i] = params[i] - 0.02 * (m[i] / (1 - 0.9**step)) / (np.sqrt(v[i] / (1 - 0.999**step)) + 1e-8)
    return np.tanh(new @ params[0] + params[1]) @ params[2] + params[3]
