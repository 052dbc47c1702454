"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np


def _float_array(values):
    """Floats as they are, the caller's own memory; others converted."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _total(weights, of):
    """The sum of `of(weight)` over all weights, each as floats."""
    return sum((float(of(_float_array(weight))) for weight in weights), 0.0)
