"""What several commands ask first: which course, which assignments, which secret."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from grader.languages import said
from grader.model.errors import GraderError
from grader.model.folders import course_root, slugs, unknown_slug

#: Of a course, in its folder, unless another is named.
GRADEBOOK = "gradebook.db"


def find_course(start: Path | None = None) -> Path:
    """The course at or above a folder.

    Raises:
        GraderError: there is none.
    """
    here = start or Path.cwd()
    course = course_root(here)
    if course is None:
        raise GraderError(
            said(
                "{here}: expected a course (a folder with assignments/ and reference/) here or above, found none",
                here=here,
            )
        )
    return course


def write_json(file: Path, document: object) -> None:
    """Write a document for `--json`, as `write_whole` does."""
    write_whole(file, json.dumps(document, indent=1, allow_nan=False) + "\n")


def write_whole(file: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file: the whole of it, or what was there before stays; a private one is its owner's alone to read.

    Raises:
        GraderError: the file cannot be written.
    """
    special = file.exists() and not file.is_file()  # /dev/stdout, a pipe
    beside = file if special else file.with_name(f".{file.name}.{os.getpid()}")
    try:
        if private and not special:
            beside.touch(mode=0o600)
        beside.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
        if not special:
            beside.replace(file)
    except BaseException as error:
        if not special:
            with contextlib.suppress(OSError):  # on a file system that is only read nothing is left either
                beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise GraderError(
            said(
                "{file}: cannot be written ({strerror}); what was there before stays",
                file=file,
                strerror=error.strerror,
            )
        ) from error


def chosen(course: Path, names: tuple[str, ...]) -> list[str]:
    """The assignments that are meant: those named, or all.

    Raises:
        GraderError: a name is unknown.
    """
    known = slugs(course)
    for name in names:
        if name not in known:
            raise unknown_slug(name, known)
    return list(names) or known


def chosen_parts(course: Path, names: tuple[str, ...]) -> list[str]:
    """The same, where SLUG/PROBLEM names one problem; whether there is such a problem is seen when it is loaded."""
    known = chosen(course, tuple(name.partition("/")[0] for name in names))
    return list(names) or known


def nearby(path: Path) -> Path:
    """A path as a person here would type it."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
