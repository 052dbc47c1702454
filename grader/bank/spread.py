"""How far correct answers may lie apart: the measured spread sigma = P + Q of a function at one set of inputs.

P (conditioning) moves every float input by one part in 2**30 at random and scales the change down to one rounding.
Q (rounding) runs the function in float32 at neighbours that float32 holds exactly, and scales the error down likewise.
The rule and the measurements behind it: docs/numerics.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model.outcome import Arguments
from grader.model.tree import leaves, map_leaves, pairs
from grader.model.values import Value, arrange, is_float_leaf

UNIT = 2.0**-53
RUNS = 8
MOVE = 2.0**-30
NEIGHBOUR = 2.0**-11

#: Runs all calls of a case and gives the flat float arrays of its answer (through the view), or raises.
Evaluate = Callable[[Sequence[Arguments]], list[np.ndarray]]


@dataclass(frozen=True)
class Spread:
    """sigma per float leaf of the answer, and why a term is missing."""

    sigma: tuple[np.ndarray, ...]
    notes: tuple[str, ...] = ()


def measure(
    evaluate: Evaluate,
    calls: Sequence[Arguments],
    truth: list[np.ndarray],
    held: frozenset[str],
    rng: np.random.Generator,
) -> Spread:
    """P + Q of `evaluate` at `calls`, where it gives `truth`; arguments in `held` are not moved (but cast for Q)."""
    notes: list[str] = []
    with np.errstate(
        all="ignore"
    ):  # of moving, casting and subtracting; once, since to enter it for each array adds up
        conditioning = _conditioning(evaluate, calls, held, rng, truth)
        rounding = _rounding(evaluate, calls, held, rng, truth, notes)
    return Spread(tuple(p + q for p, q in zip(conditioning, rounding, strict=True)), tuple(notes))


def _conditioning(
    evaluate: Evaluate,
    calls: Sequence[Arguments],
    held: frozenset[str],
    rng: np.random.Generator,
    truth: list[np.ndarray],
) -> list[np.ndarray]:
    if not has_floats(calls, held):
        return [np.zeros(part.shape) for part in truth]
    squares = [np.zeros(part.shape) for part in truth]
    for _ in range(RUNS):
        moved = evaluate(move(calls, held, lambda leaf: nudge(leaf, MOVE, rng)))
        _add_squares(squares, moved, truth)
    return [np.sqrt(square / RUNS) * (UNIT / MOVE) for square in squares]


def _rounding(
    evaluate: Evaluate,
    calls: Sequence[Arguments],
    held: frozenset[str],
    rng: np.random.Generator,
    truth: list[np.ndarray],
    notes: list[str],
) -> list[np.ndarray]:
    nothing = [np.zeros(part.shape) for part in truth]
    if not has_floats(calls, frozenset()):
        return nothing
    squares = [np.zeros(part.shape) for part in truth]
    for run in range(RUNS):
        near = calls if run == 0 else move(calls, held, lambda leaf: nudge(leaf, NEIGHBOUR, rng))
        near = move(near, frozenset(), _representable)
        wide = truth if run == 0 and _same(near, calls) else evaluate(near)
        if [part.shape for part in wide] != [part.shape for part in truth]:
            notes.append("no rounding term: the answer has another form at a neighbour that float32 holds")
            return nothing
        try:
            narrow = evaluate(move(near, frozenset(), _narrow))
        except Exception as error:
            notes.append(f"no rounding term: the float32 run raised {type(error).__name__}")
            return nothing
        if not _comparable(narrow, wide):
            notes.append("no rounding term: the float32 run overflows or underflows")
            return nothing
        if run == 0 and any(part.dtype == np.float64 and part.size for part in narrow):
            notes.append("weak rounding term: the reference promotes float32 to float64")
        _add_squares(squares, narrow, wide)
    return [np.sqrt(square / RUNS) * 2.0**-29 for square in squares]


def _add_squares(squares: list[np.ndarray], first: list[np.ndarray], second: list[np.ndarray]) -> None:
    """Add squared differences where both are finite: an infinity or a NaN has no spread."""
    if len(first) != len(second):
        raise UnstableShapeError(f"{len(second)} float results become {len(first)} when the inputs move")
    for square, one, other in zip(squares, first, second, strict=True):
        if one.shape != other.shape:
            raise UnstableShapeError(f"shape {other.shape} becomes {one.shape} when the inputs move")
        difference = np.abs(_wide(one) - _wide(other))
        np.add(square, np.where(np.isfinite(difference), difference, 0.0) ** 2, out=square)


def _wide(part: np.ndarray) -> np.ndarray:
    return part.astype(np.complex128 if part.dtype.kind == "c" else np.float64, copy=False)


class UnstableShapeError(ValueError):
    """The answer's shape changes when the inputs move a little."""


