"""Expected, got and error of one 2-D slice side by side: numbers where they fit, shades where they do not.

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

from grader.model.result import Difference

SHADES = " ░▒▓█"
#: Arrays up to this many rows and columns are shown as numbers.
NUMBERS = (6, 6)
#: Larger ones are averaged (the error: its greatest value) into at most this many cells.
CELLS = (12, 20)


@dataclass(frozen=True)
class Picture:
    """The slice that holds the worst element."""

    expected: np.ndarray
    actual: np.ndarray
    slice_words: str

    @classmethod
    def of(cls, difference: Difference) -> Picture | None:
        """The last two axes at the worst element; None where there is nothing to draw."""
        expected, actual = difference.expected_array, difference.actual_array
        if expected.shape != actual.shape or expected.size < 2 or expected.dtype.kind not in "biuf":
            return None
        lead = difference.index[:-2]
        words = f"[{', '.join(map(str, lead))}, :, :] of " if lead else ""
        return cls(
            np.atleast_2d(expected[lead].astype(np.float64)),
            np.atleast_2d(actual[lead].astype(np.float64)),
            f"{words}{difference.path or 'the answer'}, shape {expected.shape}",
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Three panels, side by side where the terminal is wide enough."""
        with np.errstate(all="ignore"):
            error = np.abs(self.actual - self.expected)
        draw = _numbers if self._small() else _shades
        panels = [
            Panel(draw(part, kind), title=title, title_align="left", border_style="dim", expand=False)
            for title, part, kind in (
                ("expected", self.expected, "value"),
                ("got", self.actual, "value"),
                ("error", error, "error"),
            )
        ]
        yield Text(self.slice_words, style="dim")
        yield Columns(panels, padding=(0, 1))

    def _small(self) -> bool:
        rows, columns = self.expected.shape
        return bool(rows <= NUMBERS[0] and columns <= NUMBERS[1])


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
    cells = _pooled(part, np.max if kind == "error" else np.mean)
    low, high = _range(cells, kind)
    text = Text()
    for number, row in enumerate(cells):
        for value in row:
            text.append(*_cell(float(value), low, high, kind))
        if number < len(cells) - 1:
            text.append("\n")
    text.append(f"\n{low:.3g} " + "".join(SHADES) + f" {high:.3g}", style="dim")
    return text


def _range(cells: np.ndarray, kind: str) -> tuple[float, float]:
    finite = cells[np.isfinite(cells)]
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


def _pooled(part: np.ndarray, reduce: object) -> np.ndarray:
    """The array in at most CELLS cells."""
    for axis, most in enumerate(CELLS):
        if part.shape[axis] > most:
            pieces = np.array_split(part, most, axis=axis)
            part = np.stack([reduce(piece, axis=axis) for piece in pieces], axis=axis)  # type: ignore[operator]
    return part
