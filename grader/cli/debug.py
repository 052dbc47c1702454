"""`grader debug`: one public case by itself."""

from __future__ import annotations

from pathlib import Path

import click

from grader.frameworks import Framework
from grader.practice.place import find_place
from grader.practice.session import open_practice


@click.command()
@click.argument("case")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--pdb", "stop", is_flag=True, help="Stop in your function with the inputs loaded.")
@click.option("--save", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write everything to a .npz.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of the tutor's sentences.")
def command(case: str, path: Path, file: Path | None, language: str, *, stop: bool) -> None:
    """One public CASE, as `grader check` names it: its inputs as code to paste, what is expected, what you gave."""
    place = find_place(path)
    with open_practice(place) as practice:
        from grader.practice.debug import debug, find_case, look, saved

        wanted = find_case(practice.bank, case)
        if stop:
            practice.grading.close()
            debug(practice, wanted)
            return
        found = look(practice, wanted)
        framework = practice.framework
    entry = place.entry()
    in_notebook = entry is not None and entry.suffix == ".ipynb"
    _show(found, "" if in_notebook else entry.stem if entry else place.module, language, framework)
    if file:
        click.echo(f"\nwrote {file}: {', '.join(saved(found, file))}")
    if not found.result.passed:
        click.echo(f"\nstep through it:  grader debug {wanted.id} --pdb")
        raise click.exceptions.Exit(1)


def _show(found: object, module: str, language: str, framework: Framework) -> None:
    from rich.console import Console

    from grader.practice.debug import Look, as_code
    from grader.practice.literal import literal
    from grader.report.terminal import explained
    from grader.report.words import harmless

    assert isinstance(found, Look)
    console = Console()
    for line in as_code(found.case, module, framework=framework):
        click.echo(line)
    console.rule("expected", style="dim")
    click.echo(literal(found.case.expected))
    console.rule("got", style="dim")
    value = found.outcome.kind.value
    click.echo(harmless(literal(found.outcome.value), limit=100_000) if value == "value" else value.replace("_", " "))
    console.rule(style="dim")
    if found.result.passed:
        console.print("this case passes", style="green")
    else:
        console.print(explained(found.problem, found.result, language=language))
