"""A board as a table on a terminal, as a page, and as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import msgspec
from rich.table import Table
from rich.text import Text

from grader.languages.words import ENGLISH, Words, words_in
from grader.model.bank import PRIVATE
from grader.model.board import Board, Place
from grader.report.pages import rendered
from grader.report.words import harmless

SCHEMA: Final = 1


class Shaken(msgspec.Struct, frozen=True):
    """What the public split had said."""

    value: float
    rank: int | None
    shake_up: int | None  # places gained by the private split, negative where some were lost


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line; `public` stands on a private board alone."""

    rank: int | None
    student: str
    value: float
    attempts: int
    expected_gap: float | None
    baseline: bool
    public: Shaken | None = None


class Document(msgspec.Struct, frozen=True):
    """A board as published."""

    schema: int
    assignment: str
    split: str
    metric: str
    rows: dict[str, int]
    ladder: float | None
    attempts: int
    expected_gap: float | None
    ungraded: list[str]
    places: list[Row]


def document(board: Board) -> dict[str, Any]:
    """The board as plain dicts and lists; a public one names nothing of the private split."""
    found: dict[str, Any] = msgspec.to_builtins(
        Document(
            schema=SCHEMA,
            assignment=board.assignment,
            split=board.split,
            metric=board.metric,
            rows=dict(board.rows),
            ladder=board.ladder,
            attempts=board.attempts,
            expected_gap=board.expected_gap,
            ungraded=[harmless(name) for name in board.ungraded],
            places=[_row(place) for place in board.places],
        )
    )
    return found


def _row(place: Place) -> Row:
    return Row(
        rank=place.rank,
        student=harmless(place.student),
        value=float(place.value),
        attempts=place.attempts,
        expected_gap=place.expected_gap,
        baseline=place.is_baseline,
        public=None
        if place.public is None
        else Shaken(value=float(place.public), rank=place.public_rank, shake_up=place.shake_up),
    )


def title(board: Board, language: str = ENGLISH) -> str:
    """What a board is called."""
    say = words_in(language)
    return say("private leaderboard") if board.split == PRIVATE else say("public leaderboard")


def columns(board: Board, say: Words) -> list[str]:
    """The titles of a board's columns, for table and page."""
    private = [say("public"), say("shake-up"), say("gap")] if board.split == PRIVATE else []
    expected = [say("expected gap")] if board.rows else []
    return [say("rank"), say("student"), say.again(board.metric), *private, say("attempts"), *expected]


def cells(place: Place, board: Board) -> list[str]:
    """One line of a board, as a person reads it."""
    line = [
        "" if place.rank is None else str(place.rank),
        harmless(place.student, limit=100),
        _shown(place.value, board),
    ]
    if place.public is not None:
        gap = float(place.public - place.value)
        rank = "" if place.public_rank is None else f" ({place.public_rank})"
        line += [f"{_shown(place.public, board)}{rank}", _arrow(place.shake_up)]
        line.append((f"{gap:+.3f}" if board.rows else f"{100 * gap:+.1f} %") + (" !" if _beyond(place, board) else ""))
    line.append("" if place.is_baseline else str(place.attempts))
    if board.rows:
        line.append("" if place.expected_gap is None else f"±{place.expected_gap:.3f}")
    return line


def _beyond(place: Place, board: Board) -> bool:
    """Whether the public value lies further above the private one than chance explains; a Ladder rounds it."""
    if place.public is None or place.expected_gap is None or board.ladder is not None:
        return False
    return float(place.public - place.value) > place.expected_gap


def _shown(value: Fraction, board: Board) -> str:
    return f"{float(value):.3f}" if board.rows else f"{float(100 * value):.1f} %"


def _arrow(shake_up: int | None) -> str:
    if shake_up is None:
        return ""
    return f"↑ {shake_up}" if shake_up > 0 else f"↓ {-shake_up}" if shake_up < 0 else "="


