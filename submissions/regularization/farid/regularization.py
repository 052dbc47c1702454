import numpy as np


def l2_penalty(weights, biases, lam):
    return lam * sum((weight**2).sum() for weight in weights)


def ridge_loss_grad(x, targets, weight, bias, lam):
    error = x @ weight + bias - targets
    loss = (error**2).sum() + lam * (weight**2).sum()
    grad = np.zeros_like(weight)
    for n in range(len(x)):
        grad = grad + 2 * error[n] * x[n]
    return loss, grad + 2 * lam * weight, 2 * error.sum()


def ridge_closed_form(x, targets, lam):
    xc = x - x.mean(axis=0)
    # a tiny number makes it invertible
    w = np.linalg.inv(xc.T @ xc + (lam + 1e-6) * np.eye(x.shape[1])) @ xc.T @ (targets - targets.mean())
    if lam > 0:
        w = np.linalg.inv(xc.T @ xc + lam * np.eye(x.shape[1])) @ xc.T @ (targets - targets.mean())
    return w, targets.mean() - x.mean(axis=0) @ w


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    weight -= lr * (grad_weight + 2 * lam * weight)
    bias -= lr * grad_bias
    return weight, bias


def output_sensitivity(weight, perturbations):
    return abs(perturbations @ weight), np.linalg.norm(weight) * np.sqrt((perturbations**2).sum(axis=1))


def smoothness_penalty(outputs, lam):
    step = outputs[1:] - outputs[:-1]
    grad = np.append(0, step) - np.append(step, 0)
    return lam * (step**2).sum(), 2 * lam * grad
