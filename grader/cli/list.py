"""`grader list`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.course import find_course
from grader.load import load_assignment, slugs


@click.command()
def command() -> None:
    """Assignments, problems, points, and how many public and private cases each problem has."""
    course = find_course()
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title, side in (
        ("assignment", "left"),
        ("problem", "left"),
        ("points", "right"),
        ("public", "right"),
        ("private", "right"),
    ):
        table.add_column(title, justify=side)  # type: ignore[arg-type]
    for slug in slugs(course):
        assignment = load_assignment(course, slug)
        points = sum(problem.spec.points for problem in assignment.problems)
        table.add_row(Text(slug, "bold"), Text(assignment.spec.title.en, "dim"), str(points))
        for problem in assignment.problems:
            public = sum(scenario.public for scenario in problem.scenarios)
            private = sum(scenario.private for scenario in problem.scenarios)
            table.add_row("", problem.name, str(problem.spec.points), str(public), str(private))
    Console().print(table)
