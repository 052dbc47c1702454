import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if a.dtype in (np.float32, np.float64) else a.astype(np.float64)


def l2_penalty(weights, biases, lam):
    total = 0.0
    for W in weights:
        total += np.sum(_f(W) ** 2)
    return lam * total


def ridge_loss_grad(x, targets, weight, bias, lam):
    X, y, w = _f(x), _f(targets), _f(weight)
    r = X @ w + bias - y
    loss = np.sum(r**2) + lam * np.sum(w**2)
    return loss, 2 * X.T @ r + 2 * lam * w, 2 * np.sum(r)


def ridge_closed_form(x, targets, lam):
    X, y = _f(x), _f(targets)
    mx, my = X.mean(axis=0), y.mean()
    Xc, yc = X - mx, y - my
    if lam > 0:
        w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ yc)
    else:
        w = np.linalg.lstsq(Xc, yc, rcond=1e-10)[0]
    return w, my - mx @ w


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    return (1 - 2 * lr * lam) * weight - lr * grad_weight, bias - lr * grad_bias


def output_sensitivity(weight, perturbations):
    d = _f(perturbations)
    return np.abs(d @ weight), np.linalg.norm(weight) * np.linalg.norm(d, axis=1)


def smoothness_penalty(outputs, lam):
    f = _f(outputs)
    d = np.diff(f)
    grad = np.zeros(len(f))
    grad[1:] += 2 * lam * d
    grad[:-1] -= 2 * lam * d
    return lam * np.sum(d**2), grad
