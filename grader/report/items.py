"""Statistics of cases as a table on a terminal and as JSON."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.statistics.items import ENOUGH_STUDENTS, Item, ItemStatistics

SCHEMA: Final = 1


def document(found: ItemStatistics) -> dict[str, Any]:
    """The statistics as plain dicts and lists."""
    return {"schema": SCHEMA, **msgspec.to_builtins(found)}


def tables(found: ItemStatistics, *, every: bool) -> list[RenderableType]:
    """Gaps, the cases that tell something (`every`: all of them), what is proposed, and how to read the numbers."""
    shown = [item for item in found.items if every or _tells(item)]
    hidden = len(found.items) - len(shown)
    more = f"{hidden} more cases tell nothing remarkable; --all lists them" if hidden else ""
    return [
        _gaps(found),
        *([_items(shown)] if shown else []),
        *([Padding(Text(more, "dim"), (0, 2))] if more else []),
        _proposals(found),
        Padding(Text(_READING, "dim"), (1, 2, 0, 2)),
    ]


_READING = (
    "earned: the class's mean share of a case's points. discrimination: correlation with the points of all other "
    "cases (point-biserial). alone: students who fail nothing else of the problem. guards: known mistakes that no "
    "other case shows."
)


def _tells(item: Item) -> bool:
    return bool(item.alone) or (item.discrimination is not None and item.discrimination < 0.2)


def _gaps(found: ItemStatistics) -> RenderableType:
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("problem")
    for title in ("public", "private", "gap", "fail private cases only"):
        table.add_column(title, justify="right")
    for gap in found.gaps:
        shares = f"{gap.public:.0%}", f"{gap.private:.0%}", f"{gap.public - gap.private:+.0%}"
        table.add_row(Text(gap.problem), *shares, str(gap.hidden))
    return table


def _items(items: list[Item]) -> RenderableType:
    table = Table(box=None, padding=(0, 1), collapse_padding=True, header_style="dim")
    table.add_column("case", overflow="fold", min_width=24)
    for title in ("points", "earned", "discrimi-\nnation", "fail", "alone", "guards"):
        table.add_column(title, justify="right", no_wrap=True, vertical="bottom")
    for item in items:
        relation = "-" if item.discrimination is None else f"{item.discrimination:+.2f}"
        counts = (str(count or "") for count in (item.failed, item.alone, item.guards))
        table.add_row(Text(item.case), f"{item.worth:.2f}", f"{item.difficulty:.0%}", relation, *counts)
    return Padding(table, (1, 0, 0, 1))


def _proposals(found: ItemStatistics) -> RenderableType:
    if not found.proposals:
        nothing = "nothing to propose: no case is idle, surprises many or tells the wrong students apart"
        return Padding(Text(nothing, "dim"), (1, 2, 0, 2)) if found.students >= ENOUGH_STUDENTS else Text("")
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title in ("proposal", "what, and why"):
        table.add_column(title, overflow="fold")
    for each in found.proposals:
        table.add_row(Text(each.action, "yellow"), Text.assemble(each.target, "\n", (each.why, "dim")))
    return Group(Text(""), table)
