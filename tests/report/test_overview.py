"""A class in numbers computed by hand: of a problem, ordinary cases are 20/3 points and huge ones 10/3."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from grader.model.result import CaseResult, Report, Verdict
from grader.statistics.items import ENOUGH_STUDENTS, item_statistics
from grader.statistics.overview import Rate, overview

from .building import CASES, bank, report, wrong

PUBLIC, PRIVATE, HUGE = "f/ordinary/public/0", "f/ordinary/private/0", ("f/huge/private/0", "f/huge/private/1")


def failing(*cases: str, student: str = "ada") -> Report:
    return report(*(CaseResult(case, Verdict.WRONG_VALUE) for case in cases), student=student)


def everything(student: str = "cy") -> Report:
    return failing(*(f"{problem}/{case}" for problem in "fg" for case in CASES), student=student)


def a_class() -> list[Report]:
    """20 of 20 points, 160/9 (one of three ordinary cases of f is wrong), 0, and one that is ungraded."""
    unknown = replace(failing(student="di"), status="ungraded")
    return [failing(student="ada"), failing(PUBLIC, student="bo"), everything(), unknown]


def test_median_mean_and_bins_are_of_the_shares_of_who_is_graded() -> None:
    found = overview(a_class(), bank())
    assert (found.graded, found.ungraded, found.full) == (3, (("di-7", "di"),), 1)
    assert found.median == pytest.approx(8 / 9)
    assert found.mean == pytest.approx(17 / 27)
    assert found.bins == (1, 0, 0, 0, 0, 0, 0, 0, 1, 1)


def test_the_median_of_an_even_class_lies_between_the_two_in_the_middle() -> None:
    assert overview(a_class()[:2], bank()).median == pytest.approx(17 / 18)


def test_what_costs_most_comes_first_with_who_fails_and_what_it_costs() -> None:
    found = overview(a_class(), bank())
    f, g = found.problems
    assert (f.problem, f.failed, round(f.points, 9)) == ("f", 2, 10)
    assert f.lost == pytest.approx((20 / 9 + 10) / 3)
    assert f.earned == pytest.approx(1 - (20 / 9 + 10) / 30)
    assert (g.problem, g.failed, lost(g), round(g.earned, 4)) == ("g", 1, 3.3333, 0.6667)
    order = [(rate.problem, rate.scenario, rate.failed) for rate in found.scenarios]
    assert order == [("f", "ordinary", 2), ("g", "ordinary", 1), ("f", "huge", 1), ("g", "huge", 1)]
    assert [lost(rate) for rate in found.scenarios] == [2.963, 2.2222, 1.1111, 1.1111]


def lost(rate: Rate) -> float:
    return round(rate.lost, 4)


def test_a_misunderstanding_counts_students_and_shows_two_public_cases_without_a_name() -> None:
    told = wrong(PUBLIC, misconception="sum_not_mean")
    private = wrong(PRIVATE, misconception="sum_not_mean")
    many = [report(told, name="sum_not_mean", student=name) for name in ("ada", "bo", "cy")]
    found = overview([*many, report(private, name="sum_not_mean", student="di"), failing(student="ed")], bank())
    (shared,) = found.shared
    assert (shared.problem, shared.name, shared.students) == ("f", "sum_not_mean", 4)
    assert [case.case for case in shared.examples] == [PUBLIC, PUBLIC]


def test_the_second_example_is_another_case_where_there_is_one() -> None:
    told = [wrong(case, misconception="sum_not_mean") for case in (PUBLIC, "f/ordinary/public/1")]
    (shared,) = overview([report(*told, name="sum_not_mean", student=name) for name in ("ada", "bo")], bank()).shared
    assert [case.case for case in shared.examples] == [PUBLIC, "f/ordinary/public/1"]


def test_a_private_case_is_no_example() -> None:
    found = overview([report(wrong(PRIVATE, misconception="sum_not_mean"), name="sum_not_mean")], bank())
    assert found.shared[0].examples == ()


def test_programs_that_came_to_no_end_are_named_once_each_and_wrong_answers_are_not() -> None:
    late = [CaseResult(case, Verdict.TIMED_OUT) for case in (PUBLIC, *HUGE)]
    crashed = CaseResult(PUBLIC, Verdict.CRASHED)
    class_ = [report(*late, student="ada"), report(crashed, student="bo"), report(late[0], student="cy"), everything()]
    found = {each.verdict: [name for _, name in each.students] for each in overview(class_, bank()).troubles}
    assert found == {Verdict.TIMED_OUT: ["ada", "cy"], Verdict.CRASHED: ["bo"]}


def test_who_handed_in_no_function_at_all_is_to_be_looked_at_and_who_forgot_one_is_not() -> None:
    nothing = [CaseResult(f"{problem}/{case}", Verdict.MISSING) for problem in "fg" for case in CASES]
    class_ = [report(*nothing, student="ada"), report(*nothing[:5], student="bo")]
    (found,) = overview(class_, bank()).troubles
    assert (found.verdict, found.students) == (Verdict.MISSING, (("ada-7", "ada"),))


def test_a_class_without_a_graded_student_is_all_zeros() -> None:
    found = overview(a_class()[3:], bank())
    assert (found.graded, found.median, found.mean, sum(found.bins), found.problems[0].failed) == (0, 0.0, 0.0, 0, 0)


def test_point_biserial_correlations_are_those_on_paper() -> None:
    # Three of four fail the public case, one of these a private one too. With c the points of all others, the public
    # case has credits 0 0 0 1 and others c c c-20/9 c: covariance 5/9, deviations 10/(3 sqrt 3) and sqrt 3 / 2: 1/3.
    reports = [failing(PUBLIC), failing(PUBLIC), failing(PUBLIC, PRIVATE), failing()]
    found = {item.case: item for item in item_statistics(reports, bank()).items}
    assert found[PUBLIC].discrimination == pytest.approx(1 / 3)
    assert found[PRIVATE].discrimination == pytest.approx(1 / 3)
    assert (found[PUBLIC].difficulty, found[PRIVATE].difficulty) == (0.25, 0.75)
    assert [round(found[case].worth, 4) for case in (PUBLIC, HUGE[0])] == [2.2222, 1.6667]
    assert found[HUGE[0]].discrimination is None


def test_what_stronger_students_fail_is_to_be_looked_at() -> None:
    ordinary = tuple(f"{problem}/{case}" for problem in "fg" for case in CASES if case.startswith("ordinary"))
    half = ENOUGH_STUDENTS // 2
    reports = [failing(*HUGE)] * half + [failing(*ordinary)] * half
    targets = {each.target for each in item_statistics(reports, bank()).proposals if each.action == "look at"}
    assert "f/huge" in targets
    assert "g/ordinary" not in targets
