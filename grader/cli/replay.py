"""A submission that was graded before, found again where it lay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.cli.course import find_course
from grader.cli.stored import latest, stored_report
from grader.collect import collect_class
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.words import harmless

_POINT = "name the folder or archive in which it lies: --submissions FOLDER"


def submission_of(
    bank: CaseBank, student: str, *, book_file: Path, folder: Path | None, warn: Callable[[str], None]
) -> Submission:
    """What a student handed in: from `folder`, or from where it was graded, or from submissions/SLUG.

    `warn` is told when it is another one than was graded.

    Raises:
        GraderError: it is not there; the message says where it was looked for, and how to point to it.
    """
    graded = _graded(bank, book_file, student)
    place = folder or _place(graded) or find_course() / "submissions" / bank.slug
    if not place.exists():
        before = "; it was graded from there" if graded and place == _place(graded) else ""
        raise GraderError(f"{place}: expected submissions of {bank.slug}, found nothing there{before}; {_POINT}")
    work = collect_class(place, slug=bank.slug, functions=[problem.name for problem in bank.problems])
    found = _one(work, graded.id if graded else student, graded.student if graded else student)
    if found is None:
        names = ", ".join(harmless(each.student, limit=60) for each in work)
        raise GraderError(f"{place}: no submission of {harmless(student)}; there are: {names}; {_POINT}")
    if graded and found.digest != graded.digest:
        warn(_changed(found, graded, place))
    return found


def _graded(bank: CaseBank, book_file: Path, student: str) -> Report | None:
    """The stored result, if there is one: a case can be tried before a class is graded."""
    found = latest(bank.slug, book_file, student) if book_file.exists() else None
    return stored_report(found, bank) if found else None


def _place(graded: Report | None) -> Path | None:
    return Path(graded.source) if graded and graded.source else None


def _one(work: list[Submission], student_id: str, name: str) -> Submission | None:
    """The submission with this id, or else of this name, if on one side the name is all there is of an id."""
    by_id = (each for each in work if each.id == student_id)
    by_name = (each for each in work if each.student == name and name in (student_id, each.id))
    return next(by_id, None) or next(by_name, None)


def _changed(found: Submission, graded: Report, place: Path) -> str:
    return (
        f"{place}: the submission of {harmless(found.student)} has changed since it was graded (digest "
        f"{graded.digest[:12]}, now {found.digest[:12]}): this is what it does now. If the graded one lies elsewhere, "
        f"{_POINT}; to grade this one: grader grade {graded.assignment}"
    )
