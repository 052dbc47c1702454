"""What a notebook shows below a cell, with a style of its own and no script."""

from __future__ import annotations

from typing import Any

from grader.languages.words import ENGLISH, words_in
from grader.model.bank import PUBLIC
from grader.model.result import ProblemResult, Report
from grader.report.heatmap import Picture
from grader.report.pages import ENVIRONMENT
from grader.report.student_page import MOST_PICTURES, About, case_shown
from grader.report.words import explanation, failing, harmless, shown, told, what_went_wrong


def fragment(report: Report, *, language: str = ENGLISH) -> str:
    """What a notebook shows below a cell: public cases alone, with its own style and no script."""
    right = all(case.passed for problem in report.problems for case in problem.cases)
    public = report.splits[PUBLIC]
    say = words_in(language)
    more = say("private cases are not run here") if right else say("change the function, run its cell, and check again")
    return ENVIRONMENT.get_template("notebook.html").render(
        slug=report.assignment,
        facts=f"{say('isolation {level}', level=report.isolation)} · {report.seconds:.2f} s",
        right=right,
        last=f"{say('public {score}', score=f'{shown(public)}/{public.points}')} · {more}",
        language=language,
        say=say,
        rows=[_row(problem, language) for problem in report.problems],
        failed=[_failed(problem, language) for problem in report.problems if failing(problem)],
        notes=[told(note, language) for note in report.notes],
    )


def _row(problem: ProblemResult, language: str) -> dict[str, str]:
    score = problem.splits[PUBLIC]
    return {
        "problem": problem.problem,
        "score": f"{shown(score)}/{score.points}",
        "words": harmless(what_went_wrong(problem, language)),
    }


def _failed(problem: ProblemResult, language: str) -> dict[str, Any]:
    cases = failing(problem)
    pictures = {case.case: Picture.of(case.difference, language) for case in cases if case.difference}
    drawn = {case: picture for case, picture in pictures.items() if picture}
    few = dict(list(drawn.items())[:MOST_PICTURES])
    return {
        "name": problem.problem,
        "sentence": explanation(problem, language),
        "cases": [case_shown(case, few.get(case.case), About(), (), language) for case in cases],
    }
