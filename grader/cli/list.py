"""`grader list`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.course import find_course
from grader.load import load_assignment, slugs


@click.command()
@click.option("--names", is_flag=True, help="The assignments' names alone, one a line, for scripts.")
def command(*, names: bool) -> None:
    """Assignments, problems, points, public and private cases of each problem, and the lecture's page."""
    course = find_course()
    if names:
        for slug in slugs(course):
            click.echo(slug)
        return
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title, side in (
        ("assignment", "left"),
        ("problem", "left"),
        ("points", "right"),
        ("public", "right"),
        ("private", "right"),
        ("lecture", "left"),
    ):
        table.add_column(title, justify=side)  # type: ignore[arg-type]
    for slug in slugs(course):
        assignment = load_assignment(course, slug)
        points = sum(problem.spec.points for problem in assignment.problems)
        spec = assignment.spec
        table.add_row(Text(slug, "bold"), Text(spec.title.en, "dim"), str(points), "", "", Text(spec.lecture))
        for problem in assignment.problems:
            public = sum(scenario.public for scenario in problem.scenarios)
            private = sum(scenario.private for scenario in problem.scenarios)
            table.add_row("", problem.name, str(problem.spec.points), str(public), str(private))
    Console().print(table)
