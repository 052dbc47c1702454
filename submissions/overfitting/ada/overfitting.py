import numpy as np


def augment(images, flip, shift):
    n, c, h, w = images.shape
    out = np.zeros_like(images)
    for i in range(n):
        img = images[i, :, :, ::-1] if flip[i] else images[i]
        dy, dx = int(shift[i, 0]), int(shift[i, 1])
        if abs(dy) >= h or abs(dx) >= w:
            continue
        src_y = slice(max(0, -dy), h - max(0, dy))
        src_x = slice(max(0, -dx), w - max(0, dx))
        dst_y = slice(max(0, dy), h - max(0, -dy))
        dst_x = slice(max(0, dx), w - max(0, -dx))
        out[i, :, dst_y, dst_x] = img[:, src_y, src_x]
    return out


def dropout_forward(x, uniform, rate, train):
    if not train:
        return x.copy(), np.ones_like(x)
    if rate == 1:
        return np.zeros_like(x), np.zeros_like(x)
    mask = (uniform >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


def early_stopping(losses, patience, min_delta=0.0):
    best, best_epoch, wait = np.inf, -1, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch


def poly_gap(x, y, x_validation, y_validation, degrees):
    size = np.max(np.abs(x))
    if size == 0:
        size = 1.0
    train, validation = [], []
    for d in degrees:
        coefficients = np.polyfit(x / size, y, d)
        train.append(np.mean((np.polyval(coefficients, x / size) - y) ** 2))
        validation.append(np.mean((np.polyval(coefficients, x_validation / size) - y_validation) ** 2))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if train > target:
        if small_train < train - gap:
            return "optimization"
        return "model_bias"
    if validation - train > gap:
        return "overfitting"
    if test - validation > gap:
        return "mismatch"
    return "ok"


def domain_shift(source, target):
    s, t = source.astype(float), target.astype(float)
    n1, n2 = len(s), len(t)
    difference = np.abs(s.mean(axis=0) - t.mean(axis=0))
    pooled = np.sqrt((n1 * s.var(axis=0) + n2 * t.var(axis=0)) / (n1 + n2))
    result = np.empty(s.shape[1])
    for d in range(s.shape[1]):
        if np.all(s[:, d] == s[0, d]) and np.all(t[:, d] == t[0, d]):
            result[d] = 0.0 if s[0, d] == t[0, d] else np.inf
        else:
            result[d] = difference[d] / pooled[d]
    return result
