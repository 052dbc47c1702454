"""The page of a class: what to teach again, what costs most, who needs a look, and everybody in one table."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from grader.languages import said
from grader.languages.words import ENGLISH, Words, words_in
from grader.load.axes import Axes, Names
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.result import CaseResult, Report, Verdict
from grader.report.charts import Point, bars, meter, scatter, timeline
from grader.report.heatmap import Picture
from grader.report.heatmap_svg import heatmap_svg
from grader.report.named import axis_names
from grader.report.pages import rendered
from grader.report.words import PHRASES, failing, harmless, message_of, points, shown, summary
from grader.statistics.overview import Overview, Rate, Shared, overview

#: Misunderstandings with sentence and examples, rows of scenarios, and names in a line: what a person still reads.
MOST_SHARED: Final = 8
MOST_SCENARIOS: Final = 15
MOST_NAMES: Final = 40
_NOTHING: Final = {Verdict.MISSING: said("nothing that can be graded")}
_SCORES = re.compile(r'<script type="application/json" id="scores" data-of="([^"]*)">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Came:
    """An attempt: when it was handed in, or where the download does not tell, when it was graded."""

    when: datetime  # in the course's time zone
    is_told: bool = True  # by the download
    by: str = ""  # whose id


@dataclass(frozen=True)
class Context:
    """What a page of a class shows besides the results."""

    links: Mapping[str, str] = field(default_factory=dict)  # pages by student's id
    lecture: str = ""  # where the lecture treats it, e.g. "p31"
    axes: Mapping[str, Axes] = field(default_factory=dict)  # of the answers, by problem
    attempts: Sequence[Came] = ()
    due: datetime | None = None  # in the course's time zone
    before: Mapping[str, float | None] | None = None  # points by id, as the last report had them; None: there was none
    written: datetime | None = None


def class_page(
    reports: Sequence[Report], bank: CaseBank, context: Context | None = None, *, language: str = ENGLISH
) -> str:
    """The page; sorting and filtering are added by a script, everything is there without it."""
    context, say = context or Context(), words_in(language)
    tries = Counter(each.by for each in context.attempts)
    found = overview(reports, bank)
    costly = [rate for rate in found.scenarios if rate.failed]
    return rendered(
        "class.html",
        language=language,
        say=say,
        slug=bank.slug,
        title=say.of(bank.title),
        lecture=context.lecture,
        written=f"{context.written:%Y-%m-%d %H:%M %Z}".strip() if context.written else "",
        isolation=reports[0].isolation if reports else "no",
        total=sum(problem.points for problem in bank.problems),
        found=found,
        percent=_percent,
        shared=[_shared(each, found, bank, context, say) for each in found.shared[:MOST_SHARED]],
        problems=[_rate(rate, say) for rate in found.problems],
        scenarios=[_rate(rate, say) for rate in costly[:MOST_SCENARIOS]],
        scenario_count=len(costly),
        troubles=_troubles(found, say, context.links),
        changes=_changes(reports, context.before),
        histogram=_histogram(found, say),
        scatter=_scatter(reports, say),
        timeline=_timeline(context, say),
        came=_came(context, say),
        rows=[_row(report, context.links, tries[report.id], language) for report in reports],
        scores=_scores(reports),
    )


def scores_of(page: str, slug: str) -> dict[str, float | None] | None:
    """The points by student's id that an earlier page of the assignment holds; None where it holds none."""
    held = _SCORES.search(page)
    try:
        found = json.loads(held[2]) if held and held[1] == slug else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _scores(reports: Sequence[Report]) -> Markup:
    told = {report.id: points(report.total) if report.status == "graded" else None for report in reports}
    # "</script>" within a name would end the block: no such character is left in JSON's strings.
    return Markup(json.dumps(told).replace("<", "\\u003c"))  # noqa: S704 - see above


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _histogram(found: Overview, say: Words) -> Markup:
    step = 100 // len(found.bins)
    labels = [f"{step * number}-{step * (number + 1)}" for number in range(len(found.bins))]
    return bars(found.bins, labels, label=say("How many students have which share of the points, in percent"))


def _scatter(reports: Sequence[Report], say: Words) -> Markup:
    told = [
        Point(harmless(report.student, limit=60), _share(report, PUBLIC), _share(report, PRIVATE))
        for report in reports
        if report.status == "graded"
    ]
    label = say("Public against private score of each student, in percent; the table of students has the numbers")
    return scatter(told, label=label, across=say("public, percent"), up=say("private, percent"))


def _share(report: Report, split: str) -> float:
    score = report.splits[split]
    return float(score.earned / score.points) if score.points else 0.0


