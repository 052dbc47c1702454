"""What an instructor declares of a term in `course.toml`: due dates, what lateness costs, what counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from grader.model.spec import Form


class Counts(Enum):
    """Which of several attempts a grade is of."""

    LAST = "last"
    BEST = "best"  # after what lateness costs each
    LAST_BEFORE_DUE = "last before due"


class Score(Enum):
    """Which cases' points a grade is made of."""

    ALL = "all"
    PUBLIC = "public"
    PRIVATE = "private"


class Platform(Enum):
    """Where an assignment is handed in: whose numbers stand in its downloads."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    CLASSROOM50 = "classroom50"
    BLACKBOARD = "blackboard"
    BRIGHTSPACE = "brightspace"
    NBGRADER = "nbgrader"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f'no time zone of this name; expected one like "Europe/Berlin" or "UTC", found {name!r}'
        ) from error
    return name


def _moment(value: object) -> object:
    if not isinstance(value, datetime):
        raise ValueError(  # noqa: TRY004 - pydantic gathers a ValueError, a TypeError would end it
            f"expected a date with a time and no quotes, like 2026-10-05T23:59:00, found {value!s}"
        )
    return value


def _files(value: object) -> object:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Percent = Annotated[Decimal, Field(ge=0, le=100)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Files = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_files)]


class Late(Form):
    """What lateness costs. Percent are of the points of the assignment; a started day of 24 hours counts whole."""

    grace_minutes: Annotated[int, Field(strict=True, ge=0)] = 0  # up to this late is on time
    percent_per_day: Percent | None = None
    percent_per_hour: Percent | None = None
    floor_percent: Percent = Decimal(0)  # lateness takes nothing below this share of the points
    late_days_each: Annotated[int, Field(strict=True, ge=0)] | None = None  # of the term's late days on one assignment
    cut_off_hours: Annotated[Decimal, Field(ge=0)] | None = None  # later than this does not count at all


class Item(Form):
    """A part of an assignment that a person grades."""

    points: Annotated[int, Field(strict=True, gt=0)]


class Homework(Form):
    """One assignment as the term asks for it."""

    due: Moment | None = None
    late_until: Moment | None = None  # what comes later does not count at all
    late: Late | None = None  # in place of the course's
    counts: Counts | None = None
    score: Score | None = None
    weight: Annotated[Decimal, Field(ge=0)] = Decimal(1)  # in the course total, relative to the others'
    platform: Platform | None = None
    roster: Files = ()  # the platform's numbers for this assignment alone, as Moodle's worksheet has them
    items: Mapping[str, Item] = Field(default_factory=dict)


class Course(Form):
    """A term: `course.toml` in the course's folder. What is not said stays as if there were no such file."""

    title: str = ""
    term: str = ""
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"  # of every time without one
    roster: Files = ()  # one class list, or several of the same class: people are joined by number, login, e-mail
    groups: str = "groups.csv"
    decisions: str = "decisions.csv"
    map: str = "map.csv"
    late: Late = Late()
    counts: Counts = Counts.LAST
    score: Score | None = None  # where nothing is said, as the assignment itself counts
    late_days: Annotated[int, Field(strict=True, ge=0)] = 0  # a student's for the whole term: they cost nothing
    drop_lowest: Annotated[int, Field(strict=True, ge=0)] = 0
    assignments: Mapping[str, Homework] = Field(default_factory=dict)
