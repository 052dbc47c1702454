"""Moodle: grades as *Grades > Export > Plain text file* has them, and the worksheet of *offline grading*."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

from grader.export.fill import filled
from grader.export.table import Table
from grader.export.wish import Filled, Key, Sheet, Wish, chosen_column, number
from grader.model.errors import GraderError
from grader.model.text import read_text

_EMAIL: Final = ("Email address", "Email", "E-mail address", "E-mail")
_NUMBER: Final = ("ID number",)
_LOGIN: Final = ("Username",)
#: `Assignment: Convolution (Real)`; percentages and letters cannot be imported as points.
_REAL: Final = re.compile(r"(?:[^:]+: )?(?P<title>.+?) \([^()]+\)", re.DOTALL)
_OTHER: Final = ("(Percentage)", "(Letter)", "(Feedback)")
_PEOPLE: Final = ("First name", "Last name", "Surname", "Full name", "Institution", "Department", "Groups", "Section")
_DOWNLOADED: Final = "Last downloaded from this course"


def moodle(file: Path, wish: Wish) -> Filled:
    """The plain text file; import it with the identifying column mapped, and the grade to the existing item.

    Raises:
        GraderError: nothing in it tells the students, or no column is the assignment's.
    """
    table = Table.of(read_text(file))
    keys = _keys(table)
    taken = {key.column for key in keys} | {table.column(title) for title in (*_PEOPLE, _DOWNLOADED)}
    titles = {
        column: (title, *((match["title"],) if (match := _REAL.fullmatch(title)) else ()))
        for column, title in enumerate(table.header)
        if column not in taken and not title.endswith(_OTHER)
    }
    grade = chosen_column(table, titles, wish)
    title = titles.get(grade, ("",))[-1]
    feedback = table.column("Feedback", f"{title} (Feedback)", f"Assignment: {title} (Feedback)")
    students = tuple(number for number, row in enumerate(table.rows) if not row.is_blank)
    sheet = Sheet(table, keys, _names(table), grade, students, feedback=feedback)
    return filled(sheet, wish, written=_unescaped)


def worksheet(file: Path, wish: Wish) -> Filled:
    """The worksheet of one assignment; the participant's number in it is that of the download's folders.

    Raises:
        GraderError: a column is missing without which Moodle does not import it.
    """
    table = Table.of(read_text(file))
    identifier, grade = _identifier(table), table.column(wish.column or "Grade")
    if grade is None:
        raise GraderError(f"{file}:1: expected a column of grades, found {table.columns}; name it with --column")
    students = tuple(number for number, row in enumerate(table.rows) if not row.is_blank)
    most, locked = table.column("Maximum grade"), table.column("Grade can be changed")
    points = {row: number(table.rows[row].cells[most].value) for row in students} if most is not None else {}
    sheet = Sheet(
        table=table,
        keys=(Key(identifier, ("moodle",), part=_participant), *_keys(table, needed=False)),
        names=_names(table),
        grade=grade,
        students=students,
        most={row: value for row, value in points.items() if value is not None},
        kept={} if locked is None else {
            row: "Moodle says that the grade is locked"
            for row in students if table.rows[row].cells[locked].value.strip().casefold() == "no"
        },
        feedback=table.column("Feedback comments"),
    )  # fmt: skip
    found = filled(sheet, wish, written=lambda comment: _unescaped(html.escape(comment, quote=False)))
    zeros = [change.student for change in found.changes if change.column == table.header[grade] and change.after == "0"]
    if not zeros:
        return found
    words = f"a grade of 0 is not written by Moodle 5.2 and later from a worksheet; look at: {', '.join(zeros)}"
    return Filled(found.data, found.graded, found.changes, (*found.remarks, words))


def _identifier(table: Table) -> int:
    """The participants' column: the first, which has another title in every language.

    Raises:
        GraderError: it is none, or a column is missing without which Moodle does not import the sheet.
    """
    english = table.column("Identifier")
    if english is not None:
        table.required("Last modified (grade)")
        return english
    if any(not re.fullmatch(r".*\D\d+", row.cells[0].value.strip()) for row in table.rows if not row.is_blank):
        raise GraderError(
            f"{table.text.file}:1: expected a grading worksheet, whose first column is 'Identifier', found "
            f"{table.columns}; download it from the assignment"
        )
    return 0


def _participant(cell: str) -> str:
    """`Participant 123`, with a word of the teacher's language."""
    match = re.search(r"(\d+)\s*$", cell)
    return match[1] if match else ""


def _keys(table: Table, *, needed: bool = True) -> tuple[Key, ...]:
    """The columns that tell a student.

    Raises:
        GraderError: there is none, and one is needed.
    """
    numbers, login, email = table.column(*_NUMBER), table.column(*_LOGIN), table.column(*_EMAIL)
    if email is None:  # in another language
        email = next((each for each in range(len(table.header)) if _is_email(table, each)), None)
    found = ((numbers, ("number",)), (login, ("login",)), (email, ("email",)))
    keys = tuple(Key(column, kinds) for column, kinds in found if column is not None)
    if not keys and needed:
        raise GraderError(
            f"{table.text.file}:1: expected a column 'ID number', 'Username' or 'Email address', found "
            f"{table.columns}; export the grades with one of them"
        )
    return keys


def _is_email(table: Table, column: int) -> bool:
    cells = [row.cells[column].value for row in table.rows if not row.is_blank]
    return bool(cells) and all("@" in cell for cell in cells)


def _names(table: Table) -> tuple[int, ...]:
    found = [table.column(title) for title in ("First name", "Last name", "Surname", "Full name")]
    return tuple(column for column in found if column is not None)


def _unescaped(comment: str) -> str:
    """PHP takes a backslash before a quotation mark for an escape, and there is no way to write one."""
    return re.sub(r'\\+(?="|$)', "", comment)
