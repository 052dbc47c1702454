"""Critical points: the Hessian, what its eigenvalues say, and the way out of a saddle point.

Where the gradient is zero the loss is L(theta + d) = L(theta) + 1/2 d' H d to second order.  An eigenvector u of H with
the eigenvalue lambda gives L(theta + s u) = L(theta) + s^2 lambda / 2: where lambda < 0 the loss falls along u.
"""

from __future__ import annotations

import numpy as np

#: An eigenvalue below -ZERO goes down, one above ZERO goes up.
ZERO = 1e-8


def _symmetric_part(hessian):
    return (hessian + hessian.T) / 2


def hessian_fd(loss_fn, theta, spacing=1e-4):
    """Return the Hessian (D, D) of loss_fn at theta (D,) by central differences.

    H_ij = (f(++) - f(+-) - f(-+) + f(--)) / (4 h^2), theta moved by +-h along i and along j.  Lecture p19.
    """
    theta = np.asarray(theta, dtype=np.float64)
    size = len(theta)
    moves = spacing * np.eye(size)
    hessian = np.empty((size, size))
    for i in range(size):
        for j in range(i, size):
            forward = loss_fn(theta + moves[i] + moves[j]) - loss_fn(theta + moves[i] - moves[j])
            back = loss_fn(theta - moves[i] + moves[j]) - loss_fn(theta - moves[i] - moves[j])
            hessian[i, j] = hessian[j, i] = (forward - back) / (4 * spacing**2)
    return hessian


def toy_grad_hessian(w1, w2, x, targets):
    """Return (gradient (2,), Hessian (2, 2)) of L = sum_n (y_n - w1 w2 x_n)^2; x, targets (N,).  Lecture p19."""
    errors = w1 * w2 * x - targets
    slope, squares = 2 * (errors @ x), 2 * (x @ x)
    mixed = w1 * w2 * squares + slope
    return np.stack([w2 * slope, w1 * slope]), np.array([[w2**2 * squares, mixed], [mixed, w1**2 * squares]])


def classify_critical_point(hessian, tol=1e-8):
    """Return 'saddle', 'degenerate', 'local_min' or 'local_max', by the eigenvalues of hessian (D, D).  Lecture p19."""
    eigenvalues = np.linalg.eigvalsh(_symmetric_part(hessian))
    up, down = eigenvalues > tol, eigenvalues < -tol
    if up.any() and down.any():
        return "saddle"
    if not (up | down).all():
        return "degenerate"
    return "local_min" if up.all() else "local_max"


def escape_direction(hessian):
    """Return a unit eigenvector (D,) of the smallest eigenvalue of hessian (D, D); None unless it is below -1e-8."""
    eigenvalues, eigenvectors = np.linalg.eigh(_symmetric_part(hessian))
    return eigenvectors[:, 0] if eigenvalues[0] < -ZERO else None


def taylor_loss(loss, gradient, hessian, displacement):
    """Return L + g . d + 1/2 d' H d; gradient, displacement (D,), hessian (D, D).  Lecture p19."""
    return loss + gradient @ displacement + displacement @ hessian @ displacement / 2


def minimum_ratio(hessian):
    """Return the number of positive eigenvalues of hessian (D, D) over the number of all.  Lecture p19."""
    return float(np.mean(np.linalg.eigvalsh(_symmetric_part(hessian)) > ZERO))


def _gradient_fd(loss_fn, theta, spacing):
    moves = spacing * np.eye(len(theta))
    return np.array([(loss_fn(theta + move) - loss_fn(theta - move)) / (2 * spacing) for move in moves])


def escape_saddle(loss_fn, theta, spacing, lr, steps):
    """Return where a descent from the critical point theta (D,) ends; theta itself where no direction goes down.

    One step of length lr along +-u, the escape direction, to the side of the lower loss; then `steps` steps of gradient
    descent.  Hessian and gradients by central differences.  Lecture p19.
    """
    theta = np.asarray(theta, dtype=np.float64)
    direction = escape_direction(hessian_fd(loss_fn, theta, spacing))
    if direction is None:
        return theta.copy()
    ends = [theta + lr * direction, theta - lr * direction]
    theta = min(ends, key=lambda end: loss_fn(end.copy()))
    for _ in range(steps):
        theta = theta - lr * _gradient_fd(loss_fn, theta, spacing)
    return theta
