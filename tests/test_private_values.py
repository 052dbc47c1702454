"""No output for students holds a number of a private case, however a submission fails."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.execution import grade_all
from grader.model.bank import PRIVATE, BankCase, CaseBank
from grader.model.result import Report
from grader.model.tree import leaves
from grader.model.values import Value
from grader.report.document import class_document
from grader.report.redact import Audience, redact
from grader.report.terminal import student_page
from grader.run import probe

ROOT = Path(__file__).parent.parent
SLUG = "cross-entropy"
NUMBER = re.compile(r"\d+\.?\d*(?:e[+-]?\d+)?")
DIGITS = 5


@cache
def bank() -> CaseBank:
    return case_bank(ROOT, SLUG, secret=TEST_SECRET)


@cache
def reports() -> tuple[Report, ...]:
    work = [each for each in collect_class(ROOT / "submissions" / SLUG, slug=SLUG) if each.student != "jonas"]
    return tuple(grade_all(work, bank(), level=probe().level))


def significant(text: str) -> str:
    """The digits that tell a number, without sign, point, exponent and leading zeros."""
    mantissa = text.split("e", maxsplit=1)[0].replace(".", "").lstrip("0")
    return mantissa.rstrip("0")


def numbers(value: Value) -> Iterator[float]:
    for _, leaf in leaves(value):
        if isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f":
            yield from leaf.ravel().tolist()
        elif isinstance(leaf, float):
            yield leaf


def values_of(case: BankCase) -> Iterator[float]:
    for call in case.task.calls:
        yield from numbers(dict(call.values))
    for leaf in case.leaves:
        yield from numbers(leaf.expected)


def digits_of(split_is_private: bool) -> set[str]:  # noqa: FBT001
    """The first five significant digits of every number of these cases that has as many."""
    found = set()
    for case in bank().cases():
        if (case.split == PRIVATE) == split_is_private:
            for value in values_of(case):
                text = significant(f"{abs(value):.17g}")
                if len(text) >= DIGITS:
                    found.add(text[:DIGITS])
    return found


def shown_digits(text: str) -> set[str]:
    return {digits[:DIGITS] for match in NUMBER.findall(text) if len(digits := significant(match)) >= DIGITS}


def page(report: Report) -> str:
    console = Console(record=True, width=200, file=io.StringIO())
    for part in student_page(report):
        console.print(part)
    return console.export_text()


def student_text(report: Report) -> str:
    redacted = redact(report, bank(), Audience.STUDENT)
    document = class_document([redacted])
    submission = document["submissions"][0]
    for problem in submission["problems"]:
        problem["cases"] = [case for case in problem["cases"] if case["split"] == PRIVATE]
    submission["digest"] = ""  # hexadecimal, no number
    return json.dumps(submission["problems"]) + page(redact(only_private(report), bank(), Audience.STUDENT))


def only_private(report: Report) -> Report:
    from msgspec.structs import replace

    problems = tuple(
        replace(problem, cases=tuple(case for case in problem.cases if case.split == PRIVATE))
        for problem in report.problems
    )
    return replace(report, problems=problems)


def test_private_cases_have_numbers_that_could_leak() -> None:
    assert len(digits_of(split_is_private=True)) > 1000


def test_an_instructor_does_read_private_numbers() -> None:
    """The search finds what is there: what students may not see, instructors do."""
    text = "".join(page(only_private(report)) for report in reports())
    assert shown_digits(text) & (digits_of(split_is_private=True) - digits_of(split_is_private=False))


@pytest.mark.parametrize(
    "student",
    [path.name for path in sorted((ROOT / "submissions" / SLUG).iterdir()) if path.is_dir() and path.name != "jonas"],
)
def test_students_read_no_private_number(student: str) -> None:
    report = next(report for report in reports() if report.student == student)
    leaked = shown_digits(student_text(report)) & digits_of(split_is_private=True)
    assert leaked == set()
