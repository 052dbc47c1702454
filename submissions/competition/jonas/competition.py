# Like in the lecture notes: pick columns one after the other on held-back rows, then kernel ridge regression.
import numpy as np


def predict(a, y, b):
    def k(p, q):
        return np.exp(-0.15 * ((p[:, None, :] - q[None, :, :]) ** 2).sum(axis=2))

    return k(b, a) @ np.linalg.solve(k(a, a) + 0.3 * np.eye(len(a)), y - 1 / 3)


def fit_predict(train_x, train_y, test_x):
    mean, std = train_x.mean(axis=0), train_x.std(axis=0)
    train_x -= mean
    train_x /= std
    test_x -= mean
    test_x /= std
    y = np.eye(3)[train_y]
    chosen, best = [], np.inf
    while len(chosen) < train_x.shape[1]:
        errors = {}
        for column in set(range(train_x.shape[1])) - set(chosen):
            a = train_x[:, chosen + [column]]
            errors[column] = ((predict(a[:350], y[:350], a[350:]) + 1 / 3 - y[350:]) ** 2).sum()
        column = min(errors, key=errors.get)
        if errors[column] > best:
            break
        chosen, best = chosen + [column], errors[column]
    return predict(train_x[:, chosen], y, test_x[:, chosen]).argmax(axis=1)
