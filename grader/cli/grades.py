"""`grader grades`: what a term gives, and why."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.asking import ask
from grader.cli.course import GRADEBOOK, chosen, find_course, write_json, write_whole
from grader.gradebook import Gradebook
from grader.model.errors import GraderError
from grader.model.grades import Grade, Grades, Status, StudentGrades, Unmatched
from grader.records import decode_brief
from grader.report.csv import cell
from grader.report.words import harmless
from grader.term.document import grades_document
from grader.term.lateness import number
from grader.term.loaded import grades_of
from grader.term.regrades import compared

_NAMED = 20


@click.command()
@click.argument("slug", required=False)
@click.option("--student", metavar="STUDENT", help="One student: every number, and the reason for it.")
@click.option(
    "--history", is_flag=True, help="With --student: every grading that was ever stored, and what it changed."
)
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="Who is who; default: map.csv in the course.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), help="Write a table to FILE.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write all to FILE.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
def command(
    slug: str | None,
    student: str | None,
    map_file: Path | None,
    csv_file: Path | None,
    json_file: Path | None,
    gradebook: Path | None,
    *,
    history: bool,
) -> None:
    """Totals by course.toml's policy, and why: of a term, or of one assignment."""
    course, console = find_course(), Console()
    only = tuple(chosen(course, (slug,))) if slug else ()
    book_file = gradebook or course / GRADEBOOK
    if history and not student:
        raise click.UsageError("--history needs --student")
    grades = grades_of(course, book_file, only=only, map_file=map_file)
    if ask(grades, course, map_file):
        grades = grades_of(course, book_file, only=only, map_file=map_file)
    if student:
        found = _one(grades, student)
        _show_one(found, console)
        if history:
            _show_history(found, book_file, console)
    else:
        console.print(_table(grades))
        _tell(grades, console)
    if csv_file:
        write_whole(csv_file, _csv(grades))
    if json_file:
        write_json(json_file, grades_document(grades))


def _one(grades: Grades, told: str) -> StudentGrades:
    """Who is meant: by an identifier, or by a name that only one has."""
    by_id = [each for each in grades if told.casefold() in {value.casefold() for value in each.student.ids}]
    found = by_id or [each for each in grades if each.student.name == told]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(harmless(each.student.id, limit=60) for each in found)
        raise GraderError(f"{harmless(told, limit=60)} could be several students; name one by id: {ids}")
    raise GraderError(f"{harmless(told, limit=60)} is not on the class list; `grader grades` shows who is")


def _table(grades: Grades) -> Table:
    """A line a student; what is no number is told by a word."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("student", no_wrap=True)
    for slug in grades.assignments:
        table.add_column(slug, justify="right")
    if len(grades.assignments) > 1:
        table.add_column("total", justify="right")
    for each in grades:
        cells = [Text(_short(grade, each), "dim" if grade.assignment in each.dropped else "") for grade in each.grades]
        total = [_total(each)] if len(grades.assignments) > 1 else []
        table.add_row(Text(harmless(each.student.name, limit=60)), *cells, *total)
    return table


def _short(grade: Grade, of: StudentGrades) -> str:
    text = f"{_plain(grade)}/{grade.points}" if grade.status is Status.GRADED else grade.status.value
    return f"({text})" if grade.assignment in of.dropped else text


def _plain(grade: Grade) -> str:
    return "" if grade.earned is None else number(grade.earned).removeprefix("+")


def _total(each: StudentGrades) -> str:
    return "–" if each.total is None else number(each.total).removeprefix("+")


def _tell(grades: Grades, console: Console) -> None:
    """Whatever is on no line of the table."""
    missing = [
        (slug, [g.student.name for g in grades.of(slug) if g.status is Status.MISSING]) for slug in grades.assignments
    ]
    lines = [f"{slug}: nothing handed in that counts: {_names(names)}" for slug, names in missing if names]
    lines += [f"{each.assignment}: nobody's: {_who(each)}: {each.why}" for each in grades.unmatched]
    lines += grades.findings
    if lines:
        console.print()
    for line in lines:
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True, style="yellow")


def _names(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(harmless(name, limit=60) for name in names[:_NAMED]) + more


def _who(each: Unmatched) -> str:
    name, student_id = harmless(each.name, limit=60), harmless(each.id, limit=60)
    return name if name == student_id else f"{name} ({student_id})"


def _show_one(found: StudentGrades, console: Console) -> None:
    ids = ", ".join(dict.fromkeys(harmless(value, limit=60) for value in found.student.ids))
    console.print(f"{harmless(found.student.name, limit=100)}   {ids}", markup=False, highlight=False)
    for grade in found.grades:
        dropped = "   dropped as the lowest" if grade.assignment in found.dropped else ""
        console.print(f"\n  {grade.assignment}   {_short(grade, found)}{dropped}", markup=False, highlight=False)
        for reason in grade.reasons:
            console.print(f"    {harmless(reason)}", markup=False, highlight=False, soft_wrap=True, style="dim")
    if len(found.grades) > 1:
        console.print(f"\n  total   {_total(found)} of 100", markup=False, highlight=False)
        for reason in found.reasons:
            console.print(f"    {harmless(reason)}", markup=False, highlight=False, soft_wrap=True, style="dim")


def _show_history(found: StudentGrades, book_file: Path, console: Console) -> None:
    """Every stored grading of the attempts that count, with what changed from one to the next."""
    with Gradebook.open(book_file, create=False) as book:
        bases = book.bases()
        for grade in found.grades:
            if grade.attempt is None:
                continue
            console.print(f"\n  {grade.assignment}", markup=False, highlight=False)
            before = None
            for entry in book.history(grade.assignment):
                if entry.id != grade.attempt.id:
                    continue
                now = decode_brief(entry.report, student=entry.student)
                earned = number(Fraction(now.totals.earned["all"])) if now.totals else entry.status
                at = f", handed in {now.handed_in:%Y-%m-%d %H:%M} UTC" if now.handed_in else ""
                line = f"    {entry.graded_at}   {earned.removeprefix('+')}   {now.digest[:12]}{at}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)
                if before is not None and before.digest == now.digest:
                    for change in compared(before.totals, now.totals, bases):
                        console.print(f"      {number(change.gain)}: {change.why}", markup=False, highlight=False)
                before = now


def _csv(grades: Grades) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["name", "number", "login", "email", "section", *map(cell, grades.assignments), "total"])
    for each in grades:
        who = each.student
        facts = [who.name, who.number, who.login, who.email, who.section]
        values = [_plain(grade) if grade.counts else grade.status.value for grade in each.grades]
        writer.writerow([*map(cell, facts), *values, _total(each) if each.total is not None else ""])
    return stream.getvalue()
