"""`grader debug`: one public case by itself."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.language import language_option
from grader.frameworks import Framework
from grader.languages.words import words_in
from grader.practice.place import find_place
from grader.practice.session import open_practice


@click.command()
@click.argument("case")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--pdb", "stop", is_flag=True, help="Stop in your function with the inputs loaded.")
@click.option("--save", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write everything to a .npz.")
@language_option
def command(case: str, path: Path, file: Path | None, language: str, *, stop: bool) -> None:
    """One public CASE, as `grader check` names it: its inputs as code to paste, what is expected, what you gave."""
    place = find_place(path)
    with open_practice(place) as practice:
        from grader.practice.debug import debug, find_case, look, saved

        wanted = find_case(practice.bank, case)
        if stop:
            practice.grading.close()
            debug(practice, wanted, language=language)
            return
        found = look(practice, wanted)
        framework = practice.framework
    say, entry = words_in(language), place.entry()
    in_notebook = entry is not None and entry.suffix == ".ipynb"
    _show(found, "" if in_notebook else entry.stem if entry else place.module, language, framework)
    if file:
        names = ", ".join(saved(found, file))
        click.echo("\n" + say("wrote {file}: {names}", file=file, names=names))
    if not found.result.passed:
        click.echo("\n" + say("step through it:  {command}", command=f"grader debug {wanted.id} --pdb"))
        raise click.exceptions.Exit(1)


def _show(found: object, module: str, language: str, framework: Framework) -> None:
    from rich.console import Console

    from grader.practice.debug import Look, as_code
    from grader.practice.literal import literal
    from grader.report.terminal import explained
    from grader.report.words import harmless, phrase

    assert isinstance(found, Look)
    say, console = words_in(language), Console()
    for line in as_code(found.case, module, framework=framework):
        click.echo(line)
    console.rule(say("expected"), style="dim")
    click.echo(literal(found.case.expected))
    console.rule(say("got"), style="dim")
    value = found.outcome.kind.value
    click.echo(
        harmless(literal(found.outcome.value), limit=100_000) if value == "value" else phrase(found.result, language)
    )
    console.rule(style="dim")
    if found.result.passed:
        console.print(say("this case passes"), style="green")
    else:
        console.print(explained(found.problem, found.result, language=language))
