"""Records, class list and policy to grades: each number with its reason."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from grader.model.course import Counts, Course, Item, Score
from grader.model.grades import Status
from grader.term.decided import EXCUSED, EXTENSION, HANDED_IN, POINTS, Decision
from grader.term.policy import Term, Work, term_grades

from .building import ADA, BO, DAY, DUE, NOW, ROSTER, attempt, grade, grades, homework, late


def decision(what: str, student: Any = ADA, **more: Any) -> Decision:
    return Decision("tiny", student, what, "ill", "tina", **more)


def test_on_time_is_what_was_graded() -> None:
    found = grade([attempt(80)])
    assert (found.status, found.earned, found.points, found.reasons) == (
        Status.GRADED,
        Fraction(80),
        100,
        ("80 of 100 points",),
    )


@pytest.mark.parametrize(
    ("policy", "hours", "earned", "words"),
    [
        ({"grace_minutes": 150, "percent_per_day": 10}, 2, 80, "2 h late: within the grace of 150 min"),
        ({"grace_minutes": 60, "percent_per_day": 10}, 2, 70, "2 h late: 1 day at 10 % of 100 points: -10"),
        ({"percent_per_day": 10}, 24, 70, "1 d late: 1 day at 10 % of 100 points: -10"),
        ({"percent_per_day": 10}, 24.01, 60, "1 d 1 min late: 2 days at 10 % of 100 points: -20"),
        ({"percent_per_hour": 0.5}, 3, Fraction(157, 2), "3 h late: 3 hours at 0.5 % of 100 points: -1.5"),
        ({"percent_per_day": 50, "floor_percent": 40}, 48, 40, "-40; not below 40 %"),
        ({"percent_per_day": 90, "floor_percent": 90}, 48, 80, "0; not below 90 %"),
        ({"percent_per_day": 100}, 48, 0, "2 days at 100 % of 100 points: -80"),
        ({}, 48, 80, "2 d late: costs nothing"),
        ({"cut_off_hours": 48, "percent_per_day": 1}, 48, 78, "2 d late"),
        ({"cut_off_hours": 48}, 48.1, 0, "after the cut-off, not counted"),
    ],
)  # fmt: skip
def test_lateness(policy: dict[str, float], hours: float, earned: Fraction, words: str) -> None:
    found = grade([attempt(80, hours)], late=late(**policy))
    assert found.earned == earned
    assert words in " ".join(found.reasons), found.reasons


def test_a_late_date_is_a_cut_off() -> None:
    until = DUE + timedelta(days=1)
    assert grade([attempt(80, DAY)], late_until=until).earned == 80
    past = grade([attempt(80, DAY + 0.1)], late_until=until)
    assert (past.status, past.earned) == (Status.MISSING, Fraction(0))


@pytest.mark.parametrize(("rule", "earned"), [(Counts.LAST, 60), (Counts.BEST, 90), (Counts.LAST_BEFORE_DUE, 90)])
def test_which_attempt_counts(rule: Counts, earned: int) -> None:
    tries = [attempt(50, -10), attempt(90, -5), attempt(60, 5)]
    found = grade(tries, counts=rule)
    assert found.earned == earned
    assert found.reasons[0].endswith(f"of 3: the {rule.value}")


def test_the_best_is_found_after_what_lateness_costs() -> None:
    found = grade([attempt(70, -1), attempt(79, 1)], counts=Counts.BEST, late=late(percent_per_day=10))
    assert found.earned == 70


def test_only_late_attempts_where_only_those_before_due_count() -> None:
    found = grade([attempt(70, 3)], counts=Counts.LAST_BEFORE_DUE)
    assert (found.status, found.earned) == (Status.MISSING, Fraction(0))
    assert "only what is handed in before it is due counts" in found.reasons[0]


def test_attempts_are_in_the_order_in_which_they_were_handed_in_not_graded() -> None:
    assert grade([attempt(60, -1), attempt(50, -10)]).earned == 60


@pytest.mark.parametrize(("score", "earned"), [(Score.PUBLIC, 1), (Score.PRIVATE, 2), (Score.ALL, 3), (None, 2)])
def test_which_score_counts(score: Score | None, earned: int) -> None:
    scores = {"public": Fraction(1), "private": Fraction(2), "all": Fraction(3)}
    assert grade([attempt(scores=scores, score_rule="private")], score=score).earned == earned


def test_an_extension_moves_due_and_late_date() -> None:
    extension = decision(EXTENSION, moment=DUE + timedelta(days=2))
    found = grade(
        [attempt(80, 49)], late=late(percent_per_day=10), late_until=DUE + timedelta(days=1), decisions=(extension,)
    )
    assert found.earned == 0
    found = grade([attempt(80, 47)], late=late(percent_per_day=10), decisions=(extension,))
    assert (found.earned, found.reasons[0]) == (Fraction(80), "extension to 2026-10-07 22:00: ill (tina)")


def test_excused_counts_nowhere() -> None:
    found = grades([attempt(80)], decisions=(decision(EXCUSED),)).students[0]
    assert (found.grades[0].status, found.grades[0].earned, found.total) == (Status.EXCUSED, None, None)


def test_what_people_give_comes_last_and_nobody_ends_below_zero() -> None:
    found = grade([attempt(80, 1)], late=late(percent_per_day=10), decisions=(decision(POINTS, points=Fraction(5)),))
    assert (found.earned, found.reasons[-1]) == (Fraction(75), "+5: ill (tina)")
    assert grade([attempt(3)], decisions=(decision(POINTS, points=Fraction(-5)),)).earned == 0


def test_items_graded_by_hand() -> None:
    items = {"report": Item(points=20), "talk": Item(points=10)}
    report = decision("report", points=Fraction(15))
    half = grade([attempt(80)], items=items, decisions=(report,))
    assert (half.status, half.earned, half.points) == (Status.UNGRADED, None, 130)
    assert half.reasons[-1] == "not graded by hand yet: talk"
    whole = grade([attempt(80)], items=items, decisions=(report, decision("talk", points=Fraction(9))))
    assert (whole.status, whole.earned) == (Status.GRADED, Fraction(104))
    assert grade([], items=items).status is Status.MISSING


def test_nothing_handed_in() -> None:
    assert grade([], now=DUE - timedelta(hours=1)).status is Status.NOT_DUE
    assert grade([], now=DUE + timedelta(hours=1), late=late(cut_off_hours=2)).status is Status.NOT_DUE
    missing = grade([], now=DUE + timedelta(hours=1))
    assert (missing.status, missing.earned, missing.reasons) == (Status.MISSING, Fraction(0), ("nothing handed in",))
    extended = decision(EXTENSION, moment=NOW + timedelta(days=1))
    assert grade([], decisions=(extended,)).status is Status.NOT_DUE


def test_what_the_grader_failed_on_is_no_zero() -> None:
    found = grades([attempt(scores={})])
    assert found.students[0].grades[0].status is Status.UNGRADED
    assert found.students[0].total is None


def test_lateness_that_no_download_measures_costs_nothing_and_is_told() -> None:
    found = grade([attempt(80, None, is_late=True)], late=late(percent_per_day=10))
    assert found.earned == 80
    assert "not by how much" in found.reasons[-1]
    told = decision(HANDED_IN, moment=DUE + timedelta(hours=1))
    assert grade([attempt(80, None, is_late=True)], late=late(percent_per_day=10), decisions=(told,)).earned == 70
    assert "1 submission counts as on time" in grades([attempt(80, None)]).findings[0]
    late_by = grade([attempt(80, None, late_seconds=90000.0)], late=late(percent_per_day=10))
    assert late_by.earned == 60


def two(first: float, second: float, **more: Any) -> Any:
    """Ada's term of two assignments, the second due a week after the first."""
    assignments = {"second": homework(due=DUE + timedelta(days=7), **more), "first": homework(**more)}
    assignments["second"] = assignments["second"].model_copy(update={"weight": Decimal(3)})
    course = Course(assignments=assignments, late_days=3, **more.pop("course", {}))
    works = [
        Work("second", 100, [attempt(80, 7 * 24 + second)], ROSTER),
        Work("first", 100, [attempt(40, first)], ROSTER),
    ]
    return term_grades(Term(course, ROSTER), works, now=NOW)


