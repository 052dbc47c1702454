"""`--anonymous`: results and submissions under pseudonyms, and the key in the course's private folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from grader.bank.secret import private_folder
from grader.cli.course import find_course, write_whole
from grader.cli.secret import required_secret
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.anonymous import Hide, anonymous, hiding, pseudonym
from grader.report.csv import cell

_HEAD = ("pseudonym", "id", "student")


def under_pseudonyms(reports: Sequence[Report], slug: str, gradebook: Path) -> list[Report]:
    """The reports without a name; whose each is, is written to the key `.grader/pseudonyms-SLUG.csv`, apart from them.

    Raises:
        GraderError: the key cannot be written.
    """
    course = find_course()
    hidden = anonymous(reports, required_secret(course, gradebook))
    _write_key(course, slug, hidden.key)
    return hidden.reports


def pseudonyms_of(submissions: Sequence[Submission], slug: str, gradebook: Path) -> tuple[dict[str, str], Hide]:
    """The pseudonyms by id, and what takes the names out of a program; the key is written as for results.

    Raises:
        GraderError: the key cannot be written.
    """
    course = find_course()
    secret = required_secret(course, gradebook)
    names = {each.id: pseudonym(each.id, secret) for each in submissions}
    _write_key(course, slug, {names[each.id]: (each.id, each.student) for each in submissions})
    told = (name for each in submissions for name in (each.id, each.student, *each.members))
    return names, hiding(told, instead="somebody")


def _write_key(course: Path, slug: str, key: Mapping[str, tuple[str, str]]) -> None:
    """Add to the key; whoever stands in it already stays, since an earlier page may show the pseudonym."""
    file = private_folder(course) / f"pseudonyms-{slug}.csv"
    rows = {name: (cell(own), cell(student)) for name, (own, student) in key.items()}
    if file.is_file():
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")):
            if len(row) == len(_HEAD) and tuple(row) != _HEAD:
                rows.setdefault(row[0], (row[1], row[2]))
    stream = io.StringIO()
    csv.writer(stream).writerows([_HEAD, *((name, *rows[name]) for name in sorted(rows))])
    write_whole(file, stream.getvalue(), private=True)
    click.echo(f"whose each pseudonym is stands in {file}; give it to nobody who is not to know", err=True)
