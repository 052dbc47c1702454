"""What the mistakes of several problems share."""

from __future__ import annotations

import math

#: The largest number of candidates that is cut to a float.
LARGEST = 10**300


def bound(exponent, chances):
    """min(1, chances * exp(-exponent)), chances an int of any size."""
    return math.exp(min(0.0, math.log(chances) - exponent))


def cut(candidates):
    """At most what a float holds."""
    return min(candidates, LARGEST)


def power(base, exponent):
    """base ** exponent, 0 where that is no float."""
    return base**exponent if exponent > -300 else 0.0
