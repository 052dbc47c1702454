"""Which assignment a student's folder belongs to; imports nothing slow, since every command asks this first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.frameworks import NAMES
from grader.languages import said
from grader.model.errors import GraderError
from grader.model.folders import ASSIGNMENTS, course_root, slugs, unknown_slug
from grader.release.record import Release, find_release

SUFFIXES = (".py", ".ipynb")


@dataclass(frozen=True)
class Place:
    """A submission on disk, and the release or course that it is checked against."""

    path: Path
    slug: str
    release: Release | None = None
    course: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that the student works in."""
        return self.path if self.path.is_dir() else self.path.absolute().parent

    @property
    def module(self) -> str:
        """The entry's module name: the slug with underscores."""
        return self.slug.replace("-", "_")

    @property
    def libraries(self) -> Sequence[str] | None:
        """What a submission may use, as far as it is known before the bank is read."""
        return self.release.libraries if self.release else None

    @property
    def typed(self) -> str:
        """The path as a command must be given it, after a blank; nothing where one stands in the folder already."""
        import shlex

        here = self.path.is_dir() and self.path.resolve() == Path.cwd()
        return "" if here else f" {shlex.quote(str(self.path))}"

    def entry(self) -> Path | None:
        """The file that is checked, as far as names tell; the collector has the last word."""
        if not self.path.is_dir():
            return self.path
        files = _code_in(self.path) or _code_in(self._inner_folder())
        files = [file for file in files if file.stem == self.module] or files
        return (self._with_answers(files) if len(files) > 1 else None) or next(iter(files), None)

    def _inner_folder(self) -> Path:
        """Where the collector finds the code of a folder that holds none itself, such as `src/`."""
        from grader.collect.entry import find_place
        from grader.collect.folders import folder_source

        found = find_place(folder_source(self.path.absolute()), "", self.slug)
        return self.path if found.archives else self.path / found.root

    def _with_answers(self, files: Sequence[Path]) -> Path | None:
        """As the collector chooses where names do not tell; the starter says which functions are asked for."""
        from grader.collect.choice import file_with_answers, readable_code
        from grader.collect.entry import place_at
        from grader.collect.folders import folder_source

        source = folder_source(files[0].absolute().parent)
        items = [item for item in place_at(source, "").items if item.name in {file.name for file in files}]
        asked = _defined(self._starter) if self._starter.is_file() else set[str]()
        chosen = file_with_answers({item.name: readable_code(source, item) for item in items}, asked)
        return next((file for file in files if file.name == chosen), None)

    @property
    def _starter(self) -> Path:
        if self.release is not None:
            return self.release.starter_file(NAMES[0])
        return (self.course or Path()) / ASSIGNMENTS / self.slug / "starter.py"


def _code_in(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES and file.is_file()]


def _code_of(path: Path) -> list[Path]:
    """The file itself, or a folder's: where it holds no code, that of the one folder in it."""
    if not path.is_dir():
        return [path] if path.suffix in SUFFIXES else []
    folders = [each for each in path.iterdir() if each.is_dir() and not each.name.startswith(".")]
    return _code_in(path) or (_code_in(folders[0]) if len(folders) == 1 else [])


def find_place(path: Path) -> Place:
    """The assignment of `path`: of the release around it, else by the file's name or the folders of a course.

    Raises:
        GraderError: the path does not exist, nothing is near, or it cannot be told which assignment is meant.
    """
    if not path.exists() and not path.is_symlink():
        raise GraderError(said("{path}: expected your folder or file, found nothing there", path=path))
    release = find_release(path) or (None if path.is_absolute() else find_release(Path.cwd()))
    if release is not None:
        return Place(_within(release, path), release.slug, release=release)
    course = course_root(path if path.is_dir() else path.parent) or course_root(Path.cwd())
    if course is None:
        raise GraderError(
            said(
                "{path}: expected an assignment's folder here or above (your instructor's release, with "
                ".grader-release in it; a file manager may hide it, and copying single files leaves it behind), "
                "or a course; found neither",
                path=path,
            )
        )
    known = slugs(course)
    slug = _by_file(path, known) or _by_folder(path, known) or _by_functions(path, course, known)
    if slug is None:
        raise _unclear(path, known)
    return Place(path, slug, course=course)


def _within(release: Release, path: Path) -> Path:
    """What is meant by a folder below the release's root that holds no code: the root."""
    if path.is_dir() and not any(file.suffix in SUFFIXES for file in path.iterdir()):
        return release.root
    return path


def _unclear(path: Path, known: list[str]) -> GraderError:
    """With one strange name, the nearest assignment; else all of them."""
    if path.is_file() and path.suffix in SUFFIXES:
        return GraderError(f"{path}: {unknown_slug(path.stem.replace('_', '-'), known)}")
    names = ", ".join(f"{name.replace('-', '_')}.py" for name in known)
    return GraderError(
        said("{path}: cannot tell which assignment this is; expected one of {names}", path=path, names=names)
    )


def _by_file(path: Path, known: list[str]) -> str | None:
    stems = {file.stem for file in _code_of(path)}
    found = [slug for slug in known if slug.replace("-", "_") in stems]
    return found[0] if len(found) == 1 else None


def _defined(file: Path) -> set[str]:
    """Names of functions, as far as the text tells."""
    import re

    return set(re.findall(r"\bdef (\w+)", file.read_text(encoding="utf-8", errors="replace")))


def _by_functions(path: Path, course: Path, known: list[str]) -> str | None:
    """Whose functions a file defines that has another name than was asked for."""
    given = {name for file in _code_of(path) if file.is_file() for name in _defined(file)}
    starters = {slug: course / ASSIGNMENTS / slug / "starter.py" for slug in known}
    shared = {slug: len(given & _defined(file)) for slug, file in starters.items() if file.is_file()}
    most = max(shared.values(), default=0)
    found = [slug for slug, count in shared.items() if count == most]
    return found[0] if most and len(found) == 1 else None


def _by_folder(path: Path, known: list[str]) -> str | None:
    return next((part for part in reversed(path.resolve().parts) if part in known), None)
