# ruff: noqa: E501 - lines as other systems write them, and whole messages
"""Class lists of every system, by the rules of their own exporters."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from grader.model.errors import GraderError
from grader.model.roster import Roster, Student
from grader.term.classlist import read_roster, with_numbers

CANVAS = '''Student,ID,SIS User ID,SIS Login ID,Section,Convolution (123),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",101,S1,ada@x.edu,Section 1,7.5,90
"Li, Bo",102,S2,bo,Section 1,,
"=""=Cmd, Eve""",103,S3,eve,Section 1,,
"Student, Test",999,,,Section 1,,
'''
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments
Participant 501,Ada Lovelace,ada@x.edu,Submitted for grading,,100.00,Yes,-,
Participant 502,Bo Li,BO@x.edu,No submission,,100.00,Yes,-,
"""
PARTICIPANTS = """First name,Last name,ID number,Email address,Roles
Ada,Lovelace,S1,ada@x.edu,Student
Bo,Li,S2,bo@x.edu,Student
Tina,Teacher,T1,tina@x.edu,Teacher
"""
CLASSROOM50 = """username,first_name,last_name,email,section,github_id,role
ada-l,Ada,Lovelace,ada@x.edu,1,4711,student
'-bo,Bo,Li,bo@x.edu,1,4712,
boss,Tina,Teacher,tina@x.edu,,4713,teacher
"""
GRADESCOPE = """First Name,Last Name,SID,Email,Role
Ada,Lovelace,S1,ada@x.edu,Student
Bo,Li,S2,bo@x.edu,Student
Tina,Teacher,,tina@x.edu,Instructor
"""
OURS = "name,number,login,email,github\nAda Lovelace,S1,ada,ada@x.edu,ada-l\nBo Li,S2,bo,bo@x.edu,-bo\n"


def file_of(folder: Path, text: str, name: str = "roster.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def roster_of(folder: Path, *texts: str) -> Roster:
    return read_roster([file_of(folder, text, f"list{number}.csv") for number, text in enumerate(texts)])


def test_canvas_export_without_its_own_lines(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, CANVAS)
    assert [(each.name, each.canvas, each.number, each.login) for each in roster] == [
        ("Lovelace, Ada", "101", "S1", "ada@x.edu"),
        ("Li, Bo", "102", "S2", "bo"),
        ("=Cmd, Eve", "103", "S3", "eve"),
    ]
    assert roster.students[0].email == "ada@x.edu"
    assert roster.findings == ()


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (WORKSHEET, Student("Ada Lovelace", moodle="501", email="ada@x.edu"), Student("Bo Li", moodle="502", email="BO@x.edu")),
        (PARTICIPANTS, Student("Ada Lovelace", "S1", email="ada@x.edu"), Student("Bo Li", "S2", email="bo@x.edu")),
        (
            CLASSROOM50,
            Student("Ada Lovelace", github="ada-l", email="ada@x.edu", section="1"),
            Student("Bo Li", github="-bo", email="bo@x.edu", section="1"),
        ),
        (GRADESCOPE, Student("Ada Lovelace", "S1", email="ada@x.edu"), Student("Bo Li", "S2", email="bo@x.edu")),
        (
            OURS,
            Student("Ada Lovelace", "S1", "ada", "ada@x.edu", "ada-l"),
            Student("Bo Li", "S2", "bo", "bo@x.edu", "-bo"),
        ),
    ],
    ids=["moodle worksheet", "moodle participants", "classroom 50", "gradescope", "ours"],
)  # fmt: skip
def test_each_list_gives_its_students_alone(tmp_path: Path, text: str, first: Student, second: Student) -> None:
    roster = roster_of(tmp_path, text)
    assert roster.students == (first, second)


def test_lists_are_joined_by_identifiers_and_strangers_are_listed(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, OURS, CANVAS, GRADESCOPE, PARTICIPANTS)
    assert [(each.name, each.canvas, each.github) for each in roster] == [
        ("Ada Lovelace", "101", "ada-l"),
        ("Bo Li", "102", "-bo"),
    ]
    assert any("list1.csv: not on the class list: =Cmd, Eve" in words for words in roster.findings)


def test_numbers_of_one_assignment_leave_people_and_their_order(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, OURS)
    numbered = with_numbers(roster, [file_of(tmp_path, WORKSHEET)])
    assert [each.moodle for each in numbered] == ["501", "502"]
    assert [each.moodle for each in roster] == ["", ""]


def test_who_is_named_twice_is_listed_and_counted_once(tmp_path: Path) -> None:
    twice = roster_of(tmp_path, OURS + "Ada L.,,,ADA@x.edu,\n")
    assert len(twice) == 2
    assert twice.findings == ("list0.csv:4: Ada L. is the same person as in line 2; counted once",)


def test_a_line_of_two_people_is_left_out_and_listed(tmp_path: Path) -> None:
    mixed = roster_of(tmp_path, OURS + "Who,S1,bo,,\n")
    assert len(mixed) == 2
    assert "list0.csv:4: Who has identifiers of Ada Lovelace and Bo Li" in mixed.findings[0]


def test_namesakes_with_numbers_are_two(tmp_path: Path) -> None:
    assert len(roster_of(tmp_path, "name,number\nAda Li,1\nAda Li,2\n")) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CANVAS.replace("Student,ID,", "Student,"), "without 'id'"),
        (OURS.replace("name,", "who,"), "not a class list"),
        ("name,mark\nAda,1\n", "names alone tell nobody apart"),
        (OURS.replace("login", "number"), "'number' stands 2 times"),
        ('name,number\n"Ada\nLove",1\n', "goes on in the next line"),
    ],
)
def test_a_list_that_lost_something_says_what(tmp_path: Path, text: str, words: str) -> None:
    # A column that is gone from the header is gone from the lines, too.
    if text.startswith("Student,SIS"):
        text = "\n".join(",".join(line.split(",")[:1] + line.split(",")[2:]) for line in text.split("\n")[:1])
    with pytest.raises(GraderError, match=words):
        roster_of(tmp_path, text)


def test_names_are_data(tmp_path: Path) -> None:
    names = ['O""Neil, "" x', "=1+1", "a,b;c", "王小明", "x" * 500]
    text = "name,number\n" + "".join(f'"{name}",{number}\n' for number, name in enumerate(names))
    assert [each.name for each in roster_of(tmp_path, text)] == [name.replace('""', '"') for name in names]


def test_fifty_thousand_lines_are_read_in_seconds(tmp_path: Path) -> None:
    lines = "".join(f"Student {number},{number},login{number},s{number}@x.edu\n" for number in range(50_000))
    began = time.process_time()
    roster = roster_of(tmp_path, "name,number,login,email\n" + lines)
    assert len(roster) == 50_000
    assert roster.with_identifier("S49999@X.EDU")[0].number == "49999"
    assert time.process_time() - began < 20
