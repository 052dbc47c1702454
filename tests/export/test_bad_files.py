"""Files that are torn, strange or another's: a clear error with file, line and column, or every byte as it was."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Any

import pytest

from grader.export.platforms import PLATFORMS
from grader.export.platforms.canvas import canvas
from grader.export.rows import read_rows
from grader.export.table import Table
from grader.model.errors import GraderError
from grader.model.roster import IDENTIFIERS, Student
from grader.model.text import read_text

from .building import ADA, FILES, PAT, grade, student, wish

TEXT = (FILES / "canvas.csv").read_bytes().decode("utf-8-sig")
MARKS = {
    "utf-8-sig": (b"\xef\xbb\xbf", "utf-8"),
    "utf-16": (b"\xff\xfe", "utf-16-le"),
    "utf-16-be": (b"\xfe\xff", "utf-16-be"),
}
NAMES = ['Lovelace, "Ada"', "=cmd|'/c calc'!A0", "@x", "-1", "Ünal; Ö", "a\nb", "", "\t", '"', "王小明"]


def file_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file that somebody gives."""
    file = folder / "grades.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_encoding_and_line_end_comes_back_as_it_was(tmp_path: Path, encoding: str, end: str) -> None:
    text = TEXT.replace("\r\n", end).replace("Neil", "Nöil")
    mark, plain = MARKS.get(encoding, (b"", encoding))
    data = mark + text.encode(plain)
    (tmp_path / "grades.csv").write_bytes(data)
    found = canvas(tmp_path / "grades.csv", wish(grade(ADA, 87.5)))
    assert found.data is not None
    assert found.data.startswith(mark)
    lines = found.data[len(mark) :].decode(plain).split(end)
    assert lines[:3] == text.split(end)[:3]
    assert lines[3:] == ['"Lovelace, Ada",101,s-001,ada,DL 1,9.00,87.5,90.00,45.00', ""]


