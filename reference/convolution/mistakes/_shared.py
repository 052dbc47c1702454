"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np


def both(value):
    """(vertical, horizontal) of an int or a pair."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def swapped(value):
    """The pair the other way round."""
    return both(value)[::-1]
