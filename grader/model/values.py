"""What a function may be given and may return: trees of plain Python values and arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, TypeGuard

import numpy as np

from grader.model.meaning import RUN_AGAIN

Layout: TypeAlias = Literal["C", "F", "strided", "reversed"]

#: Array kinds that travel: bool, signed and unsigned int, float, complex. Object, string and time arrays do not.
ARRAY_KINDS = "biufc"


class NoValueError(TypeError):
    """Something that no value tree holds, in a sentence that tells what it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """A callable of the assignment's `public.py`, travelling by its name."""

    name: Annotated[str, RUN_AGAIN]


#: What a tree holds at its ends: numbers (ints of any size), text, None, arrays and names of callables.
Atom: TypeAlias = bool | int | float | complex | str | np.ndarray | np.generic | Named | None
#: A tree of such; the keys of its dicts are strings.
Value: TypeAlias = Atom | tuple["Value", ...] | list["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Raises:
    """An exception as the outcome of a call, known by the names of its classes, the most derived first."""

    names: Annotated[tuple[str, ...], RUN_AGAIN]

    @property
    def name(self) -> str:
        """The most derived class."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Form:
    """How an array argument lies in memory: axis order and steps, and whether it may be written."""

    layout: Annotated[Layout, RUN_AGAIN] = "C"
    writeable: Annotated[bool, RUN_AGAIN] = True


PLAIN = Form()


def arrange(array: np.ndarray, form: Form) -> np.ndarray:
    """A fresh copy of `array` that lies in memory as `form` says; equal to it element by element."""
    placed = _PLACERS[form.layout](array)
    placed.flags.writeable = form.writeable
    return placed


def _strided(array: np.ndarray) -> np.ndarray:
    """Every second element of a buffer twice as large along the last axis."""
    if array.ndim == 0:
        return array.copy()
    buffer = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    view = buffer[..., ::2]
    view[...] = array
    return view


def _reversed(array: np.ndarray) -> np.ndarray:
    """A buffer read backwards along every axis, so that all strides are negative."""
    if array.ndim == 0:
        return array.copy()
    backwards = (slice(None, None, -1),) * array.ndim
    return array[backwards].copy()[backwards]


_PLACERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "C": lambda array: array.copy(order="C"),
    "F": lambda array: array.copy(order="F"),
    "strided": _strided,
    "reversed": _reversed,
}


def returned(outcome: Value | Raises) -> Value:
    """The value of an outcome; raises `TypeError` where that is an exception."""
    if isinstance(outcome, Raises):
        raise TypeError(f"expected a value, found that {outcome.name} is raised")
    return outcome


def items_of(value: Value) -> Sequence[Value]:
    """The items of a tuple or list; raises `TypeError` for anything else."""
    if not isinstance(value, (tuple, list)):
        raise TypeError(f"expected a tuple or a list, found {type(value).__name__}")
    return value


def array_of(value: Value | Raises) -> np.ndarray:
    """An array; raises `TypeError` for anything else."""
    if not isinstance(value, np.ndarray):
        raise TypeError(f"expected an array, found {type(value).__name__}")
    return value


def shape_of(leaf: Atom) -> tuple[int, ...]:
    """The shape of an array; () for anything else."""
    return leaf.shape if isinstance(leaf, np.ndarray) else ()


def is_number(value: object) -> bool:
    """True for a Python or NumPy scalar number, bool included."""
    return isinstance(value, (bool, int, float, complex, np.number, np.bool_))


def is_string_array(value: object) -> TypeGuard[np.ndarray]:
    """True for a string in an array without axes, as NumPy's own functions give it."""
    return isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind == "U"


def is_flat_numbers(value: object) -> bool:
    """True for a non-empty tuple or list of plain numbers that fit an array, which is compared as one array."""
    if not isinstance(value, (tuple, list)) or not value:
        return False
    return all(is_number(item) and (not isinstance(item, int) or abs(item) < 2**63) for item in value)


def is_float_leaf(value: object) -> bool:
    """True for what the grid and the measured spread apply to: Python floats and float arrays."""
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
