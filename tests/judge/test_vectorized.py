"""What is compared all at once ends as it does case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.judge import explain
from grader.judge.judge import Judge
from grader.judge.problem import judge_problem
from grader.judge.vectorized import SMALL, VectorizedComparison
from grader.model.bank import BankCase, CaseBank, ScenarioInfo
from grader.model.outcome import Kind, Outcome
from grader.model.result import ProblemResult
from grader.model.tree import map_leaves
from grader.model.values import Atom, array_of, returned

from .building import case_of, problem_of

NAN = float("nan")


def bank_of(*cases: BankCase, **scenario: Any) -> CaseBank:
    problem = problem_of(
        *cases, scenarios=(ScenarioInfo("ordinary", {"en": "Ordinary."}, **scenario),), mistakes=("double",)
    )
    return CaseBank("speed", {"en": "Speed"}, ("numpy",), "all", (problem,))


def no(*_: object) -> bool:
    """What says of no answer that it differs at one look."""
    return False


def told(result: ProblemResult) -> list[Any]:
    """Everything a result says, arrays left out."""
    cases = [
        (case.verdict, case.message, case.pattern, case.misconception, case.notes, case.difference is None)
        for case in result.cases
    ]
    return [result.total, result.misconception, cases]


def value(case: BankCase, answer: Any, **more: Any) -> Outcome:
    return Outcome(case.id, Kind.VALUE, value=answer, **more)


#: What becomes of the arrays of a right answer.
CHANGES: dict[str, Callable[[Any], Any]] = {
    "kept": lambda array: array,
    "nearly": lambda array: array * (1 + 1e-15),
    "a little off": lambda array: array * (1 + 1e-11),
    "double": lambda array: 2 * array,
    "float32": lambda array: array.astype(np.float32),
    "turned round": np.asfortranarray,
    "other bytes": lambda array: array.astype(">f8"),
    "list": lambda array: array.tolist(),
    "number": lambda array: array[()],
    "complex": lambda array: array.astype(complex),
    "a row more": lambda array: array[None],
    "none": lambda _: None,
    "no number": lambda array: np.full_like(array, NAN),
    "one infinite": lambda array: np.where(np.arange(array.size).reshape(array.shape) == 0, np.inf, array),
}
#: What becomes of a right answer as a whole.
FORMS: dict[str, Callable[[Any], Any]] = {
    "kept": lambda answer: answer,
    "list": lambda answer: list(answer) if isinstance(answer, tuple) else answer,
    "one less": lambda answer: answer[:-1] if isinstance(answer, tuple) else answer,
    "wrapped": lambda answer: (answer,),
}
change = st.sampled_from([CHANGES[name] for name in sorted(CHANGES)])
numbers = st.sampled_from([0.0, -0.0, 1.0, -2.5, 1e-3, 1e9, 1e308, 5e-324]) | st.floats(-10, 10)
odd = numbers | st.sampled_from([NAN, np.inf, -np.inf])
leaf = arrays(np.float64, array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3), elements=numbers)
odd_leaf = arrays(np.float64, array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3), elements=odd)
whole = arrays(np.int64, array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3), elements=st.integers(-9, 9))
tree = st.recursive(leaf | leaf | odd_leaf | whole, lambda inner: st.lists(inner, min_size=1, max_size=3).map(tuple))


@given(st.data())
def test_all_at_once_is_case_by_case(data: st.DataObject) -> None:
    with np.errstate(all="ignore"):
        truths = data.draw(st.lists(tree | st.dictionaries(st.text(max_size=2), leaf), min_size=1, max_size=4))
        cases = [
            case_of(number, truth, known=(("double", map_leaves(lambda part: 2 * array_of(part), truth), True),))
            for number, truth in enumerate(truths)
        ]
        outcomes = {}

        def drawn(part: Atom) -> Any:
            return data.draw(change)(part)

        for case in cases:
            answer = map_leaves(drawn, returned(case.expected))
            answer = FORMS[data.draw(st.sampled_from(sorted(FORMS)))](answer)
            modified = data.draw(st.sampled_from([(), ("x",)]))
            outcomes[case.id] = value(case, answer, modified=modified, notes=("said",) * bool(modified))
            if data.draw(st.integers(0, 9)) == 0:
                outcomes[case.id] = Outcome(case.id, Kind.RAISED, exceptions=("ValueError",), message="no")
        bank = bank_of(*cases, keeps_inputs=data.draw(st.booleans()))
        (together,) = Judge(bank, {}).results(outcomes)
        nothing = patch.object(explain.MistakeMatcher, "_comparison", lambda *_: VectorizedComparison(()))
        with nothing, patch.object(explain, "_differs", no):
            alone = judge_problem(bank.problems[0], outcomes, {}, rule="all")
    assert told(together) == told(alone)


def test_right_answers_agree_at_once() -> None:
    cases = [case_of(0, np.eye(3)), case_of(1, (2.5, np.ones(4)))]
    outcomes = {case.id: value(case, case.expected) for case in cases}
    assert VectorizedComparison.of(bank_of(*cases)).agreeing(outcomes) == {case.id for case in cases}


def test_one_wrong_number_costs_its_own_case_alone() -> None:
    cases = [case_of(number, np.arange(4.0) + number) for number in range(3)]
    outcomes = {case.id: value(case, case.expected) for case in cases}
    outcomes[cases[1].id] = value(cases[1], np.array([1.0, 2.0, NAN, 4.0]))
    assert VectorizedComparison.of(bank_of(*cases)).agreeing(outcomes) == {cases[0].id, cases[2].id}


@pytest.mark.parametrize(
    "expected",
    [
        np.array([1.0, NAN]),
        np.array([1.0, np.inf]),
        np.arange(3),
        np.zeros(0),
        np.array([1.0 + 1j]),
        np.ones(SMALL + 1),
        "text",
        {"a": np.ones(2)},
        (np.ones(2), "text"),
    ],
)
def test_what_is_not_ordinary_is_left_to_be_compared(expected: Any) -> None:
    case = case_of(0, expected)
    assert VectorizedComparison.of(bank_of(case)).agreeing({case.id: value(case, case.expected)}) == frozenset()


@pytest.mark.parametrize("rule", [{"view": "sorted_rows"}, {"check": "covers"}])
def test_views_and_checkers_decide_by_themselves(rule: dict[str, str]) -> None:
    case = case_of(0, np.ones(3))
    assert VectorizedComparison.of(bank_of(case, **rule)).agreeing({case.id: value(case, case.expected)}) == frozenset()
