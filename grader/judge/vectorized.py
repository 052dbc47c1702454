"""All ordinary answers of a submission against all expected numbers at once: what agrees here has passed.

The comparison lays the numbers of many small arrays end to end, so that four steps of NumPy compare them all, where
each array by itself would cost about as much. It never fails a case: the judge compares an answer by itself that is not
found to agree here, or that is not ordinary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Self, TypeAlias, TypeGuard

import numpy as np

from grader.model.bank import CaseBank, Leaf
from grader.model.outcome import Kind, Outcome
from grader.model.values import Raises, Value

#: Cases with more numbers than this are compared by themselves, since a copy would cost more than it saves.
SMALL = 4096

_FLOAT64 = np.dtype(np.float64)


#: Arrays in tuples, also nested ones: answers that can be laid end to end.
ArrayTree: TypeAlias = np.ndarray | tuple["ArrayTree", ...]


@dataclass(frozen=True)
class FlatCase:
    """A case whose expected answer is all floats, finite, in arrays and tuples of them."""

    case: str
    expected: ArrayTree
    truth: np.ndarray  # its numbers end to end
    tolerance: np.ndarray


def flat_case(case: str, expected: Value, leaves: Sequence[Leaf]) -> FlatCase | None:
    """A case with its numbers end to end, or None for an answer that has to be compared by itself."""
    numbers = [(leaf.array, leaf.tolerance) for leaf in leaves if leaf.tolerance is not None and leaf.finite]
    ordinary = len(numbers) == len(leaves) and all(array.dtype == _FLOAT64 for array, _ in numbers)
    if not _is_array_tree(expected) or not ordinary or not 0 < sum(array.size for array, _ in numbers) <= SMALL:
        return None
    truth = _joined(array.reshape(-1) for array, _ in numbers)
    return FlatCase(
        case, expected, truth, _joined(np.broadcast_to(part, array.shape).reshape(-1) for array, part in numbers)
    )


class VectorizedComparison:
    """The cases that can be compared all at once; made once for a class, and used by one thread."""

    def __init__(self, cases: Iterable[FlatCase | None]) -> None:
        """Lay the expected numbers of all cases end to end."""
        self._cases = tuple(case for case in cases if case is not None)
        self._truth = _joined(flat.truth for flat in self._cases)
        self._tolerance = _joined(flat.tolerance for flat in self._cases)
        # Room for an answer and for what is near: fresh memory for each would cost as much as the comparison.
        self._answer = np.empty_like(self._truth)
        self._near = np.empty(self._truth.shape, dtype=bool)

    @classmethod
    def of(cls, bank: CaseBank) -> Self:
        """The comparison for a bank; views and checkers see answers by themselves."""
        return cls(
            flat_case(case.id, case.expected, case.leaves)
            for problem in bank.problems
            for case in problem.cases
            if not isinstance(case.expected, Raises)
            and not problem.scenario_of[case.scenario].view
            and not problem.scenario_of[case.scenario].check
            and not problem.scenario_of[case.scenario].metric
            and not problem.scenario_of[case.scenario].repeats
        )

    def agreeing(self, outcomes: Mapping[str, Outcome]) -> frozenset[str]:
        """The ids of cases whose answer lies within the tolerance everywhere; the others are still to be judged.

        A case without an outcome is none of them.
        """
        parts: list[np.ndarray] = []
        present = [
            flat
            for flat in self._cases
            if (outcome := outcomes.get(flat.case)) is not None and _given(outcome, flat.expected, parts)
        ]
        if not present:
            return frozenset()
        near = self._compared(parts, present)
        if near.all():
            return frozenset([flat.case for flat in present])
        starts = np.cumsum([0, *(flat.truth.size for flat in present[:-1])])
        agree = np.logical_and.reduceat(near, starts).tolist()
        return frozenset([flat.case for flat, agrees in zip(present, agree, strict=True) if agrees])

    def _compared(self, parts: list[np.ndarray], present: Sequence[FlatCase]) -> np.ndarray:
        """For each number of the cases that are present, whether it lies within its tolerance."""
        whole = len(present) == len(self._cases)
        truth = self._truth if whole else _joined(flat.truth for flat in present)
        tolerance = self._tolerance if whole else _joined(flat.tolerance for flat in present)
        answer = np.concatenate(parts, out=self._answer[: truth.size])
        with np.errstate(all="ignore"):
            np.abs(np.subtract(answer, truth, out=answer), out=answer)
            near: np.ndarray = np.less_equal(answer, tolerance, out=self._near[: truth.size])  # a NaN makes `<=` false
        return near


def _is_array_tree(value: Value) -> TypeGuard[ArrayTree]:
    return isinstance(value, np.ndarray) or (isinstance(value, tuple) and all(map(_is_array_tree, value)))


def _joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    found = list(parts)
    return np.concatenate(found) if found else np.zeros(0)


def _given(outcome: Outcome, expected: ArrayTree, parts: list[np.ndarray]) -> bool:
    """Add the numbers of an ordinary answer to `parts`; any other adds nothing."""
    if outcome.kind is not Kind.VALUE:
        return False
    before = len(parts)
    if _take(outcome.value, expected, parts):
        return True
    del parts[before:]
    return False


def _take(actual: Value, expected: ArrayTree, parts: list[np.ndarray]) -> bool:
    """Add float64 arrays in the structure and of the shapes that are expected; False where one is not.

    This is no walk of grader/model/tree.py: it stops at the first part that differs, and makes nothing but `parts`.
    """
    if isinstance(expected, tuple):
        if not isinstance(actual, (tuple, list)) or len(actual) != len(expected):
            return False
        return all(map(_take, actual, expected, repeat(parts)))
    if isinstance(actual, (np.ndarray, np.float64)) and actual.dtype == _FLOAT64 and actual.shape == expected.shape:
        parts.append(actual.reshape(-1))
        return True
    return False
