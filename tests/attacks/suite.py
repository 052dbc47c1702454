"""The whole catalogue: one explicit line a group."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attacks import (
    accidents_1,
    accidents_2,
    answers,
    beyond,
    beyond_2,
    beyond_3,
    comparison,
    display,
    escaping,
    exhausting,
    files,
    forbidden,
    protocol,
    resources,
)
from attacks.entry import Attack

CATALOGUE = Path(__file__).with_name("attacks.json")
GROUPS = (
    comparison,
    answers,
    forbidden,
    escaping,
    files,
    display,
    exhausting,
    resources,
    protocol,
    accidents_1,
    accidents_2,
)
#: In no catalogue.
BEYOND: tuple[Attack, ...] = (*beyond.ATTACKS, *beyond_2.ATTACKS, *beyond_3.ATTACKS)
SUITE: dict[str, Attack] = {attack.id: attack for group in GROUPS for attack in group.ATTACKS}


def catalogue() -> dict[str, dict[str, Any]]:
    """The entries as they are described, by id."""
    return {entry["id"]: entry for entry in json.loads(CATALOGUE.read_text(encoding="utf-8"))}
