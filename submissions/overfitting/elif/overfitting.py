import numpy as np


def augment(images, flip, shift):
    out = []
    for image, turn, (dy, dx) in zip(images, flip, shift):
        if turn:
            image = image[:, :, ::-1]
        out.append(np.roll(image, (dy, dx), axis=(1, 2)))
    return np.stack(out)


def dropout_forward(x, uniform, rate, train):
    # rate is the probability of keeping, as in CS231n
    if not train:
        return x.copy(), np.ones_like(x)
    mask = (uniform < rate) / rate if rate > 0 else np.zeros_like(x)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask * mask


def early_stopping(losses, patience, min_delta=0.0):
    best, best_epoch, wait = np.inf, -1, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch


def poly_gap(x, y, x_validation, y_validation, degrees):
    train, validation = [], []
    for d in degrees:
        train.append(np.sum((np.polyval(np.polyfit(x, y, d), x) - y) ** 2))
        validation.append(np.sum((np.polyval(np.polyfit(x, y, d), x_validation) - y_validation) ** 2))
    return np.array(train), np.array(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if train > target:
        return "model_bias" if small_train < train - gap else "optimization"
    if validation - train > gap:
        return "overfitting"
    return "mismatch" if test - validation > gap else "ok"


def domain_shift(source, target):
    s, t = source.astype(float), target.astype(float)
    pooled = np.sqrt((s.var(axis=0) + t.var(axis=0)) / 2)
    return np.abs(s.mean(axis=0) - t.mean(axis=0)) / (pooled + 1e-8)
