"""The gradients that `momentum` is tried with: students receive this file too.

Each takes the parameters (D,) and gives the gradient (D,) of a loss, named in its docstring.
"""

import numpy as np

_BUFFERS = {}


def coupled(theta):
    """Of 1/2 |theta|^2 + 1/2 (sum of theta)^2: every entry depends on all parameters."""
    return theta + theta.sum()


def quartic(theta):
    """Of sum of theta^2 / 2 + theta^4 / 40: steeper far from 0."""
    return theta + theta**3 / 10


def bowl(theta):
    """Of 1/2 |theta|^2: the gradient is theta itself, the very array that was given."""
    return theta


def in_one_buffer(theta):
    """Of 1/2 |theta|^2 + sum of theta: writes its answer into the same array at every call."""
    buffer = _BUFFERS.setdefault((theta.shape, str(theta.dtype)), np.empty(theta.shape, np.result_type(theta, 0.5)))
    np.add(theta, 1, out=buffer)
    return buffer


def for_positive_parameters(theta):
    """Of the sum of theta, as a loss that exists where all parameters are positive, and nowhere else."""
    if not np.all(theta > 0):
        raise ValueError("called with a parameter that is not positive")
    return np.ones(theta.shape, np.result_type(theta, 0.5))
