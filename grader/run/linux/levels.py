"""The isolation levels: one declaration each, which is all that a new level takes.

Importing this module imports nothing but the standard library's enum and dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Mechanism(StrEnum):
    """What the kernel offers to restrict a process; `refuses` names the attempts of a probe that must then fail."""

    refuses: frozenset[str]

    NAMESPACES = "namespaces", {"files", "names", "writing", "signals"}
    LANDLOCK = "Landlock", {"files", "writing", "signals"}
    SECCOMP = "seccomp", {"network", "processes"}
    RLIMITS = "resource limits", set[str]()

    def __new__(cls, value: str, refuses: set[str]) -> Self:
        """A member is its own name in words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.refuses = frozenset(refuses)
        return member


_ALL = tuple(Mechanism)


@dataclass(frozen=True, slots=True)
class Isolation:
    """What a level is made of, what it promises, and where it can be had."""

    mechanisms: tuple[Mechanism, ...]
    holds: str  # the promise, in words for whoever chooses
    lacks: str  # what it does not hold
    where: str  # machines that usually have it
    advice: str = ""  # what to do where it does not work
    has_fork_server: bool = True  # otherwise each worker is a process of its own
    is_fit_for_grading: bool = False  # whether others' code may be graded at it unless it is asked for by name
    untried_on: tuple[str, ...] = ()  # values of sys.platform where less is promised and needs no trial


class Level(StrEnum):
    """How far a submission is kept from everything else, the strongest first."""

    isolation: Isolation

    FULL = (
        "full",
        Isolation(
            _ALL,
            holds="no files but the libraries and the submission, no network, no other process, "
            "limited memory and time",
            lacks="the kernel is shared: this is no virtual machine",
            where="Linux with user namespaces",
            advice="Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; "
            "Docker: run outside the container",
            is_fit_for_grading=True,
        ),
    )
    CONFINED = (
        "confined",
        Isolation(
            (Mechanism.LANDLOCK, Mechanism.SECCOMP, Mechanism.RLIMITS),
            holds="no foreign file can be read and no network used; that a file exists, and its size, can be learnt",
            lacks="a program can learn that a file exists, its size and its times (`stat`), and that processes come "
            "and go; its scratch folder lies on a real disk",
            where="default Docker, Ubuntu 24.04 runners",
            advice="needs Linux 5.13 or newer with Landlock",
            is_fit_for_grading=True,
        ),
    )
    LIMITED = (
        "limited",
        Isolation(
            (Mechanism.SECCOMP, Mechanism.RLIMITS),
            holds="no network, no new process, limited memory and time; files can be read with your own rights",
            lacks="it reads and writes files with your own rights (as root: with those of a throwaway user), also "
            "what a later submission will read",
            where="old kernels; macOS, with resource limits only",
            advice="needs Linux or macOS",
            untried_on=("darwin",),
        ),
    )
    NONE = (
        "none",
        Isolation(
            (),
            holds="a process of its own and a time limit; it runs with your own rights",
            lacks="everything: it runs with your own rights",
            where="Windows, anywhere",
            has_fork_server=False,
        ),
    )

    def __new__(cls, value: str, *declared: Isolation) -> Self:
        """A member is the string that results and command lines name it by, and carries its declaration."""
        member = str.__new__(cls, value)
        member._value_ = value
        (member.isolation,) = declared
        return member

    def uses(self, mechanism: Mechanism) -> bool:
        """Whether workers at this level are restricted by it."""
        return mechanism in self.isolation.mechanisms

    @property
    def holds(self) -> str:
        """What it promises, in words."""
        return self.isolation.holds

    @property
    def advice(self) -> str:
        """What to do where it does not work; empty if nothing can be done."""
        return self.isolation.advice

    @property
    def is_fit_for_grading(self) -> bool:
        """Whether others' code may be graded at this level without its being asked for by name."""
        return self.isolation.is_fit_for_grading
