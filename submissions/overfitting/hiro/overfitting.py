import numpy as np


def augment(images, flip, shift):
    out = np.zeros_like(images)
    n, c, h, w = images.shape
    for i in range(n):
        img = images[i]
        if flip[i]:
            img = img[:, :, ::-1]
        dy, dx = shift[i]
        if dy >= 0:
            rows, from_rows = slice(dy, h), slice(0, h - dy)
        else:
            rows, from_rows = slice(0, dy), slice(-dy, h)
        if dx >= 0:
            columns, from_columns = slice(dx, w), slice(0, w - dx)
        else:
            columns, from_columns = slice(0, dx), slice(-dx, w)
        out[i][:, rows, columns] = img[:, from_rows, from_columns]
    return out


def dropout_forward(x, uniform, rate, train):
    mask = (uniform >= rate) / (1 - rate)
    if not train:
        return x, np.ones_like(x)
    return x * mask, mask


def dropout_backward(dout, mask):
    dout *= mask
    return dout


def early_stopping(losses, patience, min_delta=0.0):
    best, best_epoch, wait = losses[0], 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < best - min_delta:
            best, best_epoch, wait = losses[epoch], epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return len(losses) - 1, best_epoch


def poly_gap(x, y, x_validation, y_validation, degrees):
    train, validation = [], []
    for d in degrees:
        X, Xv = np.vander(x, d + 1), np.vander(x_validation, d + 1)
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        train.append(np.mean((X @ w - y) ** 2))
        validation.append(np.mean((Xv @ w - y_validation) ** 2))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if train >= target:
        return "optimization" if small_train < train - gap else "model_bias"
    if validation - train >= gap:
        return "overfitting"
    return "mismatch" if test - validation >= gap else "ok"


def domain_shift(source, target):
    n1, n2 = len(source), len(target)
    moved = np.abs(source.mean(axis=0) - target.mean(axis=0))
    pooled = np.sqrt((n1 * source.var(axis=0) + n2 * target.var(axis=0)) / (n1 + n2))
    return np.where(moved == 0, 0.0, moved / pooled)
