# ruff: noqa: E501 - lines as other systems write them, and whole messages
"""`course.toml`: what is wrong is told with its line and a way out."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from grader.model.course import Counts, Course, Platform, Score
from grader.model.errors import GraderError
from grader.term.declared import read_course
from grader.term.moments import extended, instant

WHOLE = """\
title = "Deep learning"
term = "2026 fall"
time_zone = "Europe/Berlin"
roster = ["roster.csv", "canvas.csv"]
counts = "best"
score = "private"
late_days = 4
drop_lowest = 1

[late]
grace_minutes = 15
percent_per_day = 12.5
floor_percent = 50
cut_off_hours = 72

[assignments.tiny]
due = 2026-10-05T23:59:00
late_until = 2026-10-09T23:59:00+02:00
weight = 2
platform = "moodle"
roster = "worksheet.csv"

[assignments.tiny.items.report]
points = 20
"""


def course_of(folder: Path, text: str) -> Course:
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return read_course(folder, ["tiny", "convolution"])


def test_a_whole_term(tmp_path: Path) -> None:
    course = course_of(tmp_path, WHOLE)
    assert (course.counts, course.score, course.late_days) == (Counts.BEST, Score.PRIVATE, 4)
    assert course.late.percent_per_day == Decimal("12.5")
    tiny = course.assignments["tiny"]
    assert (tiny.platform, tiny.roster, tiny.items["report"].points) == (Platform.MOODLE, ("worksheet.csv",), 20)


def test_no_file_is_a_course_of_defaults(tmp_path: Path) -> None:
    assert read_course(tmp_path, []) == Course()


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("grace_minutes", "grace_minuts", 11, "unknown key 'grace_minuts'; did you mean grace_minutes?"),
        ("weight = 2", "wieght = 2", 19, "did you mean weight?"),
        ("points = 20", "points = 20\nmost = 2", 25, "unknown key 'most'; known here are: points"),
        ("12.5", "-1", 12, "percent_per_day: input should be greater than or equal to 0"),
        ('"best"', '"newest"', 5, "counts: input should be 'last', 'best' or 'last before due'"),
        ("Europe/Berlin", "Mars/Olympus", 3, "no time zone of this name"),
        ("due = 2026-10-05T23:59:00", "due = 2026-10-05", 17, "expected a date with a time"),
        ("due = 2026-10-05T23:59:00", 'due = "soon"', 17, "expected a date with a time and no quotes"),
        ("2026-10-05T23:59:00", "2026-10-05T23:59", 17, "a time needs seconds: 2026-10-05T23:59:00"),
        ("2026-10-05T23:59:00", "2026-10-25T02:30:00", 17, "comes twice in Europe/Berlin"),
        ("2026-10-05T23:59:00", "2026-03-29T02:30:00", 17, "does not exist in Europe/Berlin, since clocks are put forward; write 2026-03-29T03:30+02:00"),
        ("due = 2026-10-05", "due = 2026-11-05", 18, "late_until lies before due"),
        ("[assignments.tiny]", "[assignments.tinny]", 16, "there is no assignment 'tinny' here; did you mean tiny?"),
        ("floor_percent = 50", "percent_per_hour = 1", 10, "expected percent_per_day or percent_per_hour, found both"),
        ("[late]", "[late", 10, "no TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, before: str, after: str, line: int, words: str) -> None:
    with pytest.raises(GraderError) as error:
        course_of(tmp_path, WHOLE.replace(before, after, 1))
    first = str(error.value).splitlines()[0]
    assert first.startswith(f"{tmp_path / 'course.toml'}:{line}: "), first
    assert words in first


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(GraderError) as error:
        course_of(tmp_path, WHOLE.replace("weight = 2", "wieght = 2").replace("grace_minutes", "grace"))
    assert len(str(error.value).splitlines()) == 2


def test_due_dates_on_the_days_on_which_clocks_change() -> None:
    at = instant(datetime(2026, 10, 25, 23, 59), "Europe/Berlin")  # noqa: DTZ001 - as TOML gives it
    assert at == datetime(2026, 10, 25, 22, 59, tzinfo=UTC)
    day_before = instant(datetime(2026, 10, 24, 23, 59), "Europe/Berlin")  # noqa: DTZ001 - as TOML gives it
    assert (at - day_before).total_seconds() == 25 * 3600
    assert extended("+1 day", day_before, "Europe/Berlin") == at
    assert (extended("+24 hours", day_before, "Europe/Berlin") - day_before).total_seconds() == 24 * 3600


@pytest.mark.parametrize("told", ["soon", "2026-10-07", "+2", "2026-13-01 10:00", "+2 parsecs"])
def test_an_extension_that_is_no_moment_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        extended(told, datetime(2026, 10, 5, tzinfo=UTC), "UTC")
