"""`grader release`: what leaves the course."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from grader.bank.build import case_bank
from grader.bank.secret import read_secret
from grader.cli.course import chosen, find_course
from grader.model.bank import CaseBank
from grader.model.errors import GraderError, SecretError
from grader.release.bundle import FRAMEWORKS, Bundle, student_bundle
from grader.release.classrooms import Wheel, github_files, gitlab_files, instructor_files
from grader.release.gradescope import EXECUTABLE, autograder_members
from grader.release.scan import Scanner
from grader.release.wheel import packed
from grader.release.write import require_empty, write_release

#: How many findings of the scanner are told.
TOLD = 12


@dataclass(frozen=True)
class Source:
    """The course at hand, and what scanning needs of it."""

    course: Path
    slug: str
    bank: CaseBank | None  # under the secret, if there is one
    scanner: Scanner


@click.command()
@click.argument("slug")
@click.option("--to", type=click.Path(path_type=Path), required=True, help="A folder that is empty or not there.")
@click.option("--framework", type=click.Choice(FRAMEWORKS), default="numpy", help="Of the starter.")
@click.option("--github", is_flag=True, help="Add a workflow, a devcontainer and our wheel; and DIR-instructor.")
@click.option("--gitlab", is_flag=True, help="Add a pipeline and our wheel.")
@click.option("--gradescope", is_flag=True, help="Instead: autograder.zip for the instructor, with private cases.")
def command(slug: str, to: Path, framework: str, *, github: bool, gitlab: bool, gradescope: bool) -> None:
    """Make the folder that students get: handout, starter, frozen public cases. Every file is scanned first.

    With --gradescope it makes the instructor's autograder.zip instead, which holds the frozen private cases.
    """
    course = find_course()
    chosen(course, (slug,))
    if gradescope and (github or gitlab):
        raise GraderError("--gradescope is the instructor's artefact: release it by itself, into another folder")
    beside = to.with_name(f"{to.absolute().name}-instructor")
    for folder in (to, *([beside] if github else [])):
        require_empty(folder)
    bundle = student_bundle(course, slug, framework=framework)
    source = _source(course, bundle)
    if gradescope:
        _gradescope(source, to)
        return
    wheel = Wheel.own(framework) if github or gitlab else None
    files = dict(bundle.files)
    if wheel and github:
        files |= github_files(bundle, wheel)
    if wheel and gitlab:
        files |= gitlab_files(bundle, wheel)
    _write(source, files, to)
    if wheel and github:
        _write(source, instructor_files(slug, wheel), beside)
    _next_steps(slug, to, github=github, gitlab=gitlab)


def _source(course: Path, bundle: Bundle) -> Source:
    secret = read_secret(course)
    bank = case_bank(course, bundle.slug, secret=secret) if secret else None
    scanner = Scanner.of(course, bundle.slug, public=bundle.bank, private=bank, secret=secret)
    return Source(course, bundle.slug, bank, scanner)


def _write(source: Source, files: Mapping[str, bytes], to: Path, *, allow_private: bool = False) -> None:
    """Scan, then write; nothing is written that does not pass.

    Raises:
        GraderError: something private is inside.
    """
    found = source.scanner.findings(files, allow_private=allow_private)
    if found:
        more = f"\n  … and {len(found) - TOLD} more" if len(found) > TOLD else ""
        raise GraderError("nothing is written, since it would give away:\n  " + "\n  ".join(found[:TOLD]) + more)
    write_release(files, to)
    checked = "no reference, spec or secret" + ("" if allow_private else ", no private number" * bool(source.bank))
    click.echo(f"wrote {to}: {len(files)} files, {_size(files)}; scanned: {checked}")


def _size(files: Mapping[str, bytes]) -> str:
    return f"{sum(map(len, files.values())) / 1024:.0f} KiB"


def _gradescope(source: Source, to: Path) -> None:
    if source.bank is None:
        raise SecretError(f"{source.course}: expected a secret, found none; run: grader secret new")
    archive = packed(dict(autograder_members(source.bank, Wheel.own("numpy"))), executable=EXECUTABLE)
    _write(source, {"autograder.zip": archive}, to, allow_private=True)
    click.echo("it holds the private cases: upload it to Gradescope, and give it to nobody else")


def _next_steps(slug: str, to: Path, *, github: bool, gitlab: bool) -> None:
    click.echo(f"try it as a student: cd {shlex.quote(str(to))} && grader check")
    if github:
        click.echo(f"push {to} as a template repository; {to}-instructor is for your own private one")
    if gitlab:
        click.echo(f"push {to} as a project that students fork")
    if not (github or gitlab):
        click.echo(f"zip {to} as it is, with its hidden folder, and hand it out for {slug}")
