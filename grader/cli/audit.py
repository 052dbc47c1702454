"""The part of `grader grade --audit`: a hunt among full marks, told after the table."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import click

from grader.bank.secret import private_folder
from grader.cli.course import nearby
from grader.model.errors import GraderError
from grader.model.result import Report
from grader.model.submission import Submission
from grader.report.document import Audit
from grader.report.words import harmless
from grader.run import Level

#: In the course's private folder: a file a problem, which `grader hunt --add --from` reads.
FOUND = "found"


def require_hypothesis(*, wanted: bool = True) -> None:
    """Say how to install what only authors and audits need.

    Raises:
        GraderError: hypothesis is not installed.
    """
    if wanted and importlib.util.find_spec("hypothesis") is None:
        raise GraderError('a hunt needs hypothesis, which is not installed here: pip install "dl-grader[author]"')


def audited_class(
    course: Path,
    slug: str,
    work: Sequence[Submission],
    reports: Sequence[Report],
    *,
    level: Level,
    secret: str,
    seconds: float | None,
) -> list[Audit]:
    """What a hunt among full marks found, told as well; nothing without `seconds`."""
    if seconds is None:
        return []
    from grader.hunt.audit import audit
    from grader.load import load_assignment

    def progress(line: str) -> None:
        click.echo(f"audit: {harmless(line, limit=200)}", err=True)

    loaded = load_assignment(course, slug)
    audited = audit(loaded, work, reports, level=level, secret=secret, seconds=seconds, progress=progress)
    _tell(course, slug, audited)
    return audited


def _tell(course: Path, slug: str, audited: Sequence[Audit]) -> None:
    """A line for each kind of case on which full marks fail, and the command that makes a scenario of it."""
    for found in audited:
        if not found.findings:
            continue
        from grader.hunt.audit import pinned, summary
        from grader.hunt.code import write

        file = private_folder(course) / FOUND / f"{slug}-{found.problem}.json"
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_bytes(write(pinned(found)))
        click.echo(f"\n  {summary(found)}; no score has changed")
        for one in found.findings:
            click.echo(f"    {', '.join(harmless(name, limit=60) for name in one.students)}: {one.message}")
        click.echo(f"  to make cases of it: grader hunt {slug}/{found.problem} --add --from {nearby(file)}")
    tried, programs = sum(found.tried for found in audited), sum(found.programs for found in audited)
    if audited and not any(found.findings for found in audited):
        click.echo(f"  audit: nothing found beyond the cases in {tried} of {programs} programs with full marks")
