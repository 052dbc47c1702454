"""What the command line's tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.bank.build import case_bank

from .calling import COURSE, SECRET, SUMMED, Here, hand_in


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Commands in this process."""
    return Here(monkeypatch, capsys)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cached banks of the tiny course, drawn once for all tests of a file."""
    copy = tmp_path_factory.mktemp("drawn") / "course"
    shutil.copytree(COURSE, copy, ignore=shutil.ignore_patterns(".grader"))
    for secret in (SECRET, None):
        case_bank(copy, "tiny", secret=secret)
    return copy / ".grader"


@pytest.fixture
def graded(course: Path, drawn: Path) -> Path:
    """The course with a right, a wrong and an empty submission."""
    shutil.copytree(drawn, course / ".grader")
    hand_in(course, "ada", (course / "reference/tiny/solution.py").read_text(encoding="utf-8"))
    hand_in(course, "bao", SUMMED)
    hand_in(course, "chiara", (course / "assignments/tiny/starter.py").read_text(encoding="utf-8"))
    return course
