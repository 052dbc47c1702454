"""Where the parts of a course lie, without loading any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from grader.languages import said
from grader.model.errors import GraderError

ASSIGNMENTS, REFERENCE, SUBMISSIONS = "assignments", "reference", "submissions"


def course_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that has `assignments/` and `reference/`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / ASSIGNMENTS).is_dir() and (folder / REFERENCE).is_dir():
            return folder
    return None


def slugs(course: Path) -> list[str]:
    """The assignments of a course, in alphabetical order."""
    return sorted(path.parent.name for path in (course / ASSIGNMENTS).glob("*/assignment.py"))


def unknown_slug(slug: str, known: list[str]) -> GraderError:
    """What to say about an assignment that does not exist."""
    import difflib

    near = difflib.get_close_matches(slug, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(known) or 'none'}"
    return GraderError(said("there is no assignment {slug} here{hint}", slug=repr(slug), hint=hint))


def sources(course: Path, slug: str) -> dict[str, bytes]:
    """The files that an assignment's cases depend on, by path below the course, in alphabetical order."""
    found = {}
    for part in (ASSIGNMENTS, REFERENCE):
        for file in sorted((course / part / slug).rglob("*")):
            if file.is_file() and file.suffix in (".py", ".toml"):
                found[file.relative_to(course).as_posix()] = file.read_bytes()
    return found


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents; an edit to any of them gives another."""
    digest = hashlib.sha256()
    for path, data in files.items():
        name = path.encode()
        digest.update(len(name).to_bytes(4, "big") + name + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def source_digest(course: Path, slug: str) -> str:
    """SHA-256 over the files that an assignment's cases depend on."""
    return digest_of(sources(course, slug))
