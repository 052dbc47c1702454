"""Of a private case a student reads the verdict and the hint, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

import pytest
from msgspec.structs import replace

from grader.model.result import Half, Measured, Report
from grader.report.class_page import class_page
from grader.report.csv import class_text
from grader.report.document import class_document
from grader.report.gradescope import results
from grader.report.junit import junit
from grader.report.markdown import markdown
from grader.report.redact import Audience, redact
from grader.report.student_page import MOST_PICTURES
from grader.report.student_page import student_page as html_page
from grader.report.terminal import check_table, explanations, student_page

from .building import bank, printed, report, wrong

#: Of a failed case: worst element, window, pattern, traceback, note and output; of a report: flag, fingerprint, place.
SECRETS = (
    "2.125",
    "4.25",
    "3.1875",
    "5e+12",
    "only at index",
    "line 7",
    "tiny.py",
    "float32",
    "x = ",
    "<svg",
    "looks odd",
    "0123456789abcdef",
    "/course/submissions",
)


def terminal(result: Report) -> str:
    """What `check` and `show` print."""
    return printed(check_table(result, bank()), *explanations(result, split="private"), *student_page(result))


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "terminal": terminal,
    "json": lambda result: json.dumps(class_document([result])),
    "html": html_page,
    "csv": lambda result: class_text([result]),
    "junit": lambda result: junit([result]),
    "markdown": markdown,
    "gradescope": lambda result: json.dumps(results(result, bank())),
}


def test_of_the_time_a_student_reads_what_public_cases_took() -> None:
    """A program that sleeps in a private case for as long as its input says tells nothing."""
    quick, slow = (replace(report(wrong("f/ordinary/private/0", seconds=took)), seconds=took) for took in (0.5, 0.75))
    assert redact(quick, bank(), Audience.STUDENT) == redact(slow, bank(), Audience.STUDENT)


def everything(result: Report) -> str:
    """All that any format shows of a report."""
    return "".join(write(result) for write in FORMATS.values())


@pytest.mark.parametrize("form", FORMATS)
def test_a_student_reads_no_number_line_traceback_output_or_pattern_of_a_private_case(form: str) -> None:
    result = report(wrong("f/ordinary/private/0"), wrong("f/huge/private/0"))
    text = FORMATS[form](redact(result, bank(), Audience.STUDENT))
    assert re.search("wrong.value", text)
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_numbers_of_a_private_case_are_null_in_a_students_document() -> None:
    (entry,) = class_document([redact(report(wrong("f/huge/private/0")), bank(), Audience.STUDENT)])["submissions"]
    case = entry["problems"][0]["cases"][3]
    empty = {"difference", "line", "traceback", "stdout", "pattern"}
    assert {name: case[name] for name in empty} == dict.fromkeys(empty)


def test_a_students_page_shows_the_numbers_and_the_picture_of_public_cases_only() -> None:
    public = html_page(redact(report(wrong("f/ordinary/public/0")), bank(), Audience.STUDENT))
    assert [part for part in ("2.125", "4.25", "3.188", "<svg", "line 7", "x = ") if part not in public] == []
    private = report(wrong("f/ordinary/private/0"))
    assert "<svg" in html_page(redact(private, bank(), Audience.INSTRUCTOR))
    assert "<svg" not in html_page(redact(private, bank(), Audience.STUDENT))
    assert "2.125" not in class_page([private], bank())


@pytest.mark.parametrize("split", ["public", "private"])
def test_a_page_draws_a_few_cases_of_a_problem_and_tells_the_numbers_of_all(split: str) -> None:
    names = [case.case for case in report().problems[0].cases if case.split == split]
    text = html_page(report(*(wrong(name) for name in names)))
    assert text.count("<svg") == min(len(names), MOST_PICTURES)
    assert text.count("<dt>expected</dt><dd>2.125</dd>") == len(names)


def test_an_instructor_reads_all_of_it() -> None:
    result = report(wrong("f/huge/private/0"))
    assert redact(result, bank(), Audience.INSTRUCTOR) == result
    text = everything(result)
    assert [secret for secret in SECRETS[:-1] if secret not in text] == []


def test_public_cases_stay_whole_for_students() -> None:
    case = wrong("f/ordinary/public/0")
    seen = redact(report(case), bank(), Audience.STUDENT)
    assert seen.problems[0].cases[0] == case


def test_verdicts_points_and_names_of_mistakes_stay() -> None:
    result = report(wrong("f/huge/private/0", misconception="sum_not_mean"), name="sum_not_mean")
    seen = redact(result, bank(), Audience.STUDENT)
    case = seen.problems[0].cases[3]
    assert (case.verdict, case.misconception) == (result.problems[0].cases[3].verdict, "sum_not_mean")
    assert (seen.total, seen.splits) == (result.total, result.splits)
    assert seen.problems[0].misconception == "sum_not_mean"


def test_the_hint_is_told_in_the_students_language_and_the_title_where_there_is_none() -> None:
    result = report(wrong("f/huge/private/0"), wrong("f/ordinary/private/0"))
    english = redact(result, bank(), Audience.STUDENT).problems[0].cases
    chinese = redact(result, bank(), Audience.STUDENT, language="zh").problems[0].cases
    assert (english[3].message, chinese[3].message) == ("Subtract the maximum.", "先减去最大值。")
    assert english[2].message == "Ordinary numbers."


def test_a_passed_private_case_says_nothing() -> None:
    seen = redact(report(), bank(), Audience.STUDENT)
    assert {case.message for case in seen.problems[0].cases} == {""}


def measured_report() -> Report:
    """A board case with both halves, and a measured case without halves."""
    halves = (
        Half("public", 0.8125, 600, {"simple": 0.6875, "boss": 0.875}),
        Half("private", 0.7123, 600, {"simple": 0.6543, "boss": 0.8901}),
    )
    board = replace(
        wrong("f/ordinary/private/0"),
        message="accuracy 0.813 on the public half; accuracy 0.7123 on the private half",
        measured=Measured("accuracy", halves, 0.4321),
    )
    whole = Measured("accuracy", (Half("all", 0.7345, 600, {"simple": 0.6}),), 0.5432)
    return report(board, replace(wrong("f/huge/private/0"), measured=whole))


def test_of_a_measured_case_a_student_reads_the_public_half_alone() -> None:
    seen = json.dumps(
        class_document([redact(measured_report(), bank(), Audience.STUDENT)])["submissions"][0]["problems"]
    )
    assert "0.8125" in seen
    assert not [secret for secret in ("0.7123", "0.6543", "0.8901", "0.4321", "0.7345", "0.5432") if secret in seen]
    assert "Subtract the maximum" not in seen  # the hint is about what a case asks besides, and that was kept
