"""A regrade request, from the student's file to the answer on the student's page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.run import Level, probe

from .calling import Here, grader

pytestmark = [
    pytest.mark.xdist_group("requests"),
    pytest.mark.skipif(probe().level not in (Level.FULL, Level.CONFINED), reason="no level here that grades unasked"),
]


def ask(course: Path, here: Here, about: str = "signs/ordinary/private/0", why: str = "<b>0 has no sign</b>") -> Path:
    """What bao writes in the folder that was handed in."""
    folder = course / "submissions/tiny/bao"
    told = here("request", about, "--why", why, at=folder)
    assert told.status == 0, told.err
    (file,) = folder.glob("grader-request-*.json")
    return file


def test_a_request_is_listed_its_case_run_again_and_its_answer_shown_to_the_student(graded: Path, here: Here) -> None:
    file = ask(graded, here)
    assert file.name == "grader-request-tiny-signs-ordinary-private-0.json"
    assert grader("grade", "tiny", at=graded).status == 0
    assert "(3 unchanged)" in grader("grade", "tiny", at=graded).out  # the request is no part of what was handed in
    told = here("requests", at=graded)
    assert told.status == 0, told.err
    assert "1 requests in gradebook.db, 1 open" in told.out
    wanted = told.out.split()[0]
    told = grader("requests", "--show", wanted, at=graded)
    assert told.status == 0, told.err
    assert "bao fails signs/ordinary/private/0" in told.out
    assert here("requests", "--answer", wanted, "It has: see page 3.", at=graded).status == 2
    told = here("requests", "--answer", wanted, "It has: see <page> 3.", "--author", "tina", at=graded)
    assert told.status == 0, told.err
    assert "0 open" in here("requests", at=graded).out  # the same file once more keeps its answer
    assert grader("report", "tiny", "--to", "pages", "--language", "zh", at=graded).status == 0
    page = (graded / "pages/students/bao.html").read_text(encoding="utf-8")
    assert "你的复核申请" in page
    assert "&lt;b&gt;0 has no sign&lt;/b&gt;" in page
    assert "It has: see &lt;page&gt; 3." in page
    assert "复核" not in (graded / "pages/students/ada.html").read_text(encoding="utf-8")
    assert "It has: see <page> 3." in grader("show", "tiny", "bao", "--audience", "student", at=graded).out


def test_what_is_no_request_or_of_nobody_is_told_and_costs_nobody_else(graded: Path, here: Here) -> None:
    file = ask(graded, here, about="signs")
    grader("grade", "tiny", at=graded)
    document = json.loads(file.read_text(encoding="utf-8"))
    folder = graded / "requests"
    folder.mkdir()
    for name, text in {
        "torn": "{",
        "strange": json.dumps({**document, "answer": "yes"}),
        "large": json.dumps({**document, "text": "x" * 70_000}),
        "other": json.dumps({**document, "digests": ["0" * 64]}),
        "long": json.dumps({**document, "text": "x" * 3_000}),
    }.items():
        (folder / f"grader-request-{name}.json").write_text(text, encoding="utf-8")
    told = here("requests", at=graded)
    assert told.status == 0
    assert "1 requests" in told.out
    assert told.out.count("no request (") == 3
    assert "larger than 64 KiB" in told.out
    assert "is about bytes that were never graded here" in told.out


def test_a_student_who_asks_twice_writes_over_nothing(graded: Path, here: Here) -> None:
    file = ask(graded, here)
    before = file.read_bytes()
    told = here("request", "signs/ordinary/private/0", "--why", "again", at=file.parent)
    assert (told.status, "is there already" in told.err) == (2, True)
    assert file.read_bytes() == before
    for about, why in (("signs", " "), ("signs", "x" * 2001), ("../signs", "x"), ("signs/ordinary/private/x", "x")):
        told = here("request", about, "--why", why, at=file.parent)
        assert (told.status, "expected" in told.err) == (2, True)
    assert len(list(file.parent.glob("*.json"))) == 1
