"""`grader release`: what leaves the course."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from grader.bank.cache import cached_or_built
from grader.bank.secret import read_secret
from grader.cli.course import chosen, find_course
from grader.frameworks import NAMES
from grader.model.bank import CaseBank
from grader.model.errors import GraderError, SecretError
from grader.release.bundle import Bundle, student_bundle
from grader.release.classroom50 import FOLDER as CLASSROOM50
from grader.release.classroom50 import classroom50_files
from grader.release.classrooms import Wheel, github_files, gitlab_files, instructor_files
from grader.release.gradescope import EXECUTABLE, autograder_members
from grader.release.scan import Scanner
from grader.release.wheel import packed
from grader.release.write import require_empty, write_release

#: Of Gradescope: the only file of a release that holds private cases.
AUTOGRADER = "autograder.zip"
#: How many findings of the scanner are told.
TOLD = 12


@dataclass(frozen=True)
class Source:
    """The course at hand, and what scanning needs of it."""

    course: Path
    slug: str
    bank: CaseBank | None  # under the secret, if there is one
    scanner: Scanner


@dataclass(frozen=True)
class Hosts:
    """Where the release is going to be used."""

    github: bool
    gitlab: bool
    classroom50: bool
    gradescope: bool

    @property
    def any(self) -> bool:
        """Whether our wheel is needed."""
        return self.for_students or self.gradescope

    @property
    def for_students(self) -> bool:
        """Whether one is named where the students' folder goes."""
        return self.github or self.gitlab or self.classroom50


@click.command()
@click.argument("slug")
@click.option("--to", type=click.Path(path_type=Path), required=True, help="A folder that is empty or not there.")
@click.option("--framework", type=click.Choice(NAMES), default="numpy", help="Of the starter.")
@click.option("--github", is_flag=True, help="Add a workflow, a devcontainer and our wheel; and DIR-instructor.")
@click.option("--gitlab", is_flag=True, help="Add a pipeline and our wheel.")
@click.option("--classroom50", is_flag=True, help="In DIR-instructor: the bundle, runtime.json, the commands to run.")
@click.option("--gradescope", is_flag=True, help="autograder.zip, with private cases: never in the students' folder.")
def command(slug: str, to: Path, framework: str, **hosts: bool) -> None:
    """Make the folder that students get: handout, starter, frozen public cases. Every file is scanned first.

    --gradescope alone makes the instructor's autograder.zip in DIR instead, which holds the frozen private cases;
    beside one of the others it makes it in DIR-instructor.
    """
    course, where = find_course(), Hosts(**hosts)
    chosen(course, (slug,))
    for_students = where.for_students or not where.gradescope
    beside = to.with_name(f"{to.absolute().name}-instructor") if for_students else to
    for folder in (to, beside) if where.github or where.classroom50 or where.gradescope else (to,):
        require_empty(folder)
    bundle = student_bundle(course, slug, framework=framework)
    source = _source(course, bundle)
    wheel = Wheel.own(framework) if where.any else None
    own = _instructors(source, bundle, wheel, where) if wheel else {}
    folders = {to: _students(bundle, wheel, where)} if for_students else {}
    folders |= {beside: own} if own else {}
    _scan(source, folders)
    for folder, content in folders.items():
        write_release(content, folder)
        click.echo(_written(source, folder, content))
    _next_steps(slug, to, beside, where)


def _students(bundle: Bundle, wheel: Wheel | None, where: Hosts) -> dict[str, bytes]:
    """The students' folder."""
    files = dict(bundle.files)
    if wheel and where.github:
        files |= github_files(bundle, wheel)
    if wheel and where.gitlab:
        files |= gitlab_files(bundle, wheel)
    return files


def _source(course: Path, bundle: Bundle) -> Source:
    secret = read_secret(course)
    bank = cached_or_built(course, bundle.slug, secret) if secret else None
    scanner = Scanner.of(course, bundle.slug, public=bundle.bank, private=bank, secret=secret)
    return Source(course, bundle.slug, bank, scanner)


def _scan(source: Source, folders: Mapping[Path, Mapping[str, bytes]]) -> None:
    """Look at everything before anything is written; Gradescope's archive alone may hold private cases.

    Raises:
        GraderError: something private is inside.
    """
    found = [
        finding if len(folders) == 1 else f"{folder.name}/{finding}"
        for folder, files in folders.items()
        for name, data in files.items()
        for finding in source.scanner.findings({name: data}, allow_private=name == AUTOGRADER)
    ]
    if found:
        more = f"\n  … and {len(found) - TOLD} more" if len(found) > TOLD else ""
        raise GraderError("nothing is written, since it would give away:\n  " + "\n  ".join(found[:TOLD]) + more)


def _written(source: Source, folder: Path, files: Mapping[str, bytes]) -> str:
    """What was written, and what the scan has proved of it."""
    if AUTOGRADER in files:
        numbers = ""
    else:
        numbers = ", no private number" if source.bank else "; private numbers: not compared, the course has no secret"
    return f"wrote {folder}: {len(files)} files, {_size(files)}; scanned: no reference, spec or secret{numbers}"


def _size(files: Mapping[str, bytes]) -> str:
    return f"{sum(map(len, files.values())) / 1024:.0f} KiB"


def _instructors(source: Source, bundle: Bundle, wheel: Wheel, where: Hosts) -> dict[str, bytes]:
    """What the instructor keeps.

    Raises:
        SecretError: it needs private cases, and there is no secret to draw them from.
    """
    files = dict(instructor_files(source.slug, wheel)) if where.github else {}
    if where.classroom50:
        files |= classroom50_files(bundle, wheel)
    if where.gradescope:
        if source.bank is None:
            raise SecretError(f"{source.course}: expected a secret, found none; run: grader secret new")
        members = autograder_members(source.bank, wheel)
        files[AUTOGRADER] = packed(dict(members), executable=EXECUTABLE)
    return files


def _next_steps(slug: str, to: Path, beside: Path, where: Hosts) -> None:
    if where.gradescope:
        click.echo(f"{beside / AUTOGRADER} holds the private cases: upload it to Gradescope, give it to nobody else")
    if where.gradescope and not where.for_students:
        return
    click.echo(f"try it as a student: cd {shlex.quote(str(to))} && grader check")
    if where.github:
        click.echo(f"push {to} as a template repository; {beside} is for your own private one")
    if where.gitlab:
        click.echo(f"push {to} as a project that students fork")
    if where.classroom50:
        click.echo(f"push {to} as a template repository, then follow {beside / CLASSROOM50 / 'README.md'}")
    if not where.for_students:
        click.echo(f"zip {to} as it is, with its hidden folder, and hand it out for {slug}")
