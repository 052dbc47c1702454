"""The slow proofs in pieces: each piece loads the course for itself, once a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from grader.bank.build import build
from grader.bank.public import Course
from grader.load import load_assignment
from grader.validate.proof import Subject

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def each(
    function: Callable[[Path, str, str, Piece], Result], subject: Subject, pieces: Sequence[Piece]
) -> list[Result]:
    """`function(course, slug, secret, piece)` for every piece, in order, through the subject's executor if any."""
    course, slug, secret = subject.assignment.folder.parent.parent, subject.assignment.slug, subject.secret
    if subject.executor is None:
        return [function(course, slug, secret, piece) for piece in pieces]
    futures = [subject.executor.submit(function, course, slug, secret, piece) for piece in pieces]
    try:
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()


@lru_cache(maxsize=1)
def subject_of(course: Path, slug: str, secret: str) -> Subject:
    """The assignment as this process loads it."""
    assignment = load_assignment(course, slug)
    return Subject(assignment, build(assignment, secret=secret), Course.of(assignment.public_source), secret)
