"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    l2_penalty,
    output_sensitivity,
    ridge_closed_form,
    ridge_loss_grad,
    smoothness_penalty,
    weight_decay_step,
)


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


def _leaf(values):
    """A tensor in float64 that gathers a gradient."""
    import torch

    return torch.tensor(_floats(values), requires_grad=True)


@oracle(l2_penalty, package="torch")
def torch_weight_decay_energy(weights, biases, lam):
    """torch.linalg.vector_norm of every weight, squared."""
    import torch

    return lam * sum(torch.linalg.vector_norm(torch.tensor(_floats(weight))).item() ** 2 for weight in weights)


@oracle(ridge_loss_grad, package="torch")
def torch_mse_loss(x, targets, weight, bias, lam):
    """torch.nn.functional.mse_loss(reduction="sum") plus the penalty, gradients by autograd."""
    import torch

    w, b = _leaf(weight), _leaf(bias)
    predicted = torch.tensor(_floats(x)) @ w + b
    loss = torch.nn.functional.mse_loss(predicted, torch.tensor(_floats(targets)), reduction="sum") + lam * w.dot(w)
    loss.backward()
    return loss.item(), w.grad.numpy(), b.grad.item()


@oracle(ridge_closed_form, package="sklearn")
def scikit_ridge(x, targets, lam):
    """Ridge(alpha=lam, solver="svd"): the same objective, the intercept free; lam = 0 is LinearRegression's."""
    from sklearn.linear_model import LinearRegression, Ridge

    x, targets = _floats(x), _floats(targets)
    fitted = (Ridge(alpha=lam, solver="svd") if lam > 0 else LinearRegression()).fit(x, targets)
    return fitted.coef_, fitted.intercept_


@oracle(ridge_closed_form, package="scipy")
def scipy_least_squares(x, targets, lam):
    """scipy.linalg.lstsq (gelsy: QR with column pivoting) on centred samples, the penalty as D samples more."""
    from scipy.linalg import lstsq

    x, targets = _floats(x), _floats(targets)
    design = np.vstack([x - x.mean(axis=0), np.sqrt(lam) * np.eye(x.shape[1])])
    right = np.append(targets - targets.mean(), np.zeros(x.shape[1]))
    weight = lstsq(design, right, cond=1e-10, lapack_driver="gelsy")[0]
    return weight, targets.mean() - x.mean(axis=0) @ weight


@oracle(weight_decay_step, package="torch")
def torch_sgd(weight, bias, grad_weight, grad_bias, lr, lam):
    """torch.optim.SGD with weight_decay = 2 lam for the weight (its penalty has the factor 1/2), 0 for the bias."""
    import torch

    w, b = _leaf(weight), _leaf(bias)
    w.grad, b.grad = torch.tensor(_floats(grad_weight)), torch.tensor(_floats(grad_bias))
    torch.optim.SGD([{"params": [w], "weight_decay": 2 * lam}, {"params": [b]}], lr=lr).step()
    return w.detach().numpy(), b.detach().numpy()


@oracle(output_sensitivity, package="torch")
def torch_linear(weight, perturbations):
    """How torch.nn.functional.linear changes; lengths by torch.linalg.vector_norm."""
    import torch

    w, rows = torch.tensor(_floats(weight)), torch.tensor(_floats(perturbations))
    change = torch.nn.functional.linear(rows, w[None]).abs()[:, 0]
    return change.numpy(), (torch.linalg.vector_norm(w) * torch.linalg.vector_norm(rows, dim=1)).numpy()


@oracle(smoothness_penalty, package="torch")
def torch_autograd(outputs, lam):
    """The squared differences by torch.diff, their gradient by autograd."""
    import torch

    f = _leaf(outputs)
    value = lam * torch.diff(f).square().sum()
    value.backward()
    return value.item(), f.grad.numpy()


@oracle(smoothness_penalty, package="networkx")
def networkx_laplacian(outputs, lam):
    """The quadratic form of a path's Laplacian: value lam f'Lf, gradient 2 lam L f."""
    import networkx as nx

    f = _floats(outputs)
    laplacian = nx.laplacian_matrix(nx.path_graph(len(f))).toarray().astype(float)
    return lam * f @ laplacian @ f, 2 * lam * laplacian @ f
