"""A class's submissions, from wherever they lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from grader.collect.archives import archive_suffix
from grader.collect.folders import folder_source
from grader.collect.layouts import handed_in, lone_archive, looks_like_class, open_class_archive
from grader.collect.names import shown, unique_ids, unique_names
from grader.collect.one import PATH_CHARACTERS
from grader.collect.platforms.place import Handed
from grader.collect.program import Student, Wanted, read_program, submission
from grader.languages import said
from grader.model.errors import GraderError, SubmissionError
from grader.model.outcome import Program
from grader.model.submission import Submission


def collect_class(folder: Path, *, slug: str, functions: Collection[str] = ()) -> list[Submission]:
    """All submissions of a class, sorted by student: a folder of them, or what a learning platform downloads."""
    return list(iterate_class(folder, slug=slug, functions=functions))


def iterate_class(folder: Path, *, slug: str, functions: Collection[str] = ()) -> Iterator[Submission]:
    """As `collect_class`, one submission in memory at a time."""
    try:
        handed = _class(folder, slug)
    except SubmissionError as error:  # here it is the class's folder or archive that cannot be read
        raise GraderError(f"{shown(str(folder), PATH_CHARACTERS)}: {error}") from error
    if not handed:
        where = shown(str(folder), PATH_CHARACTERS)
        raise GraderError(
            said("{where}: no submissions; expected one folder, .py, .ipynb or archive a student", where=where)
        )
    names = unique_names([each.name for each in handed])
    ids = unique_ids([shown(each.id) for each in handed], names, [each.name for each in handed])
    for name, student_id, each in sorted(zip(names, ids, handed, strict=True), key=lambda found: found[0]):
        who = Student(
            name=name,
            source=str(folder.absolute()),
            id=student_id,
            attempt=each.attempt,
            notes=each.notes,
            members=tuple(map(shown, each.members)),
            handed_in=each.handed_in,
            late_seconds=each.late_seconds,
            is_late=each.is_late,
            member_ids=tuple(map(shown, each.member_ids)),
        )
        yield _read_handed(who, each, Wanted(slug, functions))


def _class(folder: Path, slug: str) -> list[Handed]:
    if folder.is_file() and archive_suffix(folder.name):
        return handed_in(open_class_archive(folder_source(folder.absolute().parent), folder.name), slug, archive=True)
    source = folder_source(folder)
    archive = lone_archive(source, slug)
    if archive is not None:
        try:
            inner = open_class_archive(source, archive.path)
            if looks_like_class(inner, slug):
                return handed_in(inner, slug, archive=True)
        except SubmissionError:  # then it is one student's, and its refusal says what is wrong
            pass
    return handed_in(source, slug, folder_name=folder.absolute().name)


def _read_handed(who: Student, handed: Handed, wanted: Wanted) -> Submission:
    def read() -> tuple[Program, tuple[str, ...]]:
        if handed.refusal:
            raise SubmissionError(handed.refusal)
        return read_program(handed.source, handed.root, wanted)

    return submission(who, read)
