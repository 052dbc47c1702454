"""What lateness costs: pure arithmetic with exact numbers, and the reason for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from grader.languages import said
from grader.model.course import Late
from grader.term.moments import span

_DAY: Final = 24 * 3600
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Deadline:
    """Of one student in one assignment, extensions included; in UTC."""

    due: datetime | None
    late_until: datetime | None
    late: Late

    @property
    def cut_off(self) -> datetime | None:
        """The moment after which nothing counts; None where there is none."""
        ends = [self.late_until] if self.late_until else []
        if self.due and self.late.cut_off_hours is not None:
            ends.append(self.due + timedelta(hours=float(self.late.cut_off_hours)))
        return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Charged:
    """What an attempt is worth after lateness; None where it does not count at all."""

    earned: Fraction | None
    reasons: tuple[str, ...] = ()
    late_days: int = 0  # used up
    is_late: bool = False  # beyond the grace


def charged(earned: Fraction, points: int, late_seconds: float, deadline: Deadline, late_days: int) -> Charged:
    """What is left of `earned` out of `points`; `late_days` are those that the student has left.

    As Canvas reckons it: per cent of the points, never below the floor, and a started day or hour counts whole.
    """
    late = deadline.late
    if late_seconds <= 0:
        return Charged(earned)
    if late_seconds <= late.grace_minutes * 60:
        grace = said("within the grace of {minutes} min", minutes=late.grace_minutes)
        return Charged(earned, (late_words(late_seconds, grace),))
    if deadline.due and deadline.cut_off and deadline.due + timedelta(seconds=late_seconds) > deadline.cut_off:
        return Charged(None, (late_words(late_seconds, said("after the cut-off, not counted")),), is_late=True)
    if late.percent_per_day is None and late.percent_per_hour is None:
        return Charged(earned, (late_words(late_seconds, said("costs nothing")),), is_late=True)
    needed = ceil(late_seconds / _DAY)
    used = min(needed, late_days, needed if late.late_days_each is None else late.late_days_each)
    rest = late_seconds - used * _DAY
    days = said("1 late day used") if used == 1 else said("{count} late days used", count=used)
    if rest <= 0:
        return Charged(earned, (late_words(late_seconds, days),), used, is_late=True)
    left, words = _penalized(earned, points, rest, late)
    told = f"{days}; {words}" if used else words
    return Charged(left, (late_words(late_seconds, told),), used, is_late=True)


def late_words(seconds: float, what: str) -> str:
    """How late, and what follows."""
    return said("{span} late: {what}", span=span(seconds), what=what)


def _penalized(earned: Fraction, points: int, rest: float, late: Late) -> tuple[Fraction, str]:
    """What remains, and the sum in words."""
    is_by_day = late.percent_per_day is not None
    each = late.percent_per_day if is_by_day else late.percent_per_hour
    count = ceil(rest / (_DAY if is_by_day else _HOUR))
    cost = Fraction(each or 0) * count * points / 100
    floor = min(earned, Fraction(late.floor_percent) * points / 100)
    left = max(earned - cost, floor)
    values = {"percent": f"{each:f}", "points": points, "change": number(left - earned)}
    if is_by_day and count == 1:
        words = said("1 day at {percent} % of {points} points: {change}", **values)
    elif is_by_day:
        words = said("{count} days at {percent} % of {points} points: {change}", count=count, **values)
    elif count == 1:
        words = said("1 hour at {percent} % of {points} points: {change}", **values)
    else:
        words = said("{count} hours at {percent} % of {points} points: {change}", count=count, **values)
    if earned - cost < floor:
        words += "; " + said("not below {floor} %", floor=f"{late.floor_percent:f}")
    return left, words


def number(value: Fraction) -> str:
    """Points for people, two decimals at most, a gain with its sign."""
    text = f"{float(round(value, 2)):.2f}".rstrip("0").rstrip(".")
    return f"+{text}" if value > 0 else "0" if text in {"-0", ""} else text
