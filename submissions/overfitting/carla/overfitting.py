# Plain Python wherever it is possible.
import math

import numpy as np


def augment(images, flip, shift):
    n, c, h, w = images.shape
    out = np.zeros(images.shape)
    for i in range(n):
        for k in range(c):
            for y in range(h):
                for x in range(w):
                    value = images[i, k, y, w - 1 - x if flip[i] else x]
                    to_y, to_x = y + int(shift[i, 0]), x + int(shift[i, 1])
                    if 0 <= to_y < h and 0 <= to_x < w:
                        out[i, k, to_y, to_x] = value
    return out


def dropout_forward(x, uniform, rate, train):
    out, mask = np.zeros(x.shape), np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if not train:
            mask[place] = 1.0
        elif rate < 1 and not uniform[place] < rate:
            mask[place] = 1 / (1 - rate)
        out[place] = x[place] * mask[place]
    return out, mask


def dropout_backward(dout, mask):
    dx = np.zeros(dout.shape)
    for place in np.ndindex(*dout.shape):
        dx[place] = dout[place] * mask[place]
    return dx


def early_stopping(losses, patience, min_delta=0.0):
    best, best_epoch = math.inf, -1
    epoch = 0
    while epoch < len(losses):
        if losses[epoch] < best - min_delta:
            best, best_epoch = losses[epoch], epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
        epoch += 1
    return epoch - 1, best_epoch


def solve(a, b):
    """Gauss with pivots."""
    n = len(b)
    rows = [list(row) + [value] for row, value in zip(a, b)]
    for k in range(n):
        p = max(range(k, n), key=lambda r: abs(rows[r][k]))
        rows[k], rows[p] = rows[p], rows[k]
        for r in range(k + 1, n):
            factor = rows[r][k] / rows[k][k]
            rows[r] = [u - factor * v for u, v in zip(rows[r], rows[k])]
    result = [0.0] * n
    for k in reversed(range(n)):
        result[k] = (rows[k][n] - sum(rows[k][j] * result[j] for j in range(k + 1, n))) / rows[k][k]
    return result


def legendre(x, degree):
    values = [1.0, x]
    for k in range(1, degree):
        values.append(((2 * k + 1) * x * values[k] - k * values[k - 1]) / (k + 1))
    return values[: degree + 1]


def poly_gap(x, y, x_validation, y_validation, degrees):
    size = max(abs(v) for v in x.tolist()) or 1.0
    train, validation = [], []
    for degree in degrees:
        table = [legendre(v / size, degree) for v in x.tolist()]
        normal = [[math.fsum(r[i] * r[j] for r in table) for j in range(degree + 1)] for i in range(degree + 1)]
        right = [math.fsum(r[i] * v for r, v in zip(table, y.tolist())) for i in range(degree + 1)]
        w = solve(normal, right)

        def error(places, truth):
            said = [sum(a * b for a, b in zip(w, legendre(v / size, degree))) for v in places.tolist()]
            return sum((p - t) ** 2 for p, t in zip(said, truth.tolist())) / len(said)

        train.append(error(x, y))
        validation.append(error(x_validation, y_validation))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if train <= target:
        if validation - train <= gap:
            return "ok" if test - validation <= gap else "mismatch"
        return "overfitting"
    return "model_bias" if small_train >= train - gap else "optimization"


def domain_shift(source, target):
    found = []
    for d in range(source.shape[1]):
        s = [float(v) for v in source[:, d]]
        t = [float(v) for v in target[:, d]]
        if min(s) == max(s) and min(t) == max(t):
            found.append(0.0 if s[0] == t[0] else math.inf)
            continue
        m1, m2 = math.fsum(s) / len(s), math.fsum(t) / len(t)
        squares = math.fsum((v - m1) ** 2 for v in s) + math.fsum((v - m2) ** 2 for v in t)
        found.append(abs(m1 - m2) / math.sqrt(squares / (len(s) + len(t))))
    return np.array(found)
