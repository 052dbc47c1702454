"""`grader grades`: totals of a term and the reason for every number, from files as people keep them."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from grader.run import Level, probe

from .calling import Here, command, environment, grader, hand_in

pytestmark = [
    pytest.mark.xdist_group("grades"),
    pytest.mark.skipif(probe().level not in (Level.FULL, Level.CONFINED), reason="no level here that grades unasked"),
]

COURSE = """\
title = "Deep learning"
roster = "roster.csv"
drop_lowest = 1
[late]
grace_minutes = 10
[assignments.tiny]
due = 2020-10-05T23:59:00
[assignments.tiny.items.report]
points = 5
"""
ROSTER = "name,number,login\nAda Lovelace,1,ada\nBao Wu,2,bao\n=Cmd Chiara,3,chiara\nDana Ott,4,dana\n"
DECISIONS = """\
assignment,student,what,value,reason,author
tiny,ada,report,4,clear,tina
tiny,2,report,0,empty,tina
tiny,2,points,+2,asked a good question,tina
tiny,chiara,excused,,ill,tom
"""


@pytest.fixture
def term(graded: Path) -> Path:
    """A graded class with a course.toml, a class list and decisions."""
    hand_in(graded, "zed", (graded / "reference/tiny/solution.py").read_text(encoding="utf-8") + "# zed\n")
    for name, text in (("course.toml", COURSE), ("roster.csv", ROSTER), ("decisions.csv", DECISIONS)):
        (graded / name).write_text(text, encoding="utf-8")
    assert grader("grade", "tiny", at=graded).status == 0
    return graded


def test_a_class_is_told_and_what_is_on_no_line_is_listed(term: Path, here: Here) -> None:
    told = here("grades", "--csv", "grades.csv", "--json", "grades.json", at=term)
    assert told.status == 0, told.err
    assert re.search(r"Ada Lovelace +49/50", told.out)
    assert re.search(r"Bao Wu +2/50", told.out)
    assert re.search(r"=Cmd Chiara +excused", told.out)
    assert re.search(r"Dana Ott +missing", told.out)
    assert "tiny: nobody's: zed: not on the class list" in told.out
    assert "tiny: nothing handed in that counts: Dana Ott" in told.out
    with (term / "grades.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["name"], row["tiny"], row["total"]) for row in rows] == [
        ("Ada Lovelace", "49", "98"),
        ("Bao Wu", "2", "4"),
        ("'=Cmd Chiara", "excused", ""),
        ("Dana Ott", "0", "0"),
    ]
    document = json.loads((term / "grades.json").read_text(encoding="utf-8"))
    assert [each["total"] for each in document["students"]] == [98.0, 4.0, None, 0.0]
    assert document["unmatched"] == [{"assignment": "tiny", "id": "zed", "name": "zed", "why": "not on the class list"}]

    told = here("grades", "tiny", "--student", "bao", at=term)
    assert told.status == 0
    for words in ("0 of 45", "report 0 of 5: empty (tina)", "+2: asked a good question (tina)"):
        assert words in told.out
    (term / "map.csv").write_text("submitted,student\nzed,dana\n", encoding="utf-8")
    assert "nobody's" not in here("grades", at=term).out


def test_decisions_survive_a_regrade_that_says_what_changed_for_whom_and_why(term: Path, here: Here) -> None:
    problem = term / "assignments/tiny/signs.py"
    problem.write_text(problem.read_text(encoding="utf-8").replace("points=10", "points=15"), encoding="utf-8")
    told = grader("grade", "tiny", at=term)
    assert told.status == 0, told.err
    assert "points of signs 15, before 10: 2 students +5 (ada, zed)" in told.out
    told = here("grades", "--student", "1", "--history", at=term)
    assert "54/55" in told.out
    assert "report 4 of 5: clear (tina)" in told.out
    assert "+5: points of signs 15, before 10" in told.out

    limit = term / "assignments/tiny/assignment.py"
    text = limit.read_text(encoding="utf-8").replace("import Assignment,", "import Assignment, Limits,")
    limit.write_text(text.replace("problems=", "limits=Limits(cpu_seconds=3),\n    problems="), encoding="utf-8")
    told = grader("grade", "tiny", at=term)
    assert told.status == 0, told.err
    assert "students +" not in told.out  # nothing came out otherwise, so nothing is said


def test_what_is_wrong_is_told_and_nothing_is_written(term: Path, here: Here) -> None:
    (term / "course.toml").write_text(COURSE.replace("grace_minutes", "grace"), encoding="utf-8")
    told = here("grades", "--csv", "grades.csv", at=term)
    assert told.status == 2
    assert "course.toml:5: unknown key 'grace'" in told.err
    assert not (term / "grades.csv").exists()
    (term / "course.toml").write_text(COURSE, encoding="utf-8")
    (term / "decisions.csv").write_text(DECISIONS + "tiny,nobody,excused,,ill,tina\n", encoding="utf-8")
    told = here("grades", at=term)
    assert (told.status, "decisions.csv:6: student: nobody on the class list" in told.err) == (2, True)


def test_without_course_toml_everybody_who_handed_in_is_the_class(graded: Path, here: Here) -> None:
    grader("grade", "tiny", at=graded)
    told = here("grades", at=graded)
    assert re.search(r"ada +45/45", told.out)
    assert "no class list in course.toml" in told.out


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,tiny (77)
    Points Possible,,,,,50
"Lovelace, Ada",101,1,ada,S,
"Wu, Bao",102,2,bao,S,11
"Ott, Dana",104,4,dana,S,
"""


def test_other_systems_get_the_same_totals(term: Path, here: Here) -> None:
    (term / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    told = grader("export", "tiny", "--format", "canvas", "--from", "canvas.csv", "--to", "filled.csv", at=term)
    assert told.status == 0, told.err
    assert "nobody's: zed (zed): not on the class list" in told.err
    with (term / "filled.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["tiny (77)"] for row in csv.DictReader(stream)] == ["50", "49", "2", "0"]
    told = grader("export", "tiny", "--format", "grades", "--to", "plain.csv", at=term)
    assert told.status == 0, told.err
    with (term / "plain.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["name"]: float(row["grade"]) for row in csv.DictReader(stream)}
    assert rows == {"Ada Lovelace": 49, "Bao Wu": 2, "Dana Ott": 0}


def on_a_terminal(course: Path, answer: bytes) -> str:
    """`grader grades` on a terminal on which somebody types; what it printed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("grades"), cwd=course, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        os.write(ours, answer)
        printed = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            printed += part
    os.close(ours)
    assert process.returncode == 0, printed
    return printed.decode()


def test_a_name_alone_is_asked_about_and_the_answer_is_kept(term: Path, here: Here) -> None:
    hand_in(term, "Ott Dana", (term / "reference/tiny/solution.py").read_text(encoding="utf-8") + "# dana\n")
    assert grader("grade", "tiny", at=term).status == 0
    listed = "tiny: nobody's: Ott Dana: not on the class list by this id; the name is that of Dana Ott (4)"
    assert listed in here("grades", at=term).out  # without a terminal nobody is asked
    printed = on_a_terminal(term, b"n\n")
    assert "Is the submission of Ott Dana (Ott Dana) that of Dana Ott (4)?" in printed
    assert not (term / "map.csv").exists()
    printed = on_a_terminal(term, b"y\n")
    assert "wrote 1 line to" in printed
    assert (term / "map.csv").read_text(encoding="utf-8") == "submitted,student\nOtt Dana,4\n"
    told = here("grades", at=term)
    assert "Ott Dana" not in told.out
    assert "tiny: nobody's: zed" in told.out
