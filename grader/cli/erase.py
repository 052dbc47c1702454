"""`grader erase`: a student's results are deleted for good."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from grader.cli.course import GRADEBOOK, find_course
from grader.gradebook import Entry, Gradebook
from grader.model.errors import GraderError
from grader.model.folders import slugs
from grader.records import decode_brief
from grader.records.erase import without_member
from grader.report.words import harmless
from grader.term.classlist import read_roster
from grader.term.declared import COURSE_FILE, read_course

#: Files of a course's folder in which somebody may stand by name; others hold no students.
_TEXTS = ("*.csv", "*.toml", ".grader/*.csv")
_NAMED = 20


@click.command()
@click.argument("student")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(student: str, gradebook: Path | None, *, yes: bool) -> None:
    """Delete a student's results, requests and names for good; what stands in your own files is listed.

    STUDENT is an identifier of the class list, or an id that the gradebook has.
    """
    course = find_course()
    book_file = gradebook or course / GRADEBOOK
    ids, names = _identity(course, student)
    with Gradebook.open(book_file, create=False) as book:
        entries = book.all_entries()
    own = {entry.id for _, entry in entries if entry.id in ids}
    shared = _shared(entries, ids, names)
    count = sum(entry.id in own and row not in shared for row, entry in entries)
    if not count and not shared:
        raise GraderError(
            f"{book_file}: no result of {harmless(student, limit=60)}; name an id as `grader grades` shows it"
        )
    who = ", ".join(sorted(harmless(name, limit=60) for name in names)) or harmless(student, limit=60)
    told = f"{count} results of {who}" + (f", and the name in {len(shared)} results of groups" if shared else "")
    if not yes:
        click.confirm(f"Delete {told} for good? There is no way back", abort=True)
    with Gradebook.open(book_file) as book:
        book.erase(own, shared)
    click.echo(f"erased from {book_file}: {told}")
    for place in _still(course, ids | names)[:_NAMED]:
        click.echo(f"  still in {place}: delete it there")
    click.echo(
        "  what was handed in, pages and exports that you wrote, and backups are files of yours: delete them, too"
    )


def _identity(course: Path, student: str) -> tuple[frozenset[str], frozenset[str]]:
    """All identifiers of whoever is meant, and the names."""
    if (course / COURSE_FILE).exists() and (files := read_course(course, slugs(course)).roster):
        found = read_roster([course / file for file in files]).with_identifier(student)
        if len(found) > 1:
            names = " and ".join(f"{harmless(each.name, limit=60)} ({each.id})" for each in found)
            raise GraderError(f"{harmless(student, limit=60)} is an identifier of {names}; name another one")
        if found:
            return frozenset(found[0].ids), frozenset({found[0].name})
    return frozenset({student}), frozenset()


def _shared(
    entries: list[tuple[int, Entry]], ids: Collection[str], names: Collection[str]
) -> dict[int, tuple[str, str, bytes]]:
    """Results that belong to others as well, as they are without this student."""
    found: dict[int, tuple[str, str, bytes]] = {}
    for row, entry in entries:
        brief = decode_brief(entry.report, student=entry.student)
        if len(brief.members) < 2 or not (set(ids) & {entry.id, *brief.member_ids} or set(names) & set(brief.members)):
            continue
        rest = without_member(entry.report, owner=entry.id, student=entry.student, ids=ids, names=names)
        if rest is not None:
            found[row] = (rest.id, rest.student, rest.report)
    return found


def _still(course: Path, words: Collection[str]) -> list[str]:
    """Lines of the course's own files that have one of these words as a whole cell or value."""
    found = []
    for file in sorted(path for pattern in _TEXTS for path in course.glob(pattern)):
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            cells = {cell.strip(" \"'") for cell in line.replace(";", ",").replace("\t", ",").split(",")}
            if cells & set(words):
                found.append(f"{file.relative_to(course)}:{number}")
    return found
