"""`--anonymous`: results under pseudonyms, and the key in the course's private folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import click

from grader.bank.secret import private_folder
from grader.cli.course import find_course, write_whole
from grader.cli.secret import required_secret
from grader.model.result import Report
from grader.report.anonymous import anonymous
from grader.report.csv import cell


def under_pseudonyms(reports: Sequence[Report], slug: str, gradebook: Path) -> list[Report]:
    """The reports without a name; whose each is, is written to the key `.grader/pseudonyms-SLUG.csv`, apart from them.

    Raises:
        GraderError: the key cannot be written.
    """
    course = find_course()
    hidden = anonymous(reports, required_secret(course, gradebook))
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("pseudonym", "id", "student"))
    writer.writerows((name, cell(own), cell(student)) for name, (own, student) in hidden.key.items())
    file = private_folder(course) / f"pseudonyms-{slug}.csv"
    write_whole(file, stream.getvalue(), private=True)
    click.echo(f"whose each pseudonym is stands in {file}; give it to nobody who is not to know", err=True)
    return hidden.reports
