"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _parts(permutation, tested, validated):
    """Training, validation and test set of these sizes, the test set first."""
    return permutation[tested + validated :], permutation[tested : tested + validated], permutation[:tested]


def _scaled(x_train, x_other, mean, deviation):
    """Both minus the mean, divided by the deviation, without a word about 0/0."""
    with np.errstate(all="ignore"):
        return (_float_array(x_train) - mean) / deviation, (_float_array(x_other) - mean) / deviation
