"""The part of a record that a term needs."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated

import msgspec

from grader.model.grades import Attempt
from grader.records.record import unreadable
from grader.records.totals import Totals


class Brief(msgspec.Struct, frozen=True):
    """The part of a record that a term needs; all its cases are skipped, which takes a tenth of the time."""

    student: str
    status: str
    digest: str
    record: int = 1
    id: str = ""
    members: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    handed_in: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    late_seconds: float | None = None
    is_late: bool = False
    attempt: int = 1
    totals: Totals | None = None


_brief = msgspec.json.Decoder(Brief)


def decode_brief(data: bytes, *, student: str) -> Brief:
    """The brief part of a record of this grader or of an older one.

    Raises:
        GradebookError: the bytes are no record; the message names whose they are.
    """
    try:
        return _brief.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise unreadable(student, error) from error


def attempt_of(brief: Brief, *, student_id: str, student: str, graded_at: str) -> Attempt:
    """A stored result as an attempt of a term; without scores where it was not graded, or by an older grader."""
    totals = brief.totals
    return Attempt(
        id=student_id,
        name=student,
        digest=brief.digest,
        graded_at=graded_at,
        scores={split: Fraction(value) for split, value in totals.earned.items()} if totals else {},
        points=totals.points if totals else 0,
        handed_in=brief.handed_in,
        late_seconds=brief.late_seconds,
        is_late=brief.is_late,
        number=brief.attempt,
        members=brief.members,
        member_ids=brief.member_ids,
        score_rule=totals.rule if totals else "all",
    )
