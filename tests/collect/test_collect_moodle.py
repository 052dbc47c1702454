"""Moodle: folders and flat, old and new names, teams, hidden names, text typed online."""

from __future__ import annotations

from pathlib import Path

import pytest

from .builders import CLASSES, ENTRY, SOURCE, class_of, graded, write, zip_of


def test_moodle_download(tmp_path: Path) -> None:
    write(tmp_path, {
        f"Ada Lovelace_101_assignsubmission_file_/{ENTRY}": SOURCE,
        "Ada Lovelace_101_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        f"Ada Lovelace_102_assignsubmission_file_/{ENTRY}": SOURCE,
        "Alan_M. Turing_103_assignsubmission_file/hw.zip": zip_of({ENTRY: SOURCE}),
        "Bo Li_104_assignsubmission_file_conv_nets.py": SOURCE,
        f"late comer/{ENTRY}": SOURCE,
    })  # fmt: skip
    assert graded(tmp_path) == ["Ada Lovelace (101)", "Ada Lovelace (102)", "Alan_M. Turing", "Bo Li", "late comer"]


def test_a_second_student_of_a_name_changes_the_shown_name_and_no_id() -> None:
    students = class_of(CLASSES / "moodle-second-student-of-a-name", "cross-entropy")
    ids = {name: each.id for name, each in students.items()}
    assert ids == {"Ada Lovelace (101)": "101", "Ada Lovelace (202)": "202", "Bo Li": "104"}


@pytest.mark.parametrize("ending", ["", "_"])
def test_old_and_new_folders(tmp_path: Path, ending: str) -> None:
    write(tmp_path, {f"李 小龙_7_assignsubmission_file{ending}/sub/path/{ENTRY}": SOURCE})
    assert {name: each.id for name, each in class_of(tmp_path).items()} == {"李 小龙": "7"}


def test_flat_files_of_a_student_belong_together(tmp_path: Path) -> None:
    write(tmp_path, {
        f"Bo Li_104_assignsubmission_file_{ENTRY}": SOURCE,
        "Bo Li_104_assignsubmission_file_a_9_assignsubmission_file_b.py": b"x = 1",
        "Bo Li_104_assignsubmission_onlinetext_onlinetext.html": b"",
    })  # fmt: skip
    (student,) = class_of(tmp_path).values()
    assert (student.student, student.id) == ("Bo Li", "104")
    assert student.program is not None
    assert sorted(student.program.files) == ["a_9_assignsubmission_file_b.py", ENTRY]


def test_hidden_names_are_the_number(tmp_path: Path) -> None:
    write(tmp_path, {f"Participant_{number}_assignsubmission_file/{ENTRY}": SOURCE for number in (11, 12)})
    ids = {name: each.id for name, each in class_of(tmp_path).items()}
    assert ids == {"Participant 11": "11", "Participant 12": "12"}


def test_hidden_names_in_another_language_are_told_apart_by_number(tmp_path: Path) -> None:
    write(tmp_path, {f"Teilnehmerin_{number}_assignsubmission_file/{ENTRY}": SOURCE for number in (11, 12)})
    ids = {name: each.id for name, each in class_of(tmp_path).items()}
    assert ids == {"Teilnehmerin (11)": "11", "Teilnehmerin (12)": "12"}


@pytest.mark.parametrize("word", ["Default group", "Standardgruppe"])
def test_teams_are_one_row_each_and_students_without_a_team_share_one(tmp_path: Path, word: str) -> None:
    write(tmp_path, {
        f"Team Rocket_31_assignsubmission_file/{ENTRY}": SOURCE, f"{word}_assignsubmission_file/{ENTRY}": SOURCE,
    })  # fmt: skip
    students = class_of(tmp_path)
    assert {name: each.id for name, each in students.items()} == {"Team Rocket": "31", word: word}
    assert students[word].notes == ("Moodle tells no number: students without a team share this folder",)


@pytest.mark.parametrize("name", ["_/onlinetext.html", "/onlinetext.html", "_onlinetext.html"])
def test_text_typed_online_is_a_student_without_a_file(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"Ada_1_assignsubmission_onlinetext{name}": b"<p>", f"Bo_2_assignsubmission_file/{ENTRY}": SOURCE})
    students = class_of(tmp_path)
    assert (
        students["Ada"].refusal == "handed in text typed into Moodle, no file; hand in conv_nets.py or conv_nets.ipynb"
    )
    assert students["Bo"].program is not None


def test_work_of_another_plugin_is_read_where_no_file_was_handed_in(tmp_path: Path) -> None:
    write(tmp_path, {
        f"Ada_1_assignsubmission_git/{ENTRY}": SOURCE, "Bo_2_assignsubmission_git/x.txt": b"",
        f"Bo_2_assignsubmission_file/{ENTRY}": SOURCE,
    })  # fmt: skip
    assert graded(tmp_path) == ["Ada", "Bo"]


def test_a_name_that_is_anothers_number_gets_nobodys_row(tmp_path: Path) -> None:
    write(tmp_path, {f"102_101_assignsubmission_file/{ENTRY}": SOURCE, f"Cy_102_assignsubmission_file/{ENTRY}": SOURCE})
    assert {name: each.id for name, each in class_of(tmp_path).items()} == {"102": "101", "Cy": "102"}
