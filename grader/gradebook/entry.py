"""One result of one student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["graded", "ungraded"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What grading one submission gave; `report` is a record that the gradebook does not look into."""

    slug: str
    id: str  # the student's own: a row is found by it
    student: str  # the name that is shown
    run_key: str  # of everything that decides the outcomes: if it changed, the submission is run again
    score_key: str  # of everything else that decides the score: if only it changed, it is rescored
    status: Status
    report: bytes
    graded_at: str  # UTC, ISO 8601
