"""`export` into platforms' files and under pseudonyms, by the command line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from grader.bank.build import case_bank
from grader.run import Level, probe

from .calling import COURSE, SECRET, SUMMED, grader, hand_in

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)
CANVAS = """Student,ID,SIS Login ID,Section,Tiny (7),Final Score
    Points Possible,,,,45,(read only)
"L, Ada",1,ada,A,,9
"B, Bao",2,bao,A,3.00,
"Z, Zoe",3,zoe,A,50,
"""


@pytest.fixture(scope="module")
def class_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with ada, who is right, and bao, who is not; a gradebook of Canvas beside it."""
    course = tmp_path_factory.mktemp("export") / "course"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns(".grader"))
    case_bank(course, "tiny", secret=SECRET)
    hand_in(course, "ada", (course / "reference/tiny/solution.py").read_text(encoding="utf-8"))
    hand_in(course, "bao", SUMMED + "\n# bao\n")
    done = grader("grade", "tiny", "--jobs", "1", at=course)
    assert done.status == 0, done.err
    (course / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    return course


def test_a_dry_run_tells_what_would_change_and_writes_nothing(class_of_two: Path) -> None:
    done = grader("export", "tiny", "--format", "canvas", "--from", "canvas.csv", "--dry-run", at=class_of_two)
    assert done.status == 0, done.err
    assert "would change: ada: Tiny (7): (blank) → 45" in done.out
    assert "nothing is written; there would be 2 grades for canvas, 2 cells changed" in done.out
    assert (class_of_two / "canvas.csv").read_text(encoding="utf-8") == CANVAS


def test_the_file_holds_graded_students_only_and_no_blank(class_of_two: Path) -> None:
    done = grader("export", "tiny", "--format", "canvas", "--from", "canvas.csv", "--to", "filled.csv", at=class_of_two)
    assert done.status == 0, done.err
    head, possible, ada, bao = (class_of_two / "filled.csv").read_text(encoding="utf-8").splitlines()
    assert [head, possible] == CANVAS.splitlines()[:2]
    assert ada == '"L, Ada",1,ada,A,45,9'
    assert float(bao.split(",")[5]) < 45


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "canvas", "--to", "x.csv"], "--from: expected the file that you downloaded from canvas"),
        (["--format", "canvas", "--from", "canvas.csv"], "--to: expected the file to write"),
        (["--format", "canvas", "--from", "none.csv", "--to", "x.csv"], "none.csv: cannot be read"),
        (["--format", "canvas", "--from", "canvas.csv", "--to", "x.csv", "--anonymous"], "--anonymous: canvas could"),
        (["--format", "canvas", "--from", "canvas.csv", "--to", "x.csv", "--out-of", "10"], "gives 45 points at most"),
        (
            ["--format", "canvas", "--from", "canvas.csv", "--to", "x.csv", "--out-of", "-1"],
            "--out-of: expected points",
        ),
        (["--format", "json", "--from", "canvas.csv", "--to", "x.csv"], "are for platforms' files, not for json"),
        (["--format", "moodle", "--from", "canvas.csv", "--to", "x.csv"], "expected a column 'ID number'"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(class_of_two: Path, words: list[str], told: str) -> None:
    done = grader("export", "tiny", *words, at=class_of_two)
    assert done.status == 2
    assert told in done.err
    assert not (class_of_two / "x.csv").exists()


def test_grades_are_a_table_for_anything_else(class_of_two: Path) -> None:
    done = grader("export", "tiny", "--format", "grades", "--to", "grades.csv", at=class_of_two)
    assert done.status == 0, done.err
    rows = list(csv.DictReader((class_of_two / "grades.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["id"], row["email"], row["points"]) for row in rows] == [("ada", "", "45"), ("bao", "", "45")]
    assert rows[0]["grade"] == "45.0"


def test_pseudonyms_stand_in_exports_and_pages_and_the_key_apart(class_of_two: Path) -> None:
    done = grader("export", "tiny", "--format", "json", "--to", "out/x.json", "--anonymous", at=class_of_two)
    assert done.status == 2, "no folder"
    done = grader("export", "tiny", "--format", "json", "--to", "x.json", "--anonymous", at=class_of_two)
    assert done.status == 0, done.err
    done = grader("report", "tiny", "--to", "blind", "--anonymous", at=class_of_two)
    assert done.status == 0, done.err
    key = class_of_two / ".grader" / "pseudonyms-tiny.csv"
    assert key.stat().st_mode & 0o077 == 0
    whose = {row["pseudonym"]: row["student"] for row in csv.DictReader(key.read_text(encoding="utf-8").splitlines())}
    assert set(whose.values()) == {"ada", "bao"}
    document = json.loads((class_of_two / "x.json").read_text(encoding="utf-8"))
    assert {each["student"] for each in document["submissions"]} == set(whose)
    pages = {file.stem for file in (class_of_two / "blind" / "students").iterdir()}
    assert pages == set(whose)
    texts = [file.read_text(encoding="utf-8") for file in (class_of_two / "blind").rglob("*.html")]
    assert not [text for text in [*texts, json.dumps(document)] if "bao" in text]
