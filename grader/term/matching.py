"""Whose a submission is: by number, login, e-mail; never by a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from grader.model.course import Platform
from grader.model.grades import Attempt, Unmatched
from grader.model.roster import IDENTIFIERS, Roster, Student
from grader.term.decided import Group, Known

#: Which identifiers a platform's downloads tell.
_TOLD: Final[Mapping[Platform, tuple[str, ...]]] = {
    Platform.CANVAS: ("canvas",),
    Platform.MOODLE: ("moodle",),
    Platform.GRADESCOPE: ("number", "email"),
    Platform.CLASSROOM50: ("github",),
    Platform.BLACKBOARD: ("login",),
    Platform.BRIGHTSPACE: ("number", "login"),
    Platform.NBGRADER: ("login", "number", "email"),
}


@dataclass
class Matched:
    """One assignment's attempts by student, and those that are nobody's."""

    of: dict[Student, list[Attempt]] = field(default_factory=dict)
    unmatched: list[Unmatched] = field(default_factory=list)


@dataclass(frozen=True)
class Matcher:
    """Everything that says who somebody is, for one assignment."""

    slug: str
    roster: Roster
    numbered: Roster  # the same people in the same order, with this assignment's own numbers
    platform: Platform | None
    groups: tuple[Group, ...]
    known: tuple[Known, ...]

    def match(self, attempts: Sequence[Attempt]) -> Matched:
        """Every attempt to each of its students; who is not found is listed."""
        matched = Matched()
        groups = self._groups()
        group_of = {student: group for group in groups for student in group.members}
        for attempt in attempts:
            people = dict.fromkeys(self._people(attempt, groups, matched))
            for student in list(people):
                if student in group_of:
                    people.update(dict.fromkeys(group_of[student].members))
            for student in people:
                matched.of.setdefault(student, []).append(attempt)
        matched.unmatched = list(dict.fromkeys(matched.unmatched))
        return matched

    def _groups(self) -> tuple[Group, ...]:
        """Those of this assignment where it has any, else the term's."""
        own = [group for group in self.groups if group.assignment == self.slug]
        return tuple(own or [group for group in self.groups if not group.assignment])

    def _people(self, attempt: Attempt, groups: Iterable[Group], matched: Matched) -> Iterable[Student]:
        named = [group for group in groups if _plain(group.name) == _plain(attempt.name)]
        if len(named) == 1:
            yield from named[0].members
            return
        if attempt.member_ids and len(attempt.member_ids) == len(attempt.members):
            tellings: list[tuple[str, str]] = list(zip(attempt.member_ids, attempt.members, strict=True))
        else:
            tellings = [(attempt.id, attempt.name)]
            tellings += [("", name) for name in attempt.members if name != attempt.name and len(attempt.members) > 1]
        for told, name in tellings:
            found = self._mapped(told, name) or self._identified(told)
            if len(found) == 1:
                yield found[0]
            else:
                matched.unmatched.append(Unmatched(self.slug, told or name, name, self._why(told, name, found)))

    def _mapped(self, told: str, name: str) -> tuple[Student, ...]:
        for known in sorted(self.known, key=lambda each: each.assignment != self.slug):
            if known.assignment in {"", self.slug} and known.submitted in {told, name} - {""}:
                return (known.student,)
        return ()

    def _identified(self, told: str) -> tuple[Student, ...]:
        kinds = _TOLD[self.platform] if self.platform else IDENTIFIERS
        return tuple(map(self._on_roster.__getitem__, self.numbered.with_identifier(told, kinds=kinds)))

    @cached_property
    def _on_roster(self) -> Mapping[Student, Student]:
        return dict(zip(self.numbered, self.roster, strict=True))

    def _why(self, told: str, name: str, found: tuple[Student, ...]) -> str:
        if found:
            names = " and ".join(f"{each.name} ({each.id})" for each in found)
            return f"{told} is an identifier of {names}; write platform = … for {self.slug} in course.toml"
        near = self.roster.named(name)
        if len(near) == 1:
            return f"not on the class list by this id; the name is that of {near[0].name} ({near[0].id})"
        if near:
            return f"not on the class list by this id; {len(near)} students have this name"
        return "not on the class list"


def _plain(name: str) -> str:
    """A group's name as Canvas and Moodle write it in file names: small letters and digits alone."""
    return re.sub(r"[\W_]+", "", name.casefold())
