"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _power(degrees, exponent, at_zero=0.0):
    """degrees ** exponent, and what is put in place of an infinite one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        powers = np.asarray(degrees, dtype=float) ** exponent
    return np.where(np.isfinite(powers), powers, at_zero)


def _of_degrees(adjacency, degrees, kind):
    """The Laplacian of an adjacency with other degrees than its row sums."""
    out = np.diag(degrees) - adjacency
    if kind == "comb":
        return out
    if kind == "rw":
        return _power(degrees, -1.0)[:, None] * out
    scale = _power(degrees, -0.5)
    return scale[:, None] * out * scale


def _scaled(matrix, degrees, left=-0.5, right=-0.5):
    """A matrix between two powers of degrees."""
    return _power(degrees, left)[:, None] * matrix * _power(degrees, right)
