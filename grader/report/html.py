"""Pages that open from a file, print, and hold neither a script nor a reference to elsewhere.

Every text passes through Jinja2's autoescape after `harmless`; the pages' own policy forbids scripts and all loading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.languages.words import ENGLISH, Words, words_in
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.grades import Asked
from grader.model.numbers import told_apart
from grader.model.result import CaseResult, Difference, ProblemResult, Report
from grader.report.heatmap import Picture
from grader.report.heatmap_svg import heatmap_svg
from grader.report.terminal import ClassLine, class_insight
from grader.report.words import (
    explanation,
    failing,
    harmless,
    message_of,
    phrase,
    place_of,
    shown,
    summary,
    told,
    what_went_wrong,
)

BARS = 10
#: Of one problem; the others have their numbers in words.
MOST_PICTURES = 3
_HEIGHT = 80

_pages = Environment(loader=PackageLoader("grader.report"), autoescape=True, undefined=StrictUndefined)


def page(reports: Sequence[Report], links: Mapping[str, str] | None = None, *, language: str = ENGLISH) -> str:
    """The class: how the scores are spread, what many got wrong, one line a student; `links`: pages by student's id."""
    rows = [_row(report, (links or {}).get(report.id, ""), language) for report in reports]
    return _pages.get_template("class.html").render(
        language=language,
        say=words_in(language),
        slug=reports[0].assignment if reports else "",
        isolation=reports[0].isolation if reports else "no",
        rows=rows,
        bars=_bars(reports, words_in(language)),
        insight=class_insight([ClassLine.of(report, language=language) for report in reports], language=language),
    )


def student_page(report: Report, *, language: str = ENGLISH, asked: Sequence[Asked] = ()) -> str:
    """One student's feedback, and the answers to what the student asked; redact the report for its reader first."""
    say, graded = words_in(language), report.status == "graded"
    return _pages.get_template("student.html").render(
        slug=report.assignment,
        student=harmless(report.student, limit=100),
        score=say("{score} of {points} points", score=shown(report.total), points=report.total.points)
        if graded
        else say("ungraded"),
        private=True,
        asked=[
            {
                "about": harmless(each.about, limit=100),
                "text": harmless(each.text),
                "answer": harmless(each.answer) or say("not answered yet"),
            }
            for each in asked
        ],
        **_feedback(report, language),
    )


def fragment(report: Report, *, language: str = ENGLISH) -> str:
    """What a notebook shows below a cell: public cases alone, with its own style and no script."""
    right = all(case.passed for problem in report.problems for case in problem.cases)
    public = report.splits[PUBLIC]
    say = words_in(language)
    more = say("private cases are not run here") if right else say("change the function, run its cell, and check again")
    return _pages.get_template("notebook.html").render(
        slug=report.assignment,
        facts=f"{say('isolation {level}', level=report.isolation)} · {report.seconds:.2f} s",
        private=False,
        right=right,
        last=f"{say('public {score}', score=f'{shown(public)}/{public.points}')} · {more}",
        **_feedback(report, language),
    )


def _feedback(report: Report, language: str) -> dict[str, Any]:
    """What is told of each problem."""
    return {
        "language": language,
        "say": words_in(language),
        "rows": [_problem_row(problem, language) for problem in report.problems],
        "failed": [_failed(problem, language) for problem in report.problems if failing(problem)],
        "notes": [told(note, language) for note in report.notes],
    }


def _row(report: Report, link: str, language: str) -> dict[str, Any]:
    graded = report.status == "graded"
    words = summary(report, language=language)
    return {
        "student": harmless(report.student, limit=100),
        "link": link,
        "public": shown(report.splits[PUBLIC]) if graded else "-",
        "private": shown(report.splits[PRIVATE]) if graded else "-",
        "score": shown(report.total) if graded else "-",
        "words": harmless(words),
        "right": graded and not any(failing(problem) for problem in report.problems),
    }


def _bars(reports: Sequence[Report], say: Words) -> list[dict[str, Any]]:
    """How many students have 0 to 10 %, 10 to 20 %, … of the points."""
    counts = [0] * BARS
    for report in reports:
        if report.status == "graded" and report.total.points:
            counts[min(int(report.total.earned * BARS / report.total.points), BARS - 1)] += 1
    top = max([1, *counts])
    step = 100 // BARS
    return [
        {
            "x": 10 + 58 * number,
            "height": _HEIGHT * count // top,
            "count": count,
            "label": f"{step * number}-{step * (number + 1)} %",
            "words": say("{count} with {low} to {high} %", count=count, low=step * number, high=step * (number + 1)),
        }
        for number, count in enumerate(counts)
    ]


def _problem_row(problem: ProblemResult, language: str) -> dict[str, str]:
    return {
        "problem": problem.problem,
        "public": shown(problem.splits[PUBLIC]),
        "of_public": f"{shown(problem.splits[PUBLIC])}/{problem.splits[PUBLIC].points}",
        "private": shown(problem.splits[PRIVATE]),
        "score": f"{shown(problem.total)}/{problem.total.points}",
        "words": harmless(what_went_wrong(problem, language)),
    }


def _failed(problem: ProblemResult, language: str) -> dict[str, Any]:
    cases = failing(problem)
    pictures = {
        case.case: picture for case in cases if case.difference and (picture := Picture.of(case.difference, language))
    }
    drawn = dict(list(pictures.items())[:MOST_PICTURES])
    return {
        "name": problem.problem,
        "sentence": explanation(problem, language),
        "cases": [_case(case, drawn.get(case.case), language) for case in cases],
    }


def _case(case: CaseResult, picture: Picture | None, language: str) -> dict[str, Any]:
    return {
        "name": case.case.split("/", 1)[1],
        "verdict": phrase(case, language),
        "words": message_of(case, language, limit=600) or told(case.pattern, language),
        "worst": _worst(case.difference, language) if case.difference else {},
        "picture": Markup(heatmap_svg(picture)) if picture else "",  # noqa: S704 - it escapes every text itself
        "traceback": harmless(case.traceback),
        "line": case.line,
        "stdout": harmless(case.stdout, limit=1000),
    }


def _worst(found: Difference, language: str) -> dict[str, str]:
    """The worst element in numbers, by what they are."""
    expected, actual = told_apart(found.expected, found.actual)
    say = words_in(language)
    return {
        say("worst element"): harmless(place_of(found, language)),
        say("expected"): expected,
        say("got"): actual,
        say("error"): f"{found.error:.3g}",
        say("differ"): f"{found.bad_share:.0%}",
    }
