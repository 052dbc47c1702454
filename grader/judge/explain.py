"""Which misunderstanding gives exactly these outputs? At most one, and only on evidence.

A known mistake is named when it agrees with the student on every answered case of the problem, passed ones included,
and is itself wrong on every failing one. Where both are right they agree, whichever of many right answers they give.
Where rounding chooses the mistake's answer, as eigenvectors of equal eigenvalues, a case says nothing about it.
One agreeing failing output at least must be finite and neither zero, constant nor an input. Cases that expect an
exception are asked only where no other case fails, or to decide between two mistakes; one exception that the mistake
does not raise is as no answer. Few-valued answers need three failing cases, and the wording is "as if". Two survivors:
neither is named, unless they are variants of one mistake.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from grader.judge.canonical import canonical
from grader.judge.compare import compare
from grader.judge.float32 import FLOAT32_GUARD, FLOAT32_WIDENING, looks_float32
from grader.judge.vectorized import SMALL, VectorizedComparison, flat_case
from grader.model.bank import BankCase, Leaf, ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.model.tree import leaves
from grader.model.values import Atom, NoValueError, Raises, Value, returned, shape_of

#: How many tolerances a student may lie from the known mistake's own answer.
NEAR = 8.0
DISCRETE_EVIDENCE = 3

_ANSWERED = (Kind.VALUE, Kind.RAISED)


class Answered:
    """One case that the student's function answered, with a value or an exception."""

    def __init__(self, case: BankCase, outcome: Outcome, *, passed: bool, canonical: Callable[[], Value]) -> None:
        """Take what `canonical` gives for the answer after the view, None for an exception."""
        self.case = case
        self.outcome = outcome
        self.passed = passed
        self._canonical = canonical

    @cached_property
    def value(self) -> Value:
        """The answer after the view, in canonical form: worked out only where it is compared."""
        return self._canonical()

    @cached_property
    def in_float32(self) -> tuple[bool, ...]:
        """Of each float array of the answer, whether it looks computed in float32."""
        arrays = [value for _, value in leaves(self.value) if isinstance(value, np.ndarray) and value.dtype.kind == "f"]
        return tuple(map(looks_float32, arrays))


class MistakeMatcher:
    """A problem with the answers of its known mistakes; what is compared with them is made once for a class."""

    def __init__(self, problem: ProblemBank) -> None:
        """Nothing is made before it is needed."""
        self.problem = problem
        self._near: dict[tuple[str, int], tuple[Leaf, ...]] = {}
        self._together: dict[int, VectorizedComparison] = {}

    def explain(self, answered: Sequence[Answered], outcomes: Mapping[str, Outcome]) -> str:
        """The name of the one known mistake that explains every answer, or an empty string."""
        ordinary = [item for item in answered if not isinstance(item.case.expected, Raises)]
        refusals = [item for item in answered if isinstance(item.case.expected, Raises)]
        if all(item.passed for item in ordinary):
            ordinary, refusals = list(answered), []
        # How a program refuses arguments says little about what it computes from others.
        survivors = self._survivors(ordinary, outcomes)
        if len(self._names(survivors)) > 1:
            survivors = [number for number in survivors if all(self._agrees(item, number, ()) for item in refusals)]
        names = self._names(survivors)
        return names.pop() if len(names) == 1 else ""

    def _names(self, numbers: Sequence[int]) -> set[str]:
        """The names of mistakes; variants of one have the same."""
        return {self.problem.mistakes[number].name for number in numbers}

    def _survivors(self, answered: Sequence[Answered], outcomes: Mapping[str, Outcome]) -> list[int]:
        """The mistakes that explain all these answers."""
        failing = [item for item in answered if not item.passed]
        passed = [item for item in answered if item.passed]
        numbers = range(len(self.problem.mistakes)) if failing else ()
        return [number for number in numbers if self._explains(number, failing, passed, outcomes)]

    def _explains(
        self, number: int, failing: Sequence[Answered], passed: Sequence[Answered], outcomes: Mapping[str, Outcome]
    ) -> bool:
        """Whether a mistake is wrong where the student is, answers as the student does, and some answer is evidence."""
        failing = self._without_own_exception(_steady(failing, number), number)
        if not failing or (self.problem.discrete and len(failing) < DISCRETE_EVIDENCE):
            return False
        first, *others = failing  # failing answers refute most, so the first of them is compared before all at once
        if not all(item.case.known[number].wrong for item in failing) or not self._agrees(first, number, ()):
            return False
        agreeing = self._comparison(number).agreeing(outcomes)
        apart = (item for item in _steady(passed, number) if item.case.known[number].wrong)
        if not all(self._agrees(item, number, agreeing) for item in (*others, *apart)):
            return False
        return self.problem.discrete or any(map(_is_evidence, failing))

    def _without_own_exception(self, failing: Sequence[Answered], number: int) -> Sequence[Answered]:
        """The failing answers, but for an exception of the student's own where it is the only one."""
        own = [item for item in failing if item.outcome.kind is Kind.RAISED and not self._agrees(item, number, ())]
        if len(own) != 1 or isinstance(own[0].case.expected, Raises):
            return failing
        return [item for item in failing if item is not own[0]]

    def _agrees(self, item: Answered, number: int, agreeing: Collection[str]) -> bool:
        known = item.case.known[number]
        if isinstance(known.outcome, Raises):
            raised = item.outcome.kind is Kind.RAISED
            return raised and known.outcome.name == (item.outcome.exceptions or ("",))[0]
        if item.outcome.kind is Kind.RAISED:
            return False
        if known.modified != bool(item.outcome.modified):
            return False
        if item.case.id in agreeing:
            return True
        near = self._leaves(item.case, number)
        if not any(item.in_float32) and _differs(item.value, known.outcome, near):
            return False
        if item.in_float32 and all(item.in_float32):
            near = _widened(near)
        return compare(item.value, known.outcome, near).passed

    def _leaves(self, case: BankCase, number: int) -> tuple[Leaf, ...]:
        key = (case.id, number)
        if (kept := self._near.get(key)) is not None:
            return kept
        near = near_to(returned(case.known[number].outcome), case.leaves)
        if sum(math.prod(shape_of(leaf.expected)) for leaf in near) <= SMALL:
            self._near[key] = near
        return near

    def _comparison(self, number: int) -> VectorizedComparison:
        """The mistake's answers on all cases, as far as they can be compared at once."""
        if number not in self._together:
            self._together[number] = VectorizedComparison(
                flat_case(case.id, returned(case.known[number].outcome), self._leaves(case, number))
                for case in self.problem.cases
                if case.known
                and not isinstance(case.known[number].outcome, Raises)
                and not self.problem.scenario_of[case.scenario].view
            )
        return self._together[number]


