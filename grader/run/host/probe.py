"""Which level this machine can hold: tried once, in throwaway processes, by attempts that must fail."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass, field

from grader.run.linux.levels import Level


@dataclass(frozen=True, slots=True)
class Findings:
    """The best level, and for each level what it holds or why it cannot be had."""

    level: Level
    reasons: dict[Level, str] = field(default_factory=dict)


def probe(level: Level | None = None) -> Findings:
    """Try the levels from the strongest down to the first that holds, or just the one named.

    With a level named, `Findings.level` is that level if it holds and `Level.NONE` otherwise. Each is tried once a
    process; the server and worker of a trial end with it.
    """
    wanted = list(Level) if level is None else [Level(level)]
    reasons: dict[Level, str] = {}
    for candidate in wanted:
        problem = _problem_with(candidate)
        reasons[candidate] = problem or candidate.holds
        if not problem:
            return Findings(candidate, reasons)
    return Findings(Level.NONE, reasons)


@functools.cache
def _problem_with(level: Level) -> str:
    """Why a level cannot be had; empty if it holds."""
    if not level.isolation.mechanisms or sys.platform in level.isolation.untried_on:
        return ""
    if sys.platform != "linux":
        return f"needs Linux; this is {sys.platform}"
    from grader.run.host.trial import problem_with

    return problem_with(level)
