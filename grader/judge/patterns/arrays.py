"""When two arrays count as the same for a pattern: agreement far beyond chance, so that noise is never given a name."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

#: Agreement demanded of a transformed answer, relative to the greatest element. Float32 answers agree to 1e-6 or so.
CLOSE = 1e-5
#: Fewer elements than this could agree by accident.
ENOUGH = 3

Array = np.ndarray
#: A few elements of an array as Python floats: comparing those costs less than one call of NumPy.
Sample = Sequence[float]


def close(one: Array, other: Array) -> bool:
    """Whether two arrays agree to CLOSE of their greatest element; never for NaN or infinities."""
    size = greatest(other)
    return 0 < size < inf and greatest(one - other) <= CLOSE * size  # a NaN makes `<=` false


def greatest(array: Array) -> float:
    """max|array|, 0 for an empty one; a class needs thousands of these, and `np.max` takes three times as long."""
    return float(np.maximum.reduce(np.abs(array), axis=None, initial=0.0))