def _differs(actual: Value, expected: Value, near: Sequence[Leaf]) -> bool:
    """Whether one element of some part shows that an answer in float64 is another one; False says nothing."""
    if isinstance(expected, np.ndarray):
        return _differs_at_probe(actual, near[0])
    if not isinstance(expected, tuple) or not isinstance(actual, tuple) or len(actual) != len(expected):
        return False
    flat = not any(isinstance(item, (tuple, dict)) for item in expected)
    return flat and any(map(_differs_at_probe, actual, near))


def _differs_at_probe(actual: Value, leaf: Leaf) -> bool:
    if leaf.probe is None or not isinstance(actual, np.ndarray):
        return False
    if actual.dtype != np.float64 or actual.shape != leaf.array.shape:
        return False
    place, expected, tolerance = leaf.probe
    return bool(abs(actual.item(place) - expected) > tolerance)


def _steady(answered: Sequence[Answered], number: int) -> Sequence[Answered]:
    """The cases in which rounding does not choose which answer a mistake gives; of others nothing follows."""
    return [item for item in answered if item.case.known[number].steady]


def near_to(outcome: Value, own: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """An answer as something to compare with, at NEAR tolerances of the case where the parts correspond."""
    tolerances = {(leaf.path, shape_of(leaf.expected)): leaf.tolerance for leaf in own}
    return tuple(_leaf(path, value, tolerances.get((path, shape_of(value)))) for path, value in leaves(outcome))


def _leaf(path: str, value: Atom, tolerance: np.ndarray | None) -> Leaf:
    """One part of the mistake's answer; without a tolerance of the case, 1e-9 of its own size."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
        return Leaf(path, value)
    finite = np.abs(value[np.isfinite(value)])
    size = float(finite.max(initial=0.0))
    if tolerance is None:
        tolerance = np.full(value.shape, 1e-9 * size)
    unit = 2.0**-24 if value.dtype == np.float32 else 2.0**-53  # a student may compute in float64 what it rounded
    return Leaf(path, value, NEAR * np.maximum(tolerance, unit * 64 * size), size)


def _widened(near: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """For a student who computes in float32, the tolerance of float32, but never beyond its guard."""
    return tuple(leaf if leaf.tolerance is None else replace(leaf, tolerance=_float32(leaf)) for leaf in near)


def _float32(leaf: Leaf) -> np.ndarray:
    assert leaf.tolerance is not None
    widened = np.minimum(leaf.tolerance * FLOAT32_WIDENING, FLOAT32_GUARD * leaf.size)
    result: np.ndarray = np.maximum(leaf.tolerance, widened)
    return result


def _is_evidence(item: Answered) -> bool:
    """Whether some part of an answer is particular enough to be evidence."""
    if item.outcome.kind is not Kind.VALUE:
        return False
    return any(_particular(value, item.case) for _, value in leaves(item.value) if isinstance(value, np.ndarray))


def _particular(array: np.ndarray, case: BankCase) -> bool:
    """Neither zero, constant nor an input. NaN and infinities are no evidence; finite numbers beside them are."""
    finite = array[np.isfinite(array)]
    if finite.size == 0 or not finite.any() or (array.size > 1 and (finite == finite[0]).all()):
        return False
    return not any(
        isinstance(given, np.ndarray) and given.shape == array.shape and np.array_equal(given, array)
        for call in case.task.calls
        for value in call.values.values()
        for _, given in leaves(in_form(value))
    )


def in_form(value: Value) -> Value:
    """A student's answer in canonical form; what has none is compared as it is."""
    try:
        return canonical(value)
    except NoValueError:
        return value


def is_answered(outcome: Outcome) -> bool:
    """Whether the function itself ended, with a value or an exception of its own."""
    return outcome.kind in _ANSWERED
