"""GitHub Classroom: clones by the name of the assignment."""

from __future__ import annotations

from pathlib import Path

import pytest

from .builders import ENTRY, SOURCE, graded, write


@pytest.mark.parametrize("inner", ["", "conv-nets-submissions/"])
def test_github_classroom_clones(tmp_path: Path, inner: str) -> None:
    write(tmp_path, {f"{inner}conv-nets-{user}/{name}": SOURCE for user in ("ada", "bo") for name in (ENTRY, ".git/x")})
    assert graded(tmp_path) == ["ada", "bo"]


def test_github_classroom_clones_of_another_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw1-submissions", {f"hw1-ada/{ENTRY}": SOURCE, f"hw1-bo/{ENTRY}": SOURCE})
    assert graded(folder) == ["ada", "bo"]
    plain = write(tmp_path / "others", {f"hw1-ada/{ENTRY}": SOURCE, f"hw1-bo/{ENTRY}": SOURCE})
    assert graded(plain) == ["hw1-ada", "hw1-bo"]


def test_one_other_folder_costs_nobody_the_name(tmp_path: Path) -> None:
    write(tmp_path, {f"conv-nets-{user}/{ENTRY}": SOURCE for user in ("ada", "bo")} | {f"by mail/{ENTRY}": SOURCE})
    assert graded(tmp_path) == ["ada", "bo", "by mail"]
