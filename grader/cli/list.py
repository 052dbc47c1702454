"""`grader list`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import click
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from grader.bank.build import sentence
from grader.cli.course import find_course
from grader.cli.language import language_option
from grader.languages.words import Words, words_in
from grader.load import LoadedAssignment, load_assignment, slugs


@click.command()
@click.option("--names", is_flag=True, help="The assignments' names alone, one a line, for scripts.")
@click.option("--course", "term", is_flag=True, help="The course week by week: lecture pages, and what each teaches.")
@language_option
def command(*, names: bool, term: bool, language: str) -> None:
    """Assignments, problems, points, public and private cases of each problem, and the lecture's page."""
    course = find_course()
    if names:
        for slug in slugs(course):
            click.echo(slug)
        return
    assignments = [load_assignment(course, slug) for slug in slugs(course)]
    say = words_in(language)
    Console().print(_by_week(assignments, say) if term else _by_problem(assignments, say))


def _by_week(assignments: Iterable[LoadedAssignment], say: Words) -> Table:
    """A line an assignment, in the order of the term; what has no week comes last."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column(say("week"), justify="right", no_wrap=True)
    table.add_column(say("assignment"), no_wrap=True)
    table.add_column(say("lecture"), no_wrap=True)
    table.add_column(say("problems"), justify="right", no_wrap=True)
    table.add_column(say("teaches"))
    for assignment in sorted(assignments, key=lambda one: (one.spec.week or math.inf, one.slug)):
        spec = assignment.spec
        table.add_row(
            str(spec.week or ""),
            Text(assignment.slug, "bold"),
            Text(spec.lecture),
            str(len(spec.problems)),
            Text(say.of(sentence(spec.teaches or spec.title))),
        )
    return table


def _by_problem(assignments: Sequence[LoadedAssignment], say: Words) -> Group:
    """For each assignment its title, points and pages, and below it a line a problem; no name is ever cut."""
    widest = max((len(problem.name) for each in assignments for problem in each.problems), default=0)
    parts = [part for each in assignments for part in (_heading(each, say), _problems(each, say, widest))]
    return Group(*parts)


def _heading(assignment: LoadedAssignment, say: Words) -> Text:
    """`convolution   Convolutional networks · 100 points · p31`."""
    spec = assignment.spec
    points = say("{points} points", points=sum(problem.spec.points for problem in assignment.problems))
    facts = " · ".join(filter(None, (say.of(sentence(spec.title)), points, spec.lecture)))
    return Text.assemble("\n", (assignment.slug, "bold"), "   ", facts)


def _problems(assignment: LoadedAssignment, say: Words, widest: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    table.add_column(say("problem"), no_wrap=True, min_width=widest)
    for title in (say("points"), say("public"), say("private")):
        table.add_column(title, justify="right", no_wrap=True)
    for problem in assignment.problems:
        public = sum(scenario.public for scenario in problem.scenarios)
        private = sum(scenario.private for scenario in problem.scenarios)
        table.add_row(problem.name, str(problem.spec.points), str(public), str(private))
    return table