def table(board: Board, *, language: str = ENGLISH) -> Table:
    """The board on a terminal; baselines are dim, since they take nobody's place."""
    found = Table(box=None, padding=(0, 1), pad_edge=True)
    for number, title in enumerate(columns(board, words_in(language))):
        head = title.replace(" ", "\n")  # so that eight columns fit a terminal of 80
        found.add_column(head, no_wrap=True, justify="left" if number == 1 else "right", header_style="dim")
    for place in board.places:
        found.add_row(*(Text(cell) for cell in cells(place, board)), style="dim" if place.is_baseline else "")
    return found


def facts(board: Board, *, language: str = ENGLISH) -> list[str]:
    """What stands below a board: the rows, the bound, the Ladder, who is missing."""
    say, lines = words_in(language), list[str]()
    if board.rows:
        halves = [
            say("{count} rows in the {half} half", count=count, half=say.again(half))
            for half, count in board.rows.items()
        ]
        lines.append(say("{metric} on {rows}.", metric=board.metric, rows=say(" and ").join(halves)))
    if board.expected_gap is not None:
        both = say("has halves further apart") if board.split == PRIVATE else say("is further from the truth")
        lines.append(
            say(
                "Expected: of so many programs chosen without the board none {what}, with probability 95 % "
                "(Hoeffding, union bound); for all {count} attempts together ±{gap:.3f}.",
                what=both,
                count=board.attempts,
                gap=board.expected_gap,
            )
        )
    if any(_beyond(place, board) for place in board.places):
        lines.append(
            say("! The public value is above the private one by more than that: chosen by the board, it seems.")
        )
    if board.ladder is not None:
        lines.append(
            say(
                "The Ladder: a public value moves only where it beats the student's best by more than {step:.3f}.",
                step=board.ladder,
            )
        )
    if board.ungraded:
        names = ", ".join(harmless(name, limit=60) for name in board.ungraded)
        lines.append(say("Without a rank, since not graded on these cases: {names}.", names=names))
    return lines


def page(board: Board, *, language: str = ENGLISH) -> str:
    """The board as a page that holds neither a script nor a reference to elsewhere."""
    say = words_in(language)
    return rendered(
        "leaderboard.html",
        sortable=False,
        language=language,
        say=say,
        slug=board.assignment,
        title=title(board, language),
        columns=columns(board, say),
        rows=[{"cells": cells(place, board), "baseline": place.is_baseline} for place in board.places],
        facts=facts(board, language=language),
        chart=_chart(board, say),
    )


#: The picture's height in its own units, and how far apart two of its labels are at least.
_HEIGHT, _LINE = 260, 13
_MOST_LINES = 40


def _chart(board: Board, say: Words) -> dict[str, Any] | None:
    """A line from each public value to the private one, of the first places; None on a public board.

    Whoever has nothing on either split would press all others together.
    """
    told = [place for place in board.places if place.public or (place.public is not None and place.value)]
    drawn = [place for number, place in enumerate(told) if place.is_baseline or number < _MOST_LINES]
    if not drawn:
        return None
    values = [float(value) for place in drawn for value in (place.public or Fraction(0), place.value)]
    low, high = min(values), max(values)
    scale = _HEIGHT / (high - low or 1.0)
    lines: list[dict[str, Any]] = [
        {
            "name": harmless(place.student, limit=24),
            "left": 20 + round((high - float(place.public or 0)) * scale, 1),
            "right": 20 + round((high - float(place.value)) * scale, 1),
            "baseline": place.is_baseline,
            "fell": _beyond(place, board),
        }
        for place in drawn
    ]
    label = -float(_LINE)
    for line in lines:  # by the private value, from the top: labels that would meet move down
        label = max(line["right"], label + _LINE)
        line["label"] = round(label, 1)
    return {"lines": lines, "height": max(_HEIGHT + 40, label + 20), "public": say("public"), "private": say("private")}
