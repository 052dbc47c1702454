"""Similar work on a terminal, as a page with the passages side by side, and as JSON."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from rich.table import Table
from rich.text import Text

from grader.model.likeness import Likeness, Pair, Passage
from grader.report.pages import rendered
from grader.report.words import harmless

SCHEMA: Final = 1
#: Of one pair on the page; and of one passage.
_PASSAGES, _LINES = 20, 60

#: What nobody should read into a shared passage.
PROOF: Final = (
    "This proves nothing: short functions of one handout are alike, and so are programs after one lecture or book. "
    "Read both passages, and talk with both, before you conclude."
)


class Shared(msgspec.Struct, frozen=True):
    """One pair as published; lines are first and last, counted from 1."""

    students: tuple[str, str]
    share: float
    tokens: int
    conspicuous: bool
    passages: list[dict[str, Any]]


class Document(msgspec.Struct, frozen=True):
    """All pairs as published."""

    schema: int
    assignment: str
    works: int
    earlier: int
    usual: float
    limit: float
    left_out: list[str]
    pairs: list[Shared]


def document(found: Likeness) -> dict[str, Any]:
    """The pairs as plain dicts and lists."""
    plain: dict[str, Any] = msgspec.to_builtins(
        Document(
            schema=SCHEMA,
            assignment=found.assignment,
            works=found.works,
            earlier=found.earlier,
            usual=round(found.usual, 4),
            limit=round(found.limit, 4),
            left_out=[harmless(name) for name in found.left_out],
            pairs=[_shared(pair) for pair in found.pairs],
        )
    )
    return plain


def _shared(pair: Pair) -> Shared:
    return Shared(
        students=(harmless(pair.left.student), harmless(pair.right.student)),
        share=round(pair.share, 4),
        tokens=pair.tokens,
        conspicuous=pair.conspicuous,
        passages=[
            {
                "tokens": passage.tokens,
                "files": [harmless(passage.left_file), harmless(passage.right_file)],
                "lines": [list(passage.left), list(passage.right)],
            }
            for passage in pair.passages
        ],
    )


def table(found: Likeness) -> Table:
    """The pairs, the most similar first; conspicuous ones are marked by a sign, not by colour alone."""
    grid = Table(box=None, padding=(0, 1), pad_edge=True)
    for number, title in enumerate(("", "students", "", "shared", "tokens", "longest passage")):
        grid.add_column(title, justify="right" if number in {3, 4} else "left", header_style="dim")
    for pair in found.pairs:
        names = [Text(harmless(work.student, limit=40)) for work in (pair.left, pair.right)]
        sign, style = ("!", "bold") if pair.conspicuous else ("", "")
        where = Text(_where(pair.passages[0])) if pair.passages else Text("")
        grid.add_row(sign, *names, f"{100 * pair.share:.0f} %", str(pair.tokens), where, style=style)
    return grid


def _where(passage: Passage) -> str:
    sides = ((passage.left_file, passage.left), (passage.right_file, passage.right))
    return " = ".join(f"{harmless(file, limit=40)}:{first}-{last}" for file, (first, last) in sides)


def facts(found: Likeness) -> list[str]:
    """What the figures mean, and what they do not."""
    earlier = f" and {found.earlier} earlier ones" if found.earlier else ""
    compared = f"{found.works} submissions{earlier} compared by sequences of tokens"
    usual, limit = f"{100 * found.usual:.0f} %", f"{100 * found.limit:.0f} %"
    lines = [
        f"{compared}: names, numbers, comments and order do not count, nor do starter, handout and what many write.",
        f"Usual in this class: {usual} shared with the most similar other program; ! stands from {limit} on.",
        PROOF,
    ]
    if not found.pairs:
        lines.insert(1, "No two of them share a passage of their own.")
    if found.left_out:
        lines.append(f"Without a program: {', '.join(harmless(name, limit=60) for name in found.left_out)}.")
    return lines


def page(found: Likeness) -> str:
    """The pairs as a page that holds neither a script nor a reference to elsewhere."""
    return rendered(
        "similar.html",
        sortable=False,
        language="en",
        slug=found.assignment,
        facts=facts(found),
        pairs=[
            {
                "names": [harmless(pair.left.student), harmless(pair.right.student)],
                "share": f"{100 * pair.share:.0f} %",
                "tokens": pair.tokens,
                "conspicuous": pair.conspicuous,
                "passages": [_sides(pair, passage) for passage in pair.passages[:_PASSAGES]],
                "more": max(0, len(pair.passages) - _PASSAGES),
            }
            for pair in found.pairs
        ],
    )


def _sides(pair: Pair, passage: Passage) -> dict[str, Any]:
    places = ((pair.left, passage.left_file, passage.left), (pair.right, passage.right_file, passage.right))
    return {
        "tokens": passage.tokens,
        "sides": [
            {"file": harmless(file), "first": first, "last": last, "lines": _lines(work.files[file], first, last)}
            for work, file, (first, last) in places
        ],
    }


def _lines(source: str, first: int, last: int) -> list[tuple[int, str]]:
    shown = source.split("\n")[first - 1 : min(last, first - 1 + _LINES)]
    while shown and not shown[-1].strip():
        shown.pop()
    return [(first + number, harmless(line)) for number, line in enumerate(shown)]
