"""Whose a submission is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from grader.model.course import Course, Platform
from grader.model.grades import Grades, Status
from grader.model.roster import Roster, Student
from grader.term.decided import Group, Known

from .building import ADA, BO, attempt, grades, homework

CY = Student("Cy Young", "3", "cy", "cy@x.edu", github="cy-gh", canvas="301", moodle="2")
ROSTER = Roster((ADA, BO, CY))


def who(found: Grades) -> list[str]:
    return [each.student.name for each in found if each.grades[0].status is Status.GRADED]


def graded(*attempts: Any, platform: Platform | None = None, **more: Any) -> Grades:
    course = Course(assignments={"tiny": homework(platform=platform)})
    return grades(attempts, course, roster=ROSTER, **more)


@pytest.mark.parametrize("told", ["3", "cy", "CY@X.edu", "cy-gh", "CY-GH", "301"])
def test_any_identifier_finds_its_student(told: str) -> None:
    assert who(graded(attempt(who=told))) == ["Cy Young"]


def test_a_number_of_two_systems_is_nobodys_until_the_platform_is_told() -> None:
    found = graded(attempt(who="2"))
    assert who(found) == []
    assert "write platform = " in found.unmatched[0].why
    assert who(graded(attempt(who="2"), platform=Platform.MOODLE)) == ["Cy Young"]
    assert who(graded(attempt(who="2"), platform=Platform.GRADESCOPE)) == ["Bo Li"]


def test_a_name_suggests_and_the_map_decides() -> None:
    found = graded(attempt(who="Young, Cy", name="Young, Cy"))
    assert who(found) == []
    assert found.unmatched[0].why == "not on the class list by this id; the name is that of Cy Young (3)"
    known = Known("Young, Cy", "", CY)
    assert who(graded(attempt(who="Young, Cy", name="Young, Cy"), known=(known,))) == ["Cy Young"]
    other = replace(known, assignment="other")
    assert who(graded(attempt(who="Young, Cy", name="Young, Cy"), known=(other,))) == []


def test_every_member_of_a_gradescope_group_is_graded() -> None:
    group = attempt(who="1", name="Ada Lovelace & Bo Li & Zed", members=("Ada Lovelace", "Bo Li", "Zed"))
    found = graded(replace(group, member_ids=("1", "2", "9")), platform=Platform.GRADESCOPE)
    assert who(found) == ["Ada Lovelace", "Bo Li"]
    assert [each.id for each in found.unmatched] == ["9"]


@pytest.mark.parametrize("name", ["group_1", "Group 1", "group1"])
def test_members_come_from_the_list_of_groups(name: str) -> None:
    group = Group("Group 1", "", (ADA, CY))
    assert who(graded(attempt(who="777", name=name), groups=(group,))) == ["Ada Lovelace", "Cy Young"]
    assert who(graded(attempt(who="1", name="adalovelace"), groups=(group,))) == ["Ada Lovelace", "Cy Young"]
    own = Group("Pair", "tiny", (ADA, BO))
    assert who(graded(attempt(who="1", name="adalovelace"), groups=(group, own))) == ["Ada Lovelace", "Bo Li"]


def test_of_a_group_the_attempt_that_counts_may_be_another_members() -> None:
    group = Group("G", "", (ADA, BO))
    found = graded(attempt(50, -5, who="1"), attempt(90, -1, who="2"), groups=(group,), platform=Platform.GRADESCOPE)
    assert [each.grades[0].earned for each in found][:2] == [90, 90]
