"""nbgrader: the folder of a course, and the exchange."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.model.errors import GraderError

from .builders import ENTRY, SOURCE, class_of, graded, notebook_of, write


@pytest.mark.parametrize("inside", [False, True])
def test_nbgrader_course(tmp_path: Path, *, inside: bool) -> None:
    write(tmp_path, {
        "submitted/ada/conv-nets/hw.ipynb": notebook_of("x = 1"), "submitted/ada/other/other.py": SOURCE,
        f"submitted/bo/conv_nets/{ENTRY}": SOURCE, "submitted/cy/other/other.py": SOURCE,
        "source/conv-nets/hw.ipynb": b"", "nbgrader_config.py": b"",
    })  # fmt: skip
    assert graded(tmp_path / "submitted" if inside else tmp_path) == ["ada", "bo"]


def test_student_called_submitted_stays_a_student(tmp_path: Path) -> None:
    assert graded(write(tmp_path, {f"submitted/{ENTRY}": SOURCE, f"ada/{ENTRY}": SOURCE})) == ["ada", "submitted"]


def test_time_is_read_and_what_nbgrader_adds_is_no_work(tmp_path: Path) -> None:
    write(tmp_path, {
        f"submitted/ada/conv-nets/{ENTRY}": SOURCE,
        "submitted/ada/conv-nets/timestamp.txt": b"2024-02-01 10:00:00.5 UTC\n",
        f"submitted/bo/conv-nets/{ENTRY}": SOURCE, "submitted/bo/conv-nets/timestamp.txt": b"2024-02-01 10:00:00",
        f"submitted/cy/conv-nets/{ENTRY}": SOURCE, "submitted/cy/conv-nets/timestamp.txt": b"yesterday \xff",
    })  # fmt: skip
    students = class_of(tmp_path)
    at = datetime(2024, 2, 1, 10, tzinfo=UTC)
    assert [each.handed_in for each in students.values()] == [at.replace(microsecond=500_000), at, None]
    assert [each.program and each.program.files for each in students.values()] == [{ENTRY: SOURCE}] * 3


@pytest.mark.parametrize("course", ["", "dl101/"])
def test_exchange_takes_the_newest_of_each_student(tmp_path: Path, course: str) -> None:
    inbound = f"{course}inbound"
    write(tmp_path, {
        f"{course}outbound/conv-nets/{ENTRY}": b"",
        f"{inbound}/ada+conv-nets+2024-02-01 10:00:00.000000 UTC/{ENTRY}": b"old = 1",
        f"{inbound}/ada+conv-nets+2024-02-01 11:00:00.000000 UTC+a+b/{ENTRY}": SOURCE,
        f"{inbound}/ada+conv-nets+2024-02-01 11:00:00.000000 UTC+a+b/submission_secret.txt": b"x",
        f"{inbound}/ada+other+2024-03-01 10:00:00.000000 UTC/other.py": SOURCE,
        f"{inbound}/b+o+conv_nets+2024-02-02 10:00:00.000000 UTC+r/{ENTRY}": SOURCE,
        f"{inbound}/b+o+conv_nets+2024-02-02 10:00:00.000000 UTC+r/timestamp.txt": b"2024-02-02 10:00:01 UTC",
        f"{inbound}/cy+other+2024-03-01 10:00:00.000000 UTC/other.py": SOURCE,
    })  # fmt: skip
    students = class_of(tmp_path)
    assert {name: (each.id, each.attempt, each.handed_in) for name, each in students.items()} == {
        "ada": ("ada", 2, datetime(2024, 2, 1, 11, tzinfo=UTC)),
        "b+o": ("b+o", 1, datetime(2024, 2, 2, 10, 0, 1, tzinfo=UTC)),
    }
    assert [each.program and each.program.files for each in students.values()] == [{ENTRY: SOURCE}] * 2


def test_work_for_other_assignments_is_nobodys_here(tmp_path: Path) -> None:
    write(tmp_path, {f"submitted/ada/other/{ENTRY}": SOURCE})
    with pytest.raises(GraderError, match="no submissions"):
        class_of(tmp_path)
