"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

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
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


def _by_jacobi(hessian):
    """Eigenvalues and eigenvectors by Jacobi's rotations: each of them makes one pair of entries zero."""
    rest = _floats(hessian)
    rest = (rest + rest.T) / 2
    vectors = np.eye(len(rest))
    for _ in range(60):
        off = abs(rest - np.diag(np.diag(rest)))
        if off.max(initial=0) <= 1e-17 * abs(rest).max():
            break
        p, q = np.unravel_index(off.argmax(), off.shape)
        angle = math.atan2(2 * rest[p, q], rest[q, q] - rest[p, p]) / 2
        rotation = np.eye(len(rest))
        rotation[p, p] = rotation[q, q] = math.cos(angle)
        rotation[p, q], rotation[q, p] = math.sin(angle), -math.sin(angle)
        rest, vectors = rotation.T @ rest @ rotation, vectors @ rotation
    return np.diag(rest), vectors


@alternative(hessian_fd)
def with_three_points_on_the_diagonal(loss_fn, theta, spacing=1e-4):
    """The diagonal by the usual second difference, everything else by four points."""
    theta = _floats(theta)
    size = len(theta)

    def at(*moves):
        moved = theta.copy()
        for axis, sign in moves:
            moved[axis] += sign * spacing
        return loss_fn(moved)

    def entry(i, j):
        if i == j:
            return (at((i, 1)) - 2 * at() + at((i, -1))) / spacing**2
        corners = ((1, 1), (1, -1), (-1, 1), (-1, -1))
        return sum(a * b * at((i, a), (j, b)) for a, b in corners) / (4 * spacing**2)

    return np.array([[entry(i, j) for j in range(size)] for i in range(size)])


@alternative(hessian_fd)
def differences_of_gradients(loss_fn, theta, spacing=1e-4):
    """Central differences of gradients that are central differences themselves."""
    theta, steps = _floats(theta), spacing * np.eye(len(theta))

    def gradient(at):
        return np.array([(loss_fn(at + step) - loss_fn(at - step)) / (2 * spacing) for step in steps])

    found = np.stack([(gradient(theta + step) - gradient(theta - step)) / (2 * spacing) for step in steps])
    return (found + found.T) / 2


@alternative(toy_grad_hessian)
def from_two_moments(w1, w2, x, targets):
    """The loss depends on the data by sum x^2 and sum x y alone."""
    xx, xy = (_floats(x) ** 2).sum(), (_floats(x) * _floats(targets)).sum()
    gradient = np.array([2 * w1 * w2**2 * xx - 2 * w2 * xy, 2 * w1**2 * w2 * xx - 2 * w1 * xy])
    mixed = 4 * w1 * w2 * xx - 2 * xy
    return gradient, np.array([[2 * w2 * w2 * xx, mixed], [mixed, 2 * w1 * w1 * xx]])


@alternative(toy_grad_hessian)
def gauss_newton_and_the_rest(w1, w2, x, targets):
    """Per sample: the outer product of the prediction's gradient, and the error times its curvature."""
    gradient, hessian = np.zeros(2), np.zeros((2, 2))
    for feature, target in zip(_floats(x).tolist(), _floats(targets).tolist(), strict=True):
        jacobian, error = np.array([w2 * feature, w1 * feature]), w1 * w2 * feature - target
        gradient += 2 * error * jacobian
        hessian += 2 * np.outer(jacobian, jacobian) + 2 * error * feature * np.array([[0, 1], [1, 0]])
    return gradient, hessian


@alternative(classify_critical_point)
def by_counting_rotated_diagonals(hessian, tol=1e-8):
    """Jacobi's rotations, then the signs on the diagonal."""
    signs = {0 if abs(value) <= tol else math.copysign(1, value) for value in _by_jacobi(hessian)[0]}
    if signs >= {1, -1}:
        return "saddle"
    if 0 in signs:
        return "degenerate"
    return "local_min" if signs == {1} else "local_max"


