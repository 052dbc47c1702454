"""Blackboard: the newest attempt of a student, named by Blackboard's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from .builders import ENTRY, SOURCE, class_of, write, zip_of

FIRST, SECOND = "2024-09-01-10-00-00", "2024-09-02-23-59-01"


def text(name: str, more: str = "") -> bytes:
    """Blackboard's own file of an attempt."""
    return f"Name: {name}\r\nAssignment: HW 1\r\nDate Submitted: Monday\r\nComments:\r\n{more}\r\n".encode()


@pytest.mark.parametrize("packed", [False, True])
def test_newest_attempt_wins(tmp_path: Path, *, packed: bool) -> None:
    files = {
        f"HW_1_ada_attempt_{FIRST}.txt": text("Ada Lovelace (ada)"), f"HW_1_ada_attempt_{FIRST}_{ENTRY}": b"old = 1",
        f"HW_1_ada_attempt_{FIRST}_utils.py": b"", f"HW_1_ada_attempt_{SECOND}.txt": text("Ada Lovelace (ada)"),
        f"HW_1_ada_attempt_{SECOND}_{ENTRY}": SOURCE, f"HW_1_bo_li_attempt_{FIRST}.txt": text("Bo (B) Li (bo_li)"),
        f"HW_1_bo_li_attempt_{FIRST}_a_attempt_{SECOND}_b.zip": zip_of({ENTRY: SOURCE}),
    }  # fmt: skip
    students = class_of(write(tmp_path, {"gradebook_c_HW.zip": zip_of(files)} if packed else files))
    assert {name: (each.id, each.attempt, each.notes) for name, each in students.items()} == {
        "Ada Lovelace": ("ada", 2, ("handed in 2024-09-02 23:59:01 by Blackboard's clock",)),
        "Bo (B) Li": ("bo_li", 1, ("handed in 2024-09-01 10:00:00 by Blackboard's clock",)),
    }
    assert [each.program and each.program.files for each in students.values()] == [{ENTRY: SOURCE}] * 2


def test_an_attempt_without_a_file_is_told(tmp_path: Path) -> None:
    students = class_of(write(tmp_path, {f"HW_ada_attempt_{FIRST}.txt": text("Ada (ada)")}))
    assert students["Ada"].refusal == "handed in no file; hand in conv_nets.py or conv_nets.ipynb"


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", text("Eve (eve)"), text("", "Name: Eve (ada)"), b"Name: " + b"x" * 300_000, b"Name: (ada)"],
)
def test_without_a_name_that_fits_the_user_is_the_name(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, {f"HW_ada_attempt_{FIRST}.txt": data, f"HW_ada_attempt_{FIRST}_{ENTRY}": SOURCE})
    assert {name: each.id for name, each in class_of(tmp_path).items()} == {"ada": "ada"}


def test_one_misfit_costs_one_student(tmp_path: Path) -> None:
    write(tmp_path, {f"HW_ada_attempt_{FIRST}_{ENTRY}": SOURCE, "by mail.py": SOURCE, "roster.txt": b""})
    assert list(class_of(tmp_path)) == ["ada", "by mail"]
