import numpy as np


def hessian_fd(loss_fn, theta, spacing=1e-4):
    spacing = 1e-4
    theta = theta.astype(float)
    n = len(theta)
    e = np.eye(n) * spacing
    f = lambda d: float(loss_fn(theta + d))
    H = np.zeros((n, n))
    for i in range(n):
        H[i, i] = (f(e[i]) - 2 * f(0 * e[i]) + f(-e[i])) / spacing**2
        for j in range(i):
            H[i, j] = (f(e[i] + e[j]) - f(e[i] - e[j]) - f(e[j] - e[i]) + f(-e[i] - e[j])) / (4 * spacing**2)
            H[j, i] = H[i, j]
    return H


def toy_grad_hessian(w1, w2, x, targets):
    sxx = np.sum(x * x)
    sxy = np.sum(x * targets)
    g = np.array([2 * w2 * (w1 * w2 * sxx - sxy), 2 * w1 * (w1 * w2 * sxx - sxy)])
    cross = 4 * w1 * w2 * sxx - 2 * sxy
    return g, np.array([[2 * w2**2 * sxx, cross], [cross, 2 * w1**2 * sxx]])


def classify_critical_point(hessian, tol=1e-8):
    eig = np.linalg.eigvalsh(hessian)
    if eig[0] < -tol and eig[-1] > tol:
        return "saddle"
    if np.any(np.abs(eig) <= 1e-8):
        return "degenerate"
    return "local_min" if eig[0] > 0 else "local_max"


def escape_direction(hessian):
    values, vectors = np.linalg.eigh(hessian)
    if values[0] >= -1e-8:
        return None
    return vectors[:, 0]


def taylor_loss(loss, gradient, hessian, displacement):
    return loss + gradient @ displacement + 0.5 * displacement @ hessian @ displacement


def minimum_ratio(hessian):
    eig = np.linalg.eigvalsh(hessian)
    return np.sum(eig > 1e-8) / len(eig)


def escape_saddle(loss_fn, theta, spacing, lr, steps):
    p = theta.astype(float)
    u = escape_direction(hessian_fd(loss_fn, p, spacing))
    if u is None:
        return p
    p = p + lr * u if loss_fn(p + lr * u) < loss_fn(p - lr * u) else p - lr * u
    for _ in range(steps):
        g = np.zeros(len(p))
        for i in range(len(p)):
            e = np.zeros(len(p))
            e[i] = spacing
            g[i] = (loss_fn(p + e) - loss_fn(p - e)) / (2 * spacing)
        p = p - lr * g
    return p
