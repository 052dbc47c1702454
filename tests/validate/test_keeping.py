"""What a proof has drawn is there for `grader grade`, unless a file was edited meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.bank.build import case_bank
from grader.bank.cache import cached
from grader.bank.secret import TEST_SECRET
from grader.validate import prove
from grader.validate.draws import draws_repeated

SPEC = "assignments/tiny/signs.py"


def proved(course: Path, what: str = "tiny", progress: Callable[[str], None] = lambda text: None) -> None:
    prove(course, what, secret=TEST_SECRET, checks=(draws_repeated,), progress=progress)


def test_the_bank_that_was_proved_is_the_one_that_would_be_built(course: Path) -> None:
    proved(course)
    kept = cached(course, "tiny", TEST_SECRET)
    assert kept is not None
    for file in (course / ".grader" / "cache").iterdir():
        file.unlink()
    built = case_bank(course, "tiny", secret=TEST_SECRET)
    assert (kept.evidence, kept.scoring) == (built.evidence, built.scoring)


def test_cases_of_a_file_that_was_edited_meanwhile_are_not_kept(course: Path) -> None:
    def edit(_: str) -> None:
        text = (course / SPEC).read_text(encoding="utf-8")
        (course / SPEC).write_text(text.replace("points=10", "points=11"), encoding="utf-8")

    proved(course, progress=edit)
    assert cached(course, "tiny", TEST_SECRET) is None
    assert not (course / ".grader" / "cache").exists()


def test_one_problem_alone_is_no_bank_to_grade_with(course: Path) -> None:
    proved(course, "tiny/signs")
    assert not (course / ".grader" / "cache").exists()
