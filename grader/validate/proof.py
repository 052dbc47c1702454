"""The list of proofs, and what they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from grader.bank.cache import cache_file
from grader.bank.evaluate import Answer, Course, answer
from grader.bank.preview import Pace, preview
from grader.bank.reuse import Parts, keep
from grader.judge.decide import Rule
from grader.load import LoadedAssignment, LoadedProblem, load_assignment
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.folders import source_digest
from grader.model.outcome import Kind, Outcome
from grader.model.values import Raises
from grader.validate.parallel import built

#: From so many seconds on that one problem's bank will take, an author is told before the wait.
LONG = 10.0
#: The proof whose findings say what is still to be written: until then no case is drawn.
UNWRITTEN = "to write"
#: The proof that says how long a slow reference will keep its author waiting.
TIME = "time"


@dataclass(frozen=True)
class Finding:
    """One statement about one problem (or, with an empty problem, about the assignment)."""

    proof: str
    problem: str
    ok: bool
    text: str
    margin: float | None = None  # for tables: as a share of the limit, or in tolerances


@dataclass(frozen=True)
class Subject:
    """An assignment with its bank: what every proof looks at."""

    assignment: LoadedAssignment
    bank: CaseBank
    course: Course
    secret: str
    executor: Executor | None = None  # runs the slow proofs; without one, this process does

    def pairs(self) -> Sequence[tuple[LoadedProblem, ProblemBank]]:
        """Each problem's declaration with its bank."""
        return list(zip(self.assignment.problems, self.bank.problems, strict=True))

    def answer(self, function: Callable[..., object], problem: LoadedProblem, case: BankCase) -> Answer:
        """What a function of the course gives on one case."""
        view = next(s.view for s in problem.scenarios if s.name == case.scenario)
        return answer(function, case.task.calls, self.course, view)

    def rule(self, case: BankCase) -> Rule:
        """What such an answer, which has been through the view, is judged by."""
        scenario = self.bank.problem(case.problem).scenario_of[case.scenario]
        return Rule.of(case, scenario, self.course.callables, viewed=True)


Check = Callable[[Subject], list[Finding]]
#: A check of what is written, which needs no case.
PaperCheck = Callable[[LoadedAssignment], list[Finding]]


@dataclass(frozen=True)
class Proof:
    """All findings about one assignment."""

    slug: str
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every proof holds."""
        return all(finding.ok for finding in self.findings)


def prove(
    course: Path,
    what: str,
    *,
    secret: str,
    checks: Sequence[Check],
    progress: Callable[[str], None],
    paper: Sequence[PaperCheck] = (),
    tell: Callable[[Finding], None] | None = None,
    executor: Executor | None = None,
) -> Proof:
    """Load, build and check one assignment, or one problem of it (SLUG/PROBLEM).

    `tell` gets every finding as soon as it is made; `executor` runs the slow proofs in pieces, and serves any number
    of calls.

    Raises:
        SpecError: the assignment cannot even be built.
    """
    findings: list[Finding] = []
    source = source_digest(course, what.partition("/")[0])
    assignment = load_assignment(course, what)
    for finding in _findings(assignment, source, secret, checks, paper, progress, executor):
        findings.append(finding)
        if tell:
            tell(finding)
    return Proof(what, tuple(findings))


def _findings(
    assignment: LoadedAssignment,
    source: str,
    secret: str,
    checks: Sequence[Check],
    paper: Sequence[PaperCheck],
    progress: Callable[[str], None],
    executor: Executor | None,
) -> Iterator[Finding]:
    """What is written first; cases are drawn only where nothing is left to be written."""
    places = 0
    for read in paper:
        for finding in read(assignment):
            places += finding.proof == UNWRITTEN
            yield finding
    if places:
        text = f"{places} places above are still to be written; cases are drawn, and held against them, after that"
        yield Finding(UNWRITTEN, "", False, text)
        return
    yield from _waits(preview(assignment, secret=secret))
    progress("drawing and measuring the cases")
    bank = built(assignment, secret, executor)
    _keep(assignment, source, bank, secret)
    subject = Subject(assignment, bank, Course.of(assignment.public_source), secret, executor)
    for check in checks:
        progress(check.__doc__.split("\n")[0] if check.__doc__ else check.__name__)
        yield from check(subject)


def _keep(assignment: LoadedAssignment, source: str, bank: CaseBank, secret: str) -> None:
    """What was drawn here `grade` need not draw again, unless an author has edited a file since `source` was read."""
    course = assignment.folder.parent.parent
    parts = Parts.of(course, assignment.slug, secret)
    if assignment.is_whole and source_digest(course, assignment.slug) == source:
        keep(bank, course, cache_file(course, assignment.slug, secret), parts)


def _waits(paces: Iterable[Pace]) -> Iterator[Finding]:
    """Where the author will have to wait for a slow reference, told before the wait."""
    for pace in paces:
        if pace.total > LONG:
            text = f"the reference takes {pace.seconds * 1e3:.0f} ms for a case of {pace.scenario}"
            text += f"; a bank takes about {pace.total:.0f} s, and a proof draws several of them"
            yield Finding(TIME, pace.problem, True, text)


def as_outcome(case: BankCase, given: Answer) -> Outcome:
    """An author's answer as if a submission had given it (after the view)."""
    if isinstance(given.outcome, Raises):
        return Outcome(case.id, Kind.RAISED, exceptions=given.outcome.names)
    modified = ("an argument",) if given.modified else ()
    return Outcome(case.id, Kind.VALUE, value=given.outcome, modified=modified)
