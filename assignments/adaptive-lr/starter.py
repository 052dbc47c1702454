"""Adaptive learning rates and schedules (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def rms_update(theta0, gradients, lr, eps=1e-8):
    """Steps over the root mean square of all gradients so far.

    theta0: (D,) floats or integers.  gradients: (T, D), one row a step.  lr, eps: numbers.
    Returns: (T + 1, D), theta0 first.
    """
    raise NotImplementedError


def adagrad(theta0, gradients, lr, eps=1e-10):
    """Steps over the root of the sum of all squares so far.

    theta0: (D,) floats or integers.  gradients: (T, D), one row a step.  lr, eps: numbers.
    Returns: (T + 1, D), theta0 first.
    """
    raise NotImplementedError


def rmsprop(theta0, gradients, lr, alpha, v0, eps=1e-8):
    """Steps over the root of a moving average of squares, which begins at v0.

    theta0: (D,) floats or integers.  gradients: (T, D), one row a step.  v0: (D,).  lr, alpha, eps: numbers.
    Returns: (T + 1, D), theta0 first.
    """
    raise NotImplementedError


def adam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam, with both corrections; the first step is t = 1.

    theta0: (D,) floats or integers.  gradients: (T, D), one row a step.  lr, beta1, beta2, eps: numbers.
    Returns: (T + 1, D), theta0 first.
    """
    raise NotImplementedError


def lr_decay(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The learning rate at a step, 0 the first.

    step: an int from 0 on.  lr0, gamma: numbers.  kind: "inverse_sqrt", "exponential", "step" or "cosine".
    period, total: ints from 1 on.
    Returns: a number.
    """
    raise NotImplementedError


def warmup_lr(step, peak, warmup, total):
    """The learning rate at a step: from 0 up to peak at `warmup`, then down to 0 at `total`.

    step, warmup: ints from 0 on.  total: an int from 1 on, at least warmup.  peak: a number.
    Returns: a number.
    """
    raise NotImplementedError


def train_scheduled(theta0, grad_fn, rates, method="rms", eps=1e-8):
    """Training with a learning rate for every step.

    theta0: (D,) floats or integers.  grad_fn: a function of the parameters (D,), which gives the gradient (D,).
    rates: (T,).  method: "sgd", "rms" or "adam".  eps: a number.
    Returns: (T + 1, D), theta0 first.
    """
    raise NotImplementedError