def has_floats(calls: Sequence[Arguments], held: frozenset[str]) -> bool:
    """Whether any argument outside `held` has a float leaf."""
    return any(
        is_float_leaf(leaf)
        for call in calls
        for name, value in call.values.items()
        if name not in held
        for _, leaf in leaves(value)
    )


def move(calls: Sequence[Arguments], held: frozenset[str], change: Callable[[Any], Any]) -> tuple[Arguments, ...]:
    """All calls with `change` applied to every float leaf outside `held`.

    An argument that two calls share is moved alike in both, else the answer to "the first inputs again" would differ.
    """
    seen: list[tuple[Value, Value]] = []  # each argument with what became of it

    def moved(name: str, value: Value) -> Value:
        if name in held:
            return value
        for given, became in seen:
            if given is value:
                return became
        seen.append((value, map_leaves(lambda leaf: change(leaf) if is_float_leaf(leaf) else leaf, value)))
        return seen[-1][1]

    return tuple(
        Arguments({name: moved(name, value) for name, value in call.values.items()}, call.forms) for call in calls
    )


def copied(value: Value, arguments: Arguments, name: str) -> Value:
    """A fresh copy of one argument, laid out as the case says, for a function that may change it."""
    form = arguments.form(name)
    return map_leaves(lambda leaf: arrange(leaf, form) if isinstance(leaf, np.ndarray) else leaf, value)


def nudge(leaf: Any, size: float, rng: np.random.Generator) -> Any:
    """Move each element by `size`, relative, up or down at random; float32 leaves are moved in float64 for P."""
    array = np.asarray(leaf)
    moved = array * np.array((1.0 - size, 1.0 + size))[rng.integers(0, 2, size=array.shape)]
    return moved if isinstance(leaf, np.ndarray) else float(moved)


def _representable(leaf: Any) -> Any:
    """The nearest value that float32 holds, kept as float64."""
    rounded = np.asarray(leaf).astype(np.float32).astype(np.float64)
    return rounded if isinstance(leaf, np.ndarray) else float(rounded)


def _narrow(leaf: Any) -> Any:
    narrow = np.asarray(leaf).astype(np.float32)
    return narrow if isinstance(leaf, np.ndarray) else np.float32(narrow)


def _same(first: Sequence[Arguments], second: Sequence[Arguments]) -> bool:
    """Whether the floats of two lists of calls of the same form are the same."""
    return all(
        np.array_equal(np.asarray(one), np.asarray(other), equal_nan=True)
        for a, b in zip(first, second, strict=True)
        for one, other in pairs(dict(a.values), dict(b.values)) or ()
        if is_float_leaf(one)
    )


def _comparable(narrow: list[np.ndarray], wide: list[np.ndarray]) -> bool:
    """Whether the float32 run kept shape, infinities and NaN, and did not underflow to zero where float64 did not."""
    if len(narrow) != len(wide):
        return False
    for one, other in zip(narrow, wide, strict=True):
        if one.shape != other.shape:
            return False
        if not np.array_equal(np.isfinite(one), np.isfinite(other)):
            return False
        if not one.all() and ((one == 0) & (np.abs(other) > 0) & (np.abs(other) < 1.2e-38)).any():
            return False
    return True


def quiet(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call an author's function without NumPy's floating-point warnings, which P and Q provoke on purpose."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*arguments)
