"""The gradients that `train_scheduled` is tried with: students receive this file too.

Each takes the parameters (D,) and gives the gradient (D,) of a loss, named in its docstring.
"""

import numpy as np

_BUFFERS = {}


def coupled(theta):
    """Of 1/2 |theta|^2 + 1/2 (sum of theta)^2: every entry depends on all parameters."""
    return theta + theta.sum()


def steep_and_flat(theta):
    """Of a long valley: each parameter's curvature is a tenth of the one before it."""
    return theta * 10.0 ** -np.arange(len(theta))


def bowl(theta):
    """Of 1/2 |theta|^2: the gradient is theta itself, the very array that was given."""
    return theta


def in_one_buffer(theta):
    """Of 1/2 |theta|^2 + sum of theta: writes its answer into the same array at every call."""
    buffer = _BUFFERS.setdefault((theta.shape, str(theta.dtype)), np.empty(theta.shape, np.result_type(theta, 0.5)))
    np.add(theta, 1, out=buffer)
    return buffer


def for_positive_parameters(theta):
    """Of the sum of theta^2 / 2, as a loss that exists where all parameters are positive, and nowhere else."""
    if not np.all(theta > 0):
        raise ValueError("called with a parameter that is not positive")
    return theta.copy()
