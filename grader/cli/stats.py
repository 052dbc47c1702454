"""`grader stats`: what each case tells about a class, for the author."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader.cli.course import write_json
from grader.cli.stored import bank_of, stored_class
from grader.report.items import document, tables
from grader.statistics.items import ENOUGH_STUDENTS, item_statistics


@click.command()
@click.argument("slug")
@click.option("--all", "every", is_flag=True, help="List every case, also what tells nothing remarkable.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write all of it to FILE.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
def command(slug: str, json_file: Path | None, gradebook: Path | None, *, every: bool) -> None:
    """How hard each case is, whom it tells apart, who fails it alone, and what to drop, make public or weigh more."""
    bank, book_file = bank_of(slug, gradebook)
    found = item_statistics(stored_class(bank, book_file), bank)
    console = Console()
    console.print(f"\n[bold]{slug}[/]   {found.students} students   {len(found.items)} cases\n", highlight=False)
    for part in tables(found, every=every):
        console.print(part, highlight=False)
    if found.students < ENOUGH_STUDENTS:
        console.print(f"  proposals need {ENOUGH_STUDENTS} students, here are {found.students}", style="dim")
    if json_file:
        write_json(json_file, document(found))
