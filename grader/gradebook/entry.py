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
    handed_in: str = ""  # likewise; empty where the download does not tell


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """What a student asks, and the answer; `document` is a request that the gradebook does not look into."""

    id: str
    slug: str
    student_id: str
    document: bytes
    answer: str = ""
    author: str = ""
    answered_at: str = ""  # UTC, ISO 8601; empty while it is open
