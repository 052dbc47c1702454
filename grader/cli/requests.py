"""`grader requests`: what students ask, the case run again, and the answer."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader.cli.course import GRADEBOOK, find_course, nearby
from grader.cli.show import command as show_command
from grader.gradebook import Gradebook, StoredRequest
from grader.model.errors import GraderError
from grader.report.words import harmless
from grader.term.requests import decode, now, request_files, take

#: Where requests are looked for, in the course's folder.
_PLACES = ("requests", "submissions")


@click.command()
@click.argument("files", type=click.Path(path_type=Path, exists=True), nargs=-1)
@click.option("--show", "shown_id", metavar="ID", help="One request, and its case run again.")
@click.option("--answer", nargs=2, metavar="ID TEXT", help="Answer one; the answer is on the student's page.")
@click.option("--author", metavar="NAME", help="Who answers.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    shown_id: str | None,
    answer: tuple[str, str] | None,
    author: str | None,
    gradebook: Path | None,
) -> None:
    """Take in students' requests (FILES, folders; default: requests/ and submissions/ of the course) and list them."""
    course, console = find_course(), Console()
    book_file = gradebook or course / GRADEBOOK
    if answer:
        _answer(book_file, *answer, author)
        return
    if shown_id:
        _show(context, book_file, shown_id, console, gradebook)
        return
    places = files or tuple(course / name for name in _PLACES if (course / name).is_dir())
    with Gradebook.open(book_file) as book:
        for file in request_files(places):
            try:
                take(file, book)
            except GraderError as error:  # a file that somebody wrote costs nobody else anything
                console.print(f"  {error}", markup=False, highlight=False, soft_wrap=True, style="yellow")
        found = book.requests()
    for each in found:
        _tell(each, console)
    still = sum(not each.answered_at for each in found)
    console.print(f"{len(found)} requests in {nearby(book_file)}, {still} open", highlight=False)


def _tell(stored: StoredRequest, console: Console) -> None:
    request = decode(stored.document)
    state = f"answered {stored.answered_at} by {harmless(stored.author, limit=60)}" if stored.answered_at else "open"
    about = f"{stored.slug}/{harmless(request.about, limit=100)}"
    head = f"{stored.id}   {harmless(stored.student_id, limit=60)}   {about}   {state}"
    console.print(head, markup=False, highlight=False, soft_wrap=True)
    console.print(
        f"    {harmless(request.text, limit=300)}", markup=False, highlight=False, soft_wrap=True, style="dim"
    )
    if stored.answer:
        console.print(f"    → {harmless(stored.answer)}", markup=False, highlight=False, soft_wrap=True)


def _one(book_file: Path, wanted: str) -> StoredRequest:
    with Gradebook.open(book_file, create=False) as book:
        for each in book.requests():
            if each.id == wanted:
                return each
    raise GraderError(f"{book_file}: no request {harmless(wanted, limit=60)}; `grader requests` lists them")


def _answer(book_file: Path, wanted: str, text: str, author: str | None) -> None:
    stored = _one(book_file, wanted)
    if not author or not text.strip():
        raise click.UsageError("an answer needs a text and --author NAME")
    with Gradebook.open(book_file) as book:
        book.store_request(
            StoredRequest(stored.id, stored.slug, stored.student_id, stored.document, text.strip(), author, now())
        )
    click.echo(f"answered {stored.id}; it is on the student's page: grader report {stored.slug} --to FOLDER")


def _show(context: click.Context, book_file: Path, wanted: str, console: Console, gradebook: Path | None) -> None:
    """The request, then the case as `grader show` runs it; of a problem the student's whole result."""
    stored = _one(book_file, wanted)
    request = decode(stored.document)
    _tell(stored, console)
    is_case = request.about.count("/") == 3
    context.invoke(
        show_command,
        slug=stored.slug,
        student=stored.student_id,
        audience="instructor",
        case_id=request.about if is_case else None,
        gradebook=gradebook,
        submissions=None,
        isolation=None,
        language="en",
    )
