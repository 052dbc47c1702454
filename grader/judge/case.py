"""One outcome against one case: the verdict, and the words for it."""

from __future__ import annotations

import numpy as np

from grader.judge.compare import PASSED, Comparison, excerpt
from grader.judge.decide import Callables, Given, Rule, decide, with_side_effects
from grader.judge.patterns.search import PatternSearch
from grader.model.bank import BankCase, ScenarioInfo
from grader.model.outcome import Kind, Outcome
from grader.model.result import CaseResult, Verdict
from grader.model.tree import leaves
from grader.model.values import Raises, Value

#: Outcomes that need no comparison; what a worker says against itself is taken.
_VERDICTS = {kind: Verdict(kind.value) for kind in Kind if kind not in (Kind.VALUE, Kind.RAISED)}


def judge_case(
    outcome: Outcome,
    case: BankCase,
    scenario: ScenarioInfo,
    callables: Callables,
    *,
    search: PatternSearch,
    agrees: bool = False,
) -> CaseResult:
    """The verdict on one case; `callables` are the views and checkers of public.py.

    With `agrees` the answer is known to be the expected one already.
    """
    if outcome.kind in _VERDICTS:
        return _result(outcome, case, Comparison(_VERDICTS[outcome.kind], outcome.message))
    if agrees:
        return _result(outcome, case, with_side_effects(PASSED, _given(outcome), keeps_inputs=scenario.keeps_inputs))
    found = decide(_given(outcome), Rule.of(case, scenario, callables))
    return _result(outcome, case, found, pattern=_pattern(found, outcome.value, case, search))


def _given(outcome: Outcome) -> Given:
    if outcome.kind is Kind.RAISED:
        return Given(Raises(outcome.exceptions), outcome.message)
    return Given(outcome.value, modified=outcome.modified, shared=outcome.shared)


def _result(outcome: Outcome, case: BankCase, found: Comparison, *, pattern: str = "") -> CaseResult:
    return CaseResult(
        case=case.id,
        verdict=found.verdict,
        message=found.message,
        difference=excerpt(found),
        pattern=pattern,
        notes=outcome.notes + found.notes,
        stdout=outcome.stdout,
        traceback="" if found.passed else outcome.traceback,
        line=outcome.line,
        seconds=outcome.seconds,
        measured=found.measured,
    )


def _pattern(found: Comparison, value: Value, case: BankCase, search: PatternSearch) -> str:
    """How the part that is farthest off differs, or how one array of another shape does."""
    if found.difference is not None and found.arrays is not None:
        return search.words(*found.arrays, case=case.id, path=found.difference.path)
    if found.verdict is not Verdict.WRONG_SHAPE:
        return ""
    parts = leaves(value)
    if len(parts) != 1 or len(case.leaves) != 1:
        return ""
    actual, leaf = parts[0][1], case.leaves[0]
    if not isinstance(actual, np.ndarray) or not isinstance(leaf.expected, np.ndarray):
        return ""
    return search.words(actual, leaf.expected, case=case.id, path=leaf.path)
