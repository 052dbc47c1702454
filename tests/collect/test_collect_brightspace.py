"""Brightspace: a folder an attempt, of which the newest counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from .builders import ENTRY, SOURCE, class_of, write, zip_of


@pytest.mark.parametrize("packed", [False, True])
def test_newest_attempt_wins_and_a_student_is_one_row(tmp_path: Path, *, packed: bool) -> None:
    files = {
        "index.html": b"<html>",
        f"123-9 - Ada Lovelace - Sep 24, 2024 926 PM/{ENTRY}": b"old = 1",
        f"123-9 - Ada Lovelace - Oct 2, 2024 1205 AM/{ENTRY}": SOURCE,
        f"123-9 - Ada Lovelace - Oct 1, 2024 1159 PM/{ENTRY}": b"old = 2",
        "124-9 - Bo - Li - Sep 24, 2024 1200 PM/hw.zip": zip_of({ENTRY: SOURCE}),
    }
    students = class_of(write(tmp_path, {"download.zip": zip_of(files)} if packed else files))
    assert {name: (each.id, each.attempt, each.notes) for name, each in students.items()} == {
        "Ada Lovelace": ("123", 3, ("handed in 2024-10-02 00:05 by Brightspace's clock",)),
        "Bo - Li": ("124", 1, ("handed in 2024-09-24 12:00 by Brightspace's clock",)),
    }
    assert [each.program and each.program.files for each in students.values()] == [{ENTRY: SOURCE}] * 2


@pytest.mark.parametrize("numbers", [("1-9", "2-9"), ("9-1", "9-2")])
def test_two_students_of_one_name_are_two(tmp_path: Path, numbers: tuple[str, str]) -> None:
    write(tmp_path, {f"{number} - Ada - Sep 24, 2024 926 PM/{ENTRY}": SOURCE for number in numbers})
    write(tmp_path, {f"{numbers[0].replace('1', '3')} - Cy - Sep 24, 2024 926 PM/{ENTRY}": SOURCE})
    assert {name: each.id for name, each in class_of(tmp_path).items()} == {"Ada (1)": "1", "Ada (2)": "2", "Cy": "3"}


def test_files_without_folders_belong_to_their_attempt(tmp_path: Path) -> None:
    write(tmp_path, {
        f"1-9 - Ada - Sep 24, 2024 926 PM - {ENTRY}": b"old = 1", f"1-9 - Ada - Sep 25, 2024 926 AM - {ENTRY}": SOURCE,
        "1-9 - Ada - Sep 25, 2024 926 AM - utils.py": b"x = 1", f"2-9 - Bo - Sep 25, 2024 926 AM - {ENTRY}": SOURCE,
    })  # fmt: skip
    ada = class_of(tmp_path)["Ada"]
    assert ada.attempt == 2
    assert ada.program is not None
    assert ada.program.files == {ENTRY: SOURCE, "utils.py": b"x = 1"}


@pytest.mark.parametrize(
    "time", ["Foo 24, 2024 926 PM", "Feb 30, 2024 926 PM", "Sep 24, 0000 926 PM", "Sep 24, 2024 975 PM"]
)
def test_a_time_that_is_none_costs_one_student_the_name(tmp_path: Path, time: str) -> None:
    write(tmp_path, {f"1-9 - Ada - {time}/{ENTRY}": SOURCE, f"2-9 - Bo - Sep 25, 2024 926 AM/{ENTRY}": SOURCE})
    assert list(class_of(tmp_path)) == [f"1-9 - Ada - {time}", "Bo"]
