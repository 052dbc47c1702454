"""The isolation levels, and which locks each of them turns.

One row a level: a new level is a new row, and a new lock is a new column with its own module.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How far a submission is kept from everything else, the strongest first."""

    FULL = "full"
    CONFINED = "confined"
    LIMITED = "limited"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """The locks of one level."""

    namespaces: bool = False
    landlock: bool = False
    seccomp: bool = False
    rlimits: bool = False
    fork_server: bool = False  # otherwise each worker is a process of its own
    holds: str = ""  # in plain words


PLANS: dict[Level, Plan] = {
    Level.FULL: Plan(
        namespaces=True,
        landlock=True,
        seccomp=True,
        rlimits=True,
        fork_server=True,
        holds="no files but the libraries and the submission, no network, no other process, limited memory and time",
    ),
    Level.CONFINED: Plan(
        landlock=True,
        seccomp=True,
        rlimits=True,
        fork_server=True,
        holds="no foreign file can be read and no network used; that a file exists, and its size, can be learnt",
    ),
    Level.LIMITED: Plan(
        seccomp=True,
        rlimits=True,
        fork_server=True,
        holds="no network, no new process, limited memory and time; files can be read with your own rights",
    ),
    Level.NONE: Plan(holds="a process of its own and a time limit; it runs with your own rights"),
}
