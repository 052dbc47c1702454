"""Class folders and archives of no platform in particular, and what all classes have in common."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import collect_class
from grader.collect.limits import CLASS_STUDENTS
from grader.model.errors import GraderError

from .builders import CLASSES, ENTRY, SLUG, SOURCE, class_of, graded, notebook_of, tar_of, write, zip_of
from .test_collect_gradescope import METADATA


def test_plain_folders_files_and_archives(tmp_path: Path) -> None:
    folder = write(tmp_path / "conv-nets", {
        f"zoe/{ENTRY}": SOURCE, "ada.py": SOURCE, "bo.ipynb": notebook_of("x = 1"), "cy.zip": zip_of({ENTRY: SOURCE}),
        "di.tar.gz": tar_of({ENTRY: SOURCE}, "w:gz"), "expected.toml": b"", "README.md": b"", ".DS_Store": b"",
        "roster.csv": b"", "__pycache__/x.pyc": b"", "conftest.py": b"",
    })  # fmt: skip
    assert graded(folder) == ["ada", "bo", "cy", "di", "zoe"]


def test_one_bad_submission_costs_the_others_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "class", {f"ada/{ENTRY}": SOURCE, "bo/x.txt": b"", "cy.zip": b"PK", "fay.rar": b"Rar!"})
    os.mkfifo(folder / "di.py")
    (folder / "eve").symlink_to("/etc")
    (folder / "gus" / "a" / "b").mkdir(parents=True)
    refusals = {name: each.refusal for name, each in class_of(folder).items()}
    assert refusals["ada"] == ""
    assert refusals["bo"].startswith("no Python file")
    assert refusals["cy"].startswith("cy.zip is no zip or tar archive")
    assert refusals["di"] == "di.py is a FIFO; hand in the file or folder itself"
    assert refusals["eve"] == "eve is a symlink; hand in the file or folder itself"
    assert refusals["fay"].startswith("fay.rar cannot be opened")
    assert refusals["gus"].startswith("no Python file")
    assert len(refusals) == 7


def test_a_folder_that_is_too_large_to_list_costs_the_others_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "submitted", {f"ada/{SLUG}/{ENTRY}": SOURCE, "eve/0.txt": b""})
    for number in range(1, CLASS_STUDENTS + 1):
        os.close(os.open(folder / "eve" / f"{number}.txt", os.O_CREAT | os.O_WRONLY))
    refusals = {name: each.refusal for name, each in class_of(folder).items()}
    assert refusals["ada"] == ""
    assert "holds more than 5000 names" in refusals["eve"]


def test_hostile_names_of_students_are_one_row_each(tmp_path: Path) -> None:
    raw = [b"a\nb", b"esc\x1b[2J", "rlo\u202ex".encode(), b"latin-\xe9", b"\xff\xfe", b" ", b"x" * 250]
    for name in [*raw, b"y" * 249 + b"1", b"y" * 249 + b"2", b"=HYPERLINK(1)"]:
        write(tmp_path / os.fsdecode(name), {ENTRY: SOURCE})
    names = graded(tmp_path)
    assert len(names) == 10
    assert all(name.isprintable() and len(name) <= 100 for name in names)


def test_names_that_look_alike_after_cleaning_stay_apart(tmp_path: Path) -> None:
    write(tmp_path, {f"a\\x0ab/{ENTRY}": SOURCE, f"a\nb/{ENTRY}": SOURCE, f"ada/{ENTRY}": SOURCE, "ada.py": SOURCE})
    names = graded(tmp_path)
    assert len(set(names)) == 4
    assert {"ada", "a\\x0ab"} < set(names)


def test_ids_are_the_platforms_numbers_and_names_where_there_are_none(tmp_path: Path) -> None:
    canvas = write(tmp_path / "canvas", {"lovelaceada_101_9001_conv_nets.py": SOURCE})
    moodle = write(tmp_path / "moodle", {
        f"Ada Lovelace_101_assignsubmission_file_/{ENTRY}": SOURCE, f"late comer/{ENTRY}": SOURCE,
        "Bo Li_104_assignsubmission_file_conv_nets.py": SOURCE,
    })  # fmt: skip
    gradescope = write(tmp_path / "gradescope", {
        "submission_metadata.yml": METADATA, f"submission_1001/{ENTRY}": SOURCE, f"submission_1002/{ENTRY}": SOURCE,
    })  # fmt: skip
    found = {each.student: each.id for folder in (canvas, moodle, gradescope) for each in class_of(folder).values()}
    # Gradescope's number is that of a submission, another one whenever something is handed in again.
    names = {
        "lovelaceada": "101",
        "Ada Lovelace": "7",
        "Alan Turing": "Alan Turing",
        "Bo Li": "104",
        "late comer": "late comer",
    }
    assert found == names
    assert class_of(moodle)["Ada Lovelace"].id == "101"


def test_a_number_that_two_share_is_nobodys_and_who_is_called_like_anothers_takes_it_not(tmp_path: Path) -> None:
    write(tmp_path, {
        f"Ada_101_assignsubmission_file_/{ENTRY}": SOURCE, f"Bo_101_assignsubmission_file_/{ENTRY}": SOURCE,
        f"Cy_102_assignsubmission_file_/{ENTRY}": SOURCE, f"102/{ENTRY}": SOURCE,
    })  # fmt: skip
    ids = {each.student: each.id for each in class_of(tmp_path).values()}
    assert {name: ids[name] for name in ("Ada", "Bo", "Cy")} == {"Ada": "Ada", "Bo": "Bo", "Cy": "102"}
    assert ids["102"].startswith("102 (")


@pytest.mark.parametrize("later", ["Ada", "ADA", "aDa"])
def test_who_comes_later_and_differs_in_case_takes_nobodys_row(tmp_path: Path, later: str) -> None:
    write(tmp_path, {f"ada/{ENTRY}": SOURCE, f"bo/{ENTRY}": SOURCE})
    assert {each.id for each in class_of(tmp_path).values()} == {"ada", "bo"}
    students = class_of(write(tmp_path, {f"{later}/{ENTRY}": SOURCE}))
    assert {each.id for each in students.values()} == {"ada", "bo", later}
    assert len({name.casefold() for name in students}) == 3


def test_where_a_class_lay_is_told_as_an_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path, {f"class/ada/{ENTRY}": SOURCE, "class.zip": zip_of({f"ada/{ENTRY}": SOURCE, f"bo/{ENTRY}": SOURCE})}
    )
    monkeypatch.chdir(tmp_path)
    for name in ("class", "class.zip"):
        assert {each.source for each in collect_class(Path(name), slug=SLUG)} == {str(tmp_path / name)}


CLASS_ARCHIVES = {
    "plain": {f"{name}/{ENTRY}": SOURCE for name in ("ada", "bo")},
    "wrapped": {f"class/{name}/{ENTRY}": SOURCE for name in ("ada", "bo")},
    "canvas": {"ada_1_2_conv_nets.py": SOURCE, "bo_3_4_hw.zip": zip_of({ENTRY: SOURCE})},
    "moodle": {f"{name}_{number}_assignsubmission_file_/{ENTRY}": SOURCE for name, number in (("ada", 1), ("bo", 2))},
    "github": {f"conv-nets-submissions/conv-nets-{name}/{ENTRY}": SOURCE for name in ("ada", "bo")},
    "nbgrader": {f"submitted/{name}/conv-nets/{ENTRY}": SOURCE for name in ("ada", "bo")},
}


@pytest.mark.parametrize("name", CLASS_ARCHIVES)
@pytest.mark.parametrize("make", [zip_of, lambda files: tar_of(files, "w:gz")])
@pytest.mark.parametrize("directly", [True, False])
def test_archive_of_a_whole_class(tmp_path: Path, name: str, make: type, *, directly: bool) -> None:
    folder = write(tmp_path, {"download.zip": make(CLASS_ARCHIVES[name])})
    assert graded(folder / "download.zip" if directly else folder) == ["ada", "bo"]


def test_one_archive_of_one_student_stays_a_student(tmp_path: Path) -> None:
    for files in ({ENTRY: SOURCE, "lib/x.py": b""}, {f"hw/{ENTRY}": SOURCE}, {f"src/{ENTRY}": SOURCE}, {"x.txt": b""}):
        folder = write(tmp_path / str(len(files)) / next(iter(files)).replace("/", "-"), {"ada.zip": zip_of(files)})
        assert list(class_of(folder)) == ["ada"]


def test_hostile_member_costs_only_its_student(tmp_path: Path) -> None:
    members = {**CLASS_ARCHIVES["plain"], "bo/../../x.py": b"", "../y.py": b"", f"cy/{ENTRY}": SOURCE}
    students = class_of(write(tmp_path, {"download.zip": zip_of(members)}))
    assert list(students) == ["ada", "bo", "cy"]
    assert students["bo"].refusal == "bo/../../x.py leads out of the archive"
    assert students["ada"].program is not None
    assert students["cy"].program is not None


@pytest.mark.parametrize("files", [{}, {"README.md": b"", "expected.toml": b""}])
def test_empty_class_is_an_error_that_says_what_was_expected(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(GraderError, match=r"no submissions; expected one folder, \.py, \.ipynb or archive a student"):
        collect_class(write(tmp_path / "class", files), slug=SLUG)


def test_missing_class_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="expected a folder"):
        collect_class(tmp_path / "nowhere", slug=SLUG)
    write(tmp_path, {"x.txt": b""})
    with pytest.raises(GraderError, match="not a folder"):
        collect_class(tmp_path / "x.txt", slug=SLUG)
    write(tmp_path, {"x.zip": b"PK broken"})
    with pytest.raises(GraderError, match=r"x\.zip"):
        collect_class(tmp_path / "x.zip", slug=SLUG)


def test_same_submission_has_the_same_digest_wherever_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "a", {f"ada/{ENTRY}": SOURCE})
    write(tmp_path / "b", {"x.zip": zip_of({f"hw/{ENTRY}": SOURCE}), "y_assign.py": b""})
    assert class_of(tmp_path / "a")["ada"].digest == class_of(tmp_path / "b")["x"].digest


@pytest.mark.parametrize("name", ["bo.zip", "bo.tar.gz", "bo.rar"])
def test_an_archive_beside_its_unpacked_folder_is_one_student(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"ada/{ENTRY}": SOURCE, f"bo/{ENTRY}": SOURCE, name: b"never opened"})
    assert graded(tmp_path) == ["ada", "bo"]


def test_windows_calls_the_folder_of_a_tar_by_all_but_the_last_suffix(tmp_path: Path) -> None:
    write(tmp_path, {f"ada/{ENTRY}": SOURCE, f"bo.tar/bo/{ENTRY}": SOURCE, "bo.tar.gz": b"never opened"})
    assert graded(tmp_path) == ["ada", "bo.tar"]


@pytest.mark.parametrize("name", CLASS_ARCHIVES)
def test_a_class_archive_beside_its_unpacked_folder_is_one_class(tmp_path: Path, name: str) -> None:
    files = CLASS_ARCHIVES[name]
    write(tmp_path, {"download.zip": zip_of(files), **{f"download/{path}": data for path, data in files.items()}})
    assert graded(tmp_path) == ["ada", "bo"]


@pytest.mark.parametrize("name", CLASS_ARCHIVES)
def test_a_class_archive_beside_what_it_holds_is_one_class(tmp_path: Path, name: str) -> None:
    files = CLASS_ARCHIVES[name]
    write(tmp_path, {"hw (1).zip": zip_of(files), **files})
    assert graded(tmp_path) == ["ada", "bo"]


def test_an_archive_of_work_that_lies_beside_it_is_a_student(tmp_path: Path) -> None:
    files = {ENTRY: SOURCE, "helper.py": b"x = 1"}
    assert "ada" in class_of(write(tmp_path, {"ada.zip": zip_of(files), **files}))


@pytest.mark.parametrize("name", ["ada/conv-nets-main/", "ada/conv-nets-1/", "ada/x-conv-nets-main/", "ada/"])
def test_the_one_folder_of_one_student_is_no_class(tmp_path: Path, name: str) -> None:
    assert graded(write(tmp_path / "folder", {f"{name}{ENTRY}": SOURCE})) == ["ada"]
    data = zip_of({f"{name.removeprefix('ada/')}{ENTRY}": SOURCE})
    assert graded(write(tmp_path / "zip", {"ada.zip": data})) == ["ada"]


def test_an_archive_that_holds_something_else_is_a_student(tmp_path: Path) -> None:
    write(tmp_path, {f"{name}/{ENTRY}": SOURCE for name in ("ada", "bo")})
    write(tmp_path, {"cy.zip": zip_of({f"hw/{ENTRY}": SOURCE}), "README.md": b""})
    assert graded(tmp_path) == ["ada", "bo", "cy"]


def test_zips_of_windows_are_read_wherever_they_lie() -> None:
    students = class_of(CLASSES / "zip-with-backslashes", "cross-entropy")
    assert {name: sorted(each.program.files) for name, each in students.items() if each.program} == {
        "ada": ["cross_entropy.py", "utils/pad.py"],
        "bo": ["cross_entropy.py", "helpers/__init__.py", "helpers/tools.py"],
        "cy": ["cross_entropy.py"],
    }


# What platforms put into names.
PIECES = (
    "ada", "102", "_", "LATE_", "anon_", "_2101_9001_", "_attempt_2024-01-01-10-00-00_", "_102_assignsubmission_file",
    "_assignsubmission_onlinetext", "submission_",
    "conv-nets-", "+conv-nets+2024-01-01 10:00:00 UTC", "1-9 - ", " - ",
    "Sep 24, 2024 926 PM", "dl-conv-nets-",
    "_102_text.html", "submitted", ".py", ".zip", "-1", "李", "\u202e", "\udcff",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)


@given(st.lists(NAMES, min_size=2, unique=True))
def test_no_names_mix_students_up(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        files = {f"{name}/{ENTRY}": SOURCE + b"# %d" % number for number, name in enumerate((*names, "zed"))}
        students = class_of(write(Path(folder), files))
    assert "zed" in students
    assert len({each.id for each in students.values()}) == len(students)
    programs = [each.program.files[ENTRY] for each in students.values() if each.program]
    assert len(set(programs)) == len(programs)
    assert set(programs) <= set(files.values())
