"""A known mistake is named on evidence only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.judge.problem import judge_problem
from grader.model.bank import BankCase, ProblemBank, ScenarioInfo
from grader.model.outcome import Kind, Outcome
from grader.model.result import ProblemResult, Verdict
from grader.model.values import Raises

from .building import case_of, gave, problem_of, raised

Array = np.ndarray
INPUTS = [np.random.default_rng(number).normal(size=(4, 3)) for number in range(4)]


def truth(x: Array) -> Array:
    return np.asarray((x * x).mean(axis=1))


def total(x: Array) -> Array:
    return np.asarray((x * x).sum(axis=1))


def rooted(x: Array) -> Array:
    result: Array = np.sqrt(truth(x))
    return result


def bank(*mistakes: Callable[[Array], Any]) -> ProblemBank:
    cases = [
        case_of(
            number,
            truth(x),
            inputs={"x": x},
            known=tuple((mistake.__name__, mistake(x), not np.allclose(mistake(x), truth(x))) for mistake in mistakes),
        )
        for number, x in enumerate(INPUTS)
    ]
    return problem_of(*cases, mistakes=tuple(mistake.__name__ for mistake in mistakes))


def judged(problem: ProblemBank, answers: Sequence[Any]) -> ProblemResult:
    outcomes = {
        case.id: answer if isinstance(answer, Outcome) else gave(case, answer)
        for case, answer in zip(problem.cases, answers, strict=True)
    }
    return judge_problem(problem, outcomes, {}, rule="all")


def test_the_mistake_that_gives_every_answer_is_named_with_its_sentence() -> None:
    result = judged(bank(total, rooted), [total(x) for x in INPUTS])
    assert result.misconception == "total"
    assert result.sentence == {"en": "You made total."}
    assert all(case.misconception == "total" for case in result.cases)


def test_one_disagreeing_answer_is_enough_to_name_nothing() -> None:
    answers = [total(x) for x in INPUTS]
    answers[2] = answers[2] + 1e-3
    assert judged(bank(total), answers).misconception == ""


def test_a_right_answer_where_the_mistake_is_wrong_refutes_it() -> None:
    answers = [total(INPUTS[0]), *[truth(x) for x in INPUTS[1:]]]
    assert judged(bank(total), answers).misconception == ""


def test_two_right_answers_of_several_refute_nothing() -> None:
    """Where either sign of a direction is right the mistake may have chosen the other one."""
    cases = [
        case_of(
            number,
            truth(x),
            inputs={"x": x},
            known=(("total", -truth(x) if number == 0 else total(x), number > 0),),
        )
        for number, x in enumerate(INPUTS)
    ]
    answers = [truth(INPUTS[0]), *[total(x) for x in INPUTS[1:]]]
    assert judged(problem_of(*cases, mistakes=("total",)), answers).misconception == "total"


def test_a_mistake_that_is_right_on_a_failing_case_is_not_named() -> None:
    def sometimes(x: Array) -> Array:
        return truth(x) if x is INPUTS[0] else total(x)

    answers = [total(x) for x in INPUTS]
    assert judged(bank(sometimes), answers).misconception == ""
    answers[0] = truth(INPUTS[0])
    result = judged(bank(sometimes), answers)
    assert result.misconception == "sometimes"
    assert [case.misconception for case in result.cases] == ["", *["sometimes"] * 3]


def test_two_survivors_name_neither() -> None:
    def also_total(x: Array) -> Array:
        return total(x)

    assert judged(bank(total, also_total), [total(x) for x in INPUTS]).misconception == ""


def test_unanswered_cases_do_not_speak_against_a_mistake() -> None:
    problem = bank(total)
    timed_out = Outcome(problem.cases[3].id, Kind.TIMED_OUT)
    result = judged(problem, [*[total(x) for x in INPUTS[:3]], timed_out])
    assert result.misconception == "total"
    assert result.cases[3].verdict is Verdict.TIMED_OUT


def test_a_right_submission_gets_no_name() -> None:
    assert judged(bank(total), [truth(x) for x in INPUTS]).misconception == ""


def test_the_same_mistake_in_float32_is_named() -> None:
    answers = [total(x.astype(np.float32)) for x in INPUTS]
    assert answers[0].dtype == np.float32
    assert judged(bank(total), answers).misconception == "total"


def test_a_mistake_that_answered_in_float32_is_named_where_the_student_computes_in_float64() -> None:
    def far_off(x: Array) -> Array:
        return total(x.astype(np.float32)) * np.float32(1e8)  # beyond what the truth's size tolerates

    assert far_off(INPUTS[0]).dtype == np.float32
    assert judged(bank(far_off), [total(x) * 1e8 for x in INPUTS]).misconception == "far_off"
    assert judged(bank(far_off), [total(x) * 1.001e8 for x in INPUTS]).misconception == ""


def test_other_float32_answers_are_not_taken_for_a_mistake() -> None:
    answers = [(total(x) * 1.01).astype(np.float32) for x in INPUTS]
    assert judged(bank(total), answers).misconception == ""


def test_float32_answers_of_another_shape_are_not_taken_for_a_mistake_a_percent_off() -> None:
    def columns(x: Array) -> Array:
        return np.asarray((x * x).mean(axis=0))

    problem = bank(rooted)
    cases = tuple(
        case_of(number, truth(x), inputs={"x": x}, known=(("columns", columns(x), True),))
        for number, x in enumerate(INPUTS)
    )
    problem = problem_of(*cases, mistakes=("columns",))
    near = [(columns(x) * 1.01).astype(np.float32) for x in INPUTS]
    same = [columns(x.astype(np.float32)) for x in INPUTS]
    assert judged(problem, near).misconception == ""
    assert judged(problem, same).misconception == "columns"


@pytest.mark.parametrize(
    "mistake",
    [
        lambda x: np.zeros(4),
        lambda x: np.full(4, 2.5),
        lambda x: x,
        lambda x: np.full(4, np.nan),
        lambda x: np.full(4, np.inf),
        lambda x: np.zeros(0),
    ],
)
def test_zeros_constants_inputs_and_nan_are_no_evidence(mistake: Callable[[Array], Array]) -> None:
    cases = [
        case_of(number, truth(x), inputs={"x": x}, known=(("idle", mistake(x), True),))
        for number, x in enumerate(INPUTS)
    ]
    problem = problem_of(*cases, mistakes=("idle",))
    assert judged(problem, [mistake(x) for x in INPUTS]).misconception == ""


def test_a_number_handed_back_as_it_came_is_no_evidence() -> None:
    cases = [
        case_of(number, 2.0 * x, inputs={"x": x}, known=(("echo", x, True),)) for number, x in enumerate((1.5, 2.5))
    ]
    problem = problem_of(*cases, mistakes=("echo",))
    assert judged(problem, [1.5, 2.5]).misconception == ""


def test_an_exception_alone_is_no_evidence_but_may_agree() -> None:
    value_error = Raises(("ValueError", "Exception"))
    cases = [
        case_of(0, truth(INPUTS[0]), inputs={"x": INPUTS[0]}, known=(("stumble", value_error, True),)),
        case_of(1, truth(INPUTS[1]), inputs={"x": INPUTS[1]}, known=(("stumble", total(INPUTS[1]), True),)),
    ]
    problem = problem_of(*cases, mistakes=("stumble",))
    told = raised(cases[0], "ValueError", "Exception")
    assert judged(problem, [told, total(INPUTS[1])]).misconception == "stumble"
    only = problem_of(cases[0], mistakes=("stumble",))
    assert judged(only, [told]).misconception == ""


def test_a_mistake_that_changes_its_input_needs_a_submission_that_does() -> None:
    from dataclasses import replace

    cases = [
        case_of(number, truth(x), inputs={"x": x}, known=(("total", total(x), True),))
        for number, x in enumerate(INPUTS)
    ]
    cases = [replace(case, known=(replace(case.known[0], modified=True),)) for case in cases]
    problem = problem_of(*cases, mistakes=("total",))
    assert judged(problem, [total(x) for x in INPUTS]).misconception == ""
    changing = [gave(case, total(x), modified=("x",)) for case, x in zip(cases, INPUTS, strict=True)]
    assert judged(problem, changing).misconception == "total"


def yes_no(count: int) -> tuple[ProblemBank, list[BankCase]]:
    cases = [case_of(number, number % 2 == 0, known=(("flipped", number % 2 == 1, True),)) for number in range(count)]
    return problem_of(*cases, mistakes=("flipped",), discrete=True), cases


@pytest.mark.parametrize(("count", "name"), [(1, ""), (2, ""), (3, "flipped"), (4, "flipped")])
def test_few_valued_answers_need_three_failing_cases(count: int, name: str) -> None:
    problem, _ = yes_no(count)
    result = judged(problem, [number % 2 == 1 for number in range(count)])
    assert result.misconception == name
    assert result.as_if


def test_failing_cases_that_gave_no_answer_do_not_count_as_evidence() -> None:
    problem, cases = yes_no(4)
    silent = [Outcome(case.id, Kind.TIMED_OUT) for case in cases[2:]]
    assert judged(problem, [False, True, *silent]).misconception == ""


def test_a_view_that_fails_on_an_answer_names_nothing_and_fails_the_case() -> None:
    def first(value: Any) -> Any:
        return value["first"]

    scenario = (ScenarioInfo("ordinary", {"en": "Ordinary."}, view="first"),)
    cases = [case_of(number, truth(x), known=(("total", total(x), True),)) for number, x in enumerate(INPUTS)]
    problem = problem_of(*cases, mistakes=("total",), scenarios=scenario)
    outcomes = {case.id: gave(case, total(x)) for case, x in zip(cases, INPUTS, strict=True)}
    result = judge_problem(problem, outcomes, {"first": first}, rule="all")
    assert result.misconception == ""
    assert {case.verdict for case in result.cases} == {Verdict.WRONG_VALUE}
    assert "has not the form that is asked" in result.cases[0].message


def test_variants_of_one_mistake_do_not_block_each_other() -> None:
    answer = np.array([2.0, 5.0])
    case = case_of(0, np.array([1.0, 3.0]), known=(("clipped", answer, True), ("clipped", answer, True)))
    problem = problem_of(case, mistakes=("clipped", "clipped"))
    assert judge_problem(problem, {case.id: gave(case, answer)}, {}, rule="all").misconception == "clipped"


def test_another_exception_where_one_is_expected_does_not_block_a_name() -> None:
    answer, error = np.array([2.0, 5.0]), Raises(("ValueError", "Exception"))
    first = case_of(0, np.array([1.0, 3.0]), known=(("doubled", answer, True),))
    second = case_of(1, error, known=(("doubled", error, False),))
    problem = problem_of(first, second, mistakes=("doubled",))
    outcomes = {first.id: gave(first, answer), second.id: raised(second, "TypeError", "Exception")}
    result = judge_problem(problem, outcomes, {}, rule="all")
    assert result.misconception == "doubled"
    assert [case.misconception for case in result.cases] == ["doubled", ""]


def test_cases_that_expect_an_exception_decide_between_mistakes_that_compute_alike() -> None:
    answer, error = np.array([2.0, 5.0]), Raises(("ValueError", "Exception"))
    first = case_of(0, np.array([1.0, 3.0]), known=(("doubled", answer, True), ("unchecked", answer, True)))
    second = case_of(1, error, known=(("doubled", error, False), ("unchecked", answer, True)))
    problem = problem_of(first, second, mistakes=("doubled", "unchecked"))
    for given, name in ((raised(second, "ValueError", "Exception"), "doubled"), (gave(second, answer), "unchecked")):
        result = judge_problem(problem, {first.id: gave(first, answer), second.id: given}, {}, rule="all")
        assert result.misconception == name


def test_an_exception_of_its_own_on_one_case_does_not_block_a_name_and_on_two_it_does() -> None:
    problem = bank(total)
    own = [raised(case, "KeyError", "LookupError", "Exception") for case in problem.cases]
    result = judged(problem, [own[0], *[total(x) for x in INPUTS[1:]]])
    assert result.misconception == "total"
    assert [case.misconception for case in result.cases] == ["", "total", "total", "total"]
    assert judged(problem, [*own[:2], *[total(x) for x in INPUTS[2:]]]).misconception == ""
    assert judged(problem, own).misconception == ""


def test_a_case_in_which_rounding_chooses_the_mistake_s_answer_says_nothing() -> None:
    problem = bank(total)
    answers = [total(x) for x in INPUTS]
    answers[1] = answers[1] + 1.0  # another of many answers
    assert judged(problem, answers).misconception == ""
    known = replace(problem.cases[1].known[0], steady=False)
    cases = [replace(case, known=(known,)) if number == 1 else case for number, case in enumerate(problem.cases)]
    assert judged(replace(problem, cases=tuple(cases)), answers).misconception == "total"
    assert judged(replace(problem, cases=(cases[1],)), answers[1:2]).misconception == ""
