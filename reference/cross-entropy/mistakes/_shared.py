"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np

#: Small numbers that people add or clip at.
SMALL = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def clipped(probabilities, eps):
    """At least eps."""
    return np.maximum(probabilities, eps)


def clipped_twice(probabilities, eps):
    """At least eps, at most 1 - eps."""
    return np.clip(probabilities, eps, 1 - eps)


def added(probabilities, eps):
    """More by eps."""
    return probabilities + eps


#: What people do to a probability before they take its logarithm.
KEPT_ABOVE_ZERO = {"keep": (clipped, clipped_twice, added), "eps": SMALL}
