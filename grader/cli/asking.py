"""Who a submission is of is asked where only a name suggests it; the answers are kept in `map.csv`."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import click

from grader.model.folders import slugs
from grader.model.grades import Grades
from grader.model.roster import Roster
from grader.report.words import harmless
from grader.term.declared import read_course


def ask(grades: Grades, course: Path, map_file: Path | None) -> bool:
    """Ask about everybody who has the name of one student of the class list; whether something was answered by yes.

    Only on a terminal, where somebody can answer; else they stay listed.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    roster = Roster(tuple(each.student for each in grades))
    lines: list[tuple[str, str]] = []
    for told, name in dict.fromkeys((each.id, each.name) for each in grades.unmatched):
        near = roster.named(name)
        if len(near) == 1 and click.confirm(
            f"Is the submission of {harmless(name, limit=60)} ({harmless(told, limit=60)}) that of "
            f"{harmless(near[0].name, limit=60)} ({harmless(near[0].id, limit=60)})?",
            default=False,
        ):
            lines.append((told, near[0].id))
    if lines:
        file = map_file or course / read_course(course, slugs(course)).map
        _append(file, lines)
        click.echo(f"wrote {len(lines)} line{'s' * (len(lines) > 1)} to {file}")
    return bool(lines)


def _append(file: Path, lines: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    before = file.read_bytes() if file.exists() else b"submitted,student\n"
    for told, student in lines:
        writer.writerow([told, student])
    gap = b"" if before.endswith(b"\n") else b"\n"
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(before + gap + stream.getvalue().encode())
    beside.replace(file)
