"""`grader validate`: the author's proof."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from grader.bank.secret import TEST_SECRET, read_secret
from grader.cli.course import chosen_parts, find_course, write_json
from grader.pool import executor_for
from grader.validate import Finding, Proof, prove
from grader.validate.checks import CHECKS, PAPER
from grader.validate.proof import TIME


@click.command()
@click.argument("parts", nargs=-1, metavar="[SLUG[/PROBLEM]]...")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write all findings to FILE.")
@click.option("--test-secret", is_flag=True, help="Draw with the published test secret, whatever the course's own is.")
@click.option("-v", "--verbose", is_flag=True, help="Show every finding, not only failures and the tightest ones.")
def command(parts: tuple[str, ...], json_file: Path | None, *, test_secret: bool, verbose: bool) -> None:
    """Prove that assignments, or single problems, grade rightly; all of the course, if none is named.

    Alternatives and independent libraries agree with the reference, every known mistake fails a private case, doing
    nothing earns nothing, handout and starters are complete. Exit status 1 when a proof fails.
    """
    course = find_course()
    secret = TEST_SECRET if test_secret else read_secret(course) or TEST_SECRET
    console = Console()
    proofs = []
    what_is_meant = chosen_parts(course, parts)
    jobs = 1 if all("/" in what for what in what_is_meant) else os.cpu_count() or 1  # one problem is done before
    with executor_for(jobs) as executor:  # one pool, since a process takes a second to start
        for what in what_is_meant:
            proof = _prove(course, what, secret, console, executor, verbose=verbose)
            proofs.append(proof)
            _summary(proof, console, verbose=verbose)
    if json_file:
        write_json(json_file, _document(proofs))
    failed = [proof.slug for proof in proofs if not proof.ok]
    if failed:
        console.print(f"a proof fails in: {', '.join(failed)}", markup=False)
        raise click.exceptions.Exit(1)


def _prove(
    course: Path, what: str, secret: str, console: Console, executor: Executor | None, *, verbose: bool
) -> Proof:
    """The proof of one assignment; what fails is on the screen as soon as it is known."""
    console.print(f"\n{what}", markup=False, highlight=False)

    def tell(finding: Finding) -> None:
        if verbose or not finding.ok or finding.proof == TIME:
            _line(finding, console)

    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task(what)

        def progress(text: str) -> None:
            bar.update(task, description=f"{what}: {text}")
            if not console.is_terminal:  # in a log a line each, apart from the findings
                click.echo(f"{what}: {text}", err=True)

        return prove(
            course,
            what,
            secret=secret,
            checks=CHECKS,
            paper=PAPER,
            progress=progress,
            tell=tell,
            executor=executor,
        )


def _summary(proof: Proof, console: Console, *, verbose: bool) -> None:
    count = sum(finding.ok for finding in proof.findings)
    console.print(f"{proof.slug}: {count} of {len(proof.findings)} findings hold", markup=False, highlight=False)
    if not verbose:
        _tightest(proof, console)


def _tightest(proof: Proof, console: Console) -> None:
    """The nearest that anything right came to the limit, and anything wrong to passing."""
    for name, words, pick in (
        ("alternatives", "nearest to the limit among right answers", max),
        ("mistakes", "smallest margin among known mistakes", min),
        ("constants", "most that doing nothing earns", max),
    ):
        rows = [finding for finding in proof.findings if finding.proof == name and finding.margin is not None]
        if rows:
            best = pick(rows, key=lambda row: row.margin or 0.0)
            console.print(f"  {words}: {best.problem}: {best.text}", markup=False, highlight=False, soft_wrap=True)
    for finding in proof.findings:
        if "skipped" in finding.text or "already" in finding.text:
            _line(finding, console)


def _line(finding: Finding, console: Console) -> None:
    mark, style = ("✓", "green") if finding.ok else ("✗", "red")
    where = f"{finding.problem}: " if finding.problem else ""
    console.print(f"  [{style}]{mark}[/] ", end="")
    console.print(f"{finding.proof}: {where}{finding.text}", markup=False, highlight=False, soft_wrap=True)


def _document(proofs: list[Proof]) -> dict[str, object]:
    def number(value: float | None) -> float | None:
        return value if value is not None and value < float("inf") else None

    return {
        "schema": 1,
        "assignments": [
            {
                "assignment": proof.slug,
                "ok": proof.ok,
                "findings": [
                    {"proof": f.proof, "problem": f.problem, "ok": f.ok, "text": f.text, "margin": number(f.margin)}
                    for f in proof.findings
                ],
            }
            for proof in proofs
        ],
    }
