"""One submission as a list of steps: run, judge, score, report."""

from __future__ import annotations

import hashlib
import platform
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import structs

from grader.bank.public import Course
from grader.frameworks import LIBRARIES, NUMPY, framework_named, framework_within
from grader.judge.judge import Judge
from grader.judge.score import add
from grader.languages import said
from grader.model.bank import SPLITS, CaseBank
from grader.model.code import code_digest
from grader.model.errors import GraderFault
from grader.model.outcome import Kind, Outcome, RunResult
from grader.model.result import ProblemResult, Report, Verdict
from grader.model.submission import Submission
from grader.run import Level, Run, Runner

if TYPE_CHECKING:
    from grader.run import Prepared
    from grader.run.host.early import Early

#: The code that verdicts depend on, beside what the bank was made by.
VERDICT_CODE = ("run", "frameworks", "judge", "model", "grade.py")

#: Submissions that wait to be finished, with what is known of them, before they are.
_MOST_SLOW = 32


def environment() -> dict[str, str]:
    """What a result depends on of this machine: versions and architecture."""
    found = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    return found | {name: number for name in LIBRARIES if (number := installed(name))}


@cache
def installed(package: str) -> str:
    """A package's version without importing it, or an empty string; the folder's name says it fastest."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return ""
    beside = Path(spec.origin).parent.parent
    names = [path.name for path in beside.glob(f"{package}-*.dist-info")]
    if len(names) == 1:
        return names[0].removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version(package)


def run_key(submission: Submission, bank: CaseBank, level: Level) -> str:
    """Digest of everything that verdicts depend on, and of the notes that stand among those of a run.

    While it stays, a submission is not run again.
    """
    framework = submission.program.framework if submission.program is not None else ""
    notes = "\n".join(submission.notes)
    parts = [submission.digest, submission.refusal, notes, bank.evidence, code_digest(*VERDICT_CODE), level.value]
    return hashlib.sha256("\0".join([*parts, *_versions(framework)]).encode()).hexdigest()


@cache
def _versions(framework: str) -> tuple[str, ...]:
    """What verdicts on a submission in this framework depend on of this machine, none of which changes meanwhile."""
    here = environment()
    found = (".".join(here["python"].split(".")[:2]), here["machine"], here["numpy"])
    return (*found, here.get(framework, "")) if framework not in {"", NUMPY.name} else found


@dataclass
class InProgress:
    """A submission between the start of its run and its report; an error of the grader is kept for the report."""

    submission: Submission
    started: float
    result: Run | RunResult | None = None
    error: Exception | None = None
    run_seconds: float = 0.0

    @property
    def put_off(self) -> Mapping[str, str]:
        """Problems whose function took longer than a first look, and the case in which it did."""
        return self.result.put_off if isinstance(self.result, RunResult) else {}

    @property
    def is_doubtful(self) -> bool:
        """Whether the answers made no sense, so that only a careful second run tells what they are worth."""
        return isinstance(self.result, RunResult) and self.result.doubtful

    def send_more(self) -> None:
        """Send the worker further requests if it can take some; the call never waits."""
        with self.keeping_errors():
            if isinstance(self.result, Run):
                self.result.pump()

    def wait(self) -> None:
        """Wait until the worker has answered everything; the answers are not decoded yet."""
        with self.keeping_errors():
            if isinstance(self.result, Run):
                self.result.finish()
        self.run_seconds = time.perf_counter() - self.started

    def decode(self) -> None:
        """Turn the worker's answers into outcomes."""
        with self.keeping_errors():
            if isinstance(self.result, Run):
                self.result = self.result.result()

    @contextmanager
    def keeping_errors(self) -> Iterator[None]:
        """Keep what the grader raises, so that its fault leaves one submission ungraded and costs no student points."""
        try:
            yield
        except Exception as error:
            self.result, self.error = None, error


@dataclass(frozen=True)
class Looked:
    """A submission after a first look: a report without the problems that are put off, and these with their cases."""

    report: Report
    put_off: Mapping[str, str]


def completed(looked: Looked, found: Iterable[Report], bank: CaseBank) -> Report:
    """The report with what second looks have found, a report for each problem that was put off."""
    first, reports = looked.report, list(found)
    results = {result.problem: result for report in (*reports, first) for result in report.problems}
    problems = tuple(results[problem.name] for problem in bank.problems)
    stages = Counter(first.stages)
    for report in reports:
        stages.update(report.stages)
    return structs.replace(
        first,
        status="ungraded" if any(report.status == "ungraded" for report in (first, *reports)) else first.status,
        problems=problems,
        **scores(problems),
        notes=tuple(dict.fromkeys(note for report in (first, *reports) for note in report.notes)),
        seconds=sum(report.seconds for report in (first, *reports)),
        stages=dict(stages),
    )


