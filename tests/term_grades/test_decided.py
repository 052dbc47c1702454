"""Files that people edit: every line is understood or told with its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from grader.model.course import Course, Item
from grader.model.errors import GraderError
from grader.term.decided import read_decisions, read_groups, read_map

from .building import ADA, BO, DUE, ROSTER, homework

COURSE = Course(time_zone="Europe/Berlin", assignments={"tiny": homework(items={"Report": Item(points=20)})})
HEAD = "assignment,student,what,value,reason,author\n"


def written(folder: Path, text: str) -> Path:
    (folder / "file.csv").write_text(text, encoding="utf-8")
    return folder / "file.csv"


def test_every_kind_of_decision(tmp_path: Path) -> None:
    text = HEAD + (
        "tiny,ada,extension,+2 days,ill,tina\n"
        "tiny,BO@x.edu,extension,2026-10-07 23:59,abroad,tina\n"
        'tiny,1,report,"7,5","clear, short",tina\n'
        "tiny,1,points,-3,copied,tina\n"
        "tiny,1,points,+1.5,bonus,tom\n"
        "tiny,2,Handed In,2026-10-06 00:30,by mail,tina\n"
        "tiny,2,excused,,abroad,tina\n"
    )  # fmt: skip
    found = read_decisions(written(tmp_path, text), COURSE, ROSTER)
    assert [(each.student, each.what, each.moment, each.points) for each in found] == [
        (ADA, "extension", DUE + timedelta(days=2), 0),
        (BO, "extension", datetime(2026, 10, 7, 21, 59, tzinfo=UTC), 0),
        (ADA, "Report", None, Fraction(15, 2)),
        (ADA, "points", None, -3),
        (ADA, "points", None, Fraction(3, 2)),
        (BO, "handed in", datetime(2026, 10, 5, 22, 30, tzinfo=UTC), 0),
        (BO, "excused", None, 0),
    ]
    assert found[2].why == "clear, short (tina)"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tinny,ada,excused,,ill,tina", "assignment: expected one of course.toml (tiny), found 'tinny'"),
        ("tiny,zed,excused,,ill,tina", "student: nobody on the class list has the number, login or e-mail 'zed'"),
        ("tiny,Li Bo,excused,,ill,tina", "student: expected an identifier, found a name; Li Bo is 2"),
        ("tiny,ada,holiday,,ill,tina", "what: expected one of extension, excused, points, handed in, Report"),
        ("tiny,ada,excused,,,tina", "reason: expected words"),
        ("tiny,ada,excused,,ill,", "author: expected words"),
        ("tiny,ada,excused,5,ill,tina", "value: expected nothing for excused, found '5'"),
        ("tiny,ada,points,many,ill,tina", "value: expected points like 8, 7.5 or -3"),
        ("tiny,ada,points,=1+1,ill,tina", "value: expected points"),
        ("tiny,ada,points,1e9,ill,tina", "value: expected points"),
        ("tiny,ada,report,21,good,tina", "value: Report has 0 to 20 points in course.toml, found '21'"),
        ("tiny,ada,extension,soon,ill,tina", "expected a date like 2026-10-07 23:59"),
        ("tiny,ada,extension,2026-10-25 02:30,ill,tina", "comes twice in Europe/Berlin"),
    ],
)
def test_a_line_that_cannot_be_meant_is_told(tmp_path: Path, line: str, words: str) -> None:
    file = written(tmp_path, f"{HEAD}tiny,bo,excused,,ill,tina\n{line}\n")
    with pytest.raises(GraderError) as error:
        read_decisions(file, COURSE, ROSTER)
    assert str(error.value).startswith(f"{file}:3: ")
    assert words in str(error.value)


def test_two_extensions_of_one_student_are_one_too_many(tmp_path: Path) -> None:
    text = HEAD + "tiny,ada,extension,+1 day,ill,tina\ntiny,1,extension,+2 days,ill,tina\n"
    with pytest.raises(GraderError, match=r":3: extension stands in line 2 already"):
        read_decisions(written(tmp_path, text), COURSE, ROSTER)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.csv", COURSE, ROSTER) == ()
    assert read_groups(tmp_path / "none.csv", COURSE, ROSTER) == ()
    assert read_map(tmp_path / "none.csv", ROSTER) == ()
    with pytest.raises(GraderError, match="expected a file with the columns submitted,student"):
        read_map(tmp_path / "none.csv", ROSTER, must_exist=True)


def test_a_lost_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="expected a column 'author'"):
        read_decisions(written(tmp_path, "assignment,student,what,value,reason\n"), COURSE, ROSTER)


def test_groups(tmp_path: Path) -> None:
    (group, other) = read_groups(
        written(tmp_path, "group,student,assignment\nG 1,ada,\nG 1,2,\nPair,ada,tiny\n"), COURSE, ROSTER
    )
    assert (group.name, group.assignment, group.members) == ("G 1", "", (ADA, BO))
    assert (other.name, other.assignment, other.members) == ("Pair", "tiny", (ADA,))
    with pytest.raises(GraderError, match=r":3: Ada Lovelace is in the group A already"):
        read_groups(written(tmp_path, "group,student\nA,ada\nB,1\n"), COURSE, ROSTER)


def test_the_map_names_one_student_for_each(tmp_path: Path) -> None:
    (known,) = read_map(written(tmp_path, "submitted,student\nLovelace A.,ada\n"), ROSTER)
    assert (known.submitted, known.student) == ("Lovelace A.", ADA)
    with pytest.raises(GraderError, match=r":3: x is Ada Lovelace already"):
        read_map(written(tmp_path, "submitted,student\nx,ada\nx,bo\n"), ROSTER)