def _timeline(context: Context, say: Words) -> Markup | None:
    if not context.attempts:
        return None
    label = say("How many attempts came when, and when they were due")
    return timeline([each.when for each in context.attempts], context.due, label=label, due_words=say("due"))


def _came(context: Context, say: Words) -> list[str]:
    """The attempts in numbers: how many, how many too late, and of how many nobody knows when."""
    if not context.attempts:
        return []
    lines = [say("{count} attempts", count=len(context.attempts))]
    if context.due:
        late = sum(each.is_told and each.when > context.due for each in context.attempts)
        due = f"{context.due:%Y-%m-%d %H:%M %Z}".strip()
        lines.append(say("{count} of them after the due date, {due}", count=late, due=due))
    if untold := sum(not each.is_told for each in context.attempts):
        lines.append(
            say("{count} shown when they were graded, since the download does not tell when they came", count=untold)
        )
    return lines


def _rate(rate: Rate, say: Words) -> dict[str, Any]:
    return {
        "problem": rate.problem,
        "scenario": rate.scenario,
        "title": say.of(rate.title),
        "points": f"{rate.points:.1f}".removesuffix(".0"),
        "earned": _percent(rate.earned),
        "meter": meter(rate.earned),
        "failed": rate.failed,
        "lost": f"{rate.lost:.2f}",
    }


def _shared(each: Shared, found: Overview, bank: CaseBank, context: Context, say: Words) -> dict[str, Any]:
    problem, axes = bank.problem(each.problem), context.axes.get(each.problem, {})
    return {
        "problem": each.problem,
        "title": say.of(each.title) or each.name.replace("_", " "),
        "sentence": say.of(each.sentence),
        "students": each.students,
        "share": _percent(each.students / max(found.graded, 1)),
        "examples": [
            {
                "name": chr(ord("A") + number),
                "case": example.case,
                "title": say.of(problem.scenario_of[example.scenario].title),
                "words": message_of(example, say.language, limit=200),
                "picture": _picture(example, axis_names(example, axes, problem), say),
            }
            for number, example in enumerate(each.examples)
        ],
    }


def _picture(case: CaseResult, names: Names, say: Words) -> Markup:
    picture = Picture.of(case.difference, say.language) if case.difference else None
    if picture is None:
        return Markup("")
    return Markup(heatmap_svg(picture, axes=names))  # noqa: S704 - it escapes every text itself


def _troubles(found: Overview, say: Words, links: Mapping[str, str]) -> list[dict[str, Any]]:
    told = [(say.again(_NOTHING.get(each.verdict, PHRASES[each.verdict])), each.students) for each in found.troubles]
    if found.ungraded:
        told.append((say("ungraded"), found.ungraded))
    return [
        {
            "what": what,
            "count": len(students),
            "names": [(harmless(name, limit=60), links.get(key, "")) for key, name in students[:MOST_NAMES]],
            "more": max(len(students) - MOST_NAMES, 0),
        }
        for what, students in told
    ]


def _changes(reports: Sequence[Report], before: Mapping[str, float | None] | None) -> dict[str, Any] | None:
    """Who is new, gone or has other points than in the last report; None where there was none."""
    if before is None:
        return None
    now = {report.id: points(report.total) if report.status == "graded" else None for report in reports}
    names = {report.id: harmless(report.student, limit=60) for report in reports}
    moved = [(names[key], before[key], score) for key, score in now.items() if key in before and before[key] != score]
    return {
        "fresh": [names[key] for key in now if key not in before][:MOST_NAMES],
        "fresh_count": sum(key not in before for key in now),
        "gone": sum(key not in now for key in before),
        "moved": [(name, _points(old), _points(new)) for name, old, new in moved[:MOST_NAMES]],
        "moved_count": len(moved),
    }


def _points(score: float | None) -> str:
    return "-" if score is None else f"{score:g}"


def _row(report: Report, links: Mapping[str, str], tries: int, language: str) -> dict[str, Any]:
    graded = report.status == "graded"
    return {
        "student": harmless(report.student, limit=100),
        "link": links.get(report.id, ""),
        "public": shown(report.splits[PUBLIC]) if graded else "-",
        "private": shown(report.splits[PRIVATE]) if graded else "-",
        "score": shown(report.total) if graded else "-",
        "gap": f"{100 * (_share(report, PUBLIC) - _share(report, PRIVATE)):+.0f}" if graded else "-",
        "attempt": max(report.attempt, tries),
        "words": summary(report, language=language),
        "right": graded and not any(failing(problem) for problem in report.problems),
    }
