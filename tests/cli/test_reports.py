"""Stored results on their way out: pages, tables, files of other systems."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.bank.build import case_bank
from grader.cli.report import file_name
from grader.run import Level, probe

from .calling import SECRET, grader

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)

HOSTILE = "=cmd <script>alert(1)</script>"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with a right submission and one of a hostile name that raises."""
    course = tmp_path_factory.mktemp("reports") / "course"
    shutil.copytree(
        Path(__file__).parent.parent / "fixtures" / "course", course, ignore=shutil.ignore_patterns(".grader")
    )
    case_bank(course, "tiny", secret=SECRET)
    solution = (course / "reference/tiny/solution.py").read_text(encoding="utf-8")
    for student, source in (("ada", solution), (HOSTILE.replace("/", "∕"), f"raise ValueError({HOSTILE!r})\n")):
        folder = course / "submissions" / "tiny" / student
        folder.mkdir(parents=True)
        (folder / "tiny.py").write_text(source, encoding="utf-8")
    done = grader("grade", "tiny", "--jobs", "1", at=course)
    assert done.status == 0, done.err
    return course


def exported(course: Path, form: str) -> str:
    target = course / f"out.{form}"
    done = grader("export", "tiny", "--format", form, "--to", target, at=course)
    assert done.status == 0, done.err
    return target.read_bytes().decode("utf-8")


def test_csv_has_a_line_a_student_and_no_formula(graded: Path) -> None:
    rows = list(csv.DictReader(exported(graded, "csv").splitlines()))
    assert [row["score"] for row in rows if row["student"] == "ada"] == [rows[-1]["points"] + ".0"]
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_json_says_where_it_was_run(graded: Path) -> None:
    document = json.loads(exported(graded, "json"))
    assert document["isolation"] == probe().level.value
    assert document["environment"]["numpy"]
    assert {each["student"] for each in document["submissions"]} >= {"ada"}


def test_junit_and_markdown_are_written(graded: Path) -> None:
    assert len(list(ET.fromstring(exported(graded, "junit")).iter("testsuite"))) >= 2
    assert "<script>" not in exported(graded, "markdown")


def test_pages_are_whole_and_run_nothing(graded: Path) -> None:
    done = grader("report", "tiny", "--to", graded / "pages", at=graded)
    assert done.status == 0, done.err
    index = (graded / "pages" / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in index
    assert index.count("<script") == 2  # what sorts, by its digest, and a block of data
    links = sorted(path.name for path in (graded / "pages" / "students").iterdir())
    assert len(links) == 2
    assert all(f"students/{name}" in index for name in links)
    assert f"isolation {probe().level.value}" in index


def test_a_student_page_holds_no_message_of_a_private_case(graded: Path) -> None:
    grader("report", "tiny", "--to", graded / "pages", at=graded)
    hostile = next(path for path in (graded / "pages" / "students").iterdir() if path.name != "ada.html")
    text = hostile.read_text(encoding="utf-8")
    tables = [part.partition("</table>")[0] for part in text.split("Private cases, of which only this is told")[1:]]
    assert tables
    assert not [table for table in tables if "alert" in table]


def test_no_results_is_told_with_the_way_out(graded: Path) -> None:
    done = grader("export", "tiny", "--format", "csv", "--to", "x.csv", "--gradebook", "empty.db", at=graded)
    assert done.status == 2
    assert "empty.db" in done.err


def test_a_target_that_cannot_be_written_changes_nothing(graded: Path) -> None:
    done = grader("export", "tiny", "--format", "csv", "--to", graded / "no" / "x.csv", at=graded)
    assert done.status == 2
    assert "cannot be written" in done.err


def test_file_names_are_plain_and_distinct() -> None:
    names = [file_name(student) for student in ("ada", "a/da", "a\\da", "..", "ä", "ö", "Ada", "ADA", "")]
    names.append(file_name(names[1].removesuffix(".html")))  # a name that was chosen to meet another's
    assert len({name.lower() for name in names}) == len(names)
    assert names[0] == "ada.html"
    assert not [name for name in names if "/" in name or name.startswith(".")]
