"""`show --case` finds a submission where it was graded, and says when it is gone or another one."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from grader.bank.build import case_bank
from grader.run import Level, probe

from .calling import COURSE, SECRET, Ended, Here, grader

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)

SUMMED = "import numpy as np\n\n\ndef mean_squares(values):\n    return np.sum(values * values, axis=1)\n"
CASE = "mean_squares/ordinary/private/0"
SENTENCE = "You summed the squares; their mean is asked."


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cached bank of the tiny course."""
    copy = tmp_path_factory.mktemp("drawn") / "course"
    shutil.copytree(COURSE, copy, ignore=shutil.ignore_patterns(".grader"))
    case_bank(copy, "tiny", secret=SECRET)
    return copy / ".grader"


@pytest.fixture
def elsewhere(course: Path, drawn: Path, tmp_path: Path) -> Path:
    """A class that lies outside the course, graded from a folder beside it by a relative path."""
    shutil.copytree(drawn, course / ".grader")
    folder = tmp_path / "downloads" / "week 3"
    (folder / "Ada Lovelace").mkdir(parents=True)
    (folder / "Ada Lovelace" / "tiny.py").write_text(SUMMED, encoding="utf-8")
    told = grader("grade", "tiny", "../downloads/week 3", "--gradebook", "../marks.db", at=course)
    assert told.status == 0, told.err
    return folder


def replayed(course: Path, *more: str | Path, at: Path | None = None) -> Ended:
    """The case of the one student, run again."""
    book = ("--gradebook", course.parent / "marks.db")
    return grader("show", "tiny", "Ada Lovelace", "--case", CASE, *book, *more, at=at or course)


def test_the_line_that_grade_prints_shows_a_student_whatever_the_gradebook(course: Path, drawn: Path) -> None:
    shutil.copytree(drawn, course / ".grader")
    (course / "submissions/tiny/ada").mkdir(parents=True)
    (course / "submissions/tiny/ada/tiny.py").write_text(SUMMED, encoding="utf-8")
    for options, line in (((), "grader show tiny STUDENT"), (("--gradebook", "mine here.db"), "'mine here.db'")):
        told = grader("grade", "tiny", *options, at=course, COLUMNS="40")
        printed = next(each for each in told.out.splitlines() if "one student:" in each).partition("one student: ")[2]
        assert line in printed
        words = shlex.split(printed.replace("STUDENT", "ada"))
        shown = grader(*words[1:], at=course)
        assert shown.status == 0, shown.err


def test_the_line_that_show_prints_works_from_another_folder(course: Path, elsewhere: Path) -> None:
    told = grader("show", "tiny", "Ada Lovelace", "--gradebook", "../marks.db", at=course)
    line = re.search(r"one case again, explained: grader (.*)$", told.out, re.MULTILINE)
    assert line is not None
    words = [word.replace("CASE", CASE) for word in shlex.split(line[1])]
    again = grader(*words, at=course / "assignments" / "tiny")
    assert again.status == 0, again.err
    assert f"Ada Lovelace fails {CASE}" in again.out
    assert SENTENCE in again.out
    assert again.err == ""


def test_a_student_is_found_by_id_too(course: Path, drawn: Path, tmp_path: Path) -> None:
    shutil.copytree(drawn, course / ".grader")
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_101_9001_tiny.py", SUMMED)
        archive.writestr("turingalan_102_9002_tiny.py", SUMMED + "\n# alan\n")
    done = grader("grade", "tiny", tmp_path / "submissions.zip", at=course)
    assert done.status == 0, done.err
    for student in ("lovelaceada", "101"):
        told = grader("show", "tiny", student, "--case", CASE, at=course)
        assert (told.status, told.err) == (0, "")
        assert f"lovelaceada fails {CASE}" in told.out
        assert "lovelaceada" in grader("show", "tiny", student, at=course).out


def test_a_submission_that_is_gone_is_told_with_how_to_point_to_it(course: Path, elsewhere: Path) -> None:
    moved = elsewhere.rename(elsewhere.with_name("moved"))
    told = replayed(course)
    assert told.status == 2
    assert "downloads/week 3: expected submissions of tiny, found nothing there; it was graded from there" in told.err
    assert "--submissions FOLDER" in told.err
    told = replayed(course, "--submissions", moved)
    assert (told.status, told.err) == (0, "")
    assert SENTENCE in told.out


def test_a_student_who_is_gone_is_told_with_who_is_there(course: Path, elsewhere: Path) -> None:
    (elsewhere / "Ada Lovelace").rename(elsewhere / "bo")
    told = replayed(course)
    assert told.status == 2
    assert "no submission of Ada Lovelace; there are: bo; name the folder" in told.err


def test_a_submission_that_changed_is_run_and_told_to_be_another(course: Path, elsewhere: Path) -> None:
    (elsewhere / "Ada Lovelace" / "tiny.py").write_text(SUMMED.replace("sum", "mean"), encoding="utf-8")
    told = replayed(course)
    assert told.status == 0
    assert f"Ada Lovelace passes {CASE}" in told.out
    digests = re.search(r"has changed since it was graded \(digest (\w{12}), now (\w{12})\)", told.err)
    assert digests is not None
    assert digests[1] != digests[2]
    assert "--submissions FOLDER; to grade this one: grader grade tiny" in told.err


def test_an_unknown_case_is_told(here: Here, course: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(drawn, course / ".grader")
    monkeypatch.setenv("GRADER_SECRET", SECRET)
    told = here("show", "tiny", "ada", "--case", "signs/nothing/private/0", at=course)
    assert told.status == 2
    assert "tiny has no case signs/nothing/private/0" in told.err


def test_a_bidirectional_character_is_flagged_once(course: Path, drawn: Path) -> None:
    shutil.copytree(drawn, course / ".grader")
    folder = course / "submissions" / "tiny" / "ada"
    folder.mkdir(parents=True)
    (folder / "tiny.py").write_text(f"{SUMMED}# \u202etxt\n", encoding="utf-8")
    assert grader("grade", "tiny", at=course).status == 0
    told = grader("show", "tiny", "ada", at=course)
    assert told.out.count("for review:") == told.out.count("bidirectional control characters") == 1


@pytest.mark.usefixtures("elsewhere")
def test_what_a_case_tries_is_told_and_of_a_private_one_to_the_instructor_alone(course: Path) -> None:
    title, square = "As many rows as columns.", ("--case", "mean_squares/square/private/0")
    assert title in replayed(course, *square).out
    private = replayed(course, *square, "--audience", "student")
    assert private.status == 0, private.err
    assert title not in private.out
    assert "Which axis is a row?" in private.out