@alternative(classify_critical_point)
def by_the_two_ends(hessian, tol=1e-8):
    """Of sorted eigenvalues the first and the last decide."""
    ordered = sorted(np.linalg.eig((_floats(hessian) + _floats(hessian).T) / 2)[0].real)
    low, high = ordered[0], ordered[-1]
    if low < -tol and high > tol:
        return "saddle"
    if low > tol:
        return "local_min"
    return "local_max" if high < -tol else "degenerate"


@alternative(escape_direction)
def by_jacobi_rotations(hessian):
    """The column of Jacobi's rotations that belongs to the smallest entry."""
    values, vectors = _by_jacobi(hessian)
    lowest = values.argmin()
    return -vectors[:, lowest] if values[lowest] < -1e-8 else None


@alternative(escape_direction)
def by_general_eigenvectors(hessian):
    """np.linalg.eig, whose eigenvalues are in no order, and which divides by no length here."""
    values, vectors = np.linalg.eig((_floats(hessian) + _floats(hessian).T) / 2)
    lowest = np.argmin(values.real)
    if not values[lowest].real < -1e-8:
        return None
    direction = vectors[:, lowest].real
    return direction / math.hypot(*direction)


@alternative(taylor_loss)
def sum_over_all_pairs(loss, gradient, hessian, displacement):
    """The double sum, written out and added exactly."""
    d, size = _floats(displacement).tolist(), len(displacement)
    linear = [float(g) * step for g, step in zip(gradient, d, strict=True)]
    square = [float(hessian[i, j]) * d[i] * d[j] / 2 for i in range(size) for j in range(size)]
    return math.fsum([float(loss), *linear, *square])


@alternative(taylor_loss)
def average_of_two_gradients(loss, gradient, hessian, displacement):
    """The mean of the gradients at both ends, times the way."""
    start, d = _floats(gradient), _floats(displacement)
    symmetric = (_floats(hessian) + _floats(hessian).T) / 2
    return loss + np.einsum("i,i->", (start + (start + symmetric @ d)) / 2, d)


@alternative(minimum_ratio)
def by_counting(hessian):
    """Jacobi's rotations, and a count."""
    values = _by_jacobi(hessian)[0].tolist()
    return sum(value > 1e-8 for value in values) / len(values)


@alternative(minimum_ratio)
def by_general_eigenvalues(hessian):
    """np.linalg.eigvals, which need not be real, and are in no order."""
    values = np.linalg.eigvals((_floats(hessian) + _floats(hessian).T) / 2)
    return np.count_nonzero(values.real > 1e-8) / values.size


@alternative(escape_saddle)
def with_jacobi_and_three_points(loss_fn, theta, spacing, lr, steps):
    """Other eigenvectors, other differences, and another order of the two sides."""
    here = _floats(theta)
    values, vectors = _by_jacobi(with_three_points_on_the_diagonal(loss_fn, here, spacing))
    if values.min() >= -1e-8:
        return here
    step = lr * vectors[:, values.argmin()]
    here = here - step if loss_fn(here - step) < loss_fn(here + step) else here + step
    for _ in range(steps):
        slopes = [
            (loss_fn(here + spacing * axis) - loss_fn(here - spacing * axis)) / spacing for axis in np.eye(len(here))
        ]
        here = here - lr * np.array(slopes) / 2
    return here


@alternative(escape_saddle)
def with_one_sided_gradients(loss_fn, theta, spacing, lr, steps):
    """Gradients by differences to one side: less exact, and exact enough here."""
    start = _floats(theta)
    values, vectors = np.linalg.eigh(differences_of_gradients(loss_fn, start, spacing))
    if values[0] >= -1e-8:
        return start
    sides = (start - lr * vectors[:, 0], start + lr * vectors[:, 0])
    here = min(sides, key=lambda side: loss_fn(side.copy()))
    for _ in range(steps):
        base = loss_fn(here.copy())
        slopes = np.array([loss_fn(here + 1e-6 * axis) - base for axis in np.eye(len(here))]) / 1e-6
        here = here - lr * slopes
    return here
