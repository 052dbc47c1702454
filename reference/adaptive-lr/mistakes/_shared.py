"""What the known mistakes of several optimizers share."""

from __future__ import annotations

import numpy as np

from ..solution import _as_floats


def path(theta0, gradients, move):
    """The parameters of all steps; `move(gradients so far)` gives what is subtracted in the last of them."""
    gradients = _as_floats(gradients)
    found = [_as_floats(theta0)]
    with np.errstate(all="ignore"):
        for t in range(len(gradients)):
            found.append(found[-1] - move(gradients[: t + 1]))
    return np.stack(found)


def cut(theta0, found):
    """The path as rows of theta0's own dtype hold it."""
    rows = np.zeros(found.shape, dtype=theta0.dtype)
    rows[0] = theta0
    for t in range(1, len(found)):
        rows[t] = rows[t - 1] + (found[t] - found[t - 1])
    return rows
