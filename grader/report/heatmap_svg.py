"""The picture of expected, got and error as SVG, for pages: a square an element, its number where there is room."""

from __future__ import annotations

from html import escape
from math import isfinite

import numpy as np

from grader.report.heatmap import Picture

GAP, HEAD = 24, 28
#: Side of an element's square in pixels: large ones hold a number.
LARGE, SMALL = 56, 12
_STYLE = "font-family:ui-monospace,monospace;font-size:11px"


def heatmap_svg(picture: Picture) -> str:
    """The picture as one SVG element without a script, a style sheet or a reference to elsewhere."""
    window = picture.window
    rows, columns = window.expected.shape
    side = LARGE if picture.is_small else SMALL
    width = 3 * columns * side + 4 * GAP
    height = HEAD + rows * side + 2 * GAP
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" style="{_STYLE}">',
        f"<title>{escape(picture.words)}</title>",
    ]
    for number, (title, part, kind) in enumerate(picture.parts):
        left = GAP + number * (columns * side + GAP)
        body.append(f'<text x="{left}" y="{HEAD - 8}">{title}</text>')
        body += _squares(part, picture, left=left, side=side, is_error=kind == "error")
    body.append(f'<text x="{GAP}" y="{height - 8}" fill="#666">{escape(picture.words)}</text></svg>')
    return "\n".join(body)


def _squares(part: np.ndarray, picture: Picture, *, left: int, side: int, is_error: bool) -> list[str]:
    finite = part[np.isfinite(part)]
    low = 0.0 if is_error else float(finite.min(initial=0.0))
    high = float(finite.max(initial=0.0))
    first_row, first_column = picture.window.start
    squares = []
    for row, values in enumerate(part):
        for column, value in enumerate(values):
            x, y = left + column * side, HEAD + row * side
            colour = _colour(float(value), low, high, is_error=is_error)
            squares.append(
                f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{colour}" stroke="#ddd">'
                f"<title>[{first_row + row}, {first_column + column}] {value:.6g}</title></rect>"
            )
            if picture.is_small:
                squares.append(
                    f'<text x="{x + side / 2}" y="{y + side / 2 + 4}" text-anchor="middle">{value:.4g}</text>'
                )
    return squares


def _colour(value: float, low: float, high: float, *, is_error: bool) -> str:
    """White to red for errors, white to blue for values; magenta where there is no number. Numbers stay readable."""
    if not isfinite(value):
        return "#f0a0f0"
    level = 0.0 if high <= low else (value - low) / (high - low)
    fade = 255 - round(130 * level)
    return f"rgb(255,{fade},{fade})" if is_error else f"rgb({fade},{fade},255)"
