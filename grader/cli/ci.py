"""`grader ci`: the public cases in a pipeline, told in the pipeline's own ways."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.check import exit_status
from grader.cli.language import language_option
from grader.languages import said
from grader.languages.words import words_in
from grader.model.bank import PUBLIC
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.practice.lines import function_lines
from grader.practice.place import Place, find_place
from grader.practice.session import open_practice
from grader.report.github import error_lines, plain, summary
from grader.report.junit import junit
from grader.report.markdown import cause
from grader.report.words import first_failures, is_unwritten, private_note, shown, what_went_wrong

GITLAB_FILE = Path("grader-junit.xml")


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--junit", "junit_file", type=click.Path(path_type=Path), help="Write JUnit XML to FILE.")
@language_option
def command(path: Path, junit_file: Path | None, language: str) -> None:
    """Check the public cases in a pipeline; private cases are never run here.

    GitHub: job summary, annotations. GitLab: grader-junit.xml. Elsewhere: a plain log, and --junit FILE. Exit status 0
    if every public case passes, 1 if one fails.
    """
    place = find_place(path)
    with open_practice(place) as practice:
        report = practice.check()
        hidden = sum(problem.count("private") for problem in practice.bank.problems)
    note = private_note(place.slug, hidden, language=language)
    for line in log(report, language):
        click.echo(line)
    click.echo(note)
    _github(report, place, note, language)
    target = junit_file or (_gitlab_file() if os.environ.get("GITLAB_CI") else None)
    if target:
        _append(target, junit([report], splits=(PUBLIC,)).encode(), mode="wb")
        click.echo(words_in(language)("wrote {file}", file=target))
    raise click.exceptions.Exit(exit_status(report))


def _gitlab_file() -> Path:
    """Where the pipeline of a release collects it: in the project's own folder, wherever this runs."""
    return Path(os.environ.get("CI_PROJECT_DIR") or ".", GITLAB_FILE)


def log(report: Report, language: str) -> Iterator[str]:
    """The result as lines that no pipeline takes for a command."""
    say, total = words_in(language), report.splits[PUBLIC]
    points = say("public {score}", score=f"{shown(total)}/{total.points}")
    yield f"{report.assignment}: {points} ({say('isolation {level}', level=report.isolation)})"
    for problem in report.problems:
        cases = [case for case in problem.cases if case.split == PUBLIC]
        good, score = sum(case.passed for case in cases), problem.splits[PUBLIC]
        state = say("ok  ") if good == len(cases) else say("FAIL")
        words = plain(what_went_wrong(problem, language), limit=200)
        yield f"  {state} {problem.problem}  {good}/{len(cases)}  {shown(score)}/{score.points}  {words}".rstrip()
    for problem, case in first_failures(report, (PUBLIC,)):
        if not is_unwritten(problem):
            yield f"{case.case}: {plain(' '.join(cause(problem, case, language)), limit=2000)}"
            yield from (
                "    " + say("printed: {line}", line=plain(line, limit=300)) for line in case.stdout.splitlines()[:8]
            )
    yield from (say("note: {note}", note=plain(say.again(note))) for note in report.notes)


def _github(report: Report, place: Place, note: str, language: str) -> None:
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    entry = place.entry()
    file = _in_workspace(entry) if entry else ""
    for line in error_lines(report, file=file, lines=function_lines(entry), language=language):
        click.echo(line)
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(target), summary(report, note=note, language=language), mode="ab")


def _in_workspace(file: Path) -> str:
    """The path as GitHub names it, relative to the repository."""
    root = Path(os.environ.get("GITHUB_WORKSPACE", "."))
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.name


def _append(file: Path, data: bytes, *, mode: str) -> None:
    try:
        with file.open(mode) as stream:
            stream.write(data)
    except OSError as error:
        raise GraderError(said("{file}: cannot be written ({strerror})", file=file, strerror=error.strerror)) from error
