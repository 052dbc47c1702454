"""A student's feedback: what was expected, got and wrong as pictures, why, where in the own source, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, Final

from markupsafe import Markup

from grader.languages.words import ENGLISH, Words, words_in
from grader.load.axes import Axes
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.grades import Asked
from grader.model.numbers import told_apart
from grader.model.result import CaseResult, Difference, ProblemResult, Report
from grader.report.heatmap import Picture
from grader.report.heatmap_svg import heatmap_svg
from grader.report.named import axis_names
from grader.report.pages import rendered
from grader.report.words import (
    explanation,
    failing,
    harmless,
    is_fault,
    is_unwritten,
    message_of,
    phrase,
    place_of,
    shown,
    told,
    what_went_wrong,
)

#: Of one problem; the others have their numbers in words.
MOST_PICTURES: Final = 3
#: Of one problem; the others are folded.
MOST_CASES: Final = 4
#: Lines of the source before and after the one that an exception came from.
NEIGHBOURS: Final = 3


@dataclass(frozen=True)
class Tried:
    """An earlier or the latest attempt, as it was scored."""

    when: str
    score: str  # "-" where it is ungraded


@dataclass(frozen=True)
class About:
    """What a student's page shows besides the result."""

    attempts: Sequence[Tried] = ()
    source: Sequence[str] = ()  # lines of the entry, if it still lies where it was graded
    axes: Mapping[str, Axes] = field(default_factory=dict)  # of the answers, by problem
    grade: str = ""  # of a course that counts lateness and what a person changed, "80.19 / 100"
    reasons: Sequence[str] = ()  # of the grade: lateness, what a person changed
    zone: tzinfo | None = None  # of the course; None: as the download tells moments
    asked: Sequence[Asked] = ()  # with the answers


def student_page(
    report: Report,
    bank: CaseBank | None = None,
    about: About | None = None,
    *,
    language: str = ENGLISH,
) -> str:
    """One student's feedback; redact the report for its reader first. With a bank the author's hints are told, too."""
    say, about = words_in(language), about or About()
    problems = report.problems if report.status == "graded" else ()  # else there is nothing to tell but why
    return rendered(
        "student.html",
        sortable=False,
        language=language,
        say=say,
        slug=report.assignment,
        student=harmless(report.student, limit=100),
        facts=_facts(report, about, say),
        our_fault=report.status != "graded" and is_fault(report),
        rows=[_row(problem, language) for problem in problems],
        problems=[_failed(problem, bank, about, language=language) for problem in problems if failing(problem)],
        notes=[told(note, language) for note in report.notes],
        attempts=about.attempts if len(about.attempts) > 1 else (),
        reasons=[told(reason, language) for reason in about.reasons],
        asked=[
            {"about": harmless(each.about, limit=100), "text": harmless(each.text), "answer": harmless(each.answer)}
            for each in about.asked
        ],
    )


def _facts(report: Report, about: About, say: Words) -> list[tuple[str, str]]:
    if report.status != "graded":
        return [(say("score"), say("ungraded"))]
    of = report.total.points
    scores = {say("score"): report.total, say("public"): report.splits[PUBLIC], say("private"): report.splits[PRIVATE]}
    facts = [(name, f"{shown(score)} / {of}") for name, score in scores.items()]
    if about.grade and about.grade != facts[0][1]:
        facts.insert(0, (say("grade"), about.grade))
    if report.handed_in:
        moment = report.handed_in.astimezone(about.zone) if about.zone else report.handed_in
        facts.append((say("handed in"), f"{moment:%Y-%m-%d %H:%M %Z}".strip()))
    if report.late_seconds:
        facts.append((say("late"), say("{hours:.1f} hours", hours=report.late_seconds / 3600)))
    return facts


def _row(problem: ProblemResult, language: str) -> dict[str, Any]:
    return {
        "problem": problem.problem,
        "public": shown(problem.splits[PUBLIC]),
        "private": shown(problem.splits[PRIVATE]),
        "score": f"{shown(problem.total)}/{problem.total.points}",
        "words": harmless(what_went_wrong(problem, language)),
        "right": not failing(problem),
    }


