"""Pages to look at: a class, a term, students, with hostile names and words."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from grader.model.bank import BankCase, CaseBank
from grader.model.grades import Attempt, Grade, Grades, Status, StudentGrades
from grader.model.outcome import Arguments, Task
from grader.model.result import CaseResult, Report, Verdict
from grader.model.roster import Student
from grader.report.class_page import Came, Context, class_page
from grader.report.redact import Audience, redact
from grader.report.student_page import About, Tried, student_page
from grader.report.term_page import term_page

from .building import CASES, bank, report, wrong

HOSTILE = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>"
BEGIN = datetime(2026, 10, 1, tzinfo=UTC)


def students(count: int, whole: CaseBank) -> list[Report]:
    """A class in which one in three knows it all, the others fail some cases for a known mistake or by a time-out."""
    rng, reports = random.Random(7), []
    for number in range(count):
        failed: list[CaseResult] = []
        for problem in whole.problems:
            names = [f"{problem.name}/{case}" for case in CASES if rng.random() < (number % 3) / 4]
            failed += [wrong(name, misconception="sum_not_mean", traceback="", stdout="") for name in names]
        if number % 20 == 1:
            failed = [CaseResult(f"f/{case}", Verdict.TIMED_OUT) for case in CASES]
        name = "sum_not_mean" if failed and number % 20 != 1 else ""
        found = report(*failed, name=name, student=f"student {number:04}", whole=whole)
        reports.append(replace(found, attempt=1 + number % 4))
    return reports


def class_text(count: int = 40) -> str:
    whole = bank()
    reports = [*students(count - 1, whole), replace(report(student=HOSTILE, whole=whole), id=HOSTILE)]
    context = Context(
        lecture="p31",
        axes={"f": {"": ("batch",)}},
        attempts=[Came(BEGIN + timedelta(hours=5 * number), is_told=number > 0) for number in range(40)],
        due=BEGIN + timedelta(days=7),
        before={"student 0000-7": 3.0, "nobody any more": 1.0},
        links={reports[0].id: "students/student.html"},
    )
    return class_page(reports, whole, context)


def student_text(audience: Audience = Audience.STUDENT, language: str = "en") -> str:
    whole = bank()
    told = [
        wrong("f/ordinary/public/0", message=HOSTILE, stdout=HOSTILE, traceback=HOSTILE),
        wrong("f/ordinary/public/1", stdout=""),
        wrong("f/huge/private/0", message="987654321"),
    ]
    found = report(*told, name="sum_not_mean", student=HOSTILE, whole=whole)
    about = About(
        attempts=[Tried("2026-10-01", "3 / 20"), Tried("2026-10-02", "12 / 20")],
        source=[f"line {number} {HOSTILE}" for number in range(1, 12)],
        axes={"f": {"": ("batch",)}},
        grade="10.8 / 20",
        reasons=["10 percent off: 1 day late"],
        zone=ZoneInfo("Europe/Berlin"),
    )
    shown = redact(found, whole, audience, language=language)
    return student_page(shown, whole, about, language=language)


def term_text() -> str:
    def grade(slug: str, student: Student, share: int | None) -> Grade:
        status = Status.GRADED if share is not None else Status.MISSING
        attempt = Attempt("7", student.name, "", "", {}, 100) if slug == "a" else None
        return Grade(slug, student, status, Fraction(share or 0), 100, ("as graded",), attempt, int(slug == "b"))

    people = [Student(HOSTILE), *(Student(f"student {number}") for number in range(8))]
    shares: list[list[int | None]] = [[90, 80, None]]
    shares += [[100 - 10 * number, 95, 20 + 10 * number] for number in range(8)]
    rows = tuple(
        StudentGrades(
            each, tuple(grade(slug, each, share) for slug, share in zip("abc", mine, strict=True)), Fraction(50)
        )
        for each, mine in zip(people, shares, strict=True)
    )
    return term_page(Grades("Deep learning", ("a", "b", "c"), rows), {"a": "a/index.html"}, {("a", "7"): "a/7.html"})


def long_text() -> str:
    """A student's page with more than is read at once: six public cases, and private ones of five verdicts."""
    whole = bank(problems=("f",))
    (problem,) = whole.problems
    scenarios = {"ordinary": "public", "huge": "private"}
    names = [f"f/{scenario}/{split}/{number}" for scenario, split in scenarios.items() for number in range(6)]
    cases = tuple(BankCase(name, Task(name, "f", (Arguments({}),)), np.ones(3), ()) for name in names)
    whole = dataclasses.replace(whole, problems=(dataclasses.replace(problem, cases=cases),))
    verdicts = (Verdict.WRONG_VALUE, Verdict.WRONG_SHAPE, Verdict.TIMED_OUT, Verdict.CRASHED, Verdict.NO_ANSWER)
    private = [CaseResult(name, verdict) for name, verdict in zip(names[6:], verdicts, strict=False)]
    found = report(*(wrong(name) for name in names[:6]), *private, whole=whole)
    return student_page(redact(found, whole, Audience.STUDENT), whole)


PAGES: dict[str, Callable[[], str]] = {
    "class": class_text,
    "student": student_text,
    "long": long_text,
    "term": term_text,
}
