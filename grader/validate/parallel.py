"""The slow proofs in pieces: each piece loads the course for itself, once a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from grader.bank.build import assembled, problem_bank
from grader.load import LoadedAssignment, load_assignment
from grader.model.bank import CaseBank, ProblemBank
from grader.model.folders import source_digest

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def each(
    function: Callable[[LoadedAssignment, Piece], Result],
    assignment: LoadedAssignment,
    pieces: Sequence[Piece],
    executor: Executor | None,
) -> list[Result]:
    """`function(assignment, piece)` for every piece, in order, through the executor if there is one."""
    if executor is None:
        return [function(assignment, piece) for piece in pieces]
    course, what = assignment.folder.parent.parent, assignment.what
    source = source_digest(course, assignment.slug)
    futures = [executor.submit(_there, function, course, what, source, piece) for piece in pieces]
    try:
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()


def _there(
    function: Callable[[LoadedAssignment, Piece], Result], course: Path, what: str, source: str, piece: Piece
) -> Result:
    return function(_loaded(course, what, source), piece)


@lru_cache(maxsize=1)
def _loaded(course: Path, what: str, _source: str) -> LoadedAssignment:
    """The assignment, or one problem of it, as this process loads it, again when its files are others."""
    return load_assignment(course, what)


def built(assignment: LoadedAssignment, secret: str, executor: Executor | None) -> CaseBank:
    """The assignment's bank, its problems side by side."""
    names = [problem.name for problem in assignment.problems]
    return assembled(assignment, each(partial(problem_of, secret=secret), assignment, names, executor), secret=secret)


def problem_of(assignment: LoadedAssignment, name: str, *, secret: str) -> ProblemBank:
    """One problem's cases."""
    return problem_bank(assignment, next(one for one in assignment.problems if one.name == name), secret)
