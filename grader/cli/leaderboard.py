"""`grader leaderboard`: ranks from the gradebook."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader.cli.course import write_json, write_whole
from grader.cli.language import language_option
from grader.cli.stored import bank_of
from grader.gradebook import Gradebook
from grader.leaderboard.board import board
from grader.leaderboard.ladder import default_step
from grader.leaderboard.standings import Measure, baselines, standings
from grader.model.bank import PUBLIC, SPLITS
from grader.model.board import Board
from grader.model.errors import GraderError
from grader.report.leaderboard import document, facts, page, table, title

#: Of points there are no rows to reckon a step from: two of a hundred.
POINTS_STEP = 0.02


@click.command()
@click.argument("slug")
@click.option(
    "--split",
    type=click.Choice(list(SPLITS)),
    default=PUBLIC,
    help="A public board tells its own split alone; a private one both, with the shake-up.",
)
@click.option(
    "--ladder",
    type=click.FloatRange(min=0, max=1),
    is_flag=False,
    flag_value=0.0,
    metavar="[STEP]",
    help="Move a public value only where it beats the best one by STEP (default: 1/sqrt(rows)).",
)
@click.option("--html", "html_file", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to FILE.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write it to FILE.")
@click.option("--gradebook", type=click.Path(path_type=Path), help="Default: gradebook.db in the course.")
@language_option
def command(
    slug: str,
    split: str,
    ladder: float | None,
    html_file: Path | None,
    json_file: Path | None,
    gradebook: Path | None,
    language: str,
) -> None:
    """Rank everybody whose latest result is graded, by a metric where one judges, else by the points of a split."""
    found = _board(slug, split, ladder, gradebook)
    console = Console()
    console.print(f"\n[bold]{slug}[/]   {title(found, language)}\n", highlight=False)
    console.print(table(found, language=language))
    console.print()
    for line in facts(found, language=language):
        console.print(f"  {line}", markup=False, highlight=False, style="dim")
    if html_file:
        write_whole(html_file, page(found, language=language))
    if json_file:
        write_json(json_file, document(found))


def _board(slug: str, split: str, ladder: float | None, gradebook: Path | None) -> Board:
    bank, book_file = bank_of(slug, gradebook)
    with Gradebook.open(book_file, create=False) as book:
        history = book.history(slug)
    if not history:
        raise GraderError(f"{book_file}: no results of {slug}; run: grader grade {slug}")
    measure = Measure.of(bank)
    ranked, ungraded = standings(history, bank, measure)
    usual = default_step(measure.rows[PUBLIC]) if measure.rows else POINTS_STEP
    return board(
        [*ranked, *baselines(measure)],
        assignment=slug,
        split=split,
        metric=measure.name,
        rows=measure.rows,
        ladder=None if ladder is None else ladder or usual,
        ungraded=ungraded,
    )