def scores(problems: Sequence[ProblemResult]) -> dict[str, Any]:
    """The sum of the problems' points, and each split's."""
    splits = {split: add([problem.splits[split] for problem in problems]) for split in SPLITS}
    return {"total": add([problem.total for problem in problems]), "splits": splits}


@dataclass
class GradingSession:
    """Everything that one process needs to grade submissions of one bank: the bank, a runner and a judge."""

    bank: CaseBank
    runner: Runner
    prepared: Prepared
    callables: Mapping[str, Any]
    environment: Mapping[str, str]
    level: Level

    @classmethod
    def open(cls, bank: CaseBank, level: Level, *, early: Early | None = None) -> GradingSession:
        """Start with a bank; the fork servers start with the first submission, unless one was started early."""
        runner = Runner(level=level, libraries=bank.libraries, early=early)
        prepared = runner.prepare(bank.tasks)
        return cls(bank, runner, prepared, Course.of(bank.public_source).callables, environment(), level)

    @cached_property
    def judge(self) -> Judge:
        """The judge of this bank."""
        return Judge(self.bank, self.callables)

    def close(self) -> None:
        """Stop the fork servers."""
        self.runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def grade(self, submission: Submission, *, tell: Callable[[Looked], None] | None = None) -> Report:
        """Run, judge and score one submission; what breaks in the grader leaves it ungraded, never at zero.

        `tell` gets what is known as soon as all that is left are functions that take long.
        """
        looked = self.first_look(submission)
        if looked.put_off and tell is not None:
            tell(looked)
        return self._completed(submission, looked)

    def first_look(self, submission: Submission) -> Looked:
        """Run and judge all of a submission but the functions that take long."""
        return self._looked(self.start(submission))

    def second_look(self, submission: Submission, problem: str, case: str) -> Report:
        """The report of one problem that a first look has put off at a case."""
        return self._looked(self.start(submission, problem=problem, suspect=case)).report

    def _looked(self, current: InProgress) -> Looked:
        current.wait()
        current.decode()
        return Looked(self.report(current), current.put_off)

    def _completed(self, submission: Submission, looked: Looked) -> Report:
        if not looked.put_off:
            return looked.report
        found = [self.second_look(submission, problem, case) for problem, case in looked.put_off.items()]
        return completed(looked, found, self.bank)

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[Report]:
        """Grade one after the other; while one runs, the session judges the previous one and the caller handles it.

        A submission in which some function takes long is finished later; one whose answers made no sense is graded a
        second time, carefully, after all others.
        """
        remaining, doubtful, slow = iter(submissions), list[Submission](), list[tuple[Submission, Looked]]()
        previous: InProgress | None = None
        following = next(remaining, None)
        while following is not None:
            current = self.start(following, careful=False)
            if previous is not None:
                yield from self._report_if_done(previous, doubtful, slow, meanwhile=current.send_more)
            following = next(remaining, None)  # read while the worker runs, so that no run waits for a file
            current.wait()
            previous = current
            if len(slow) >= _MOST_SLOW:
                yield from self._finished(slow)
        if previous is not None:
            yield from self._report_if_done(previous, doubtful, slow)
        yield from self._finished(slow)
        yield from map(self.grade, doubtful)

    def _report_if_done(
        self,
        finished: InProgress,
        doubtful: list[Submission],
        slow: list[tuple[Submission, Looked]],
        *,
        meanwhile: Callable[[], None] | None = None,
    ) -> Iterator[Report]:
        finished.decode()
        if finished.is_doubtful:
            doubtful.append(finished.submission)
            return
        report = self.report(finished, meanwhile=meanwhile)
        if finished.put_off:
            slow.append((finished.submission, Looked(report, finished.put_off)))
        else:
            yield report

    def _finished(self, slow: list[tuple[Submission, Looked]]) -> Iterator[Report]:
        """The reports of those that take long; the list is empty then."""
        while slow:
            yield self._completed(*slow.pop(0))

    def start(
        self, submission: Submission, *, careful: bool = True, problem: str = "", suspect: str = ""
    ) -> InProgress:
        """Start a submission's run, of one problem if it is named; `careful` and `suspect` as in `Runner.start`."""
        submission = self._within(submission)
        current = InProgress(submission, time.perf_counter())
        with current.keeping_errors():
            prepared = self.prepared.of(problem) if problem else self.prepared
            current.result = self._run_or_refusal(submission, prepared, careful=careful, suspect=suspect)
        return current

    def report(self, finished: InProgress, *, meanwhile: Callable[[], None] | None = None) -> Report:
        """Judge a submission whose answers are decoded; the judge calls `meanwhile` between two cases."""
        started = time.perf_counter()
        report: Report | None = None
        with finished.keeping_errors():
            if isinstance(finished.result, RunResult):
                outcomes = {outcome.case: outcome for outcome in finished.result.outcomes}
                problems = self.judge.results(outcomes, between=meanwhile)
                report = self._report(finished.submission, finished.result, problems)
        if report is None:
            report = self.ungraded(finished.submission, finished.error or GraderFault("it was never run"))
        seconds = time.perf_counter() - started
        stages = finished.result.stages if isinstance(finished.result, RunResult) else {}
        return structs.replace(report, stages={**stages, "judge": seconds}, seconds=finished.run_seconds + seconds)

    def ungraded(self, submission: Submission, error: BaseException) -> Report:
        """The report of a submission that the grader could not grade; its note says where the error was raised."""
        places = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f" ({Path(place.filename).name}:{place.lineno})" for place in places)
        words = said("the grader failed: {error}", error=f"{type(error).__name__}: {error}{where}")
        outcomes = tuple(Outcome(task.case, Kind.GRADER_ERROR, message=words) for task in self.bank.tasks)
        problems = self.judge.results({outcome.case: outcome for outcome in outcomes})
        return self._report(submission, RunResult(outcomes, notes=(words,)), problems)

    def lacks_framework(self, submission: Submission) -> bool:
        """Whether it works in a framework that the assignment allows and this machine lacks: nobody's fault."""
        program = self._within(submission).program
        return program is not None and program.framework not in self.environment

    def _within(self, submission: Submission) -> Submission:
        """The submission; a framework that the assignment does not allow is none, and its import is refused."""
        program = submission.program
        if program is None:
            return submission
        framework = framework_within(self.bank.libraries, program.framework)
        return replace(submission, program=replace(program, framework=framework))

    def _run_or_refusal(
        self, submission: Submission, prepared: Prepared, *, careful: bool, suspect: str
    ) -> Run | RunResult:
        if submission.program is None:
            return refused(self.bank, submission.refusal)
        if self.lacks_framework(submission):
            words = needs_framework(submission)
            skipped = tuple(Outcome(task.case, Kind.SKIPPED, message=words) for task in self.bank.tasks)
            return RunResult(skipped, notes=(words,))
        program = replace(submission.program, public=self.bank.public_source)
        return self.runner.start(program, prepared, careful=careful, suspect=suspect)

    def _report(self, submission: Submission, result: RunResult, problems: tuple[ProblemResult, ...]) -> Report:
        failed = any(case.verdict is Verdict.GRADER_ERROR for problem in problems for case in problem.cases)
        failed = failed or self.lacks_framework(submission)
        return Report(
            assignment=self.bank.slug,
            **told_of(submission),
            status="ungraded" if failed else "graded",
            digest=submission.digest,
            framework=submission.program.framework if submission.program else "numpy",
            isolation=self.level.value,
            problems=problems,
            **scores(problems),
            notes=submission.notes + result.notes,
            flags=submission.flags + result.flags,
            environment=self.environment,
            secret_fingerprint=self.bank.secret_fingerprint,
        )


def told_of(submission: Submission) -> dict[str, Any]:
    """What a report says of a submission that no run decides: whose it is, when it came, and where it lay."""
    names = ("id", "student", "members", "handed_in", "late_seconds", "is_late", "attempt", "source", "member_ids")
    return {name: getattr(submission, name) for name in names}


def needs_framework(submission: Submission) -> str:
    """What is said of a submission whose framework is not installed here."""
    framework = framework_named(submission.program.framework if submission.program else NUMPY.name)
    install = " ".join(framework.distributions)
    return said(
        "skipped: it works in {framework}, which is not installed here (pip install {install})",
        framework=framework.title,
        install=install,
    )


def refused(bank: CaseBank, refusal: str) -> RunResult:
    """Every case of a submission that cannot be read: its functions are missing, and the message says why."""
    return RunResult(tuple(Outcome(task.case, Kind.MISSING, message=refusal) for task in bank.tasks))
