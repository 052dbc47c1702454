"""Canvas: names in any script, late and anonymous work, groups, counters, entries without a file, one misfit."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.submission import Submission

from .builders import CLASSES, ENTRY, SOURCE, class_of, graded, tar_of, write, zip_of


def test_canvas_download(tmp_path: Path) -> None:
    write(tmp_path, {
        "lovelaceada_101_9001_conv_nets.py": SOURCE, "lovelaceada_101_9002_utils.py": b"x = 1",
        "turingalan_LATE_102_9003_conv_nets-2.py": SOURCE, "hopperg_103_9004_my-work.zip": zip_of({ENTRY: SOURCE}),
        "noether_104_9005_text.html": b"<p>", "README.md": b"",
    })  # fmt: skip
    students = class_of(tmp_path)
    assert list(students) == ["hopperg", "lovelaceada", "noether", "turingalan"]
    ada, alan = students["lovelaceada"], students["turingalan"]
    assert ada.program is not None
    assert ada.program.files == {ENTRY: SOURCE, "utils.py": b"x = 1"}
    assert alan.program is not None
    assert alan.program.entry == ENTRY
    assert (alan.attempt, alan.notes) == (3, ("handed in late, says Canvas",))
    assert students["hopperg"].program is not None
    assert students["noether"].refusal.startswith("no Python file")


def test_files_of_canvas_names_beside_others_stay_plain(tmp_path: Path) -> None:
    write(tmp_path, {"lovelaceada_101_9001_conv_nets.py": SOURCE, "bo.py": SOURCE})
    assert graded(tmp_path) == ["bo", "lovelaceada_101_9001_conv_nets"]


def test_a_renamed_student_keeps_the_id(tmp_path: Path) -> None:
    before, after = (
        class_of(write(tmp_path / name, {f"{name}_101_9001_conv_nets.py": SOURCE}))
        for name in ("lovelaceada", "byronada")
    )
    assert before["lovelaceada"].id == after["byronada"].id == "101"


def told(submission: Submission) -> tuple[str, int, bool]:
    """Id, attempt, and whether Canvas says that it is late."""
    return submission.id, submission.attempt, submission.notes == ("handed in late, says Canvas",)


def test_names_may_hold_underscores_digits_and_any_script() -> None:
    students = class_of(CLASSES / "canvas-group-name-with-underscore", "cross-entropy")
    assert {name: told(each) for name, each in students.items()} == {
        "team_rocket": ("2102", 2, True),
        "teamalpha": ("2101", 1, False),
        "teambeta": ("2103", 1, False),
    }
    rocket = students["team_rocket"].program
    assert rocket is not None
    assert sorted(rocket.files) == ["cross_entropy.py", "helpers.py"]


@pytest.mark.parametrize(
    "who", ["o_brienpat", "_", "a__b", "2pac", "team_7x", "ли_бо", "李小龙", "émilie9", "late_kim", "anonymous"]
)
@pytest.mark.parametrize("late", ["", "LATE_"])
def test_each_name_is_read_whole(tmp_path: Path, who: str, late: str) -> None:
    write(tmp_path, {f"{who}_{late}2101_9001_{ENTRY}": SOURCE, f"ada_2102_9002_{ENTRY}": SOURCE})
    students = class_of(tmp_path)
    assert sorted(students) == sorted(["ada", who])
    assert told(students[who]) == ("2101", 1, bool(late))


def test_a_name_that_ends_in_a_number_is_told_from_the_users_number_by_its_length(tmp_path: Path) -> None:
    write(tmp_path, {
        f"group_1_2101_9001_{ENTRY}": SOURCE, "group_2_2102_text.html": b"", f"ada_2103_9003_{ENTRY}": SOURCE,
        f"bo_2104_9004_3_{ENTRY}": SOURCE,
    })  # fmt: skip
    ids = {name: each.id for name, each in class_of(tmp_path).items()}
    assert ids == {"group_1": "2101", "group_2": "2102", "ada": "2103", "bo": "2104"}


def test_a_file_name_never_makes_its_student_another(tmp_path: Path) -> None:
    write(tmp_path, {
        f"ada_2101_9001_{ENTRY}": SOURCE, f"eve_7_2101_9009_{ENTRY}": SOURCE,
        f"mal_2103_9003_ada_2101_9001_{ENTRY}": SOURCE,
    })  # fmt: skip
    assert {name: each.id for name, each in class_of(tmp_path).items()} == {"ada": "2101", "eve": "7", "mal": "2103"}


def test_anonymous_work_is_told_apart_by_its_code(tmp_path: Path) -> None:
    write(tmp_path, {
        f"LATE_anon_Xy12Z_9001_{ENTRY}": SOURCE, f"anon_ab9_9002_{ENTRY}": SOURCE, "anon_ab9_9003_utils.py": b"",
        "anon_qQ_text.html": b"",
    })  # fmt: skip
    students = class_of(tmp_path)
    assert {name: told(each) for name, each in students.items()} == {
        "anon_Xy12Z": ("Xy12Z", 1, True), "anon_ab9": ("ab9", 1, False), "anon_qQ": ("qQ", 1, False),
    }  # fmt: skip
    assert students["anon_qQ"].refusal.startswith("handed in text typed into Canvas, no file")


def test_text_and_links_are_students_without_a_file() -> None:
    students = class_of(CLASSES / "canvas-text-and-link-entries", "cross-entropy")
    what_to_do = "hand in cross_entropy.py or cross_entropy.ipynb"
    assert {name: (told(each), each.refusal) for name, each in students.items()} == {
        "hoppergrace": (
            ("2104", 1, False),
            "no Python file; expected cross_entropy.py or cross_entropy.ipynb, found report.pdf",
        ),
        "lovelaceada": (("2101", 1, False), ""),
        "noetheremmy": (("2102", 1, False), f"handed in text typed into Canvas, no file; {what_to_do}"),
        "turingalan": (("2103", 1, True), f"handed in a link, no file; {what_to_do}"),
    }


UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    ("file", "attempt"),
    [
        (ENTRY, 1), ("conv_nets-1.py", 2), ("conv_nets-7.py", 8), (f"conv_nets-{UUID}.py", 9), (f"hw-{UUID}.py", 9),
        ("conv-nets-2.zip", 3), ("conv_nets-1.tar.gz", 2), ("hw-2.zip", 1), ("hw-2.py", 1), ("resnet-18.py", 1),
    ],
)  # fmt: skip
def test_attempts_are_counted_by_what_canvas_adds(tmp_path: Path, file: str, attempt: int) -> None:
    packed = tar_of({ENTRY: SOURCE}, "w:gz") if file.endswith(".gz") else zip_of({ENTRY: SOURCE})
    write(tmp_path, {f"ada_2101_9001_{file}": SOURCE if file.endswith(".py") else packed})
    ada = class_of(tmp_path)["ada"]
    assert ada.program is not None
    assert ada.attempt == attempt
    assert ada.program.entry == {"hw-2.py": "hw.py", f"hw-{UUID}.py": "hw.py", "resnet-18.py": "resnet-18.py"}.get(
        file, ENTRY
    )


def test_files_that_a_counter_would_make_one_keep_their_names(tmp_path: Path) -> None:
    write(tmp_path, {f"ada_1_{number}_{name}": SOURCE for number, name in enumerate((ENTRY, "net-1.py", "net-2.py"))})
    ada = class_of(tmp_path)["ada"].program
    assert ada is not None
    assert sorted(ada.files) == [ENTRY, "net-1.py", "net-2.py"]


def test_of_two_files_of_one_name_the_last_upload_is_taken_and_that_is_told(tmp_path: Path) -> None:
    ada = class_of(write(tmp_path, {f"ada_1_99_{ENTRY}": b"old = 1", f"ada_1_100_{ENTRY}": SOURCE}))["ada"]
    assert ada.program is not None
    assert ada.program.files == {ENTRY: SOURCE}
    assert ada.notes == (f"{ENTRY}: of files of one name the last upload is taken",)


def test_an_archive_beside_its_unpacked_folder_is_one_student() -> None:
    students = class_of(CLASSES / "canvas-zip-unpacked-beside", "cross-entropy")
    assert {name: told(each) for name, each in students.items()} == {
        "hoppergrace": ("2103", 1, False), "lovelaceada": ("2101", 1, False), "turingalan": ("2102", 2, True),
    }  # fmt: skip
    grace = students["hoppergrace"].program
    assert grace is not None
    assert sorted(grace.files) == ["cross_entropy.py"]


def test_archives_that_are_all_unpacked_beside_themselves_are_still_canvas_own(tmp_path: Path) -> None:
    names = ("ada_1_901_work", "bo_LATE_2_902_work-1")
    write(tmp_path, {f"{name}.zip": zip_of({ENTRY: SOURCE}) for name in names})
    students = class_of(write(tmp_path, {f"{name}/{ENTRY}": SOURCE for name in names}))
    assert {name: told(each) for name, each in students.items()} == {"ada": ("1", 1, False), "bo": ("2", 1, True)}
    assert all(each.program for each in students.values())


def test_one_misfit_costs_one_student(tmp_path: Path) -> None:
    write(tmp_path, {
        f"lovelaceada_LATE_101_9001_{ENTRY}": SOURCE, f"turingalan_102_9002_{ENTRY}": SOURCE,
        f"hopperg_103_9003_{ENTRY}": SOURCE, "by mail.py": SOURCE, f"another folder/{ENTRY}": SOURCE,
    })  # fmt: skip
    students = class_of(tmp_path)
    assert {name: each.id for name, each in students.items()} == {
        "lovelaceada": "101", "turingalan": "102", "hopperg": "103", "by mail": "by mail",
        "another folder": "another folder",
    }  # fmt: skip
    assert students["lovelaceada"].notes


def test_data_of_such_names_makes_no_folder_a_download(tmp_path: Path) -> None:
    files = {f"plot_{number}_2_a.png": b"" for number in range(5)}
    assert graded(write(tmp_path, {f"ada/{ENTRY}": SOURCE, f"bo/{ENTRY}": SOURCE, **files})) == ["ada", "bo"]
