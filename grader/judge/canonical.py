"""Answers in one form: arrays, strings, None and large ints in tuples and dicts; a flat list of numbers is an array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

import numpy as np

from grader.model.values import ARRAY_KINDS, NoValueError, Value, is_flat_numbers, is_number, is_string_array


def canonical(value: object) -> Value:
    """The canonical form of an answer.

    This is no walk of grader/model/tree.py: a flat list of numbers is a leaf here, and a list becomes a tuple.

    Raises:
        NoValueError: a leaf is neither number, array, string nor None.
    """
    if isinstance(value, np.str_) or is_string_array(value):
        return str(value)
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in ARRAY_KINDS:
            raise NoValueError(f"an array of dtype {value.dtype}")
        return np.asarray(value, order="C")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return value
    if is_number(value):
        return np.asarray(value)
    if is_flat_numbers(value):
        return np.asarray(value)
    if isinstance(value, (tuple, list)):
        return tuple(canonical(item) for item in value)
    if isinstance(value, Mapping):
        return {key: canonical(item) for key, item in value.items()}
    if value is None or isinstance(value, str):
        return value
    raise NoValueError(f"{type(value).__name__}")


def is_float_array(value: Value) -> TypeGuard[np.ndarray]:
    """Whether a canonical leaf is compared within a tolerance."""
    return isinstance(value, np.ndarray) and value.dtype.kind in "fc"
