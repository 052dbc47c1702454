"""L2 regularization: a price on large weights, and why it makes a function smooth.

Small weights mean that a change of the input changes the output little; the bias shifts the output as a whole and is
never penalised.  Losses are the lecture's: a sum over samples, no factor 1/2, nothing divided by N.
"""

from __future__ import annotations

import numpy as np

#: A singular value below this share of the largest one counts as zero.
CUTOFF = 1e-10


def _as_floats(values):
    """Floats stay what they are; integers become float64, so that neither int8 nor uint8 wraps."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def l2_penalty(weights, biases, lam):
    """Return lam times the sum of all squared weights, a scalar: lists of arrays of any shape.

    Biases are not penalised.  Lecture p15.
    """
    return lam * sum(((_as_floats(weight) ** 2).sum() for weight in weights), 0.0)


def ridge_loss_grad(x, targets, weight, bias, lam):
    """Return (loss, grad_weight, grad_bias): x (N, D), targets (N,), weight (D,), two numbers -> scalar, (D,), scalar.

    loss = sum_n (x_n . w + b - y_n)^2 + lam sum_d w_d^2.  Lecture p15.
    """
    x, weight = _as_floats(x), _as_floats(weight)
    error = x @ weight + bias - targets
    loss = error @ error + lam * (weight @ weight)
    return loss, 2 * (error @ x + lam * weight), 2 * error.sum()


def ridge_closed_form(x, targets, lam):
    """Return the (weight, bias) that make this loss least: x (N, D), targets (N,), lam >= 0 -> (D,), scalar.

    At the minimum b = mean(y) - mean(x) . w; so centred x and y leave a problem without a bias, solved by singular
    values: w = V diag(s / (s^2 + lam)) U^T y.  For lam = 0 singular values that are zero are left out, which gives the
    shortest of all minimisers.
    """
    x, targets = _as_floats(x), _as_floats(targets)
    left, sizes, right = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    kept = (sizes > CUTOFF * sizes[0]) | (lam > 0)
    factors = np.where(kept, sizes, 0) / np.where(kept, sizes**2 + lam, 1)
    weight = right.T @ (factors * (left.T @ (targets - targets.mean())))
    return weight, targets.mean() - x.mean(axis=0) @ weight


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    """Return (weight, bias) after one step on loss + lam sum w^2, from the gradients of the loss alone.

    weight, grad_weight (D, M); bias, grad_bias (M,).  w - lr (g + 2 lam w) = (1 - 2 lr lam) w - lr g.
    """
    return weight - lr * (grad_weight + 2 * lam * weight), bias - lr * grad_bias


def output_sensitivity(weight, perturbations):
    """Return (change, bound): how far w . x + b moves with x, and how far at most; (D,), (N, D) -> (N,), (N,).

    change_n = |w . dx_n| <= bound_n = |w| |dx_n|, by Cauchy and Schwarz.
    """
    weight, perturbations = _as_floats(weight), _as_floats(perturbations)
    length = np.sqrt(weight @ weight)
    return np.abs(perturbations @ weight), length * np.sqrt((perturbations**2).sum(axis=1))


def smoothness_penalty(outputs, lam):
    """Return (value, grad) of lam sum_t (f_(t+1) - f_t)^2: outputs (T,) -> scalar, (T,).

    Every difference pulls at both of its ends: grad_t = 2 lam ((f_t - f_(t-1)) - (f_(t+1) - f_t)), where a difference
    beyond an end is 0.
    """
    steps = np.diff(_as_floats(outputs))
    pull = np.concatenate([[0], steps, [0]]).astype(steps.dtype)
    return lam * (steps @ steps), 2 * lam * (pull[:-1] - pull[1:])
