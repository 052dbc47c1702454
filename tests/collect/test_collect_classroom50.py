"""Classroom 50: clones by the folder's name, time and lateness from `scores.csv`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.model.submission import Submission

from .builders import ENTRY, SOURCE, class_of, graded, write, zip_of

FOLDER = "dl-fall-hw3_submissions_2026_09_02_T_10_00_00"
HEADER = (
    "username,first_name,last_name,email,section,score,max_score,datetime,"
    "submission_tag,submitted_by,review_url,late,override"
)


def line(user: str, time: str, late: str) -> str:
    """One submission as the download writes it."""
    return f"{user},,,,,7,10,{time},submit/{time}-a1b2c3d,{user},https://github.com/o/r,{late},false"


SCORES = "\n".join([
    HEADER, line("ada", "2026-09-01T10:00:00Z", "true"), line("ada", "2026-08-30T10:00:00Z", "false"),
    line("Bo-Li", "2026-08-31T09:30:00Z", "false"), "cy,,,,,,,,,,,,",
])  # fmt: skip


def clones(prefix: str, *users: str) -> dict[str, bytes]:
    """A clone each, with what the download adds."""
    added = {ENTRY: SOURCE, "result.json": b"{}", "results.json": b"[]", ".git/HEAD": b"", ".classroom50.yaml": b""}
    return {f"{prefix}{user}/{name}": data for user in users for name, data in added.items()}


def told(submission: Submission) -> tuple[str, datetime | None, float | None, int, tuple[str, ...]]:
    """What the download says of one submission."""
    return submission.id, submission.handed_in, submission.late_seconds, submission.attempt, submission.notes


@pytest.mark.parametrize("inner", ["", f"{FOLDER}/"])
def test_download(tmp_path: Path, inner: str) -> None:
    files = clones(f"{FOLDER}/dl-fall-hw3-", "ada", "Bo-Li", "cy", "di") | {f"{FOLDER}/scores.csv": SCORES.encode()}
    students = class_of(write(tmp_path, files) / inner)
    assert {name: told(each) for name, each in students.items()} == {
        "ada": ("ada", datetime(2026, 9, 1, 10, tzinfo=UTC), None, 2, ("handed in late, says Classroom 50",)),
        "Bo-Li": ("Bo-Li", datetime(2026, 8, 31, 9, 30, tzinfo=UTC), 0.0, 1, ()),
        "cy": ("cy", None, None, 1, ()),
        "di": ("di", None, None, 1, ()),
    }
    program = students["ada"].program
    assert program is not None
    assert program.files == {ENTRY: SOURCE}


def test_download_as_a_zip(tmp_path: Path) -> None:
    data = zip_of({f"{FOLDER}/scores.csv": SCORES.encode(), **clones(f"{FOLDER}/dl-fall-hw3-", "ada", "bo")})
    assert graded(write(tmp_path, {"download.zip": data})) == ["ada", "bo"]


@pytest.mark.parametrize("directly", [True, False])
def test_zips_in_a_zip_as_the_web_page_makes_them(tmp_path: Path, *, directly: bool) -> None:
    zips = {f"{user}.zip": zip_of({f"dl-{user}-a1b2c3d/{ENTRY}": SOURCE}) for user in ("ada", "bo-li")}
    write(tmp_path, {"dl-conv-nets.zip": zip_of(zips)})
    assert graded(tmp_path / "dl-conv-nets.zip" if directly else tmp_path) == ["ada", "bo-li"]


def test_download_into_a_folder_of_another_name(tmp_path: Path) -> None:
    write(tmp_path, clones("dl-fall-conv-nets-", "ada", "bo-conv-nets-x") | {"scores.csv": SCORES.encode()})
    assert graded(tmp_path) == ["ada", "bo-conv-nets-x"]


@pytest.mark.parametrize(("name", "prefix"), [(FOLDER, "dl-fall-hw3-"), ("work", "dl-fall-conv-nets-")])
def test_one_other_folder_costs_one_student(tmp_path: Path, name: str, prefix: str) -> None:
    folder = write(tmp_path / name, {**clones(prefix, "ada", "bo"), **clones("", "by mail")})
    assert {name: each.id for name, each in class_of(folder).items()} == {
        "ada": "ada", "bo": "bo", "by mail": "by mail",
    }  # fmt: skip


@pytest.mark.parametrize(
    "scores",
    [
        b"", b"\x00\xff\xfe", b"name,late\nada,true\n", HEADER.encode(), HEADER.encode() + b"\nada", b"\xef\xbb\xbf",
        HEADER.encode() + b"\nada,,,,,,," + b"x" * 200_000, f"{HEADER}\n{line('ada', 'soon', 'maybe')}".encode(),
        f'{HEADER}\n{line("ada", "2026-09-01", "")},"'.encode(),
    ],
)  # fmt: skip
def test_torn_scores_cost_times_and_no_student(tmp_path: Path, scores: bytes) -> None:
    folder = write(tmp_path / FOLDER, {**clones("dl-fall-hw3-", "ada", "bo"), "scores.csv": scores})
    assert {name: told(each)[1:3] for name, each in class_of(folder).items()} == {
        "ada": (None, None), "bo": (None, None),
    }  # fmt: skip


def test_scores_of_windows_with_a_mark_in_front_are_read(tmp_path: Path) -> None:
    scores = ("\ufeff" + SCORES.replace("\n", "\r\n")).encode()
    folder = write(tmp_path / FOLDER, {**clones("dl-fall-hw3-", "ada"), "scores.csv": scores})
    assert class_of(folder)["ada"].attempt == 2
