"""Results as JSON documents, out and in again; the fields are fixed, others rely on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import msgspec

from grader.judge.problem import scored
from grader.judge.score import add
from grader.model.bank import PRIVATE, PUBLIC, CaseBank, ProblemBank
from grader.model.errors import GradebookError
from grader.model.result import CaseResult, ProblemResult, Report, Score, Verdict
from grader.report.words import harmless, points

SCHEMA = 1


def class_document(reports: Sequence[Report]) -> dict[str, Any]:
    """A class, or one submission as a class of one."""
    first = reports[0] if reports else None
    return {
        "schema": SCHEMA,
        "assignment": first.assignment if first else None,
        "isolation": first.isolation if first else None,
        "environment": dict(first.environment) if first else {},
        "secret_fingerprint": (first.secret_fingerprint or None) if first else None,
        "submissions": [submission_document(report) for report in reports],
    }


def submission_document(report: Report) -> dict[str, Any]:
    """One submission; an ungraded one has null in place of every score."""
    document: dict[str, Any] = msgspec.to_builtins(_submission(report))
    return document


def stored_document(report: Report) -> bytes:
    """One submission as the gradebook keeps it: with where it was run, which the class says once elsewhere."""
    document = _submission(report, isolation=report.isolation, environment=report.environment)
    return msgspec.json.encode(document)


class _Split(msgspec.Struct, frozen=True):
    score: float | None
    points: int


class _Case(msgspec.Struct, frozen=True):
    case: str
    scenario: str
    split: str
    verdict: Verdict
    misconception: str | None
    pattern: str | None
    message: str | None
    notes: list[str]
    stdout: str | None
    seconds: float | None


class _Problem(msgspec.Struct, frozen=True):
    problem: str
    score: float | None
    points: int
    public: _Split
    private: _Split
    misconception: str | None
    cases: list[_Case]


class _Submission(msgspec.Struct, frozen=True):
    student: str
    status: str
    attempt: int
    digest: str
    framework: str
    score: float | None
    points: int
    public: _Split
    private: _Split
    notes: list[str]
    flags: list[str]
    problems: list[_Problem]
    isolation: str | msgspec.UnsetType = msgspec.UNSET
    environment: Mapping[str, str] | msgspec.UnsetType = msgspec.UNSET


def _submission(report: Report, **where: Any) -> _Submission:
    graded = report.status == "graded"
    return _Submission(
        student=report.student,
        status=report.status,
        attempt=report.attempt,
        digest=report.digest,
        framework=report.framework,
        score=points(report.total) if graded else None,
        points=report.total.points,
        public=_split(report.splits[PUBLIC], graded=graded),
        private=_split(report.splits[PRIVATE], graded=graded),
        notes=[harmless(note) for note in report.notes],
        flags=[harmless(flag) for flag in report.flags],
        problems=[_problem(problem, graded=graded) for problem in report.problems],
        **where,
    )


def _problem(result: ProblemResult, *, graded: bool) -> _Problem:
    return _Problem(
        problem=result.problem,
        score=points(result.total) if graded else None,
        points=result.total.points,
        public=_split(result.splits[PUBLIC], graded=graded),
        private=_split(result.splits[PRIVATE], graded=graded),
        misconception=result.misconception or None,
        cases=[_case(case) for case in result.cases],
    )


def _split(score: Score, *, graded: bool) -> _Split:
    return _Split(score=points(score) if graded else None, points=score.points)


def _case(case: CaseResult) -> _Case:
    _, scenario, split, _ = case.case.split("/")
    return _Case(
        case=case.case,
        scenario=scenario,
        split=split,
        verdict=case.verdict,
        misconception=case.misconception or None,
        pattern=case.pattern or None,
        message=harmless(case.message) if case.message else None,
        notes=[harmless(note) for note in case.notes] if case.notes else [],
        stdout=harmless(case.stdout, limit=65536) if case.stdout else None,
        seconds=round(case.seconds, 6) if isfinite(case.seconds) else None,
    )


def rescored(document: Mapping[str, Any], bank: CaseBank, *, isolation: str, student: str) -> Report:
    """A stored submission with the scores and words of today's bank: what a change of points or hints needs.

    Raises:
        GradebookError: the document is no result of this bank's cases.
    """
    try:
        by_name = {problem["problem"]: problem for problem in document["problems"]}
        problems = tuple(
            _rescored_problem(by_name[problem.name], problem, bank.score_rule) for problem in bank.problems
        )
        return Report(
            assignment=bank.slug,
            student=student,
            status=document["status"],
            digest=document["digest"],
            framework=document["framework"],
            isolation=isolation,
            problems=problems,
            total=add([problem.total for problem in problems]),
            splits={split: add([problem.splits[split] for problem in problems]) for split in ("public", "private")},
            attempt=document["attempt"],
            notes=tuple(document["notes"]),
            flags=tuple(document["flags"]),
            environment=dict(document.get("environment", {})),
            secret_fingerprint=bank.secret_fingerprint,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GradebookError(
            f"the stored result of {student} cannot be read ({error!r}); grade it again with --force"
        ) from error


def _rescored_problem(document: Mapping[str, Any], problem: ProblemBank, rule: str) -> ProblemResult:
    by_id = {case["case"]: case for case in document["cases"]}
    cases = [_read_case(by_id[case.id]) for case in problem.cases]
    return scored(problem, cases, rule=rule, name=document["misconception"] or "")


def _read_case(document: Mapping[str, Any]) -> CaseResult:
    return CaseResult(
        case=document["case"],
        verdict=Verdict(document["verdict"]),
        message=document["message"] or "",
        pattern=document["pattern"] or "",
        misconception=document["misconception"] or "",
        notes=tuple(document["notes"]),
        stdout=document["stdout"] or "",
        seconds=document["seconds"] or 0.0,
    )
