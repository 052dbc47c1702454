"""Moments of a term: written in the course's time zone, compared in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)
_LATER: Final = re.compile(r"\+\s*(?P<count>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>days?|hours?|d|h|weeks?|w)", re.IGNORECASE)


def instant(written: datetime, zone: str) -> datetime:
    """A moment in UTC; what is written without a time zone is in the course's.

    Raises:
        ValueError: the clocks were changed, so that there is no such moment, or two.
    """
    if written.tzinfo is not None:
        return written.astimezone(UTC)
    local = [written.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    first, second = (moment.astimezone(UTC) for moment in local)
    if first == second:
        return first
    names = " or ".join(moment.isoformat(timespec="minutes") for moment in local)
    if first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == written:
        raise ValueError(f"{written} comes twice in {zone}, since clocks are put back; write {names}")
    after = first.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    raise ValueError(f"{written} does not exist in {zone}, since clocks are put forward; write {after}")


def extended(written: str, due: datetime | None, zone: str) -> datetime:
    """A later due date in UTC: `2026-10-07 23:59`, or `+2 days`, which ends at the same time of the day.

    Raises:
        ValueError: it is neither, or there is no due date that it could be after.
    """
    if match := _LATER.fullmatch(written.strip()):
        if due is None:
            raise ValueError(
                "expected a date, since the assignment has no due date in course.toml that it could follow"
            )
        count, unit = Fraction(match["count"]), match["unit"][0].lower()
        if unit == "h":
            return due + timedelta(seconds=float(count * 3600))
        # By the clock on the wall: two days after 23:59 it is 23:59, whether or not clocks were changed between.
        later = due.astimezone(ZoneInfo(zone)) + timedelta(days=float(count * (7 if unit == "w" else 1)))
        return later.astimezone(UTC)
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise ValueError(
            f'expected a date like 2026-10-07 23:59, or "+2 days", "+12 hours"; found {written!r}'
        ) from None
    if not re.search(r"[T ][0-9]", written.strip()):
        raise ValueError(f"expected a time of the day as well, like {written.strip()} 23:59")
    return instant(moment, zone)


def span(seconds: float | Fraction) -> str:
    """A length of time for people: `25 min`, `2 h`, `1 d 3 h`."""
    minutes = int(-(-seconds // 60))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count]
    return " ".join(parts[:2]) or "0 min"
