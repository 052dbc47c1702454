"""Which assignment a student's folder belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.load.course import course_root, slugs
from grader.model.errors import GraderError


@dataclass(frozen=True)
class Place:
    """A submission on disk, and the course that it is checked against."""

    path: Path
    course: Path
    slug: str


def find_place(path: Path) -> Place:
    """The assignment of `path`, by the file's name or the folders above it.

    Raises:
        GraderError: the path does not exist, no course is near, or it cannot be told which assignment is meant.
    """
    if not path.exists() and not path.is_symlink():
        raise GraderError(f"{path}: expected your folder or file, found nothing there")
    course = course_root(path if path.is_dir() else path.parent) or course_root(Path.cwd())
    if course is None:
        raise GraderError(f"{path}: expected a course (assignments/ and reference/) here or above, found none")
    known = slugs(course)
    slug = _by_file(path, known) or _by_folder(path, known)
    if slug is None:
        names = ", ".join(f"{name.replace('-', '_')}.py" for name in known)
        raise GraderError(f"{path}: cannot tell which assignment this is; expected one of {names}")
    return Place(path, course, slug)


def _by_file(path: Path, known: list[str]) -> str | None:
    files = [path] if not path.is_dir() else sorted(path.iterdir())
    stems = {file.stem for file in files if file.suffix in (".py", ".ipynb")}
    found = [slug for slug in known if slug.replace("-", "_") in stems]
    return found[0] if len(found) == 1 else None


def _by_folder(path: Path, known: list[str]) -> str | None:
    return next((part for part in reversed(path.resolve().parts) if part in known), None)
