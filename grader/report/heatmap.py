"""Expected, got and error round the worst element side by side: numbers where they fit, shades where they do not.

Shades are characters of growing density, so that the picture reads without colour as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, RenderResult
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from grader.languages.words import ENGLISH, words_in
from grader.model.result import Difference, Window

SHADES = " ░▒▓█"
#: Arrays up to this many rows and columns are shown as numbers.
NUMBERS = (6, 6)


@dataclass(frozen=True)
class Picture:
    """The window round the worst element, and in words where it lies."""

    window: Window
    words: str
    language: str = ENGLISH
    rank: int = 2

    @classmethod
    def of(cls, difference: Difference, language: str = ENGLISH) -> Picture | None:
        """The picture of a difference; None where there is nothing to draw."""
        window = difference.window
        if window is None:
            return None
        sides = zip(window.start, window.expected.shape, (1, *difference.shape)[-2:], strict=True)
        places = [":" if shown == length else f"{start}:{start + shown}" for start, shown, length in sides]
        lead = [str(at) for at in difference.index[:-2]]
        shown = [*lead, *places[-len(difference.shape) :]]
        say = words_in(language)
        what = difference.path or say("the answer")
        if set(shown) == {":"}:
            words = say("{what}, shape {shape}", what=what, shape=difference.shape)
        else:
            place = f"[{', '.join(shown)}]"
            words = say("{place} of {what}, shape {shape}", place=place, what=what, shape=difference.shape)
        return cls(window, words, language, len(difference.shape))

    @property
    def is_small(self) -> bool:
        """Whether there is room for its numbers."""
        rows, columns = self.window.expected.shape
        return bool(rows <= NUMBERS[0] and columns <= NUMBERS[1])

    @property
    def parts(self) -> tuple[tuple[str, np.ndarray, str], ...]:
        """What stands side by side: its title, its numbers, and of which kind they are."""
        say = words_in(self.language)
        return (
            (say("expected"), self.window.expected, "value"),
            (say("got"), self.window.actual, "value"),
            (say("error"), self.window.error, "error"),
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Three panels, side by side where the terminal is wide enough."""
        draw = _numbers if self.is_small else _shades
        panels = [
            Panel(draw(part, kind), title=title, title_align="left", border_style="dim", expand=False)
            for title, part, kind in self.parts
        ]
        yield Text(self.words, style="dim")
        yield Columns(panels, padding=(0, 1))


def _numbers(part: np.ndarray, kind: str) -> Text:
    text = Text()
    cells = [[_number(value) for value in row] for row in part]
    width = max(len(cell) for row in cells for cell in row)
    top = _scale(part)
    for number, row in enumerate(part):
        for column, value in enumerate(row):
            bad = kind == "error" and not _tiny(value, top)
            text.append(cells[number][column].rjust(width) + " ", style="bold red" if bad else "")
        if number < len(part) - 1:
            text.append("\n")
    return text


def _number(value: float) -> str:
    return f"{value:.4g}"


def _tiny(value: float, top: float) -> bool:
    return bool(isfinite(value) and value <= 1e-9 * max(top, 1e-300))


def _scale(part: np.ndarray) -> float:
    finite = np.abs(part[np.isfinite(part)])
    return float(finite.max(initial=0.0))


def _shades(part: np.ndarray, kind: str) -> Text:
    low, high = _range(part, kind)
    text = Text()
    for number, row in enumerate(part):
        for value in row:
            text.append(*_cell(float(value), low, high, kind))
        if number < len(part) - 1:
            text.append("\n")
    text.append(f"\n{low:.3g} " + "".join(SHADES) + f" {high:.3g}", style="dim")
    return text


def _range(part: np.ndarray, kind: str) -> tuple[float, float]:
    finite = part[np.isfinite(part)]
    if finite.size == 0:
        return 0.0, 1.0
    return (0.0 if kind == "error" else float(finite.min())), float(finite.max())


def _cell(value: float, low: float, high: float, kind: str) -> tuple[str, Style]:
    if not np.isfinite(value):
        return "!!", Style(color="magenta", bold=True)
    level = 0.0 if high == low else (value - low) / (high - low)
    shade = SHADES[min(int(level * len(SHADES)), len(SHADES) - 1)]
    if kind == "error" and value > 0 and shade == " ":
        shade = "·"
    return shade * 2, Style(color="red" if kind == "error" else "cyan")
