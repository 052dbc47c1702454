import torch


def _float(t):
    return t if t.is_floating_point() else t.double()


def l2_penalty(weights, biases, lam):
    return lam * sum(_float(w).square().sum().item() for w in weights)


def ridge_loss_grad(x, targets, weight, bias, lam):
    x, targets, weight = _float(x), _float(targets), _float(weight)
    error = x @ weight + bias - targets
    loss = error.dot(error) + lam * weight.dot(weight)
    return loss, 2 * (x.T @ error + lam * weight), 2 * error.sum()


def ridge_closed_form(x, targets, lam):
    x, targets = _float(x), _float(targets)
    mean_x, mean_y = x.mean(0), targets.mean()
    u, s, vh = torch.linalg.svd(x - mean_x, full_matrices=False)
    keep = s > 1e-10 * s.max()
    inverse = torch.where(keep, s / (s**2 + lam + (~keep)), torch.zeros_like(s))
    w = vh.T @ (inverse * (u.T @ (targets - mean_y)))
    return w, mean_y - mean_x @ w


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    return weight - lr * grad_weight - 2 * lr * lam * weight, bias - lr * grad_bias


def output_sensitivity(weight, perturbations):
    d = perturbations.to(weight.dtype)
    return (d @ weight).abs(), weight.norm() * d.norm(dim=1)


def smoothness_penalty(outputs, lam):
    d = torch.diff(_float(outputs))
    zero = torch.zeros(1, dtype=d.dtype)
    return lam * d.square().sum(), 2 * lam * (torch.cat([zero, d]) - torch.cat([d, zero]))
