"""How an answer is judged, decided here alone, for submissions and for the course's own programs.

In this order: the expected exception; the scenario's view; structure, shape and the tolerance with its tier for float32
(compare.py); equal answers to equal arguments; the scenario's checker, or its metric (measure.py), in place of the
tolerance; changed arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from grader.judge.canonical import canonical
from grader.judge.compare import PASSED, Comparison, compare, describe, in_tolerances
from grader.judge.measure import Yardstick, in_words, measure
from grader.languages import said
from grader.model.bank import BankCase, Leaf, ScenarioInfo
from grader.model.outcome import Arguments, Outcome
from grader.model.result import Verdict
from grader.model.tree import leaves, pairs
from grader.model.values import Raises, Value, items_of, returned

SHARED = said("the answer shares memory with an argument")

#: So many labels, and answers beside them, are named.
_MOST_LABELS = 10

Callables = Mapping[str, Callable[..., Any]]


class Given(Struct, frozen=True):
    """What a program gave on a case: a value or an exception, and what became of the arguments."""

    outcome: Value | Raises
    message: str = ""  # of the exception
    modified: tuple[str, ...] = ()  # arguments that the call changed
    shared: bool = False  # the value shares memory with an argument


class Rule(Struct, frozen=True):
    """What an answer to a case is judged by."""

    expected: Value | Raises
    leaves: tuple[Leaf, ...]
    calls: Sequence[Arguments]
    view: Callable[..., Any] | None = None  # None where the answer has been through it already
    check: Callable[..., Any] | None = None
    keeps_inputs: bool = False
    repeats: bool = False
    measured_by: Yardstick | None = None

    @classmethod
    def of(cls, case: BankCase, scenario: ScenarioInfo, callables: Callables, *, viewed: bool = False) -> Self:
        """The rule of a frozen case; `callables` are the views and checkers of public.py."""
        return cls(
            expected=case.expected,
            leaves=case.leaves,
            calls=case.task.calls,
            view=callables[scenario.view] if scenario.view and not viewed else None,
            check=callables[scenario.check] if scenario.check else None,
            keeps_inputs=scenario.keeps_inputs,
            repeats=scenario.repeats,
            measured_by=Yardstick(callables[scenario.metric], case.public_half, case.baselines)
            if scenario.metric
            else None,
        )


def decide(given: Given, rule: Rule) -> Comparison:
    """The verdict on an answer with its margin: how far off it is, in tolerances."""
    if isinstance(rule.expected, Raises) or isinstance(given.outcome, Raises):
        return _exception(given.outcome, rule.expected, given.message)
    return with_side_effects(_value(given.outcome, rule), given, keeps_inputs=rule.keeps_inputs)


def distance(given: Given, rule: Rule) -> float:
    """The margin of a wrong answer; of a right one its greatest error in tolerances, 0 where a checker decides."""
    found = decide(given, rule)
    if not found.passed or rule.check is not None or isinstance(given.outcome, Raises):
        return found.margin
    actual = dict(leaves(given.outcome))
    errors = [
        float(np.max(in_tolerances(np.asarray(actual[leaf.path]), leaf), initial=0.0))
        for leaf in rule.leaves
        if leaf.tolerance is not None and leaf.path in actual
    ]
    return max(errors, default=0.0)


def with_side_effects(found: Comparison, given: Given, *, keeps_inputs: bool) -> Comparison:
    """The verdict after a look at the arguments; what it costs to change one is the scenario's to say."""
    if not given.modified and not given.shared:
        return found
    notes = [*found.notes, *(_changed(name) for name in given.modified)]
    if given.shared:
        notes.append(SHARED)
    if found.credit and keeps_inputs and given.modified:
        return Comparison(Verdict.MODIFIED_INPUTS, side_effects(given), notes=tuple(notes))
    return replace(found, notes=tuple(notes))


def side_effects(given: Given | Outcome, *, may_share: bool = False) -> str:
    """What a call did to its arguments, in words; empty if it left them alone."""
    if given.modified:
        return _changed(", ".join(given.modified))
    return SHARED if given.shared and not may_share else ""


def _changed(name: str) -> str:
    return said("the call changed its argument {name}", name=name)


def through_view(value: Value, view: Callable[..., Any] | None, calls: Sequence[Arguments]) -> Value:
    """A student's answer through the scenario's view, call by call."""
    if view is None:
        return value
    with np.errstate(all="ignore"):
        return tuple(view(part) for part in items_of(value)) if len(calls) > 1 else view(value)


