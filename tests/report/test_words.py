"""Text of a submission is shown harmlessly, and numbers alike everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.text import Text

from grader.model.result import Report, Score, Verdict
from grader.report.document import class_document
from grader.report.github import error_lines
from grader.report.gradescope import results
from grader.report.junit import junit
from grader.report.markdown import markdown
from grader.report.student_page import student_page as html_page
from grader.report.terminal import (
    ClassLine,
    check_table,
    class_insight,
    class_table,
    explanations,
    heading,
    student_page,
)
from grader.report.words import explanation, harmless, one_line, points, shown, summary, what_went_wrong

from .building import bank, printed, report, wrong

HOSTILE = [
    "\x1b[2J\x1b[1;1Hall tests passed",
    "\x1b]0;title\x07",
    "\x9b31m",
    "a\rb",
    "back\x08\x08\x08",
    "\u202etxt.exe\u202c",
    "\u2066hidden\u2069",
    "\u200eright\u200f\u061c",
    "line\u2028break\u2029",
    "lone \ud800 surrogate",
    "no character \uffff",
    "\x00\x7f",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_escapes_controls_and_bidi_marks_become_visible_codes(text: str) -> None:
    safe = harmless(text)
    assert safe.isprintable()
    assert "\\x" in safe or "\\u" in safe
    safe.encode()


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80), st.integers(0, 60))
def test_nothing_that_moves_a_cursor_survives_and_a_second_pass_changes_nothing(text: str, limit: int) -> None:
    safe = harmless(text, limit=limit)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in safe)
    assert not set(safe) & set("\x7f\x9b\u202e\u2066\u2028")
    assert len(safe) <= limit + len(" … (cut)")
    assert harmless(safe, limit=limit) == safe


def test_ordinary_text_of_any_language_stays() -> None:
    text = "预期 3，得到 4 \u2014 naïve\n\tindented"
    assert harmless(text) == text


def test_long_text_is_cut_and_says_so() -> None:
    assert harmless("a" * 100, limit=10) == "a" * 10 + " … (cut)"
    assert harmless("a" * 10, limit=10) == "a" * 10


def test_one_line_is_one_line() -> None:
    assert one_line("\n first \u2028 second\nthird") == "first "
    assert one_line("") == ""


@pytest.mark.parametrize(
    "hostile", ["[bold red]you passed[/]", "[link=http://x]a[/link]", "[/]", "[", ":smile:", "[@click=f]x[/]"]
)
def test_markup_of_a_submission_is_printed_as_it_stands(hostile: str) -> None:
    case = wrong(
        "f/ordinary/public/0",
        difference=None,
        verdict=Verdict.RAISED,
        message=hostile,
        pattern="",
        stdout=hostile,
        traceback=hostile,
        notes=(hostile,),
    )
    result = report(case, student=hostile)
    page = printed(
        check_table(result, bank()), *explanations(result), class_table([ClassLine.of(result)]), *student_page(result)
    )
    assert page.count(hostile) >= 6


@pytest.mark.parametrize("hostile", HOSTILE)
def test_escapes_of_a_submission_reach_no_terminal(hostile: str) -> None:
    case = wrong(
        "f/ordinary/public/0",
        difference=None,
        message=hostile,
        pattern="",
        stdout=hostile,
        traceback=hostile,
        notes=(hostile,),
    )
    result = report(case, student=hostile)
    result = replace(result, notes=(hostile,))
    page = printed(
        check_table(result, bank()), *explanations(result), class_table([ClassLine.of(result)]), *student_page(result)
    )
    assert all(character.isprintable() or character == "\n" for character in page)


# --- points


def test_points_round_half_to_even_once() -> None:
    assert points(Score(Fraction(1, 3), 1)) == 0.33
    assert points(Score(Fraction(125, 1000), 1)) == 0.12
    assert points(Score(Fraction(135, 1000), 1)) == 0.14


@given(st.fractions() | st.integers(-100_000, 100_000).map(lambda number: Fraction(number, 200)))
def test_points_are_those_of_a_rounded_fraction(earned: Fraction) -> None:
    assert points(Score(earned, 1)) == float(round(earned, 2))


@pytest.mark.parametrize(
    ("earned", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(105, 2), "52.5"),
        (Fraction(1, 3), "0.33"),
        (Fraction(10), "10"),
    ],
)
def test_points_are_shown_without_idle_zeros(earned: Fraction, text: str) -> None:
    assert shown(Score(earned, 100)) == text


def test_the_total_is_the_same_in_every_format() -> None:
    result = report(wrong("f/huge/private/0"), wrong("g/ordinary/public/1"))
    total = shown(result.total)
    assert total == "16.11"
    (entry,) = class_document([result])["submissions"]
    assert entry["score"] == float(total)
    assert [problem["score"] for problem in entry["problems"]] == [8.33, 7.78]
    row = printed(class_table([ClassLine.of(result)])).splitlines()[-1].split()
    assert row[:4] == ["ada", shown(result.splits["public"]), shown(result.splits["private"]), total]
    page = printed(*student_page(result))
    assert "8.33/10" in page
    assert "7.78/10" in page


# --- what went wrong


def test_a_named_mistake_goes_before_a_pattern_and_a_pattern_before_the_verdict() -> None:
    named = report(wrong("f/ordinary/public/0"), name="sum_not_mean")
    assert what_went_wrong(named.problems[0]) == "sum, not mean"
    assert what_went_wrong(report(wrong("f/ordinary/public/0")).problems[0]) == "wrong only at index [1]"
    assert what_went_wrong(report(wrong("f/huge/private/0")).problems[0]) == "wrong value"
    assert what_went_wrong(report().problems[0]) == ""


def test_the_title_of_a_mistake_is_told_in_the_language_asked_for_or_in_english() -> None:
    named = report(wrong("f/ordinary/public/0"), name="sum_not_mean")
    assert what_went_wrong(named.problems[0], "zh") == "求和而非平均"
    assert summary(named, language="zh").endswith("f: 求和而非平均")
    assert class_insight([ClassLine.of(named, language="zh")] * 2) == "2 of 2 f: 求和而非平均"
    assert what_went_wrong(named.problems[0], "de") == "sum, not mean"


def test_the_summary_names_problems_and_private_failures() -> None:
    assert summary(report()) == "all right"
    assert summary(report(wrong("f/huge/private/0"), wrong("f/huge/private/1"))) == "f: wrong value (2 private cases)"


def test_an_ungraded_submission_says_whose_fault_it_is() -> None:
    fault = report(wrong("f/ordinary/public/0", verdict=Verdict.GRADER_ERROR))
    assert summary(replace(fault, status="ungraded")) == "ungraded: the grader failed"
    told = replace(fault, status="ungraded", notes=("the disk\x1b is full",))
    assert summary(told) == "ungraded: the disk\\x1b is full"
    waiting = replace(report(), status="ungraded", notes=("needs torch\x1b[2J",))
    assert summary(waiting) == "needs torch\\x1b[2J"


def test_a_cause_of_its_own_is_told_before_what_was_skipped() -> None:
    skipped = wrong("f/ordinary/public/0", verdict=Verdict.SKIPPED, pattern="")
    late = wrong("f/ordinary/public/1", verdict=Verdict.TIMED_OUT, pattern="")
    assert what_went_wrong(report(skipped, late).problems[0]) == "timed out"


def test_the_class_hears_its_most_frequent_mistake_first() -> None:
    reports = [report(wrong("f/ordinary/public/0"), name="sum_not_mean")] * 2 + [report()]
    assert class_insight([ClassLine.of(each) for each in reports]) == "2 of 3 f: sum, not mean"
    assert class_insight([ClassLine.of(report())]) == ""


def test_the_tutors_sentence_is_told_in_the_language_that_is_asked() -> None:
    case = wrong("f/ordinary/public/0", misconception="sum_not_mean")
    result = report(case, name="sum_not_mean")
    assert "You summed." in printed(*explanations(result))
    assert "你求了和。" in printed(*explanations(result, language="zh"))


GUESSES: Mapping[str, Callable[[Report], str]] = {
    "check": lambda result: printed(*explanations(result)),
    "show": lambda result: printed(*student_page(result)),
    "html": html_page,
    "markdown": markdown,
    "junit": lambda result: junit([result]),
    "gradescope": lambda result: "\n".join(test["output"] for test in results(result, bank())["tests"]),
    "annotations": lambda result: "\n".join(error_lines(result, file="f.py", lines={})),
}


@pytest.mark.parametrize("form", GUESSES)
@pytest.mark.parametrize("as_if", [True, False])
def test_every_format_tells_a_guess_as_a_guess_and_a_fact_as_a_fact(form: str, *, as_if: bool) -> None:
    result = report(wrong("f/ordinary/public/0", misconception="sum_not_mean"), name="sum_not_mean")
    result = replace(result, problems=(replace(result.problems[0], as_if=as_if),))
    text = GUESSES[form](result)
    assert "You summed." in text
    assert (re.search(r"It looks as if(:|%3A) You summed\.", text) is not None) is as_if


def test_a_guess_is_told_in_the_language_of_its_sentence() -> None:
    problem = report(wrong("f/ordinary/public/0"), name="sum_not_mean").problems[0]
    guess = replace(problem, as_if=True)
    assert [explanation(guess, language) for language in ("en", "zh")] == [
        "It looks as if: You summed.",
        "看起来像是：你求了和。",
    ]
    assert explanation(replace(guess, sentence={"en": "You summed."}), "zh") == "It looks as if: You summed."
    assert explanation(replace(guess, sentence={})) == ""


def test_what_failing_cases_have_in_common_is_a_fact_also_where_answers_have_few_values() -> None:
    problem = report(wrong("f/ordinary/public/0")).problems[0]
    fact = replace(problem, as_if=True, misconception="", sentence={"en": "every failing case has this: n is 1"})
    assert explanation(fact) == "every failing case has this: n is 1"


def test_the_first_failure_of_a_problem_is_told_in_full() -> None:
    page = printed(*explanations(report(wrong("f/ordinary/public/1"))))
    assert "f · ordinary/public/1" in page
    assert "worst element [1]    expected 2.125    got 4.25" in page
    assert "far outside the tolerance (5e+12 times)" in page
    assert "try it alone:  grader debug f/ordinary/public/1" in page
    assert "your function printed:" in page
    assert "x = 4.25" in page
    assert "note: computed in float32" in page


def test_long_output_is_cut_to_a_few_lines() -> None:
    page = printed(*explanations(report(wrong("f/ordinary/public/1", stdout="line\n" * 50))))
    assert page.count("  line") == 8
    assert "… 42 more lines" in page


def test_private_failures_are_not_explained_by_check() -> None:
    assert explanations(report(wrong("f/huge/private/0"))) == []


def test_the_heading_says_what_ran() -> None:
    assert heading(report()).plain == "tiny   numpy 2.0 · isolation full · 0.00 s"
    assert isinstance(heading(report()), Text)


def test_numbers_of_a_check_have_heads_in_the_reader_s_language() -> None:
    assert re.search(r"cases +score +\n +✓ +f +2/2 +10/10", printed(check_table(report(), bank())))
    assert re.search(r"\S+ +得分", printed(check_table(report(), bank(), language="zh")))
