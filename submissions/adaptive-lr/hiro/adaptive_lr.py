import numpy as np


def rms_update(theta0, gradients, lr, eps=1e-8):
    T, D = gradients.shape
    path = np.zeros((T + 1, D))
    path[0] = theta0
    total = np.zeros(D)
    for t in range(T):
        g = gradients[t].astype(float)
        total += g**2
        path[t + 1] = path[t] - lr * g / (np.sqrt(total / (t + 1)) + eps)
    return path


def adagrad(theta0, gradients, lr, eps=1e-10):
    T, D = gradients.shape
    path = np.zeros((T + 1, D))
    path[0] = theta0
    total = np.zeros(D)
    for t in range(T):
        g = gradients[t].astype(float)
        total += g**2
        path[t + 1] = path[t] - lr * g / (np.sqrt(total) + 1e-10)
    return path


def rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    T, D = gradients.shape
    path = np.zeros((T + 1, D), dtype=theta0.dtype)
    path[0] = theta0
    v = v0.astype(float)
    for t in range(T):
        g = gradients[t].astype(float)
        v = alpha * v + (1 - alpha) * g**2
        path[t + 1] = path[t] - lr * g / (np.sqrt(v) + eps)
    return path


def adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    T, D = gradients.shape
    path = np.zeros((T + 1, D))
    path[0] = theta0
    m, v = np.zeros(D), np.zeros(D)
    for t in range(1, T + 1):
        g = gradients[t - 1].astype(float)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        path[t] = path[t - 1] - lr * m_hat / (np.sqrt(v_hat) + 1e-8)
    return path


def lr_decay(step, lr0, kind, gamma=0.5, period=10, total=100):
    if kind == "inverse_sqrt":
        return lr0 / np.sqrt(step + 1)
    elif kind == "exponential":
        return lr0 * gamma**step
    elif kind == "step":
        return lr0 * gamma ** (step // period)
    elif kind == "cosine":
        return lr0 / 2 * (1 + np.cos(np.pi * step / total))


def warmup_lr(step, peak, warmup, total):
    if step < warmup:
        return peak * step / warmup
    return peak * (total - step) / max(total - warmup, 1)


def train_scheduled(theta0, grad_fn, rates, method="rms", eps=1e-8):
    T, D = len(rates), len(theta0)
    path = np.zeros((T + 1, D))
    path[0] = theta0
    total, m, v = np.zeros(D), np.zeros(D), np.zeros(D)
    for t in range(1, T + 1):
        g = grad_fn(path[t - 1])
        total += g**2
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        if method == "sgd":
            step = g
        elif method == "rms":
            step = g / (np.sqrt(total / t) + eps)
        else:
            step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + eps)
        path[t] = path[t - 1] - rates[t - 1] * step
    return path
