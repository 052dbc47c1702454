"""Programs on draws: the course's own in this process, a submission's in a worker as `grade` runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeAlias

from grader.bank.evaluate import Course, answer
from grader.bank.limited import MUTANT_SECONDS, TooSlowError, limited
from grader.grade import GradingSession, environment
from grader.hunt.draws import Draws
from grader.judge.decide import decide
from grader.model.bank import BankCase, CaseBank, ProblemBank
from grader.model.result import CaseResult, Difference, Verdict
from grader.model.submission import Submission
from grader.model.values import Raises
from grader.run import Level, Runner

#: Verdicts that say nothing of one draw: the program lacks the function, or nothing was asked.
SAY_NOTHING = {
    Verdict.PASSED,
    Verdict.MISSING,
    Verdict.DOES_NOT_COMPILE,
    Verdict.NOT_IMPLEMENTED,
    Verdict.SKIPPED,
    Verdict.GRADER_ERROR,
}


@dataclass(frozen=True)
class Failure:
    """How a program differs from the reference on one draw."""

    verdict: Verdict
    message: str = ""
    difference: Difference | None = None

    @property
    def words(self) -> str:
        """Expected against got at the worst element, or what happened instead of an answer."""
        worst = self.difference
        if worst is None:
            return f"{self.verdict.value.replace('_', ' ')}" + (f": {self.message}" if self.message else "")
        place = f"{worst.path}[{', '.join(map(str, worst.index))}]" if worst.index else worst.path or "the answer"
        return f"expected {worst.expected:.9g} at {place}, got {worst.actual:.9g}: {worst.tolerances:.2g} tolerances"


Failures: TypeAlias = Mapping[str, Failure]


class Program(Protocol):
    """Anything that can be asked for its answers."""

    @property
    def name(self) -> str:
        """How it is told."""

    @property
    def counts_as_correct(self) -> bool:
        """Whether a difference speaks against the reference as much as against the program."""

    def failures(self, cases: Sequence[BankCase]) -> Failures:
        """Its failures by case id."""


@dataclass(frozen=True)
class OwnProgram:
    """A program of the course's author, run in this process within a time limit."""

    name: str
    function: Callable[..., Any]
    draws: Draws
    counts_as_correct: bool = False

    def failures(self, cases: Sequence[BankCase]) -> Failures:
        """Its failures by case id; a draw that it does not come to an end with is its last."""
        found: dict[str, Failure] = {}
        for case in cases:
            failure = self._failure(case)
            if failure is not None:
                found[case.id] = failure
                if failure.verdict is Verdict.TIMED_OUT:
                    break
        return found

    def _failure(self, case: BankCase) -> Failure | None:
        try:
            with limited(MUTANT_SECONDS):
                given = answer(
                    self.function, case.task.calls, self.draws.builder.course, self.draws.scenario.view
                ).given
        except TooSlowError:
            return Failure(Verdict.TIMED_OUT)
        except (RecursionError, MemoryError) as error:
            return Failure(Verdict.RAISED, type(error).__name__)
        if isinstance(given.outcome, Raises) and given.outcome.name == TooSlowError.__name__:
            return Failure(Verdict.TIMED_OUT)  # the program's own call was interrupted
        found = decide(given, self.draws.rule(case))
        return None if found.passed else Failure(found.verdict, found.message, found.difference)


class Laboratory:
    """Workers for submissions: one runner, and the draws that it was told last."""

    def __init__(self, draws: Draws, level: Level) -> None:
        """No worker is started before the first submission is run."""
        self._draws = draws
        self._level = level
        self._runner = Runner(level=level, libraries=draws.assignment.spec.libraries)
        self._session: GradingSession | None = None
        self._cases: tuple[BankCase, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def results(self, submission: Submission, cases: Sequence[BankCase]) -> Sequence[CaseResult]:
        """A submission's results on these draws."""
        if self._session is None or not _are_the_same(self._cases, cases):
            self._session, self._cases = self._opened(cases), tuple(cases)
        return self._session.grade(submission).problems[0].cases

    def _opened(self, cases: Sequence[BankCase]) -> GradingSession:
        bank = _bank(self._draws, cases)
        callables = Course.of(bank.public_source).callables
        prepared = self._runner.prepare(bank.tasks)
        return GradingSession(bank, self._runner, prepared, callables, environment(), self._level)


def _are_the_same(known: Sequence[BankCase], cases: Sequence[BankCase]) -> bool:
    """Whether these are the same objects: a draw has one id, and another tolerance once that is measured."""
    return len(known) == len(cases) and all(one is other for one, other in zip(known, cases, strict=True))


def _bank(draws: Draws, cases: Sequence[BankCase]) -> CaseBank:
    """A bank of these draws alone."""
    assignment, problem = draws.assignment, draws.problem
    part = ProblemBank(
        problem.name, problem.spec.points, problem.summary, problem.parameters, (draws.info,), (), tuple(cases)
    )
    return CaseBank(
        assignment.slug,
        {"en": assignment.spec.title.en},
        assignment.spec.libraries,
        assignment.spec.score,
        (part,),
        public_source=assignment.public_source,
    )


@dataclass(frozen=True)
class HandedIn:
    """A submission, run in a worker of the laboratory."""

    name: str
    submission: Submission
    laboratory: Laboratory
    counts_as_correct: bool = False

    def failures(self, cases: Sequence[BankCase]) -> Failures:
        """Its failures by case id."""
        if self.submission.program is None:
            return {}
        return {
            result.case: Failure(result.verdict, result.message, result.difference)
            for result in self.laboratory.results(self.submission, cases)
            if result.verdict not in SAY_NOTHING
        }
