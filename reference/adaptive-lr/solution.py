"""Learning rates that adapt to every parameter, and rates that change with time.

Where the gradients of a parameter are large its steps should be small, and the other way round: each optimizer here
divides the rate by a sigma of the parameter's own, and they differ in how sigma remembers the gradients.
"""

from __future__ import annotations

import math

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers become float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def rms_update(theta0, gradients, lr, eps=1e-8):
    """Return the parameters (T + 1, D) of T steps by the root mean square, theta0 (D,) first; gradients (T, D).

    sigma_t = sqrt(mean of g_0^2 ... g_t^2),  theta_(t+1) = theta_t - lr / (sigma_t + eps) g_t.  Lecture p21.
    """
    theta = _as_floats(theta0)
    squares, path = np.zeros_like(theta), [theta]
    for t, gradient in enumerate(_as_floats(gradients)):
        squares = squares + gradient**2
        sigma = np.sqrt(squares / (t + 1))
        theta = theta - lr / (sigma + eps) * gradient
        path.append(theta)
    return np.stack(path)


def adagrad(theta0, gradients, lr, eps=1e-10):
    """Return the parameters (T + 1, D) of Adagrad, theta0 (D,) first; gradients (T, D).

    sigma_t = sqrt(sum of g_0^2 ... g_t^2), without a mean.  Duchi, Hazan, Singer, 2011; PyTorch.
    """
    theta = _as_floats(theta0)
    squares, path = np.zeros_like(theta), [theta]
    for gradient in _as_floats(gradients):
        squares = squares + gradient**2
        theta = theta - lr / (np.sqrt(squares) + eps) * gradient
        path.append(theta)
    return np.stack(path)


def rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """Return the parameters (T + 1, D) of RMSProp, theta0 (D,) first; gradients (T, D), v0 (D,).

    v = alpha v + (1 - alpha) g^2, v0 before the first step;  theta = theta - lr g / (sqrt(v) + eps).  Lecture p21.
    """
    theta = _as_floats(theta0)
    v, path = v0, [theta]
    for gradient in _as_floats(gradients):
        v = alpha * v + (1 - alpha) * gradient**2
        theta = theta - lr * gradient / (np.sqrt(v) + eps)
        path.append(theta)
    return np.stack(path)


def adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return the parameters (T + 1, D) of Adam, theta0 (D,) first; gradients (T, D).

    m and v are averages of g and g^2 from 0 on, divided by 1 - beta^t in step t = 1, 2, ...;
    theta = theta - lr m^ / (sqrt(v^) + eps).  Kingma, Ba, 2015, algorithm 1; lecture p21.
    """
    theta = _as_floats(theta0)
    m, v, path = np.zeros_like(theta), np.zeros_like(theta), [theta]
    for t, gradient in enumerate(_as_floats(gradients), start=1):
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient**2
        mean, square = m / (1 - beta1**t), v / (1 - beta2**t)
        theta = theta - lr * mean / (np.sqrt(square) + eps)
        path.append(theta)
    return np.stack(path)


def lr_decay(step, lr0, kind, gamma=0.5, period=10, total=100):
    """Return the rate at a step, 0 the first; 'inverse_sqrt', 'exponential', 'step' or 'cosine'.  Lecture p21."""
    if kind == "inverse_sqrt":
        return lr0 / math.sqrt(step + 1)
    if kind == "exponential":
        return lr0 * gamma**step
    if kind == "step":
        return lr0 * gamma ** (step // period)
    return lr0 / 2 * (1 + math.cos(math.pi * min(step, total) / total))


def warmup_lr(step, peak, warmup, total):
    """Return the rate at a step: from 0 to peak over `warmup` steps, then down to 0 at `total`.  Lecture p21."""
    if step >= total:
        return 0.0
    if step < warmup:
        return peak * step / warmup
    return peak * (total - step) / (total - warmup)


def train_scheduled(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Return the parameters (T + 1, D) of T steps with the rates (T,), theta0 (D,) first.

    Each step goes against the gradient at the current parameters: plain ('sgd'), over its root mean square so far
    ('rms', as rms_update), or as adam with beta1 = 0.9 and beta2 = 0.999 ('adam').  Lecture p21.
    """
    theta = _as_floats(theta0)
    path, gradients = [theta], []
    for lr in rates:
        gradients.append(np.array(grad_fn(theta)))
        theta = theta - lr * _direction(np.stack(gradients), method, eps)
        path.append(theta)
    return np.stack(path)


def _direction(gradients, method, eps):
    """What the rate is multiplied by, from all gradients (t, D) so far."""
    if method == "sgd":
        return gradients[-1]
    if method == "rms":
        return gradients[-1] / (np.sqrt(np.mean(gradients**2, axis=0)) + eps)
    return _average(gradients, 0.9) / (np.sqrt(_average(gradients**2, 0.999)) + eps)


def _average(rows, beta):
    """The corrected moving average: the last row has the weight 1, the one before it beta, and so on."""
    weights = beta ** np.arange(len(rows))[::-1]
    return weights @ rows * ((1 - beta) / (1 - beta ** len(rows)))
