import numpy as np


def l2_penalty(weights, biases, lam):
    flat = np.concatenate([w.ravel() for w in weights]).astype(float)
    return lam * flat @ flat


def ridge_loss_grad(x, targets, weight, bias, lam):
    y = targets.reshape(-1, 1).astype(float)
    error = x.astype(float) @ weight + bias - y
    return (error**2).sum() + lam * (weight**2).sum(), 2 * x.T @ error.sum(1) + 2 * lam * weight, 2 * error.sum()


def ridge_closed_form(x, targets, lam):
    A = np.c_[x, np.ones(len(x))].astype(float)
    price = lam * np.eye(A.shape[1])
    price[-1, -1] = 0
    v = np.linalg.inv(A.T @ A + price) @ A.T @ targets
    return v[:-1], v[-1]


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    w = weight - lr * grad_weight
    return w - lr * 2 * lam * w, bias - lr * grad_bias


def output_sensitivity(weight, perturbations):
    return perturbations @ weight, np.linalg.norm(weight) * np.linalg.norm(perturbations, axis=1)


def smoothness_penalty(outputs, lam):
    f = np.array(outputs, dtype=float)
    before = f - np.roll(f, 1)
    after = np.roll(f, -1) - f
    return lam * (np.diff(f) ** 2).sum(), 2 * lam * (before - after)
