import numpy as np


def augment(images, flip, shift):
    out = np.zeros_like(images)
    h, w = images.shape[2:]
    flipped = np.where(flip, images[..., ::-1], images)
    for i, (dy, dx) in enumerate(shift):
        out[i, :, dy:, dx:] = flipped[i, :, : h - dy, : w - dx]
    return out


def dropout_forward(x, uniform, rate, train):
    n, d = x.shape
    mask = np.ones((n, d))
    if train:
        for i in range(n):
            for j in range(d):
                mask[i, j] = 0 if uniform[i, j] < rate else 1 / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


def early_stopping(losses, patience, min_delta=0.0):
    best = np.nanargmin(losses)
    return min(best + patience, len(losses) - 1), best


def poly_gap(x, y, x_validation, y_validation, degrees):
    train, validation = [], []
    for d in range(max(degrees) + 1):
        p = np.polynomial.Polynomial.fit(x, y, d)
        train.append(np.mean((p(x) - y) ** 2))
        validation.append(np.mean((p(x_validation) - y_validation) ** 2))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    raise NotImplementedError


def domain_shift(source, target):
    difference = abs(source.mean(axis=1) - target.mean(axis=1))
    return difference / np.sqrt(source.var(axis=1) + target.var(axis=1))
