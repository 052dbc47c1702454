"""`grader check`: the student's command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.language import language_option
from grader.languages import said
from grader.languages.words import ENGLISH, words_in
from grader.practice.place import Place, find_place
from grader.practice.session import PracticeSession, open_practice

if TYPE_CHECKING:
    from grader.grade import Looked
    from grader.model.result import Report


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--problem", metavar="NAME", help="Only this problem.")
@click.option("--watch", is_flag=True, help="Stay, and check again whenever you save.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the result to FILE.")
@language_option
def command(path: Path, problem: str | None, json_file: Path | None, language: str, *, watch: bool) -> None:
    """Check your work against the public cases; PATH is your folder or file (default: here).

    Exit status 0 if every public case passes, 1 if one fails.
    """
    if watch and json_file:
        raise click.UsageError(said("--json is for a single check; leave --watch out"))
    if watch and not sys.stdout.isatty():
        raise click.UsageError(said("--watch needs a terminal; without one: grader check"))
    place = find_place(path)
    with open_practice(place, problem, tell=_tell(language)) as practice:
        if watch:
            raise click.exceptions.Exit(_watch(practice, language))
        told = _Told(practice, language)
        report = practice.check(tell=told.first_look)
        _write(report, json_file)
        told.show(report)
    raise click.exceptions.Exit(exit_status(report))


def _tell(language: str) -> Callable[[str], None]:
    """To a person who waits; the line is written over by what comes next."""

    def tell(words: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"{words_in(language).again(words)}\r", err=True, nl=False)

    return tell


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


class _Told:
    """What a student is told: what is known at once, in lines also where nobody sees them, and then the rest."""

    def __init__(self, practice: PracticeSession, language: str) -> None:
        self._practice, self._language = practice, language
        self._begun = False
        self._known: frozenset[str] = frozenset()  # problems whose lines are printed

    def first_look(self, looked: Looked) -> None:
        """The lines of what is known, and what still runs."""
        from rich.console import Console

        from grader.report.terminal import check_lines, heading

        console = Console()
        console.print(heading(looked.report, language=self._language))
        if looked.report.problems:
            console.print(check_lines(looked.report.problems, language=self._language))
        running = words_in(self._language)("still running: {problems} …", problems=", ".join(looked.put_off))
        console.print(f"\n  {running}", markup=False, highlight=False, style="dim")
        self._known = frozenset(result.problem for result in looked.report.problems)
        self._begun = True

    def show(self, report: Report) -> None:
        """The table or the rest of it, the first failure of each problem, the notes, and what to do next."""
        from rich.console import Console
        from rich.padding import Padding
        from rich.text import Text

        from grader.report.terminal import check_lines, check_sum, explanations, heading
        from grader.report.words import told

        say, console, bank, place = words_in(self._language), Console(), self._practice.bank, self._practice.place
        if not self._begun:
            console.print(heading(report, language=self._language))
        rest = [result for result in report.problems if result.problem not in self._known]
        console.print(check_lines(rest, language=self._language))
        console.print(check_sum(report, bank, language=self._language))
        for part in explanations(report, bank, language=self._language, path=place.typed):
            console.print(part)
        for note in report.notes:
            words = say("note: {note}", note=told(note, self._language))
            console.print(f"  {words}", markup=False, highlight=False, style="yellow")
        console.print(Padding(Text(next_step(report, place, language=self._language)), (1, 2, 0, 2)))


def next_step(report: Report, place: Place, *, language: str = ENGLISH) -> str:
    """What to do now, in one sentence."""
    from grader.practice.lines import function_lines
    from grader.report.words import is_unwritten

    say = words_in(language)
    failed = [result for result in report.problems if any(not case.passed for case in result.cases)]
    if not failed:
        return say(
            "every public case passes: read the handout once more for what these cases do not try, and hand it in"
        )
    untouched = [result.problem for result in failed if is_unwritten(result)]
    watch = f"grader check{place.typed} --watch"
    if len(untouched) < len(failed):
        more = say("checks whenever you save, gives hints, stops in your function")
        return f"{say('next:  ')}{watch}\n       {more}"
    entry = place.entry()
    line = function_lines(entry).get(untouched[0])
    if entry and line:
        write = say("write {function} in {file}, line {line}", function=untouched[0], file=entry.name, line=line)
    else:
        write = say("write {function}", function=untouched[0])
    return f"{say('next:  ')}{write}\n       {say('{command} checks whenever you save', command=watch)}"


def _watch(practice: PracticeSession, language: str) -> int:
    from grader.practice.watch import watch

    return watch(practice, language=language)
