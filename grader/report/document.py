"""Results as published JSON; others rely on the fields, so a field is added at most, never renamed or removed.

`results.schema.json` beside this file is its JSON Schema (draft 2020-12), made by `schema` and held to it by a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Final

import msgspec

from grader.model import result
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import CaseResult, Difference, ProblemResult, Report, Score, Verdict, Window
from grader.report.words import harmless, points

SCHEMA: Final = 1


class Split(msgspec.Struct, frozen=True):
    """Points of the public or of the private cases."""

    score: float | None
    points: int


class Near(msgspec.Struct, frozen=True):
    """The numbers round the worst element, row by row, in the plane of the last two axes."""

    start: tuple[int, int]
    expected: list[list[float | None]]
    got: list[list[float | None]]
    error: list[list[float | None]]


class Worst(msgspec.Struct, frozen=True):
    """The worst element of an answer; what is not finite is null."""

    path: str
    index: tuple[int, ...]
    shape: tuple[int, ...]
    expected: float | None
    got: float | None
    error: float | None
    tolerances: float | None
    share: float
    window: Near | None


class Half(msgspec.Struct, frozen=True):
    """What a metric gives on the public or the private half of the rows, or on all of them."""

    half: str
    value: float
    rows: int
    baselines: dict[str, float]


class Measured(msgspec.Struct, frozen=True):
    """An answer that a metric judges; `credit`, the share of the case's points, is null where it is not told."""

    metric: str
    halves: list[Half]
    credit: float | None


class Case(msgspec.Struct, frozen=True):
    """One judged case."""

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
    difference: Worst | None
    line: int | None
    traceback: str | None
    measured: Measured | None


class Problem(msgspec.Struct, frozen=True):
    """One problem and its cases."""

    problem: str
    score: float | None
    points: int
    public: Split
    private: Split
    misconception: str | None
    cases: list[Case]


class Submission(msgspec.Struct, frozen=True):
    """One submission; an ungraded one has null in place of every score."""

    id: str
    student: str
    members: list[str]
    handed_in: Annotated[datetime, msgspec.Meta(tz=True)] | None
    late_seconds: float | None
    status: str
    attempt: int
    digest: str
    framework: str
    score: float | None
    points: int
    public: Split
    private: Split
    notes: list[str]
    flags: list[str]
    problems: list[Problem]


class AuditFinding(msgspec.Struct, frozen=True):
    """A case on which programs with full marks differ from the reference; it changes no score."""

    students: list[str]
    verdict: Verdict
    message: str
    classes: list[str]
    case: str  # as code


class Audit(msgspec.Struct, frozen=True):
    """What a search found beyond the cases in one problem, among the programs that pass all of them."""

    problem: str
    full_marks: int  # submissions
    programs: int  # equal ones once
    tried: int  # of those, in the time that there was
    findings: list[AuditFinding]


class Results(msgspec.Struct, frozen=True):
    """A class, or one submission as a class of one."""

    schema: int
    assignment: str | None
    isolation: str | None
    environment: dict[str, str]
    secret_fingerprint: str | None
    submissions: list[Submission]
    audit: list[Audit]


def class_document(reports: Sequence[Report], audit: Sequence[Audit] = ()) -> dict[str, Any]:
    """A class, or one submission as a class of one, as plain dicts and lists."""
    first = reports[0] if reports else None
    results = Results(
        schema=SCHEMA,
        assignment=first.assignment if first else None,
        isolation=first.isolation if first else None,
        environment=dict(first.environment) if first else {},
        secret_fingerprint=(first.secret_fingerprint or None) if first else None,
        submissions=[_submission(report) for report in reports],
        audit=list(audit),
    )
    document: dict[str, Any] = msgspec.to_builtins(results)
    return document


def schema() -> dict[str, Any]:
    """The JSON Schema of `class_document`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Results)}


def _submission(report: Report) -> Submission:
    graded = report.status == "graded"
    return Submission(
        id=harmless(report.id),
        student=report.student,
        members=[harmless(member) for member in report.members],
        handed_in=report.handed_in,
        late_seconds=None if report.late_seconds is None else _finite(report.late_seconds),
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
    )


def _problem(result: ProblemResult, *, graded: bool) -> Problem:
    return Problem(
        problem=result.problem,
        score=points(result.total) if graded else None,
        points=result.total.points,
        public=_split(result.splits[PUBLIC], graded=graded),
        private=_split(result.splits[PRIVATE], graded=graded),
        misconception=result.misconception or None,
        cases=[_case(case) for case in result.cases],
    )


def _split(score: Score, *, graded: bool) -> Split:
    return Split(score=points(score) if graded else None, points=score.points)


def _case(case: CaseResult) -> Case:
    return Case(
        case=case.case,
        scenario=case.scenario,
        split=case.split,
        verdict=case.verdict,
        misconception=case.misconception or None,
        pattern=case.pattern or None,
        message=harmless(case.message) if case.message else None,
        notes=[harmless(note) for note in case.notes] if case.notes else [],
        stdout=harmless(case.stdout, limit=65536) if case.stdout else None,
        seconds=round(case.seconds, 6) if isfinite(case.seconds) else None,
        difference=_worst(case.difference) if case.difference else None,
        line=case.line,
        traceback=harmless(case.traceback, limit=8000) if case.traceback else None,
        measured=_measured(case.measured) if case.measured else None,
    )


def _measured(found: result.Measured) -> Measured:
    halves = [Half(half.half, half.value, half.rows, dict(half.baselines)) for half in found.halves]
    return Measured(found.metric, halves, found.credit)


def _worst(found: Difference) -> Worst:
    return Worst(
        path=harmless(found.path),
        index=found.index,
        shape=found.shape,
        expected=_finite(found.expected),
        got=_finite(found.actual),
        error=_finite(found.error),
        tolerances=_finite(found.tolerances),
        share=found.bad_share,
        window=_near(found.window) if found.window else None,
    )


def _near(window: Window) -> Near:
    expected, got, error = (
        [[_finite(value) for value in row] for row in part.tolist()]
        for part in (window.expected, window.actual, window.error)
    )
    return Near(window.start, expected, got, error)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
