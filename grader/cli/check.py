"""`grader check`: the student's command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.practice.desk import Practice, practice
from grader.practice.place import find_place

if TYPE_CHECKING:
    from rich.console import Console

    from grader.model.bank import CaseBank
    from grader.model.result import Report


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--problem", metavar="NAME", help="Only this problem.")
@click.option("--watch", is_flag=True, help="Stay, and check again whenever you save.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the result to FILE.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of the tutor's sentences.")
def command(path: Path, problem: str | None, json_file: Path | None, language: str, *, watch: bool) -> None:
    """Check your work against the public cases; PATH is your folder or file (default: here).

    Exit status 0 if every public case passes, 1 if one fails.
    """
    place = find_place(path)
    with practice(place, problem) as open_desk:
        if watch:
            raise click.exceptions.Exit(_watch(open_desk, language))
        report = open_desk.check()
        _write(report, json_file)
        _show(report, open_desk.bank, language)
    raise click.exceptions.Exit(exit_status(report))


def exit_status(report: Report) -> int:
    """0: every case passes; 1: one fails; 3: the grader failed."""
    if report.status == "ungraded":
        return 3
    return 0 if all(case.passed for result in report.problems for case in result.cases) else 1


def _write(report: Report, json_file: Path | None) -> None:
    if json_file:
        from grader.cli.course import write_json
        from grader.report.document import class_document

        write_json(json_file, class_document([report]))


def _show(report: Report, bank: CaseBank, language: str) -> None:
    from rich.console import Console

    show(report, bank, Console(), language=language)


def _watch(open_desk: Practice, language: str) -> int:
    from grader.practice.watch import watch

    return watch(open_desk, language=language)


def show(report: Report, bank: CaseBank, console: Console, *, language: str) -> None:
    """The table, the first failure of each problem, and the notes."""
    from grader.report.terminal import check_table, explanations, heading
    from grader.report.words import harmless

    console.print(heading(report))
    console.print(check_table(report, bank))
    for part in explanations(report, language=language):
        console.print(part)
    for note in report.notes:
        console.print(f"  note: {harmless(note)}", markup=False, highlight=False, style="dim")
