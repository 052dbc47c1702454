"""What one entry of the catalogue is made of, and what is looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.model.result import Report

if TYPE_CHECKING:
    from attacks.stand import Stand

FULL, CONFINED, LIMITED, NONE = "full", "confined", "limited", "none"
EVERYWHERE = (FULL, CONFINED, LIMITED)
#: What the level `limited` does not promise: files that the user may read or write are open to a submission.
WALLED = (FULL, CONFINED)


@dataclass(frozen=True)
class Evidence:
    """One graded attack, as every reader gets it."""

    level: str
    report: Report
    instructor: str  # JSON
    student: str  # JSON
    terminal: str
    stdout: str  # of all cases
    seconds: float

    def verdicts(self, problem: str) -> list[str]:
        """The verdicts of one problem's cases, in order."""
        return [case.verdict.value for case in self.cases(problem)]

    def cases(self, problem: str) -> tuple[Any, ...]:
        """One problem's cases."""
        return next(found.cases for found in self.report.problems if found.problem == problem)

    @property
    def words(self) -> str:
        """All that the report says."""
        cases = [case for problem in self.report.problems for case in problem.cases]
        said = [*self.report.notes, *self.report.flags]
        return "\n".join([*said, *(text for case in cases for text in (case.message, *case.notes))])


Check = Callable[[Evidence], None]


@dataclass(frozen=True)
class Attack:
    """One entry: a submission and what must become of it, or a trial of the grader's own readers and writers.

    A source that reaches what it must not prints a line that begins with GOT; at the walled levels none may appear, and
    where `bites` is set one must appear at level `none`. `@NAME@` in a source is replaced by a path or number.
    """

    id: str
    source: str = ""
    target: str = "attacked"
    verdict: str = "raised"  # allowed verdicts, separated by spaces
    says: str = ""  # in the report's messages, notes or flags
    also: Mapping[str, str] = field(default_factory=dict)  # other problems that do not simply pass
    files: Mapping[str, bytes | str] = field(default_factory=dict)
    build: Callable[[Path], None] | None = None  # makes the folder where files and source are not enough
    accomplice: str = ""  # a submission that is graded next, which must not get anything either
    check: Check | None = None
    trial: Callable[[Stand], None] | None = None
    levels: tuple[str, ...] = EVERYWHERE
    bites: bool = False
    stand_in: str = ""  # what stands in for what is not here
