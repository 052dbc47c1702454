"""The one place that decides at which isolation level code runs, or refuses to run it.

A weak level lets code read files with the rights of whoever runs the grader. Students may run their own code so, since
they could do the same without the grader. Nobody else's code runs so, and no code beside private cases, unless the
person at the keyboard names the level.
"""

from __future__ import annotations

from enum import Enum

from grader.languages import said
from grader.model.errors import GraderError
from grader.run import Findings, Level


class Owner(Enum):
    """Who wrote the code that is to run."""

    SELF = "your own"
    ANOTHER = "another's"


def isolation_level(
    findings: Findings,
    *,
    named: Level | None,
    owner: Owner,
    private_cases: bool,
    remedy: str = "name it: --isolation {level}",
) -> Level:
    """The level to run at: the named one if it works here, else the best that is allowed unasked.

    `findings` is what `probe(named)` found on this machine. `remedy` says what else the person can do about a machine
    whose levels are all weak; `{level}` in it becomes the best of them.

    Raises:
        GraderError: the named level does not work here, or the best one is too weak for this code and none was named.
    """
    if named is not None:
        if findings.level is not named:
            reason = findings.reasons.get(named, "this machine does not hold it")
            raise GraderError(
                said(
                    "isolation {level} does not work here: {reason}; run: grader doctor",
                    level=named.value,
                    reason=reason,
                )
            )
        return named
    if findings.level.is_fit_for_grading or (owner is Owner.SELF and not private_cases):
        return findings.level
    beside = " beside private cases" if private_cases else ""
    raise GraderError(
        f"the best isolation here is {findings.level.value}, too weak to run {owner.value} code{beside} unasked; run: "
        f"grader doctor, or {remedy.format(level=findings.level.value)}"
    )
