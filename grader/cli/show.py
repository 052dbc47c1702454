"""`grader show`: one stored result."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from grader.bank.build import case_bank
from grader.cli.course import chosen, find_course
from grader.cli.secret import required_secret
from grader.gradebook import Gradebook
from grader.model.errors import GraderError
from grader.report.document import rescored
from grader.report.redact import Audience, redact
from grader.report.terminal import student_page
from grader.report.words import harmless, shown


@click.command()
@click.argument("slug")
@click.argument("student")
@click.option("--audience", type=click.Choice([audience.value for audience in Audience]), default="instructor")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of the tutor's sentences.")
def command(slug: str, student: str, audience: str, gradebook: Path | None, language: str) -> None:
    """One student's result, as the instructor or as the student may see it."""
    course = find_course()
    chosen(course, (slug,))
    book_file = gradebook or course / "gradebook.db"
    bank = case_bank(course, slug, secret=required_secret(course, book_file))
    with Gradebook.open(book_file, create=False) as book:
        found = book.find(slug, student)
        if found is None:
            names = ", ".join(harmless(entry.student, limit=60) for entry in book.entries(slug)) or "nobody"
            raise GraderError(f"{book_file}: no result of {harmless(student)} in {slug}; there are: {names}")
    document = json.loads(found.report)
    report = rescored(document, bank, isolation=document.get("isolation", ""), student=student)
    report = redact(report, bank, Audience(audience), language=language)
    console = Console()
    score = f"{shown(report.total)}/{report.total.points}" if report.status == "graded" else "ungraded"
    console.print(f"[bold]{slug}[/]   ", end="")
    console.print(f"{harmless(student)}   {score}   graded {found.graded_at}", markup=False, highlight=False)
    for part in student_page(report, language=language):
        console.print(part)
    for note in (*report.notes, *(f"for review: {flag}" for flag in report.flags)):
        console.print(f"  {harmless(note)}", markup=False, highlight=False, style="dim")
