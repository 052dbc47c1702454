"""`grader list`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.course import find_course
from grader.load import LoadedAssignment, load_assignment, slugs


@click.command()
@click.option("--names", is_flag=True, help="The assignments' names alone, one a line, for scripts.")
@click.option("--course", "term", is_flag=True, help="The course week by week: lecture pages, and what each teaches.")
def command(*, names: bool, term: bool) -> None:
    """Assignments, problems, points, public and private cases of each problem, and the lecture's page."""
    course = find_course()
    if names:
        for slug in slugs(course):
            click.echo(slug)
        return
    assignments = [load_assignment(course, slug) for slug in slugs(course)]
    Console().print(_by_week(assignments) if term else _by_problem(assignments))


def _by_week(assignments: Iterable[LoadedAssignment]) -> Table:
    """A line an assignment, in the order of the term; what has no week comes last."""
    table = _table({"week": "right", "assignment": "left", "lecture": "left", "problems": "right", "teaches": "left"})
    for assignment in sorted(assignments, key=lambda one: (one.spec.week or math.inf, one.slug)):
        spec = assignment.spec
        table.add_row(
            str(spec.week or ""),
            Text(assignment.slug, "bold"),
            Text(spec.lecture),
            str(len(spec.problems)),
            Text((spec.teaches or spec.title).en),
        )
    return table


def _by_problem(assignments: Iterable[LoadedAssignment]) -> Table:
    """A line a problem, below its assignment."""
    table = _table({
        "assignment": "left", "problem": "left", "points": "right", "public": "right", "private": "right",
        "lecture": "left",
    })  # fmt: skip
    for assignment in assignments:
        points = sum(problem.spec.points for problem in assignment.problems)
        spec = assignment.spec
        table.add_row(
            Text(assignment.slug, "bold"), Text(spec.title.en, "dim"), str(points), "", "", Text(spec.lecture)
        )
        for problem in assignment.problems:
            public = sum(scenario.public for scenario in problem.scenarios)
            private = sum(scenario.private for scenario in problem.scenarios)
            table.add_row("", problem.name, str(problem.spec.points), str(public), str(private))
    return table


def _table(columns: dict[str, Literal["left", "right"]]) -> Table:
    """An empty table; names of assignments and weeks are never cut."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title, side in columns.items():
        table.add_column(title, justify=side, no_wrap=title in {"assignment", "lecture", "week"})
    return table
