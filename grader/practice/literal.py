"""Values as Python code that can be pasted and gives the same values, to the last bit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.model.tree import leaves
from grader.model.values import Named, Raises, Value

#: Above so many elements an array is not for reading.
MOST_ELEMENTS = 2000


def literal(value: Value | Raises) -> str:
    """One value as an expression over `np`; names of public.py stand for themselves."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Raises):
        return f"# raises {value.name}"
    if isinstance(value, float):
        return repr(value) if np.isfinite(value) else f'float("{value}")'
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' * (len(value) == 1)})"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _array(array: np.ndarray) -> str:
    if array.size == 0:
        return f"np.zeros({array.shape}, dtype={_dtype(array)})"
    if array.size > MOST_ELEMENTS:
        return f"...  # {array.dtype} of shape {array.shape}: too large to print, use --save"
    text = np.array2string(
        array, separator=", ", prefix="np.array(", threshold=sys.maxsize, max_line_width=110, formatter=_FORMATS
    )
    return f"np.array({text}, dtype={_dtype(array)})"


def _number(value: np.floating) -> str:
    """The shortest text that reads as the same number in its own precision."""
    return str(value) if np.isfinite(value) else f"np.{value}".replace("np.-", "-np.")


_FORMATS: Any = {"float_kind": _number}


def _dtype(array: np.ndarray) -> str:
    return "bool" if array.dtype == bool else f"np.{array.dtype.name}"


def assignment(name: str, value: Value) -> str:
    """`name = …`, continued lines aligned under the first."""
    text = literal(value)
    pad = " " * (len(name) + 3)
    return f"{name} = " + text.replace("\n", f"\n{pad}")


def names_in(value: Value) -> set[str]:
    """The callables of public.py that a value refers to."""
    return {leaf.name for _, leaf in leaves(value) if isinstance(leaf, Named)}
