# Loops, and as little linear algebra from the library as possible.
import numpy as np


def moved(theta, *changes):
    point = np.array([float(t) for t in theta])
    for i, change in changes:
        point[i] += change
    return point


def hessian_fd(loss_fn, theta, spacing=1e-4):
    n = len(theta)
    H = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            total = 0.0
            for a in (1, -1):
                for b in (1, -1):
                    total += a * b * loss_fn(moved(theta, (i, a * spacing), (j, b * spacing)))
            H[i, j] = total / (4 * spacing * spacing)
    return H


def toy_grad_hessian(w1, w2, x, targets):
    g1 = g2 = h11 = h12 = h22 = 0.0
    for xn, yn in zip(x.tolist(), targets.tolist()):
        e = yn - w1 * w2 * xn
        g1 -= 2 * e * w2 * xn
        g2 -= 2 * e * w1 * xn
        h11 += 2 * (w2 * xn) ** 2
        h22 += 2 * (w1 * xn) ** 2
        h12 += 2 * w1 * w2 * xn**2 - 2 * e * xn
    return np.array([g1, g2]), np.array([[h11, h12], [h12, h22]])


def eigen(hessian):
    values, vectors = np.linalg.eig((hessian + hessian.T) / 2)
    order = sorted(range(len(values)), key=lambda k: values[k].real)
    return [float(values[k].real) for k in order], [vectors[:, k].real for k in order]


def classify_critical_point(hessian, tol=1e-8):
    signs = []
    for value in eigen(hessian)[0]:
        signs.append("+" if value > tol else "-" if value < -tol else "0")
    if "+" in signs and "-" in signs:
        return "saddle"
    if "0" in signs:
        return "degenerate"
    return "local_min" if "+" in signs else "local_max"


def escape_direction(hessian):
    values, vectors = eigen(hessian)
    if not values[0] < -1e-8:
        return None
    u = vectors[0]
    return u / np.sqrt(np.sum(u**2))


def taylor_loss(loss, gradient, hessian, displacement):
    total = loss
    for i in range(len(displacement)):
        total += float(gradient[i]) * float(displacement[i])
        for j in range(len(displacement)):
            total += float(displacement[i]) * float(hessian[i, j]) * float(displacement[j]) / 2
    return total


def minimum_ratio(hessian):
    values = eigen(hessian)[0]
    return len([v for v in values if v > 1e-8]) / len(values)


def escape_saddle(loss_fn, theta, spacing, lr, steps):
    u = escape_direction(hessian_fd(loss_fn, theta, spacing))
    point = moved(theta)
    if u is None:
        return point
    plus, minus = point + lr * u, point - lr * u
    point = plus if loss_fn(plus.copy()) <= loss_fn(minus.copy()) else minus
    for _ in range(steps):
        gradient = [
            (loss_fn(moved(point, (i, spacing))) - loss_fn(moved(point, (i, -spacing)))) / (2 * spacing)
            for i in range(len(point))
        ]
        point = point - lr * np.array(gradient)
    return point
