"""Stored results as reports, for every command that shows them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from grader.bank.cache import cached_or_built
from grader.cli.course import GRADEBOOK, chosen, find_course
from grader.cli.secret import required_secret
from grader.gradebook import Entry, Gradebook
from grader.languages import said
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.records import decode, rescored
from grader.report.words import harmless


def bank_of(slug: str, gradebook: Path | None) -> tuple[CaseBank, Path]:
    """The assignment's bank, and where its results are: `gradebook`, or gradebook.db in the course.

    Raises:
        GraderError: there is no course, assignment or secret.
    """
    course = find_course()
    chosen(course, (slug,))
    book_file = gradebook or course / GRADEBOOK
    return cached_or_built(course, slug, required_secret(course, book_file)), book_file


def stored_report(found: Entry, bank: CaseBank) -> Report:
    """One entry with the scores of today's bank."""
    report = rescored(decode(found.report, student=found.student), bank)
    return replace(report, id=found.id, student=found.student)


def stored_class(bank: CaseBank, book_file: Path) -> list[Report]:
    """All results of an assignment, by name.

    Raises:
        GraderError: there are none.
    """
    with Gradebook.open(book_file, create=False) as book:
        entries = sorted(book.entries(bank.slug), key=lambda entry: entry.student)
    if not entries:
        raise GraderError(
            said("{book_file}: no results of {slug}; run: grader grade {slug}", book_file=book_file, slug=bank.slug)
        )
    return [stored_report(entry, bank) for entry in entries]


def stored_entry(bank: CaseBank, book_file: Path, student: str) -> Entry:
    """One student's latest result, by id or by name.

    Raises:
        GraderError: there is none; the message names who there is.
    """
    found = latest(bank.slug, book_file, student)
    if found is None:
        with Gradebook.open(book_file, create=False) as book:
            names = ", ".join(harmless(entry.student, limit=60) for entry in book.entries(bank.slug)) or "nobody"
        raise GraderError(
            said(
                "{book_file}: no result of {student} in {slug}; there are: {names}",
                book_file=book_file,
                student=harmless(student),
                slug=bank.slug,
                names=names,
            )
        )
    return found


def latest(slug: str, book_file: Path, student: str) -> Entry | None:
    """One student's latest result, by id or by name, if there is one.

    Raises:
        GraderError: several students have this name; the message tells their ids.
    """
    with Gradebook.open(book_file, create=False) as book:
        if found := book.find(slug, student):
            return found
        named = [entry for entry in book.entries(slug) if entry.student == student]
    if len(named) > 1:
        ids = ", ".join(harmless(entry.id, limit=60) for entry in named)
        raise GraderError(
            said(
                "{book_file}: several students are called {student}; name one by id: {ids}",
                book_file=book_file,
                student=harmless(student),
                ids=ids,
            )
        )
    return named[0] if named else None
