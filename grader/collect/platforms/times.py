"""When something was handed in, as platforms write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_UTC: Final = re.compile(r"\s*(?:UTC|GMT|Z)$")
_OFFSET: Final = re.compile(r"\s+(?=[+-][0-9]{2}:?[0-9]{2}$)")


def instant(text: str, *, without_zone_utc: bool = False) -> datetime | None:
    """An ISO 8601 time in UTC; None where it is none, or tells no zone unless that means UTC."""
    try:
        found = datetime.fromisoformat(_OFFSET.sub("", _UTC.sub("+00:00", text.strip())))
        if found.tzinfo is None:
            return found.replace(tzinfo=UTC) if without_zone_utc else None
        return found.astimezone(UTC)
    except (ValueError, OverflowError):  # a year beyond 1 to 9999 in UTC
        return None
