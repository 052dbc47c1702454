import math

import torch


def _float(x):
    return x.to(torch.float64)


def _walk(theta0, steps):
    start = _float(theta0)[None]
    return torch.cumsum(torch.cat([start, -steps]), dim=0)


def rms_update(theta0, gradients, lr, eps=1e-8):
    g = _float(gradients)
    counts = torch.arange(1, len(g) + 1, dtype=torch.float64)[:, None]
    sigma = (torch.cumsum(g**2, dim=0) / counts).sqrt()
    return _walk(theta0, lr * g / (sigma + eps))


def adagrad(theta0, gradients, lr, eps=1e-10):
    g = _float(gradients)
    return _walk(theta0, lr * g / (torch.cumsum(g**2, dim=0).sqrt() + eps))


def rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    theta, v = _float(theta0), _float(v0)
    path = [theta]
    for g in _float(gradients):
        v = v + (1 - alpha) * (g * g - v)
        theta = theta - lr * g / (v.sqrt() + eps)
        path.append(theta)
    return torch.stack(path)


def adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = _float(theta0)
    m, v = torch.zeros_like(theta), torch.zeros_like(theta)
    path = [theta]
    for t, g in enumerate(_float(gradients), 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        denominator = v.sqrt() / math.sqrt(1 - beta2**t) + eps
        theta = theta - lr / (1 - beta1**t) * m / denominator
        path.append(theta)
    return torch.stack(path)


def lr_decay(step, lr0, kind, gamma=0.5, period=10, total=100):
    factors = {
        "inverse_sqrt": (step + 1) ** -0.5,
        "exponential": gamma**step,
        "step": gamma ** (step // period),
        "cosine": (1 + math.cos(math.pi * min(step / total, 1))) / 2,
    }
    return lr0 * factors[kind]


def warmup_lr(step, peak, warmup, total):
    if step < min(warmup, total):
        return peak * (step / warmup)
    return peak * max(0.0, (total - step) / max(total - warmup, 1))


def train_scheduled(theta0, grad_fn, rates, method="rms", eps=1e-8):
    theta = _float(theta0)
    path, seen = [theta], []
    for lr in rates.tolist():
        seen.append(_float(grad_fn(theta.clone())).clone())
        if method == "sgd":
            theta = theta - lr * seen[-1]
        else:
            optimizer = rms_update if method == "rms" else adam
            done = optimizer(torch.zeros_like(theta), torch.stack(seen), 1.0, eps=eps)
            theta = theta + lr * (done[-1] - done[-2])
        path.append(theta)
    return torch.stack(path)
