"""`grader check`: the student's command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.practice.place import Place, find_place
from grader.practice.session import PracticeSession, open_practice

if TYPE_CHECKING:
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
    if watch and json_file:
        raise click.UsageError("--json is for a single check; leave --watch out")
    if watch and not sys.stdout.isatty():
        raise click.UsageError("--watch needs a terminal; without one: grader check")
    place = find_place(path)
    with open_practice(place, problem, tell=_tell) as practice:
        if watch:
            raise click.exceptions.Exit(_watch(practice, language))
        report = practice.check()
        _write(report, json_file)
        _show(report, practice, language)
    raise click.exceptions.Exit(exit_status(report))


def _tell(words: str) -> None:
    """To a person who waits; the line is written over by what comes next."""
    if sys.stderr.isatty():
        click.echo(f"{words}\r", err=True, nl=False)


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


def _show(report: Report, practice: PracticeSession, language: str) -> None:
    """The table, the first failure of each problem, the notes, and what to do next."""
    from rich.console import Console

    from grader.report.terminal import check_table, explanations, heading
    from grader.report.words import harmless

    console, bank, place = Console(), practice.bank, practice.place
    console.print(heading(report))
    console.print(check_table(report, bank, language=language))
    for part in explanations(report, bank, language=language, path=place.typed):
        console.print(part)
    for note in report.notes:
        console.print(f"  note: {harmless(note)}", markup=False, highlight=False, style="yellow")
    console.print(f"\n  {next_step(report, place)}", markup=False, highlight=False)


def next_step(report: Report, place: Place) -> str:
    """What to do now, in one sentence."""
    from grader.practice.lines import function_lines
    from grader.report.words import is_unwritten

    failed = [result for result in report.problems if any(not case.passed for case in result.cases)]
    if not failed:
        return "every public case passes: read the handout once more for what these cases do not try, and hand it in"
    untouched = [result.problem for result in failed if is_unwritten(result)]
    watch = f"grader check{place.typed} --watch"
    if len(untouched) < len(failed):
        return f"next:  {watch}\n         checks whenever you save, gives hints, stops in your function"
    entry = place.entry()
    line = function_lines(entry).get(untouched[0])
    where = f" in {entry.name}, line {line}" if entry and line else ""
    return f"next:  write {untouched[0]}{where}\n         {watch} checks whenever you save"


def _watch(practice: PracticeSession, language: str) -> int:
    from grader.practice.watch import watch

    return watch(practice, language=language)
