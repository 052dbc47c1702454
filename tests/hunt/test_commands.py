"""`grader hunt` and `grader grade --audit` with real submissions in real workers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.calling import grader

from grader.run import Level, probe

from .sums import HANGING, RIGHT, WRONG, sums_course

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)


def test_what_is_found_in_submissions_becomes_a_case_that_they_fail(tmp_path: Path) -> None:
    course = sums_course(tmp_path, adam=RIGHT, eve=WRONG, hank=HANGING)
    done = grader("grade", "sums", at=course)
    assert done.out.count("all right") == 6, done.out
    line = ("hunt", "sums/window_sums", "--programs", "submissions/sums", "--seconds", "12")
    done = grader(*line, at=course)
    assert done.status == 1, done.err
    assert "eve: expected" in done.out
    assert "hank: timed out" in done.out
    assert "adam" not in done.out
    assert "window_sums: adam: no difference" in done.err
    shutil.rmtree(course / "submissions/sums/hank")  # who may get a case of another size
    done = grader(*line, "--add", at=course)
    assert "added an_ordinary_call" in done.out
    done = grader("validate", "sums", at=course)
    assert done.status == 0, done.out
    done = grader("grade", "sums", at=course)
    assert "adam  10  all right" in done.out, done.out
    assert done.out.count("all right") == 2, done.out


def test_an_audit_lists_what_it_finds_and_changes_no_score(tmp_path: Path) -> None:
    course = sums_course(tmp_path, adam=RIGHT, eve=WRONG, eva=WRONG)
    done = grader("grade", "sums", "--audit", "5", "--json", "out.json", at=course)
    assert done.status == 0, done.err
    assert done.out.count("all right") == 6, done.out
    assert "2 of 3 full marks in window_sums fail" in done.out
    results = json.loads((course / "out.json").read_text())
    assert [entry["score"] for entry in results["submissions"]] == [10.0, 10.0, 10.0]
    (found,) = results["audit"]
    assert (found["full_marks"], found["programs"], found["tried"]) == (3, 2, 2)
    assert sorted(found["findings"][0]["students"]) == ["eva", "eve"]
    (promote,) = (line.partition("grader ")[2] for line in done.out.splitlines() if "--from" in line)
    done = grader(*promote.split(), at=course)
    assert done.status == 0, done.err
    assert "added an_ordinary_call" in done.out
    assert "there already" in grader(*promote.split(), at=course).out
    done = grader("grade", "sums", at=course)
    assert done.out.count("all right") == 2, done.out
    assert "(0 unchanged)" in done.out


def test_wrong_use_is_told(tmp_path: Path) -> None:
    course = sums_course(tmp_path)
    assert grader("hunt", "nothing", at=course).status == 2
    done = grader("hunt", "sums/nothing", at=course)
    assert (done.status, "expected one of window_sums; found nothing" in done.err) == (2, True)


def test_nothing_found_is_status_0(tmp_path: Path) -> None:
    course = sums_course(tmp_path, adam=RIGHT)
    done = grader("hunt", "sums", "--programs", "submissions/sums", "--seconds", "3", at=course)
    assert (done.status, "no difference found" in done.out) == (0, True), done.out + done.err
