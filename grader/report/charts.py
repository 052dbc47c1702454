"""Charts of a class as SVG: they take colours from the page's style sheet, and say in numbers what they show.

No text of a submission is in them but names, which are escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from math import sqrt
from textwrap import wrap

from markupsafe import Markup

#: How many names one point tells; letters in a line below the picture, its height, and how many lines there are.
_NAMES, _LETTERS, _LINE, _LINES = 12, 44, 15, 4

#: Steps of a timeline begin at it, so that weeks begin on Mondays.
_A_MONDAY = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Point:
    """A student in the scatter; shares from 0 to 1."""

    name: str
    x: float
    y: float


def _svg(
    width: int, height: int, label: str, parts: Iterable[str], *, style: str = "chart", role: str = "img"
) -> Markup:
    head = f'<svg class="{style}" viewBox="0 0 {width} {height}" role="{role}" aria-label="{escape(label)}">'
    return Markup("".join([head, *parts, "</svg>"]))  # noqa: S704 - every text was escaped


def _text(x: float, y: float, words: str, *, anchor: str = "middle", style: str = "") -> str:
    found = f' class="{style}"' if style else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{found}>{escape(words)}</text>'


def bars(counts: Sequence[int], labels: Sequence[str], *, label: str) -> Markup:
    """A bar a count with its number above, labelled below."""
    top, wide = max([1, *counts]), 42
    parts = [f'<line class="axis" x1="8" x2="{12 + wide * len(counts)}" y1="150" y2="150"/>']
    for number, (count, name) in enumerate(zip(counts, labels, strict=True)):
        x, high = 12 + wide * number, round(120 * count / top, 1)
        parts.append(f'<rect class="bar" x="{x}" y="{150 - high:g}" width="{wide - 8}" height="{high:g}"/>')
        parts.append(_text(x + (wide - 8) / 2, 144 - high, str(count) if count else "", style="strong"))
        parts.append(_text(x + (wide - 8) / 2, 168, name))
    return _svg(24 + wide * len(counts), 178, label, parts)


def scatter(points: Sequence[Point], *, label: str, across: str, up: str) -> Markup:
    """A circle where students are, its area by how many, its number where it is more than one.

    The names of a circle stand below the picture while it is pointed at or has the keyboard's focus.
    """
    places: dict[tuple[int, int], list[str]] = {}
    for point in points:
        places.setdefault((round(50 * point.x), round(50 * point.y)), []).append(point.name)
    parts = [_frame(across, up)]
    # Large circles first, so that none hides another's name.
    for (x, y), names in sorted(places.items(), key=lambda item: -len(item[1])):
        parts.append(_circle(46 + 5 * x, 270 - 5 * y, names))
    return _svg(330, 320 + _LINE * _LINES, label, parts, style="chart square", role="group")


def _frame(across: str, up: str) -> str:
    ticks = [
        f'<line class="grid" x1="46" x2="296" y1="{270 - 2.5 * share:g}" y2="{270 - 2.5 * share:g}"/>'
        f'<line class="grid" y1="20" y2="270" x1="{46 + 2.5 * share:g}" x2="{46 + 2.5 * share:g}"/>'
        + _text(40, 274 - 2.5 * share, f"{share}", anchor="end")
        + _text(46 + 2.5 * share, 288, f"{share}")
        for share in (0, 25, 50, 75, 100)
    ]
    diagonal = '<line class="dashed" x1="46" y1="270" x2="296" y2="20"/>'
    return "".join([*ticks, diagonal, _text(171, 308, across), _text(46, 12, up, anchor="start")])


def _circle(x: float, y: float, names: Sequence[str]) -> str:
    more = f" (+{len(names) - _NAMES})" if len(names) > _NAMES else ""
    told = ", ".join(names[:_NAMES]) + more
    lines = wrap(told, _LETTERS, max_lines=_LINES, placeholder=" …")
    tip = "".join(_text(165, 330 + _LINE * line, words, style="tip") for line, words in enumerate(lines))
    radius = min(4 + 2 * sqrt(len(names) - 1), 20)
    number = _text(x, y + 4, str(len(names)), style="on") if len(names) > 1 and radius >= 6 else ""
    head = f'<g class="point" tabindex="0" role="img" aria-label="{escape(told)}">'
    return f'{head}<circle class="dot" cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>{number}{tip}</g>'


def timeline(moments: Sequence[datetime], due: datetime | None, *, label: str, due_words: str) -> Markup | None:
    """How many attempts came when, in equal steps, and where the due date lies; None where all fall into one step.

    All by the clock on the wall, which is read as UTC: the moments are in one time zone.
    """
    times = [moment.replace(tzinfo=UTC) for moment in moments]
    until = due.replace(tzinfo=UTC) if due else None
    ends = [*times, until] if until else times
    first, last = min(ends), max(ends)
    step = _step(last - first)
    first -= (first - _A_MONDAY) % step
    counts = [0] * (int((last - first) / step) + 1)
    if len(counts) == 1:
        return None
    for moment in times:
        counts[int((moment - first) / step)] += 1
    wide, top = 640 / len(counts), max([1, *counts])
    parts = ['<line class="axis" x1="30" x2="670" y1="130" y2="130"/>', _text(26, 34, str(top), anchor="end")]
    for number, count in enumerate(counts):
        high = round(100 * count / top, 1)
        told = f"<title>{_moment(first + number * step, step)}: {count}</title>"
        if count:
            place = f'x="{30 + wide * number:.1f}" width="{max(wide - 1, 1):.1f}" y="{130 - high:g}" height="{high:g}"'
            parts.append(f'<rect class="bar" {place}>{told}</rect>')
    labelled = sorted({0, len(counts) // 2, len(counts) - 1})
    parts += [_text(30 + wide * (number + 0.5), 148, _moment(first + number * step, step)) for number in labelled]
    if until:
        x = 30 + wide * ((until - first) / step)
        parts.append(f'<line class="due" x1="{x:.1f}" x2="{x:.1f}" y1="18" y2="130"/>')
        parts.append(_text(x, 12, due_words, anchor="end" if x > 400 else "start", style="strong"))
    return _svg(700, 156, label, parts)


def _step(span: timedelta) -> timedelta:
    """An hour, a day or a week: at most some sixty of them."""
    steps = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(weeks=1), timedelta(weeks=8))
    return next((step for step in steps if span / step <= 60), timedelta(weeks=52))


def _moment(moment: datetime, step: timedelta) -> str:
    return moment.strftime("%m-%d %H:%M" if step < timedelta(days=1) else "%Y-%m-%d")


def meter(share: float) -> Markup:
    """A share from 0 to 1 as a bar; the number stands beside it."""
    return Markup(  # noqa: S704 - one number
        '<svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rest" width="100" height="10"/><rect class="bar" width="{100 * share:.1f}" height="10"/></svg>'
    )


def heat(share: float | None) -> str:
    """The style of a cell in a table that is a heat map: `h0` to `h9`, `none` where there is no number."""
    return "none" if share is None else f"h{min(int(max(share, 0.0) * 10), 9)}"
