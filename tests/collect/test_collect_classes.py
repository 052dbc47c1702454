"""Class folders: plain ones stay plain, downloads of learning platforms are taken apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.collect import collect_class, iterate_class
from grader.collect.limits import CLASS_STUDENTS
from grader.model.errors import GraderError
from grader.model.submission import Submission

from .builders import ENTRY, SLUG, SOURCE, notebook_of, tar_of, write, zip_of


def class_of(folder: Path) -> dict[str, Submission]:
    """The submissions by student, whose order is checked."""
    submissions = collect_class(folder, slug=SLUG)
    names = [each.student for each in submissions]
    assert names == sorted(names)
    assert names == [each.student for each in iterate_class(folder, slug=SLUG)]
    return dict(zip(names, submissions, strict=True))


def graded(folder: Path) -> list[str]:
    """The students, all of whom have a program."""
    submissions = class_of(folder)
    assert all(each.program for each in submissions.values()), [each.refusal for each in submissions.values()]
    return list(submissions)


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


def test_a_renamed_student_keeps_the_id(tmp_path: Path) -> None:
    before, after = (
        class_of(write(tmp_path / name, {f"{name}_101_9001_conv_nets.py": SOURCE}))
        for name in ("lovelaceada", "byronada")
    )
    assert before["lovelaceada"].id == after["byronada"].id == "101"


def test_a_number_that_two_share_is_nobodys_and_who_is_called_like_anothers_takes_it_not(tmp_path: Path) -> None:
    write(tmp_path, {
        f"Ada_101_assignsubmission_file_/{ENTRY}": SOURCE, f"Bo_101_assignsubmission_file_/{ENTRY}": SOURCE,
        f"Cy_102_assignsubmission_file_/{ENTRY}": SOURCE, f"102/{ENTRY}": SOURCE,
    })  # fmt: skip
    ids = {each.student: each.id for each in class_of(tmp_path).values()}
    assert {name: ids[name] for name in ("Ada", "Bo", "Cy")} == {"Ada": "Ada", "Bo": "Bo", "Cy": "102"}
    assert ids["102"].startswith("102 (")


def test_where_a_class_lay_is_told_as_an_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path, {f"class/ada/{ENTRY}": SOURCE, "class.zip": zip_of({f"ada/{ENTRY}": SOURCE, f"bo/{ENTRY}": SOURCE})}
    )
    monkeypatch.chdir(tmp_path)
    for name in ("class", "class.zip"):
        assert {each.source for each in collect_class(Path(name), slug=SLUG)} == {str(tmp_path / name)}


METADATA = b"""---
submission_1001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '7'
    :email: ada@example.org
  :created_at: 2024-01-01 00:00:00
  :score: 1.0
submission_1002:
  :submitters:
  - :name: "Alan Turing"
submission_1003:
  :submitters:
  - :email: grace@example.org
"""


@pytest.mark.parametrize("inner", ["", "assignment_77_export/"])
def test_gradescope_download(tmp_path: Path, inner: str) -> None:
    folders = {f"{inner}submission_{number}/{ENTRY}": SOURCE for number in (1001, 1002, 1003, 1004)}
    write(tmp_path, {f"{inner}submission_metadata.yml": METADATA, **folders})
    assert graded(tmp_path) == ["Ada Lovelace", "Alan Turing", "grace@example.org", "submission_1004"]


def test_folders_of_gradescope_names_without_metadata_stay_plain(tmp_path: Path) -> None:
    assert graded(write(tmp_path, {f"submission_1/{ENTRY}": SOURCE})) == ["submission_1"]


@pytest.mark.parametrize("inner", ["", "conv-nets-submissions/"])
def test_github_classroom_clones(tmp_path: Path, inner: str) -> None:
    write(tmp_path, {f"{inner}conv-nets-{user}/{name}": SOURCE for user in ("ada", "bo") for name in (ENTRY, ".git/x")})
    assert graded(tmp_path) == ["ada", "bo"]


def test_github_classroom_clones_of_another_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw1-submissions", {f"hw1-ada/{ENTRY}": SOURCE, f"hw1-bo/{ENTRY}": SOURCE})
    assert graded(folder) == ["ada", "bo"]
    plain = write(tmp_path / "others", {f"hw1-ada/{ENTRY}": SOURCE, f"hw1-bo/{ENTRY}": SOURCE})
    assert graded(plain) == ["hw1-ada", "hw1-bo"]


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