def test_late_days_are_used_in_the_order_of_due_dates() -> None:
    found = two(47, 47, late=late(percent_per_day=10)).students[0]
    assert [(each.assignment, each.late_days, each.earned) for each in found.grades] == [
        ("second", 1, 70),
        ("first", 2, 40),
    ]
    assert "1 d 23 h late: 1 late day used; 1 day at 10 %" in found.grades[0].reasons[1]


def test_late_days_are_saved_where_lateness_costs_nothing() -> None:
    assert two(47, 47).students[0].grades[0].late_days == 0


def test_weights_and_the_lowest_left_out() -> None:
    found = two(0, 0)
    assert found.students[0].total == Fraction(3 * 80 + 40, 4)
    assert found.students[1].total == 0
    course = Course(assignments={"a": homework(), "b": homework()}, drop_lowest=1)
    works = [Work("a", 100, [attempt(80)], ROSTER), Work("b", 100, [attempt(40)], ROSTER)]
    dropped = term_grades(Term(course, ROSTER), works, now=NOW).students[0]
    assert (dropped.total, dropped.dropped) == (Fraction(80), ("b",))
    only = term_grades(Term(course, ROSTER), works[:1], now=NOW).students[0]
    assert (only.total, only.dropped) == (Fraction(80), ())


def test_everybody_on_the_list_has_a_grade_and_nobody_else() -> None:
    found = grades([attempt(80), attempt(90, who="999", name="Zed")])
    assert [(each.student, each.grades[0].status) for each in found] == [(ADA, Status.GRADED), (BO, Status.MISSING)]
    assert [(each.id, each.why) for each in found.unmatched] == [("999", "not on the class list")]


def test_the_same_records_give_the_same_grades() -> None:
    tries = [attempt(80, 3), attempt(70, who="bo@x.edu")]
    assert grades(tries) == grades(tries)