def test_every_name_comes_back_as_it_was(tmp_path: Path) -> None:
    cells = ['"' + name.replace('"', '""') + '"' for name in NAMES]
    rows = [f"{cell},{100 + at},s,login{at},A,1\n" for at, cell in enumerate(cells)]
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Convolution (1)\n"
    people = [grade(student("x", f"login{at}", at, canvas=f"{100 + at}"), 2) for at in range(len(NAMES))]
    found = canvas(file_of(tmp_path, head + "".join(rows)), wish(*people))
    assert found.data is not None
    assert found.data.decode() == head + "".join(row.removesuffix("1\n") + "2\n" for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Lovelace, Ada",', '"Lovelace, Ada,', r"grades.csv:4, column 'Student': a quotation mark is opened here"),
        ('"Lovelace, Ada",', '"Lovelace" Ada,', r"grades.csv:4, column 'Student': a quotation mark is opened here"),
        ('"Student, Test"', '"Student, Test', r"grades.csv:10, column 'Student': a quotation mark is opened here"),
        ('"Lovelace, Ada",', "Lovelace, Ada,", r"grades.csv:4: expected 9 cells as in the header, found 10"),
        ("Attention (12)", "SIS Login ID", r"grades.csv:1: the column 'SIS Login ID' stands 2 times"),
        ("SIS Login ID", "Login", r"grades.csv:1: expected a column 'SIS Login ID', found 'Student', 'ID'"),
        ('"Convolution, 2D (123)"', "Pooling (9)", r"expected one column of grades called 'convolution' or .*Pooling"),
        ("Attention (12)", "Convolution (12)", r"found 2 of that name; name one with --column"),
        ("100.00,(read only)", "(read  only),(read only)", r"grades.csv:3, column .* the column is read only"),
        (",102,", ",101,", r"grades.csv:4 and .*grades.csv:5: Ada Lovelace could be either, '101' stands in both"),
        ("s-001,ada,", "s-001,pat,", r"grades.csv:4 and .*grades.csv:5: Pat .* could be either, 'pat' stands"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(GraderError, match=words):
        canvas(file_of(tmp_path, TEXT.replace(old, new)), wish(grade(ADA, 1), grade(PAT, 2)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "expected a header and rows, found an empty file"),
        (b"PK\x03\x04xl/workbook.xml", "an Excel workbook"),
        (b"a,b\0c\n", "no text in UTF-8, UTF-16 or Windows-1252"),
        (b"a,\x81\n", "no text in UTF-8, UTF-16 or Windows-1252"),
        (b"\xff\xfea", "no text in UTF-8, UTF-16 or Windows-1252"),
    ],
)
@pytest.mark.parametrize("form", [form for form in PLATFORMS if form != "classroom50"])
def test_what_is_no_table_is_told(tmp_path: Path, form: str, data: bytes, words: str) -> None:
    (tmp_path / "grades.csv").write_bytes(data)
    with pytest.raises(GraderError, match=words):
        PLATFORMS[form](tmp_path / "grades.csv", wish())


@pytest.mark.parametrize("form", PLATFORMS)
@pytest.mark.parametrize("name", [file.name for file in FILES.iterdir()])
def test_another_platforms_file_is_an_error_or_is_read(form: str, name: str) -> None:
    with contextlib.suppress(GraderError):
        assert PLATFORMS[form](FILES / name, wish()).graded


def test_numbers_that_fit_by_chance_are_no_students(tmp_path: Path) -> None:
    people = [grade(Student(name, **dict.fromkeys(IDENTIFIERS, number)), 5)
              for name, number in (("Someone Else", "101"), ("Other Person", "102"), ("dmitri", "104"))]  # fmt: skip
    with pytest.raises(GraderError, match=r"grades.csv:4: the identifiers fit and the names do not: 2 of 3"):
        canvas(file_of(tmp_path, TEXT), wish(*people, known=False))
    people[0] = grade(Student("lovelaceada", **dict.fromkeys(IDENTIFIERS, "101")), 5)
    assert canvas(file_of(tmp_path, TEXT), wish(*people, known=False)).graded == 3


def test_identifiers_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    words = r"grades.csv:4 and .*grades.csv:5: X could be either, 'ID' says one, 'SIS Login ID' the other"
    with pytest.raises(GraderError, match=words):
        canvas(file_of(tmp_path, TEXT), wish(grade(student("X", "pat", 1), 5)))


def test_two_students_in_one_row_are_told(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match=r"grades.csv:4: is the row of two students, Ada Lovelace and X"):
        canvas(file_of(tmp_path, TEXT), wish(grade(ADA, 5), grade(student("X", "ada", 1), 6)))


def test_a_map_says_who_is_who_by_identifier_or_name(tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text('student,row\nAda,101\nteam,"O""Neil, Pat"\n', encoding="utf-8")
    rows = read_rows(tmp_path / "map.csv")
    people = [grade(Student("Ada"), 5), grade(Student("team"), 6)]
    found = canvas(file_of(tmp_path, TEXT), wish(*people, rows=rows))
    assert [change.after for change in found.changes] == ["5", "6"]
    with pytest.raises(GraderError, match="--map says 'nobody', which stands in 0 rows"):
        canvas(file_of(tmp_path, TEXT), wish(*people, rows={"Ada": "nobody"}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n", "expected a column 'student'"),
        ("student,row\nada,\n", "map.csv:2: expected a student and a row"),
        ("student,row\nada,1\nada,2\n", "map.csv:3, column 'student': 'ada' stands in another line"),
    ],
)
def test_a_map_that_is_wrong_is_told_by_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "map.csv").write_text(text, encoding="utf-8")
    with pytest.raises(GraderError, match=words):
        read_rows(tmp_path / "map.csv")


def test_semicolons_that_canvas_would_not_take_are_told(tmp_path: Path) -> None:
    rows = ["Student;ID;SIS Login ID;Section;Convolution (1)", "    Points Possible;;;;100", '"Love\nlace";101;ada;A;']
    with pytest.raises(GraderError, match="Canvas would not read its separator ';'"):
        canvas(file_of(tmp_path, "\n".join(rows)), wish(grade(ADA, 7.5)))
    found = canvas(file_of(tmp_path, "\n".join(rows).replace("Love\nlace", "Lovelace")), wish(grade(ADA, 7.5)))
    assert found.data == "\n".join(rows).replace("Love\nlace", "Lovelace").encode() + b"7.5"


def test_a_decimal_comma_among_commas_is_quoted(tmp_path: Path) -> None:
    text = 'ID number,Convolution (Real),Other (Real)\ns-001,-,"1,5"\n'
    found = PLATFORMS["moodle"](file_of(tmp_path, text), wish(grade(ADA, 7.5)))
    assert found.data == text.replace("s-001,-", 's-001,"7,5"').encode()


def test_fifty_thousand_rows_are_filled_in_seconds(tmp_path: Path) -> None:
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Attention (12),Convolution (123)\n"
    rows = [f'"Name, {at}",{at},s{at},u{at},"DL ""1""",9.00,\n' for at in range(50_000)]
    people: list[Any] = [grade(Student(f"Name {at}", canvas=f"{at}"), at % 100) for at in range(50_000)]
    began = time.perf_counter()
    found = canvas(file_of(tmp_path, head + "".join(rows)), wish(*people))
    assert time.perf_counter() - began < 30
    assert found.graded == 50_000
    assert found.data is not None
    table = Table.of(read_text(file_of(tmp_path, found.data.decode())))
    assert [row.cells[-1].value for row in table.rows[:3]] == ["0", "1", "2"]
