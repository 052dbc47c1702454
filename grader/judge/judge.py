"""One outcome against one case: the verdict, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.judge.canonical import canonical
from grader.judge.compare import PASSED, Comparison, compare, describe
from grader.judge.patterns import pattern
from grader.model.bank import BankCase, ScenarioInfo
from grader.model.outcome import Arguments, Kind, Outcome
from grader.model.result import CaseResult, Difference, Verdict
from grader.model.values import Raises, Value, leaves

#: Outcomes that need no comparison; what a worker says against itself is taken.
_VERDICTS = {kind: Verdict(kind.value) for kind in Kind if kind is not Kind.VALUE}

Callables = Mapping[str, Callable[..., Any]]


def judge(
    outcome: Outcome, case: BankCase, scenario: ScenarioInfo, callables: Callables, *, agrees: bool = False
) -> CaseResult:
    """The verdict on one case; `callables` are the views and checkers of public.py.

    With `agrees` the answer is known to be the expected one already.
    """
    if agrees and not outcome.modified and not outcome.shared:
        return _result(outcome, case, Verdict.PASSED, notes=outcome.notes)
    if agrees:
        return _judge_agreement(PASSED, outcome, case, scenario)
    if outcome.kind is Kind.VALUE:
        return _judge_value(outcome, case, scenario, callables)
    if outcome.kind is Kind.RAISED and isinstance(case.expected, Raises):
        return _judge_exception(outcome, case, case.expected)
    message = outcome.message
    if outcome.kind is Kind.RAISED and outcome.exceptions:
        message = f"{outcome.exceptions[0]}: {message}"
    return _result(outcome, case, _VERDICTS[outcome.kind], message, notes=outcome.notes)


def _result(
    outcome: Outcome,
    case: BankCase,
    verdict: Verdict,
    message: str = "",
    *,
    notes: tuple[str, ...],
    difference: Difference | None = None,
    words: str = "",
) -> CaseResult:
    return CaseResult(
        case=case.id,
        verdict=verdict,
        message=message,
        difference=difference,
        pattern=words,
        notes=notes,
        stdout=outcome.stdout,
        traceback="" if verdict is Verdict.PASSED else outcome.traceback,
        line=outcome.line,
        seconds=outcome.seconds,
    )


def _judge_exception(outcome: Outcome, case: BankCase, expected: Raises) -> CaseResult:
    if expected.name in outcome.exceptions:
        return _result(outcome, case, Verdict.PASSED, notes=outcome.notes)
    found = outcome.exceptions[0] if outcome.exceptions else "another exception"
    words = f"expected {expected.name}, got {found}: {outcome.message}"
    return _result(outcome, case, Verdict.RAISED, words, notes=outcome.notes)


def _judge_value(outcome: Outcome, case: BankCase, scenario: ScenarioInfo, callables: Callables) -> CaseResult:
    if isinstance(case.expected, Raises):
        words = f"expected {case.expected.name} to be raised, got {describe(outcome.value)}"
        return _result(outcome, case, Verdict.WRONG_VALUE, words, notes=outcome.notes)
    found = _compared(outcome, case, scenario, callables)
    if found.passed:
        return _judge_agreement(found, outcome, case, scenario)
    notes = outcome.notes + found.notes + _side_effects(outcome)
    words = pattern(found.difference.actual_array, found.difference.expected_array) if found.difference else ""
    if not words and found.verdict is Verdict.WRONG_SHAPE:
        words = _shape_pattern(outcome.value, case)
    return _result(outcome, case, found.verdict, found.message, notes=notes, difference=found.difference, words=words)


def _judge_agreement(found: Comparison, outcome: Outcome, case: BankCase, scenario: ScenarioInfo) -> CaseResult:
    """An answer that is the expected one; what it costs to change an argument is the scenario's to say."""
    notes = outcome.notes + found.notes + _side_effects(outcome)
    if scenario.keeps_inputs and outcome.modified:
        words = f"the call changed its argument {', '.join(outcome.modified)}"
        return _result(outcome, case, Verdict.MODIFIED_INPUTS, words, notes=notes)
    return _result(outcome, case, Verdict.PASSED, notes=notes)


def _compared(outcome: Outcome, case: BankCase, scenario: ScenarioInfo, callables: Callables) -> Comparison:
    try:
        value = through(outcome.value, scenario, case, callables)
    except Exception as error:
        return Comparison(
            Verdict.WRONG_VALUE, f"the answer has not the form that is asked ({type(error).__name__}: {error})"
        )
    found = compare(value, case.expected, case.leaves)
    if not scenario.check or found.verdict in (Verdict.WRONG_SHAPE, Verdict.WRONG_TYPE):
        return found
    return checked(value, case.expected, case.task.calls, callables[scenario.check])


def checked(actual: Value, expected: Value, calls: Sequence[Arguments], check: Callable[..., Any]) -> Comparison:
    """A checker of public.py decides in place of the tolerance, after structure, shape and dtype; call by call."""
    parts = [(actual, expected)] if len(calls) == 1 else zip(actual, expected, strict=True)
    try:
        messages = [
            check(dict(call.values), canonical(truth), canonical(part))
            for call, (part, truth) in zip(calls, parts, strict=True)
        ]
    except Exception as error:  # an author's code on a student's value
        messages = [f"the answer could not be checked ({type(error).__name__}: {error})"]
    message = next((message for message in messages if message), None)
    return Comparison(Verdict.WRONG_VALUE, str(message)) if message else Comparison(Verdict.PASSED)


def through(value: Value, scenario: ScenarioInfo, case: BankCase, callables: Callables) -> Value:
    """A student's answer through the scenario's view, call by call."""
    if not scenario.view:
        return value
    view = callables[scenario.view]
    with np.errstate(all="ignore"):
        return tuple(view(part) for part in value) if len(case.task.calls) > 1 else view(value)


def _side_effects(outcome: Outcome) -> tuple[str, ...]:
    if not outcome.modified and not outcome.shared:
        return ()
    notes = [f"the call changed its argument {name}" for name in outcome.modified]
    if outcome.shared:
        notes.append("the answer shares memory with an argument")
    return tuple(notes)


def _shape_pattern(value: Value, case: BankCase) -> str:
    """Where one array of another shape came back, whether it is the right one turned round."""
    found = leaves(value)
    if len(found) != 1 or len(case.leaves) != 1:
        return ""
    actual, expected = found[0][1], case.leaves[0].expected
    if not isinstance(actual, np.ndarray) or not isinstance(expected, np.ndarray):
        return ""
    return pattern(actual, expected)