def _failed(problem: ProblemResult, bank: CaseBank | None, about: About, *, language: str) -> dict[str, Any]:
    cases = [case for case in failing(problem) if not _is_redacted(case)]
    pictures = {
        case.case: picture for case in cases if case.difference and (picture := Picture.of(case.difference, language))
    }
    drawn = dict(list(pictures.items())[:MOST_PICTURES])
    own, say = (bank.problem(problem.problem) if bank else None), words_in(language)
    axes = about.axes.get(problem.problem, {})
    named = {case.case: axis_names(case, axes, own) for case in cases}
    titles = {name: scenario.title for name, scenario in own.scenario_of.items()} if own else {}
    listed = [] if is_unwritten(problem) else _cases(cases, drawn, about, named, titles, language)
    return {
        "name": problem.problem,
        "what": harmless(what_went_wrong(problem, language)),
        "sentence": "" if is_unwritten(problem) else explanation(problem, language),
        "hints": [say.of(hint) for hint in own.hints] if own else [],
        "cases": listed[:MOST_CASES],
        "folded": listed[MOST_CASES:],
        "only_private": bool(problem.misconception) and not cases,
        "private": _private(problem, language),
    }


def _is_redacted(case: CaseResult) -> bool:
    """Whether a private case has nothing to tell but its hint and its verdict."""
    return case.split == PRIVATE and not (case.difference or case.line or case.traceback or case.stdout)


def _cases(
    cases: Sequence[CaseResult],
    drawn: Mapping[str, Picture],
    about: About,
    named: Mapping[str, Sequence[str]],
    titles: Mapping[str, Mapping[str, str]],
    language: str,
) -> list[dict[str, Any]]:
    """Every failing case; those that end alike without an answer are told together, and what a scenario tries once."""
    groups: dict[tuple[object, ...], list[CaseResult]] = {}
    for case in cases:
        alike = (case.verdict, case.message, case.line, case.case if case.difference or case.stdout else "")
        groups.setdefault(alike, []).append(case)
    shown, said_once = list[dict[str, Any]](), set[str]()
    for first, *others in groups.values():
        of_one = all(case.scenario == first.scenario for case in others) and first.scenario not in said_once
        shown.append(
            {
                **case_shown(first, drawn.get(first.case), about, named.get(first.case, ()), language),
                "name": ", ".join(case.case.split("/", 1)[1] for case in (first, *others)),
                "title": words_in(language).of(titles.get(first.scenario, {})) if of_one else "",
            }
        )
        said_once |= {first.scenario} if of_one else set()
    return shown


def case_shown(
    case: CaseResult, picture: Picture | None, about: About, named: Sequence[str], language: str
) -> dict[str, Any]:
    """One failing case with the names of its answer's axes; every text is harmless, and escaped by the template."""
    return {
        "name": case.case.split("/", 1)[1],
        "verdict": phrase(case, language),
        "words": message_of(case, language, limit=600) or told(case.pattern, language),
        # Of a lone number the words tell all.
        "worst": _worst(case.difference, language) if case.difference and case.difference.shape else {},
        # It escapes every text itself.
        "picture": Markup(heatmap_svg(picture, axes=named)) if picture else "",  # noqa: S704
        "traceback": harmless(case.traceback),
        "line": case.line,
        "excerpt": _excerpt(case.line, about.source),
        "stdout": harmless(case.stdout, limit=4000),
        "notes": [told(note, language) for note in case.notes],
    }


def _excerpt(line: int | None, source: Sequence[str]) -> list[tuple[int, str, bool]]:
    """The line with its neighbours: (number, text, whether it is the one)."""
    if line is None or not 1 <= line <= len(source):
        return []
    numbers = range(max(1, line - NEIGHBOURS), min(len(source), line + NEIGHBOURS) + 1)
    return [(number, harmless(source[number - 1], limit=200), number == line) for number in numbers]


def _private(problem: ProblemResult, language: str) -> list[dict[str, Any]]:
    """Private cases by hint and verdict, of which nothing more is told."""
    counts: dict[tuple[str, str], int] = {}
    for case in failing(problem):
        if _is_redacted(case):
            key = (message_of(case, language, limit=600), phrase(case, language))
            counts[key] = counts.get(key, 0) + 1
    return [{"hint": hint, "verdict": verdict, "count": count} for (hint, verdict), count in counts.items()]


def _worst(found: Difference, language: str) -> dict[str, str]:
    """The worst element in numbers, by what they are."""
    say = words_in(language)
    expected, actual = told_apart(found.expected, found.actual)
    return {
        say("worst element"): harmless(place_of(found, language)),
        say("expected"): expected,
        say("got"): actual,
        say("error"): f"{found.error:.3g}",
        say("differ"): f"{found.bad_share:.0%}",
    }
