"""A student's work as bytes, read once by the trusted side."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.outcome import Program


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in; without a program, `refusal` says why in words that the student can act on."""

    student: str
    program: Program | None
    digest: str  # of the extracted entry and of every other file
    refusal: str = ""
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # for a reviewer
    attempt: int = 1  # how often it was handed in, where the download says so
    source: str = ""  # the path it was read from, for messages
