"""A result as the gradebook keeps it: everything that any page, table or replay asks for later.

A record is JSON without what has its default, so that a passed case takes a line. It is the instructor's: private
numbers are in it, and `grader.report.redact` decides who reads which. Records of older graders lack fields, which then
have their defaults; a field is never renamed and never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Annotated, Final

import msgspec
import numpy as np

from grader.model.errors import GradebookError
from grader.model.result import CaseResult, Difference, Measured, ProblemResult, Report, Verdict, Window
from grader.records.totals import Totals
from grader.report.words import harmless

#: 1: no numbers, lines and tracebacks, nor where the submission lay; 2: all of it.
RECORD: Final = 2
#: Of what one case printed, in characters.
MOST_OUTPUT: Final = 65536

_FLOATS: Final = np.dtype("<f8")


class Near(msgspec.Struct, frozen=True, omit_defaults=True):
    """A window; its numbers are float64 in little-endian bytes, row by row, so that NaN and every digit survive."""

    start: tuple[int, int]
    shape: tuple[int, int]
    expected: bytes
    actual: bytes


class Worst(msgspec.Struct, frozen=True, omit_defaults=True):
    """A difference; `numbers` are expected, actual, tolerances and bad share, as in `Near`."""

    index: tuple[int, ...]
    shape: tuple[int, ...]
    numbers: bytes
    path: str = ""
    near: Near | None = None


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """One case."""

    case: str
    verdict: Verdict
    misconception: str | None = None
    pattern: str | None = None
    message: str | None = None
    notes: tuple[str, ...] = ()
    stdout: str | None = None
    seconds: float | None = None
    difference: Worst | None = None
    line: int | None = None
    traceback: str | None = None
    measured: Measured | None = None


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One problem; its scores are worked out from its cases."""

    problem: str
    cases: tuple[Case, ...]
    misconception: str | None = None


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One submission: who, what, where it lay, where it ran, and every case."""

    student: str
    status: str
    digest: str
    framework: str
    problems: tuple[Problem, ...]
    record: int = 1  # the version, which the first one did not say
    id: str = ""
    members: tuple[str, ...] = ()
    handed_in: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    late_seconds: float | None = None
    is_late: bool = False
    member_ids: tuple[str, ...] = ()
    attempt: int = 1
    source: str = ""
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    isolation: str = ""
    environment: Mapping[str, str] = {}
    totals: Totals | None = None  # of a grader before this field, or of what was not graded


_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


def encode(report: Report, totals: Totals | None = None) -> bytes:
    """The record of a result, as JSON."""
    return encoded(
        Record(
            record=RECORD,
            id=report.id,
            student=report.student,
            status=report.status,
            digest=report.digest,
            framework=report.framework,
            problems=tuple(map(_problem, report.problems)),
            members=tuple(map(harmless, report.members)),
            handed_in=report.handed_in,
            late_seconds=report.late_seconds,
            is_late=report.is_late,
            member_ids=tuple(map(harmless, report.member_ids)),
            attempt=report.attempt,
            source=harmless(report.source),
            notes=tuple(map(harmless, report.notes)),
            flags=tuple(map(harmless, report.flags)),
            isolation=report.isolation,
            environment=report.environment,
            totals=totals,
        )
    )


def encoded(record: Record) -> bytes:
    """A record as JSON."""
    return _encoder.encode(record)


def decode(data: bytes, *, student: str) -> Record:
    """A record of this grader or of an older one.

    Raises:
        GradebookError: the bytes are no record; the message names whose they are.
    """
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise unreadable(student, error) from error


def unreadable(student: str, error: Exception) -> GradebookError:
    """What to say of a stored result that makes no sense."""
    return GradebookError(
        f"the stored result of {harmless(student)} cannot be read ({error}); grade it again with --force"
    )


def _problem(result: ProblemResult) -> Problem:
    return Problem(result.problem, tuple(map(_case, result.cases)), result.misconception or None)


def _case(case: CaseResult) -> Case:
    return Case(
        case=case.case,
        verdict=case.verdict,
        misconception=case.misconception or None,
        pattern=case.pattern or None,
        message=harmless(case.message) or None,
        notes=tuple(map(harmless, case.notes)),
        stdout=harmless(case.stdout, limit=MOST_OUTPUT) or None,
        seconds=round(case.seconds, 6) if isfinite(case.seconds) else None,
        difference=_worst(case.difference) if case.difference else None,
        line=case.line,
        traceback=harmless(case.traceback, limit=8000) or None,
        measured=case.measured,
    )


def _worst(found: Difference) -> Worst:
    numbers = (found.expected, found.actual, found.tolerances, found.bad_share)
    near = _near(found.window) if found.window else None
    return Worst(found.index, found.shape, np.array(numbers, _FLOATS).tobytes(), harmless(found.path), near)


def _near(window: Window) -> Near:
    rows, columns = window.expected.shape
    parts = (np.ascontiguousarray(part, _FLOATS).tobytes() for part in (window.expected, window.actual))
    return Near(window.start, (rows, columns), *parts)


def read_case(case: Case) -> CaseResult:
    """A judged case, as it was.

    Raises:
        ValueError: its numbers do not fit their shape.
    """
    return CaseResult(
        case=case.case,
        verdict=case.verdict,
        message=case.message or "",
        difference=_read_worst(case.difference) if case.difference else None,
        pattern=case.pattern or "",
        misconception=case.misconception or "",
        notes=case.notes,
        stdout=case.stdout or "",
        traceback=case.traceback or "",
        line=case.line,
        seconds=case.seconds or 0.0,
        measured=case.measured,
    )


def _read_worst(worst: Worst) -> Difference:
    expected, actual, tolerances, bad_share = np.frombuffer(worst.numbers, _FLOATS).tolist()
    window = _read_near(worst.near) if worst.near else None
    return Difference(worst.path, worst.index, expected, actual, tolerances, bad_share, worst.shape, window)


def _read_near(near: Near) -> Window:
    expected, actual = (np.frombuffer(part, _FLOATS).reshape(near.shape) for part in (near.expected, near.actual))
    return Window(near.start, expected, actual)
