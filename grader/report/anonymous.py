"""Results under pseudonyms: nothing that is shown says whose they are, and a key apart does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from msgspec.structs import replace

from grader.model.result import CaseResult, Report

#: Letters and digits of a pseudonym: 50 bits, so that of 50,000 students no two are likely to share one.
_LENGTH: Final = 10
#: Takes names out of a text.
Hide: TypeAlias = Callable[[str], str]
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Anonymous:
    """Reports in the order of their pseudonyms, and whose each is: id and name by pseudonym."""

    reports: list[Report]
    key: Mapping[str, tuple[str, str]]


def pseudonym(student_id: str, secret: str) -> str:
    """The same for a student in every assignment of a course, and without the secret nobody's (HMAC-SHA-256)."""
    name = b"pseudonym/" + student_id.encode("utf-8", "surrogateescape")
    digest = hmac.new(secret.encode(), name, hashlib.sha256).digest()
    return f"student-{base64.b32encode(digest).decode()[:_LENGTH].lower()}"


def anonymous(reports: Sequence[Report], secret: str) -> Anonymous:
    """The reports without names, ids, members, place and time; names of the class are taken out of every text, too.

    What a program prints or says about its author in other words stays.
    """
    named = {pseudonym(report.id, secret): report for report in reports}
    hide = hiding(word for report in reports for word in _names(report))
    return Anonymous(
        [_hidden(named[name], name, hide) for name in sorted(named)],
        {name: (report.id, report.student) for name, report in sorted(named.items())},
    )


def _names(report: Report) -> tuple[str, ...]:
    return (report.student, report.id, *report.members, *report.member_ids)


def hiding(words: Iterable[str], *, instead: str = "…") -> Hide:
    """What takes the parts of these names out of a text; in a program `instead` has to be a word."""
    parts = {part.casefold() for word in words for part in _WORD.findall(word) if _tells(part)}
    return lambda text: (
        _WORD.sub(lambda match: instead if match[0].casefold() in parts else match[0], text) if text else ""
    )


def _tells(part: str) -> bool:
    """Short words and numbers stand in many texts that are about nobody."""
    return len(part) >= (5 if part.isdecimal() else 3)


def _hidden(report: Report, name: str, hide: Hide) -> Report:
    problems = tuple(
        replace(problem, cases=tuple(_case(case, hide) for case in problem.cases)) for problem in report.problems
    )
    return replace(
        report,
        id=name,
        student=name,
        problems=problems,
        members=(),
        member_ids=(),
        handed_in=None,
        source="",
        notes=tuple(map(hide, report.notes)),
        flags=tuple(map(hide, report.flags)),
    )


def _case(case: CaseResult, hide: Hide) -> CaseResult:
    if case.passed and not case.stdout and not case.notes:
        return case
    return replace(
        case,
        message=hide(case.message),
        stdout=hide(case.stdout),
        traceback=hide(case.traceback),
        notes=tuple(map(hide, case.notes)),
    )
