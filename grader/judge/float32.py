"""Answers computed in float32: how they are known, and where they are accepted."""

from __future__ import annotations

from math import isnan

import numpy as np

from grader.languages import said
from grader.model.bank import Leaf

#: What a float64 tolerance becomes for an answer computed in float32: 64/4096 of the factor, 2**29 times the unit.
FLOAT32_WIDENING = 2.0**23
#: The wider tolerance is only used where it is at most this share of the answer's size.
FLOAT32_GUARD = 1e-4

#: From here on float32 has at most one binary digit behind the point.
_FEW_DIGITS = 2.0**22
#: Of a float64 number's bits those that its rounding to float32 clears.
_BELOW_FLOAT32 = 2**29 - 1
#: The bits that a number of twelve significant bits or fewer leaves empty.
_BELOW_SHORT = np.uint64(2**41 - 1)

NOT_FLOAT64 = said("computed in float32; this case needs float64")


def looks_float32(actual: np.ndarray, truth: np.ndarray | None = None) -> bool:
    """Whether every element is its own float32 rounding, and not all are integers that float32 did not make so.

    Float32 has one binary digit behind the point from 2**22 on and none from 2**23 on: where the truth has digits
    there, integers tell float32, too.
    """
    if actual.dtype.kind != "f" or actual.size == 0 or _needs_float64(actual):
        return False
    with np.errstate(all="ignore"):
        rounded = actual.astype(np.float32).astype(np.float64)
        same = bool(((rounded == actual) | np.isnan(actual)).all())
        return same and (not _integers(actual).all() or (truth is not None and _large_ones_have_digits(truth)))


def are_short(actual: np.ndarray) -> bool:
    """Whether a float64 array has only numbers such as 0.5 or 1.25, which tell nothing about how they were computed."""
    bits = np.ascontiguousarray(actual).view(np.uint64) & _BELOW_SHORT
    return bool((bits == 0)[np.isfinite(actual)].all())


def _large_ones_have_digits(truth: np.ndarray) -> bool:
    return bool((~_integers(truth) & (np.abs(truth) >= _FEW_DIGITS)).any())


def _integers(values: np.ndarray) -> np.ndarray:
    whole: np.ndarray = (np.rint(values) == values) | np.isnan(values)
    return whole


def _needs_float64(actual: np.ndarray) -> bool:
    """Whether one of three elements has bits that no float32 has; False says nothing."""
    if actual.dtype != np.float64:
        return False
    bits = actual.view(np.uint64)
    places = (0, actual.size // 2, actual.size - 1)
    return any(bits.item(place) & _BELOW_FLOAT32 and not isnan(actual.item(place)) for place in places)


def float32_allowed(leaf: Leaf) -> bool:
    """Whether the wider tolerance is still a tolerance: at every element a small share of the answer's size."""
    assert leaf.tolerance is not None
    return bool((leaf.tolerance * FLOAT32_WIDENING <= FLOAT32_GUARD * leaf.size).all())