def _exception(outcome: Value | Raises, expected: Value | Raises, message: str) -> Comparison:
    """An exception on either side: one of its classes must be the one that is expected."""
    if not isinstance(outcome, Raises):
        assert isinstance(expected, Raises)
        words = said("expected {exception} to be raised, got {found}", exception=expected.name, found=describe(outcome))
        return Comparison(Verdict.WRONG_VALUE, words)
    if not isinstance(expected, Raises):
        return Comparison(Verdict.RAISED, f"{outcome.name}: {message}" if outcome.names else message)
    if expected.name in outcome.names:
        return Comparison(Verdict.PASSED)
    found = outcome.name if outcome.names else said("another exception")
    words = said("expected {exception}, got {found}: {message}", exception=expected.name, found=found, message=message)
    return Comparison(Verdict.RAISED, words)


def _value(outcome: Value, rule: Rule) -> Comparison:
    try:
        value = through_view(outcome, rule.view, rule.calls)
    except Exception as error:  # an author's code on a student's value
        words = said("the answer has not the form that is asked ({error})", error=_told(error))
        return Comparison(Verdict.WRONG_VALUE, words)
    found = compare(value, returned(rule.expected), rule.leaves)
    if found.verdict in (Verdict.WRONG_SHAPE, Verdict.WRONG_TYPE):
        return found
    if rule.repeats and (words := _unequal(items_of(value))):
        return Comparison(Verdict.WRONG_VALUE, words)
    if rule.measured_by is not None:
        return _measured(value, rule, rule.measured_by)
    return found if rule.check is None else checked(value, rule, rule.check)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _unequal(answers: Sequence[Value]) -> str:
    """How the answers to equal arguments differ from the first one, in words; empty if they do not."""
    first = canonical(answers[0])
    for number, other in enumerate(answers[1:], 2):
        found = pairs(first, canonical(other))
        if found is None or any(not _equal(one, two) for one, two in found):
            return said(
                "call {number} with the same arguments gave another answer than the first: fix the seed", number=number
            )
    return ""


def _equal(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind in "fc" and other.dtype.kind in "fc")
    return bool(one == other)


def _measured(actual: Value, rule: Rule, by: Yardstick) -> Comparison:
    """A metric decides in place of the tolerance, after structure, shape and dtype; of several calls the first."""
    expected = returned(rule.expected)
    if len(rule.calls) > 1:
        actual, expected = items_of(actual)[0], items_of(expected)[0]
    try:
        found = measure(np.asarray(canonical(actual)), np.asarray(expected), by)
    except Exception as error:  # an author's code on a student's value
        words = said("the answer could not be measured ({error})", error=_told(error))
        return Comparison(Verdict.WRONG_VALUE, words)
    if found.credit == 1:
        return replace(PASSED, measured=found)
    words = _no_label(np.asarray(canonical(actual)), np.asarray(expected)) or in_words(found)
    return Comparison(Verdict.WRONG_VALUE, words, measured=found)


def _no_label(actual: np.ndarray, expected: np.ndarray) -> str:
    """What is found where no answer is one of the labels, as scores or NaN are; empty if some answer is one."""
    labels = np.unique(expected)
    if expected.dtype.kind not in "biu" or len(labels) > _MOST_LABELS or np.isin(actual, labels).any():
        return ""
    shown = [", ".join(str(each) for each in values.ravel()[:_MOST_LABELS].tolist()) for values in (labels, actual)]
    more = ", …" if actual.size > _MOST_LABELS else ""
    return said("no answer is one of the labels {labels}; found {found}", labels=shown[0], found=shown[1] + more)


def checked(actual: Value, rule: Rule, check: Callable[..., Any]) -> Comparison:
    """A checker of public.py decides in place of the tolerance, after structure, shape and dtype; call by call."""
    expected = returned(rule.expected)
    try:
        single = len(rule.calls) == 1
        parts = [(actual, expected)] if single else zip(items_of(actual), items_of(expected), strict=True)
        messages = [
            check(dict(call.values), canonical(truth), canonical(part))
            for call, (part, truth) in zip(rule.calls, parts, strict=True)
        ]
    except Exception as error:  # an author's code on a student's value
        messages = [said("the answer could not be checked ({error})", error=_told(error))]
    message = next((message for message in messages if message), None)
    return Comparison(Verdict.WRONG_VALUE, str(message)) if message else Comparison(Verdict.PASSED)
