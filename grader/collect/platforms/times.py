"""When something was handed in, as platforms write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_ZONE: Final = re.compile(r"\s*(?:UTC|GMT|Z)$")


def instant(text: str, *, without_zone_utc: bool = False) -> datetime | None:
    """An ISO 8601 time with its zone; None where it is none, or tells no zone unless that means UTC."""
    try:
        found = datetime.fromisoformat(_ZONE.sub("+00:00", text.strip()))
    except ValueError:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC) if without_zone_utc else None
    return found
