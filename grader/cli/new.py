"""`grader new`: the files of an assignment that is to be written."""

from __future__ import annotations

from pathlib import Path

import click

from grader.model.folders import course_root
from grader.scaffold.scaffold import scaffold


@click.command()
@click.argument("slug")
@click.argument("problems", nargs=-1, required=True, metavar="PROBLEM...")
def command(slug: str, problems: tuple[str, ...]) -> None:
    """Make the files of a new assignment: handout, starter, problems, reference, mistakes, alternatives, a sample.

    A PROBLEM is a function's name, or its signature in quotes: 'softmax(logits, axis=-1)'. Without a course here or
    above, one begins in this folder.
    """
    course = course_root(Path.cwd()) or Path.cwd()
    for name in scaffold(course, slug, problems):
        click.echo(f"  {name}")
    click.echo(f"made in {course}; what is to be written is marked TODO(author) and listed by: grader validate {slug}")
