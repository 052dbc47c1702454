"""`grader check`: the student's command."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader.bank.build import case_bank
from grader.cli.course import write_json
from grader.cli.place import Place, find_place
from grader.collect import collect_one
from grader.grade import Desk
from grader.model.bank import PUBLIC, CaseBank
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.report.document import class_document
from grader.report.terminal import check_table, explanations, heading
from grader.report.words import harmless
from grader.run import probe


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--problem", metavar="NAME", help="Only this problem.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the result to FILE.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of the tutor's sentences.")
def command(path: Path, problem: str | None, json_file: Path | None, language: str) -> None:
    """Check your work against the public cases; PATH is your folder or file (default: here).

    Exit status 0 if every public case passes, 1 if one fails.
    """
    place = find_place(path)
    bank = public_bank(place, problem)
    report = checked(place, bank)
    if json_file:
        write_json(json_file, class_document([report]))
    console = Console()
    show(report, bank, console, language=language)
    if report.status == "ungraded":
        raise click.exceptions.Exit(3)
    if any(not case.passed for result in report.problems for case in result.cases):
        raise click.exceptions.Exit(1)


def public_bank(place: Place, problem: str | None) -> CaseBank:
    """The public cases, of one problem if it is named.

    Raises:
        GraderError: the problem does not exist.
    """
    bank = case_bank(place.course, place.slug, secret=None).only(splits=(PUBLIC,))
    names = [each.name for each in bank.problems]
    if problem is not None and problem not in names:
        raise GraderError(f"{place.slug} has no problem {problem!r}; it has: {', '.join(names)}")
    return bank.only(problems=(problem,)) if problem else bank


def checked(place: Place, bank: CaseBank) -> Report:
    """Run the student's own code at the best level of this machine."""
    submission = collect_one(place.path, slug=place.slug)
    with Desk.open(bank, probe().level) as desk:
        return desk.grade(submission)


def show(report: Report, bank: CaseBank, console: Console, *, language: str) -> None:
    """The table, the first failure of each problem, and the notes."""
    console.print(heading(report))
    console.print(check_table(report, bank))
    for part in explanations(report, language=language):
        console.print(part)
    for note in report.notes:
        console.print(f"  note: {harmless(note)}", markup=False, highlight=False, style="dim")
