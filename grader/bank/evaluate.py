"""Run an author's function on a case, the same way for reference, alternatives, oracles and mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from grader.bank.draw import resolve
from grader.bank.public import Course
from grader.bank.spread import copied, move, quiet
from grader.judge.canonical import canonical, is_float_array
from grader.judge.decide import Given
from grader.model.outcome import Arguments
from grader.model.tree import leaves, pairs
from grader.model.values import Atom, Named, Raises, Value

__all__ = ["Answer", "Course", "answer", "changed", "raised", "viewed", "widened"]


@dataclass(frozen=True)
class Answer:
    """What a function gave: a canonical value after the view, or an exception; and whether it changed an argument."""

    outcome: Value | Raises
    modified: bool = False
    shared: bool = False  # it shares memory with an argument
    error: Exception | None = None

    @property
    def floats(self) -> list[np.ndarray]:
        """The leaves that are compared within a tolerance; none of an exception."""
        if isinstance(self.outcome, Raises):
            return []
        return [leaf for _, leaf in leaves(self.outcome) if is_float_array(leaf)]

    @property
    def given(self) -> Given:
        """The answer as something to be judged."""
        message = "" if self.error is None else str(self.error)
        return Given(self.outcome, message, ("an argument",) if self.modified else ())


def answer(
    function: Callable[..., Any],
    calls: Sequence[Arguments],
    course: Course,
    view: Callable[..., Any] | None = None,
    *,
    watched: bool = True,
) -> Answer:
    """Call `function` once for each of `calls` with fresh copies; several results become a tuple.

    What it does to its arguments, and shares with them, is looked at only if `watched`.
    """
    results: list[Value] = []
    modified = shared = False
    for call in calls:
        fresh = {name: copied(value, call, name) for name, value in call.values.items()}
        given = resolve(fresh, course.callables)
        try:
            result = quiet(function, *given.values())
            modified = modified or (watched and changed(given, call))
            shared = shared or (watched and _shares(result, given))
            results.append(canonical(viewed(result, view)))
        except Exception as error:
            return Answer(raised(error), modified or changed(given, call), error=error)
    return Answer(results[0] if len(results) == 1 else canonical(_joined(results)), modified, shared)


def _shares(result: Value, given: Mapping[str, Any]) -> bool:
    """Whether an array of the result lies, at least in part, where an array of the arguments lies."""
    parts = [part for _, part in leaves(result) if isinstance(part, np.ndarray)]
    arrays = [part for value in given.values() for _, part in leaves(value) if isinstance(part, np.ndarray)]
    return any(np.may_share_memory(part, array) for part in parts for array in arrays)


def _joined(results: list[Value]) -> Value:
    """Several results as one; numbers as such, so that a flat list of them is one array."""
    return tuple(part[()] if isinstance(part, np.ndarray) and part.ndim == 0 else part for part in results)


def viewed(result: Value, view: Callable[..., Any] | None) -> Value:
    """A result through the scenario's view."""
    return result if view is None else quiet(view, result)


def raised(error: BaseException) -> Raises:
    """An exception as an outcome: the names of its classes below BaseException."""
    names = [kind.__name__ for kind in type(error).__mro__]
    return Raises(tuple(names[: names.index("BaseException")]))


def changed(given: Mapping[str, Any], call: Arguments) -> bool:
    """Whether any argument is not what it was: an array's elements, a list's items, a dict's keys."""
    found = pairs(given, call.values)
    return found is None or not all(_same(now, before) for now, before in found)


def _same(now: object, before: Atom) -> bool:
    if isinstance(before, Named):
        return callable(now)
    if isinstance(before, np.ndarray):
        return isinstance(now, np.ndarray) and (_same_bytes(now, before) or _equal(now, before))
    return bool(now == before) or now is before or (isinstance(before, float) and isnan(before))


def _same_bytes(now: np.ndarray, before: np.ndarray) -> bool:
    """Whether two arrays are the same to the last bit, as most are; this asks a fifth of the time of `_equal`."""
    return now.shape == before.shape and now.dtype == before.dtype and now.tobytes() == before.tobytes()


def _equal(now: np.ndarray, before: np.ndarray) -> bool:
    return np.array_equal(now, before, equal_nan=before.dtype.kind in "fc")


def widened(calls: Sequence[Arguments]) -> tuple[Arguments, ...]:
    """Float32 inputs as float64: the truth is always computed in float64."""
    return move(calls, frozenset(), lambda leaf: leaf.astype(np.float64) if isinstance(leaf, np.ndarray) else leaf)
