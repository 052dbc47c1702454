"""`grader export`: results for other systems."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from grader.cli.course import write_whole
from grader.cli.stored import bank_of, stored_class
from grader.model.result import Report
from grader.report.csv import class_text
from grader.report.document import class_document
from grader.report.junit import junit
from grader.report.markdown import markdown

Writer = Callable[[Sequence[Report]], str]

#: A new format is a file of grader/report and a line here.
WRITERS: dict[str, Writer] = {
    "csv": class_text,
    "json": lambda reports: json.dumps(class_document(reports), indent=1) + "\n",
    "junit": junit,
    "markdown": lambda reports: "\n".join(f"# {_heading(report)}\n\n{markdown(report)}" for report in reports),
}


def _heading(report: Report) -> str:
    from grader.report.markdown import escaped

    return escaped(report.student, limit=100)


@click.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), required=True)
@click.option(
    "--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
def command(slug: str, form: str, target: Path, gradebook: Path | None) -> None:
    """Write stored results as CSV, JSON, JUnit or Markdown. For instructors: private cases are in it."""
    bank, book_file = bank_of(slug, gradebook)
    reports = stored_class(bank, book_file)
    write_whole(target, WRITERS[form](reports))
    click.echo(f"wrote {target}: {len(reports)} results of {slug} as {form}")
