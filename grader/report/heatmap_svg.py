"""The picture of expected, got and error as SVG, for pages: a square an element, its number where there is room.

Without colour it reads too: small squares get darker as values grow, and a dot in the error grows with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isfinite

import numpy as np

from grader.languages.words import words_in
from grader.load.axes import CALL
from grader.report.heatmap import Picture

GAP, HEAD = 24, 44
#: Height of a line of words below the picture, and the most that a letter is wide.
LINE, LETTER = 18, 7
#: Side of an element's square in pixels: large ones hold a number.
LARGE, SMALL = 56, 14
#: How many letters a large square holds.
LETTERS = 8
#: An error below this share of the largest one is rounding, and not marked.
ROUNDING = 1e-9
_DARK = "#101418"


def heatmap_svg(picture: Picture, *, axes: Sequence[str] = ()) -> str:
    """The picture as one SVG element without a script, a style sheet or a reference to elsewhere.

    `axes` are the names of all axes of the answer, the last two of which are the rows and columns; an axis without a
    name is told by its number.
    """
    rows, columns = picture.window.expected.shape
    side = LARGE if picture.is_small else SMALL
    step = max(columns * side, 92) + GAP
    below = list(filter(None, (picture.words, _scale(picture))))
    width = max(3 * step + GAP, 2 * GAP + LETTER * max(map(len, below)))
    height = HEAD + rows * side + GAP + LINE * len(below) + 8
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    font = 'font-family="ui-monospace,monospace" font-size="11"'
    names = escape(_axes(picture, axes))
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {font}>',
        f"<title>{escape(picture.words)}</title>",
    ]
    for number, (title, part, kind) in enumerate(picture.parts):
        left = GAP + number * step
        body.append(f'<text x="{left}" y="{HEAD - 24}" fill="currentColor" font-weight="600">{escape(title)}</text>')
        body.append(f'<text x="{left}" y="{HEAD - 8}" fill="currentColor">{names}</text>')
        body += _squares(part, picture, left=left, side=side, is_error=kind == "error")
    for number, text in enumerate(reversed(below)):
        body.append(f'<text x="{GAP}" y="{height - 8 - LINE * number}" fill="currentColor">{escape(text)}</text>')
    return "\n".join([*body, "</svg>"])


def _axes(picture: Picture, axes: Sequence[str]) -> str:
    """Where rows and columns go, by their names where there are any."""
    rows, columns = picture.window.expected.shape
    say = words_in(picture.language)
    row, column = (say("call") if name == CALL else name for name in (*("", ""), *axes)[-2:])
    down = f"{row or say('axis {number}', number=picture.rank - 2)} ↓" if rows > 1 else ""
    right = f"{column or say('axis {number}', number=picture.rank - 1)} →" if columns > 1 else ""
    return "  ".join(filter(None, (down, right)))


def _scale(picture: Picture) -> str:
    """What the darkest and the lightest square stand for, where no numbers are shown."""
    if picture.is_small:
        return ""
    values = np.concatenate([picture.window.expected, picture.window.actual])
    finite = values[np.isfinite(values)]
    low, high = finite.min(initial=0.0), finite.max(initial=0.0)
    say = words_in(picture.language)
    return say("light {low:.3g}, dark {high:.3g}; a dot grows with the error", low=float(low), high=float(high))


def _squares(part: np.ndarray, picture: Picture, *, left: int, side: int, is_error: bool) -> list[str]:
    low, high = _range(part, picture, is_error=is_error)
    first_row, first_column = picture.window.start
    squares = []
    for row, values in enumerate(part):
        for column, value in enumerate(values):
            x, y = left + column * side, HEAD + row * side
            level = _level(float(value), low, high)
            squares.append(
                f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{_colour(level, is_error=is_error)}" '
                f'stroke="#888"><title>[{first_row + row}, {first_column + column}] {value:.6g}</title></rect>'
            )
            marked = is_error and not bool(value <= ROUNDING * high)  # NaN is no rounding
            squares += _mark(value, level, x + side / 2, y + side / 2, picture=picture, is_error=marked)
    return squares


def _range(part: np.ndarray, picture: Picture, *, is_error: bool) -> tuple[float, float]:
    """One scale for expected and got, so that equal numbers look equal."""
    shown = part if is_error else np.concatenate([picture.window.expected, picture.window.actual])
    finite = shown[np.isfinite(shown)]
    return (0.0 if is_error else float(finite.min(initial=0.0))), float(finite.max(initial=0.0))


def _mark(value: float, level: float | None, x: float, y: float, *, picture: Picture, is_error: bool) -> list[str]:
    if picture.is_small:
        bold = ' font-weight="700"' if is_error else ""
        return [f'<text x="{x}" y="{y + 4}" text-anchor="middle" fill="{_DARK}"{bold}>{_short(value)}</text>']
    if level is None:
        return [f'<text x="{x}" y="{y + 4}" text-anchor="middle" fill="{_DARK}">×</text>']
    if is_error:
        return [f'<circle cx="{x}" cy="{y}" r="{1 + 4 * level:.1f}" fill="{_DARK}"/>']
    return []


def _short(value: float) -> str:
    """Four digits, or as many as there is room for."""
    return next((text for digits in (4, 3, 2) if len(text := f"{value:.{digits}g}") <= LETTERS), f"{value:.1g}")


def _level(value: float, low: float, high: float) -> float | None:
    """From 0 to 1; None where there is no number."""
    if not isfinite(value):
        return None
    return 0.0 if high <= low else (value - low) / (high - low)


def _colour(level: float | None, *, is_error: bool) -> str:
    """White to red for errors, white to blue for values; magenta where there is no number. Numbers stay readable."""
    if level is None:
        return "#f0a0f0"
    fade = 255 - round(130 * level)
    return f"rgb(255,{fade},{fade})" if is_error else f"rgb({fade},{fade},255)"
