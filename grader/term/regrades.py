"""What a regrade changed, for whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from grader.records import Totals
from grader.records.basis import changes, decode_basis
from grader.report.words import harmless
from grader.term.lateness import number

_NAMED = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What one problem of one submission earns now more or less, and why."""

    problem: str
    gain: Fraction
    why: str


def compared(before: Totals | None, after: Totals | None, bases: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Two gradings of the same submission, problem by problem; `bases` are those of the gradebook."""
    if before is None or after is None:
        return ()
    reasons = _reasons(before, after, bases)
    found = []
    for problem in dict.fromkeys([*before.problems, *after.problems]):
        gain = Fraction(after.problems.get(problem, "0")) - Fraction(before.problems.get(problem, "0"))
        if gain:
            why = reasons.get(problem) or reasons.get("") or ("graded again, and it came out otherwise",)
            found.append(Change(problem, gain, _told(problem, why, own=problem in reasons)))
    return tuple(found)


def _reasons(before: Totals, after: Totals, bases: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    old, new = bases.get(before.basis), bases.get(after.basis)
    if old is None or new is None:
        return {"": ("graded before by a grader that did not note what by",)}
    return changes(decode_basis(old), decode_basis(new))


def _told(problem: str, why: tuple[str, ...], *, own: bool) -> str:
    words = ", ".join(why)
    return words if own else f"{problem}: {words}"


def regrade_lines(changed: Iterable[tuple[str, Change]]) -> list[str]:
    """Lines about a class: `limit of maxpool2d_backward raised (2 to 4 s): 3 students +15 (ada, bo, cleo)`."""
    groups: dict[tuple[str, Fraction], list[str]] = {}
    for student, change in changed:
        groups.setdefault((change.why, change.gain), []).append(student)
    lines = []
    for (why, gain), students in groups.items():
        names = ", ".join(harmless(name, limit=60) for name in students[:_NAMED])
        more = f" and {len(students) - _NAMED} more" if len(students) > _NAMED else ""
        who = f"{len(students)} student{'s' * (len(students) != 1)}"
        lines.append(f"{why}: {who} {number(gain)} ({names}{more})")
    return lines
