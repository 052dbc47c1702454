"""The slow proofs over all cores: each piece loads the course for itself, once a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from grader.bank.build import build
from grader.bank.public import Course
from grader.load import load_assignment
from grader.validate.proof import Subject

Piece = TypeVar("Piece")
Result = TypeVar("Result")

#: Fewer pieces than this are not worth the start of processes.
WORTH = 2


def each(
    function: Callable[[Path, str, str, Piece], Result], subject: Subject, pieces: Sequence[Piece]
) -> list[Result]:
    """`function(course, slug, secret, piece)` for every piece, in order, in as many processes as there are cores."""
    course, slug, secret = subject.assignment.folder.parent.parent, subject.assignment.slug, subject.secret
    jobs = min(os.cpu_count() or 1, len(pieces))
    if jobs < WORTH:
        return [function(course, slug, secret, piece) for piece in pieces]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts) as pool:
        futures = [pool.submit(function, course, slug, secret, piece) for piece in pieces]
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


def _ignore_interrupts() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
