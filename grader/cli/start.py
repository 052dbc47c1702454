"""`grader start`: a folder to work in."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from grader.cli.language import language_option
from grader.frameworks import NAMES
from grader.languages import said
from grader.languages.words import words_in
from grader.model.errors import GraderError
from grader.model.folders import course_root
from grader.release.record import Release, find_release

_COPIED = ("README.md", "README.zh.md", "public.py", ".gitignore")


@click.command()
@click.argument("slug", required=False)
@click.option("--to", type=click.Path(path_type=Path), help="The folder to make (default: ./SLUG).")
@click.option("--framework", type=click.Choice(NAMES), default="numpy", help="Of the starter.")
@language_option
def command(slug: str | None, to: Path | None, framework: str, language: str) -> None:
    """Make a folder to work in: handout, starter, public cases.

    From a course, or from the folder that your instructor released: there SLUG may be left out.
    """
    release = find_release(Path.cwd())
    if release is not None and slug in (None, release.slug):
        folder = _from_release(release, to, framework)
        slug = release.slug
    else:
        folder = _from_course(slug, to, framework)
    entry = f"{(slug or folder.name).replace('-', '_')}.py"
    say, here = words_in(language), folder.resolve() == Path.cwd()
    handout = f"README.{language}.md"
    readme = handout if (folder / handout).is_file() else "README.md"
    click.echo(say("made {folder}: read {handout}, fill in {entry}", folder=folder, handout=readme, entry=entry))
    change = "" if here else f"cd {shlex.quote(str(folder))} && "
    click.echo(say("then:  {command}", command=f"{change}grader check --watch"))


def _from_release(release: Release, to: Path | None, framework: str) -> Path:
    """Another folder like the release, or the other starter in its place while nothing is written yet."""
    starter = release.starter_file(framework)
    if not starter.is_file():
        raise GraderError(said("{slug} has no starter for {framework}", slug=release.slug, framework=framework))
    entry = f"{release.module}.py"
    if to is None:
        _replace_untouched(release, release.root / entry, starter)
        return release.root
    _require_empty(to)
    names = [
        name for name in ("README.md", "README.zh.md", "public.py", ".gitignore") if (release.root / name).is_file()
    ]
    shutil.copytree(starter.parent, to / starter.parent.name)
    for name in names:
        shutil.copyfile(release.root / name, to / name)
    shutil.copyfile(starter, to / entry)
    return to


def _replace_untouched(release: Release, entry: Path, starter: Path) -> None:
    """Put a starter in the place of an untouched one; work is never overwritten."""
    untouched = [release.starter_file(framework) for framework in NAMES]
    known = {file.read_bytes() for file in untouched if file.is_file()}
    if entry.exists() and entry.read_bytes() not in known:
        raise GraderError(
            said(
                "{entry} holds your work and stays as it is; for a fresh folder: grader start --to FOLDER", entry=entry
            )
        )
    shutil.copyfile(starter, entry)


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraderError(said("{folder}: expected an empty folder or none, found something in it", folder=folder))


def _from_course(slug: str | None, to: Path | None, framework: str) -> Path:
    course = course_root(Path.cwd())
    if course is None:
        raise GraderError(
            said(
                "expected a course or the folder that your instructor released, here or above; found neither. "
                "Unpack what you were given and run: grader check"
            )
        )
    from grader.cli.course import chosen
    from grader.release.bundle import student_bundle
    from grader.release.write import write_release

    if slug is None:
        raise GraderError(said("which assignment? There are: {names}", names=", ".join(chosen(course, ()))))
    chosen(course, (slug,))
    folder = to or Path(slug)
    write_release(student_bundle(course, slug, framework=framework).files, folder)
    return folder
