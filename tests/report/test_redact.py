"""Of a private case a student reads the verdict and the hint, and nothing else."""

from __future__ import annotations

import json

from grader.model.result import Report
from grader.report.document import class_document
from grader.report.redact import Audience, redact
from grader.report.terminal import check_table, explanations, student_page

from .building import bank, printed, report, wrong

SECRETS = ("2.125", "4.25", "only at index", "line 7", "float32", "looks odd", "0123456789abcdef")


def everything(result: Report) -> str:
    """All that any format shows of a report."""
    document = json.dumps(class_document([result]))
    return document + printed(
        check_table(result, bank()), *explanations(result, split="private"), *student_page(result)
    )


def test_a_student_reads_no_number_message_output_or_pattern_of_a_private_case() -> None:
    page = everything(
        redact(report(wrong("f/ordinary/private/0"), wrong("f/huge/private/0")), bank(), Audience.STUDENT)
    )
    assert [secret for secret in SECRETS if secret in page] == []


def test_an_instructor_reads_all_of_it() -> None:
    result = report(wrong("f/huge/private/0"))
    assert redact(result, bank(), Audience.INSTRUCTOR) == result
    assert [secret for secret in SECRETS if secret not in everything(result)] == []


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
