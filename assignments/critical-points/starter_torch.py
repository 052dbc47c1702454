"""Critical points, their Hessian, and the way out of a saddle point (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def hessian_fd(loss_fn, theta, spacing=1e-4):
    """The Hessian by central differences.

    loss_fn: a function of float64 parameters (D,), which gives a number and may overwrite the array that it gets.
    theta: (D,) floats or integers.  spacing: a number.
    Returns: (D, D).
    """
    raise NotImplementedError


def toy_grad_hessian(w1, w2, x, targets):
    """Gradient and Hessian of the sum of (targets - w1 w2 x)^2, exactly.

    w1, w2: numbers.  x, targets: (N,).
    Returns: (gradient, hessian), (2,) and (2, 2).
    """
    raise NotImplementedError


def classify_critical_point(hessian, tol=1e-8):
    """What kind of critical point it is.

    hessian: (D, D), of which the symmetric part counts.  tol: up to this size an eigenvalue counts as zero.
    Returns: "saddle", "degenerate", "local_min" or "local_max".
    """
    raise NotImplementedError


def escape_direction(hessian):
    """The direction in which the loss falls most steeply.

    hessian: (D, D), of which the symmetric part counts.
    Returns: a unit eigenvector (D,) of the smallest eigenvalue, or None if that is not below -1e-8.
    """
    raise NotImplementedError


def taylor_loss(loss, gradient, hessian, displacement):
    """The loss near a point, to second order.

    loss: a number.  gradient, displacement: (D,).  hessian: (D, D).
    Returns: a number.
    """
    raise NotImplementedError


def minimum_ratio(hessian):
    """The share of positive eigenvalues, those above 1e-8.

    hessian: (D, D), of which the symmetric part counts.
    Returns: a number from 0 to 1.
    """
    raise NotImplementedError


def escape_saddle(loss_fn, theta, spacing, lr, steps):
    """One step of length lr along the escape direction, then `steps` steps of gradient descent.

    loss_fn: as in hessian_fd.  theta: (D,) floats or integers, a critical point.  spacing, lr: numbers.
    steps: an int from 0 on.
    Returns: (D,), theta itself (as floats) where no direction goes down.
    """
    raise NotImplementedError
