"""L2 regularization and smoothness (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def l2_penalty(weights, biases, lam):
    """lam times the sum of the squares of all weights; biases cost nothing.

    weights: a list of arrays of any shape.  biases: a list of vectors.  lam: a number from 0 on.
    Returns: a number.
    """
    raise NotImplementedError


def ridge_loss_grad(x, targets, weight, bias, lam):
    """Sum of squared errors of x @ weight + bias, plus lam times the squared length of weight; and its gradients.

    x: (N, D).  targets: (N,).  weight: (D,).  bias, lam: numbers.
    Returns: (loss, grad_weight, grad_bias), a number, (D,) and a number.
    """
    raise NotImplementedError


def ridge_closed_form(x, targets, lam):
    """The weight and bias for which that loss is least; the shortest weight where several are.

    x: (N, D).  targets: (N,).  lam: a number, 0 or greater.
    Returns: (weight, bias), (D,) and a number.
    """
    raise NotImplementedError


def weight_decay_step(weight, bias, grad_weight, grad_bias, lr, lam):
    """One step of gradient descent on loss + lam * (sum of squared weights).

    weight, grad_weight: (D, M).  bias, grad_bias: (M,).  The gradients are those of the loss alone.  lr, lam: numbers.
    Returns: (weight, bias) after the step, (D, M) and (M,).
    """
    raise NotImplementedError


def output_sensitivity(weight, perturbations):
    """How far w . x + b moves when x moves by each row of perturbations, and how far it could at most.

    weight: (D,).  perturbations: (N, D).
    Returns: (change, bound), (N,) and (N,).
    """
    raise NotImplementedError


def smoothness_penalty(outputs, lam):
    """lam times the sum of squared differences of neighbours, and its gradient.

    outputs: (T,).  lam: a number.
    Returns: (value, gradient), a number and (T,).
    """
    raise NotImplementedError
