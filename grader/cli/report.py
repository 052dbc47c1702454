"""`grader report`: pages for the class and for each student."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import click

from grader.cli.anonymous import under_pseudonyms
from grader.cli.course import write_whole
from grader.cli.language import language_option
from grader.cli.stored import bank_of, stored_class
from grader.languages import said
from grader.languages.words import words_in
from grader.model.errors import GraderError
from grader.report.html import page, student_page
from grader.report.redact import Audience, redact
from grader.term.requests import asked_by_student


@click.command()
@click.argument("slug")
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), required=True, help="A folder.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    default="student",
    help="Of the students' pages; an instructor's hold the private cases.",
)
@language_option
@click.option("--anonymous", is_flag=True, help="Pseudonyms in place of names; the key goes to .grader/.")
def command(slug: str, target: Path, gradebook: Path | None, audience: str, language: str, *, anonymous: bool) -> None:
    """HTML: a page for the class, and a feedback page a student that holds nothing of a private case but its hint."""
    bank, book_file = bank_of(slug, gradebook)
    reports = stored_class(bank, book_file)
    if anonymous:
        reports = under_pseudonyms(reports, slug, book_file)
    try:
        (target / "students").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraderError(
            said("{target}: the folder cannot be made ({strerror})", target=target, strerror=error.strerror)
        ) from error
    # A text that somebody wrote may name its author.
    asked = {} if anonymous else asked_by_student(slug, book_file)
    links = {}
    for report in reports:
        links[report.id] = f"students/{file_name(report.id)}"
        shown = redact(report, bank, Audience(audience), language=language)
        write_whole(target / links[report.id], student_page(shown, language=language, asked=asked.get(report.id, ())))
    write_whole(target / "index.html", page(reports, links, language=language))
    click.echo(
        words_in(language)("wrote {file} and {count} students' pages", file=target / "index.html", count=len(reports))
    )


def file_name(student: str) -> str:
    """A file name of plain letters that no two students share, also where capitals do not count."""
    plain = re.sub(r"[^a-z0-9._-]+", "_", student.lower())[:60].lstrip(".")
    # A name that ends like a digest could have been chosen to meet somebody else's.
    if plain and plain == student and not re.search(r"-[0-9a-f]{8}$", plain):
        return f"{plain}.html"
    digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{plain}-{digest}.html"
