"""Statistics of cases against numbers that are known otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from grader.model.result import CaseResult, Report, Verdict
from grader.report.items import document, tables
from grader.statistics.items import ENOUGH_STUDENTS, Item, ItemStatistics, item_statistics
from grader.statistics.marks import marks_of

from .building import CASES, bank, printed, report

PUBLIC, PRIVATE, HUGE = "f/ordinary/public/0", "f/ordinary/private/0", ("f/huge/private/0", "f/huge/private/1")


def failing(*cases: str) -> Report:
    return report(*(CaseResult(case, Verdict.WRONG_VALUE) for case in cases))


def of(found: ItemStatistics, case: str) -> Item:
    return next(item for item in found.items if item.case == case)


def test_points_of_the_cases_add_up_to_the_points_of_the_score() -> None:
    marks = marks_of([failing(PUBLIC, *HUGE)], bank())
    assert marks.worth.sum() == pytest.approx(20)
    assert (marks.credit @ marks.worth)[0] == pytest.approx(float(failing(PUBLIC, *HUGE).total.earned))


def test_discrimination_is_the_correlation_with_the_points_of_all_other_cases() -> None:
    reports = [failing(PUBLIC, PRIVATE), failing(PUBLIC), failing(*HUGE), failing()]
    found, marks = item_statistics(reports, bank()), marks_of(reports, bank())
    for column, case in enumerate(marks.cases):
        points = marks.credit * marks.worth
        rest = points.sum(axis=1) - points[:, column]
        if marks.credit[:, column].std():
            assert of(found, case).discrimination == pytest.approx(np.corrcoef(rest, marks.credit[:, column])[0, 1])
        else:
            assert of(found, case).discrimination is None


def test_who_fails_a_case_alone_is_counted_by_problem() -> None:
    found = item_statistics([failing(PUBLIC), failing(PUBLIC, "g/huge/private/0"), failing(*HUGE)], bank())
    assert (of(found, PUBLIC).alone, of(found, HUGE[0]).alone, of(found, "g/huge/private/0").alone) == (2, 0, 1)
    assert of(found, PUBLIC).difficulty == pytest.approx(1 / 3)


def test_the_ungraded_count_nowhere_and_an_empty_class_has_no_items() -> None:
    assert item_statistics([replace(failing(), status="ungraded")], bank()).students == 0


def test_a_trap_that_surprises_is_proposed_as_public_and_an_idle_case_as_dropped() -> None:
    reports = [failing(*HUGE) if number % 4 == 0 else failing() for number in range(ENOUGH_STUDENTS)]
    proposals = {(each.action, each.target) for each in item_statistics(reports, bank()).proposals}
    assert ("make public", "f/huge") in proposals
    assert ("drop", PRIVATE) in proposals
    assert ("drop", HUGE[0]) not in proposals
    assert ("drop", PUBLIC) not in proposals
    assert item_statistics(reports[1:], bank()).proposals == ()


def test_table_and_json_hold_the_same_numbers() -> None:
    found = item_statistics([failing(PUBLIC), failing(*HUGE)], bank())
    text = printed(*tables(found, every=True))
    assert f"{PUBLIC}" in text
    assert len(document(found)["items"]) == len(found.items) == 10
    assert document(found)["gaps"][0] == {"problem": "f", "public": 0.75, "private": pytest.approx(2 / 3), "hidden": 1}


def test_the_table_fits_a_terminal_of_eighty_columns_and_an_empty_proposal_is_told() -> None:
    few = [failing(PUBLIC, "g/huge/private/0") if number % 2 else failing() for number in range(ENOUGH_STUDENTS)]
    text = printed(*tables(item_statistics(few, bank()), every=True), width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "f/ordinary/public/0  " in text
    assert "nation fail alone guards" in text
    everybody = [failing(*(f"{problem}/{case}" for problem in "fg" for case in CASES))] * ENOUGH_STUDENTS
    assert "nothing to propose" in printed(*tables(item_statistics(everybody, bank()), every=False), width=80)
