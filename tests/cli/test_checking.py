"""`check` of the tiny course with real submissions in real processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.run import Level, probe

from .calling import Here, document, grader

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)


def test_a_right_submission_passes_with_status_0(graded: Path) -> None:
    told = grader("check", at=graded / "submissions/tiny/ada")
    assert told.status == 0, told.err
    assert "public 45/45 · 33 private cases are not run here" in told.out
    assert "✗" not in told.out


def test_a_wrong_submission_fails_with_status_1_and_is_explained(graded: Path, tmp_path: Path) -> None:
    file = tmp_path / "check.json"
    told = grader("check", "submissions/tiny/bao", "--json", file, at=graded)
    assert told.status == 1
    assert "You summed the squares; their mean is asked." in told.out
    assert "[bold]shape[/] (4, 3)" in told.out
    assert "raises an exception: KeyError" in told.out
    assert "\x1b" not in told.out
    assert "the function is missing" in told.out
    (entry,) = document(file)["submissions"]
    first = entry["problems"][0]
    assert (first["misconception"], first["public"]) == ("sum_of_squares", {"score": 0.0, "points": 20})
    assert {case["split"] for problem in entry["problems"] for case in problem["cases"]} == {"public"}
    assert {case["verdict"] for case in entry["problems"][1]["cases"]} == {"raised"}


def test_one_problem_can_be_checked_alone(graded: Path) -> None:
    told = grader("check", "submissions/tiny/bao/tiny.py", "--problem", "signs", at=graded)
    assert told.status == 1
    assert "mean_squares" not in told.out


def test_an_unknown_problem_is_told_with_those_that_there_are(graded: Path, here: Here) -> None:
    told = here("check", "submissions/tiny/bao", "--problem", "sings", at=graded)
    assert told.status == 2
    assert re.search("tiny has no problem 'sings'; .*signs", told.err)


def test_check_needs_no_secret_and_makes_none(graded: Path) -> None:
    assert grader("check", "submissions/tiny/ada", at=graded, GRADER_SECRET="", CI="1").status == 0
    assert not (graded / ".grader/secret").exists()


def test_check_sees_a_change_of_the_work_and_of_the_assignment(graded: Path) -> None:
    work = graded / "submissions/tiny/ada/tiny.py"
    assert grader("check", work, at=graded).status == 0
    work.write_text(work.read_text(encoding="utf-8").replace('"+"', '"plus"'), encoding="utf-8")
    assert grader("check", work, at=graded).status == 1
    for part in ("assignments/tiny/README.md", "reference/tiny/solution.py"):
        file = graded / part
        file.write_text(file.read_text(encoding="utf-8").replace('"+"', '"plus"'), encoding="utf-8")
    for name in ("alternatives.py", "mistakes/signs.py"):
        (graded / "reference/tiny" / name).unlink()
    assert grader("check", work, at=graded).status == 0
