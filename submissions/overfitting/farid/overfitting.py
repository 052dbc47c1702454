import numpy as np


def augment(images, flip, shift):
    out = np.zeros_like(images)
    n, c, h, w = images.shape
    for i in range(n):
        img = images[i, :, ::-1, :] if flip[i] else images[i]
        dy, dx = shift[i]
        for y in range(h):
            for x in range(w):
                if 0 <= y - dy < h and 0 <= x - dx < w:
                    out[i, :, y, x] = img[:, y - dy, x - dx]
    return out


def dropout_forward(x, uniform, rate, train):
    mask = (uniform >= rate).astype(float)
    if not train:
        return x * (1 - rate), np.ones_like(x)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout


def early_stopping(losses, patience, min_delta=0.0):
    wait = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1] - min_delta:
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, epoch
    return len(losses) - 1, len(losses) - 1


def poly_gap(x, y, x_validation, y_validation, degrees):
    train, validation = [], []
    for d in degrees:
        X = np.vander(x, d + 1)
        w = np.linalg.solve(X.T @ X, X.T @ y)
        train.append(np.mean((X @ w - y) ** 2))
        Xv = np.vander(x_validation, d + 1)
        wv = np.linalg.lstsq(Xv, y_validation, rcond=None)[0]
        validation.append(np.mean((Xv @ wv - y_validation) ** 2))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if validation - train > gap:
        return "overfitting"
    if train > target:
        return "optimization" if small_train < train - gap else "model_bias"
    return "mismatch" if test - validation > gap else "ok"


def domain_shift(source, target):
    s, t = source.astype(float), target.astype(float)
    pooled = np.concatenate([s, t]).std(axis=0)
    return np.abs(s.mean(axis=0) - t.mean(axis=0)) / pooled
