"""A class list: who is in the course, and by which names each system knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

#: The fields by which one person is told from another; what is compared without regard to case comes last.
NUMBERS: Final = ("number", "canvas", "moodle")
TEXTS: Final = ("login", "email", "github")
IDENTIFIERS: Final = (*NUMBERS, *TEXTS)


@dataclass(frozen=True, slots=True)
class Student:
    """One person of a class list; what no list tells is empty."""

    name: str  # as the list has it: "Ada Lovelace", "Lovelace, Ada"
    number: str = ""  # the university's: Canvas' SIS User ID, Moodle's ID number, Gradescope's SID
    login: str = ""  # the university's: Canvas' SIS Login ID, Moodle's and Blackboard's username
    email: str = ""
    github: str = ""  # the account, as Classroom 50 knows it
    canvas: str = ""  # Canvas' ID, which stands in its submissions' file names
    moodle: str = ""  # of one assignment: the participant's number in file names and in the worksheet
    section: str = ""

    @property
    def id(self) -> str:
        """What is unique on the class list: the first identifier that is told, the name where none is."""
        return self.number or self.login or self.email or self.github or self.canvas or self.moodle or self.name

    @property
    def ids(self) -> tuple[str, ...]:
        """All identifiers that are told."""
        return tuple(value for kind in IDENTIFIERS if (value := getattr(self, kind)))


@dataclass(frozen=True)
class Roster:
    """A class list in its own order; `findings` are sentences about lines that a person should look at."""

    students: tuple[Student, ...] = ()
    findings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Student]:
        return iter(self.students)

    def __len__(self) -> int:
        return len(self.students)

    def with_identifier(self, value: str, *, kinds: tuple[str, ...] = IDENTIFIERS) -> tuple[Student, ...]:
        """Everybody who has this identifier, compared as its kind asks; two or more mean that it tells nobody apart."""
        value = value.strip()
        found: dict[int, Student] = {}
        for kind in kinds:
            for student in self._index.get((kind, _compared(kind, value)), ()) if value else ():
                found[id(student)] = student
        return tuple(found.values())

    def named(self, name: str) -> tuple[Student, ...]:
        """Everybody of this name, whatever the order of its words: a suggestion, never a proof."""
        return self._by_name.get(name_words(name), ())

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[Student, ...]]:
        index: dict[tuple[str, str], tuple[Student, ...]] = {}
        for student in self.students:
            for kind in IDENTIFIERS:
                if value := getattr(student, kind):
                    key = (kind, _compared(kind, value))
                    index[key] = (*index.get(key, ()), student)
        return index

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], tuple[Student, ...]]:
        index: dict[tuple[str, ...], tuple[Student, ...]] = {}
        for student in self.students:
            words = name_words(student.name)
            index[words] = (*index.get(words, ()), student)
        return index


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order, without case and commas: `Lovelace, Ada` is `ada lovelace`."""
    return tuple(sorted(name.casefold().replace(",", " ").split()))


def _compared(kind: str, value: str) -> str:
    return value.casefold() if kind in TEXTS else value


#: Of a class list of our own: the columns that it may have.
COLUMNS: Final = tuple(field.name for field in fields(Student))
