"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    classify_critical_point,
    escape_direction,
    escape_saddle,
    hessian_fd,
    minimum_ratio,
    taylor_loss,
    toy_grad_hessian,
)


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@oracle(
    hessian_fd,
    package="torch",
    scenarios=("by_hand", "ordinary", "integer_theta"),
)
def torch_hessian(loss_fn, theta, spacing=1e-4):
    """torch.autograd.functional.hessian: exact, where the loss is written in operators."""
    import torch

    return torch.autograd.functional.hessian(loss_fn, torch.tensor(_floats(theta))).numpy()


@oracle(hessian_fd, package="scipy")
def scipy_hessian(loss_fn, theta, spacing=1e-4):
    """scipy.differentiate.hessian, whose steps become smaller until the result settles (at order 8 it may not)."""
    from scipy.differentiate import hessian

    def everywhere(points):
        return np.apply_along_axis(lambda point: loss_fn(point.copy()), 0, points)

    return hessian(everywhere, _floats(theta), initial_step=64 * spacing, order=4).ddf


@oracle(toy_grad_hessian, package="torch")
def torch_autograd(w1, w2, x, targets):
    """Gradient and Hessian of the loss by torch's autograd."""
    import torch

    x, targets = torch.tensor(_floats(x)), torch.tensor(_floats(targets))

    def loss(weights):
        return ((targets - weights[0] * weights[1] * x) ** 2).sum()

    weights = torch.tensor([w1, w2], dtype=torch.float64)
    gradient = torch.func.grad(loss)(weights)
    return gradient.numpy(), torch.autograd.functional.hessian(loss, weights).numpy()


@oracle(toy_grad_hessian, package="sympy", scenarios=("by_hand", "ordinary", "at_the_saddle", "at_a_minimum"))
def sympy_derivatives(w1, w2, x, targets):
    """The derivatives of the formula, by symbols."""
    import sympy

    first, second = sympy.symbols("w1 w2")
    samples = zip(_floats(x).tolist(), _floats(targets).tolist(), strict=True)
    loss = sum((target - first * second * feature) ** 2 for feature, target in samples)
    at = {first: w1, second: w2}
    gradient = [float(loss.diff(one).subs(at)) for one in (first, second)]
    hessian = [[float(loss.diff(one, two).subs(at)) for two in (first, second)] for one in (first, second)]
    return np.array(gradient), np.array(hessian)


@oracle(classify_critical_point, package="torch")
def torch_eigenvalues(hessian, tol=1e-8):
    """torch.linalg.eigvalsh."""
    import torch

    matrix = torch.tensor(_floats(hessian))
    found = torch.linalg.eigvalsh((matrix + matrix.T) / 2)
    up, down = bool((found > tol).any()), bool((found < -tol).any())
    if up and down:
        return "saddle"
    if bool((found.abs() <= tol).any()):
        return "degenerate"
    return "local_min" if up else "local_max"


@oracle(classify_critical_point, package="scipy")
def scipy_inertia(hessian, tol=1e-8):
    """Sylvester's law: the signs of the blocks of scipy.linalg.ldl of H - tol I and of H + tol I count eigenvalues."""
    from scipy.linalg import ldl

    symmetric = (_floats(hessian) + _floats(hessian).T) / 2

    def above(bound):
        blocks = ldl(symmetric - bound * np.eye(len(symmetric)))[1]
        return int((np.linalg.eigvalsh(blocks) > 0).sum())

    up, not_down = above(tol), above(-tol)
    if up and not_down < len(symmetric):
        return "saddle"
    if up == len(symmetric):
        return "local_min"
    return "degenerate" if not_down else "local_max"


@oracle(escape_direction, package="scipy")
def scipy_lowest(hessian):
    """scipy.linalg.eigh, asked for the first eigenvalue alone."""
    from scipy.linalg import eigh

    values, vectors = eigh((_floats(hessian) + _floats(hessian).T) / 2, subset_by_index=[0, 0])
    return vectors[:, 0] if values[0] < -1e-8 else None


@oracle(escape_direction, package="torch")
def torch_lowest(hessian):
    """torch.linalg.eigh."""
    import torch

    matrix = torch.tensor(_floats(hessian))
    values, vectors = torch.linalg.eigh((matrix + matrix.T) / 2)
    return vectors[:, 0].numpy() if values[0] < -1e-8 else None


@oracle(taylor_loss, package="mpmath")
def mpmath_series(loss, gradient, hessian, displacement):
    """The formula in fifty digits."""
    import mpmath

    with mpmath.workdps(50):
        g, h, d = (mpmath.matrix(_floats(one).tolist()) for one in (gradient, hessian, displacement))
        return float(mpmath.mpf(loss) + (g.T * d)[0] + (d.T * h * d)[0] / 2)


@oracle(minimum_ratio, package="scipy")
def scipy_range(hessian):
    """scipy.linalg.eigvalsh, asked for the eigenvalues of an interval alone."""
    from scipy.linalg import eigvalsh

    symmetric = (_floats(hessian) + _floats(hessian).T) / 2
    return len(eigvalsh(symmetric, subset_by_value=[1e-8, np.inf])) / len(symmetric)


@oracle(escape_saddle, package="torch")
def torch_descent(loss_fn, theta, spacing, lr, steps):
    """torch.optim.SGD along torch's own gradients, from one step along torch's own eigenvector."""
    import torch

    start = torch.tensor(_floats(theta))
    values, vectors = torch.linalg.eigh(torch.autograd.functional.hessian(lambda theta: loss_fn(1 * theta), start))
    if values[0] >= -1e-8:
        return start.numpy()
    sides = [start + lr * vectors[:, 0], start - lr * vectors[:, 0]]
    parameter = min(sides, key=lambda side: loss_fn(1 * side)).clone().requires_grad_()
    optimizer = torch.optim.SGD([parameter], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_fn(1 * parameter).backward()
        optimizer.step()
    return parameter.detach().numpy()
