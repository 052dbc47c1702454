"""`grader similar` on the sample submissions, and what it writes for people and for other tools."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

COURSE = Path(__file__).resolve().parents[2]
PROGRAM = (COURSE / "submissions" / "convolution" / "ada" / "convolution.py").read_text()


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """Two students with one program, one of them with a name that a file system does not take, and one with none."""
    folder = tmp_path / "class"
    for name, text in {"ada": PROGRAM, "bo": PROGRAM.replace("dout", "grad_in_<script>"), "cy": ""}.items():
        (folder / name).mkdir(parents=True)
        if text:
            (folder / name / "convolution.py").write_text(text)
    return folder


def similar(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["similar", "convolution", *map(str, arguments)])


@pytest.fixture(autouse=True)
def in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(COURSE)
    monkeypatch.setenv("COLUMNS", "120")


def test_a_pair_is_marked_told_and_shown_side_by_side(handed_in: Path, tmp_path: Path) -> None:
    done = similar(handed_in, "--html", tmp_path / "similar.html", "--json", tmp_path / "similar.json")
    assert done.exit_code == 0, done.output
    assert re.search(r"!\s+ada\s+bo\s", done.output)
    assert "This proves nothing" in done.output
    assert "Without a program: cy." in done.output
    page = (tmp_path / "similar.html").read_text()
    assert "<script>" not in page
    assert "grad_in_&lt;script&gt;" in page
    assert "This proves nothing" in page
    document = json.loads((tmp_path / "similar.json").read_text())
    assert document["pairs"][0]["students"] == ["ada", "bo"]
    assert document["pairs"][0]["conspicuous"]
    first, last = document["pairs"][0]["passages"][0]["lines"][0]
    assert last - first > 10


def test_pairs_under_pseudonyms_name_nobody(handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("assignments", "reference"):
        shutil.copytree(COURSE / part / "convolution", tmp_path / "course" / part / "convolution")
    monkeypatch.chdir(tmp_path / "course")
    monkeypatch.setenv("GRADER_SECRET", "a-secret-of-twenty-characters")
    program = handed_in / "ada" / "convolution.py"
    program.write_text("# by Ada\nada_lr = 1\n" + PROGRAM)
    done = similar(handed_in, "--anonymous", "--html", tmp_path / "p.html", "--json", tmp_path / "p.json")
    assert done.exit_code == 0, done.output
    key = tmp_path / "course" / ".grader" / "pseudonyms-convolution.csv"
    whose = {row["student"]: row["pseudonym"] for row in csv.DictReader(key.read_text().splitlines())}
    assert set(whose) == {"ada", "bo", "cy"}
    page, document = (tmp_path / "p.html").read_text(), json.loads((tmp_path / "p.json").read_text())
    assert set(document["pairs"][0]["students"]) == {whose["ada"], whose["bo"]}
    assert f"Without a program: {whose['cy']}." in done.output
    assert not re.search(r"\bada\b|ada_lr", page + done.output, re.IGNORECASE)


def test_against_earlier_work(handed_in: Path) -> None:
    done = similar(handed_in, "--against", COURSE / "submissions" / "convolution", "--most", 2)
    assert "ada (convolution)" in done.output
    assert "earlier ones" in done.output


def test_dolos_gets_a_zip_with_its_table(handed_in: Path, tmp_path: Path) -> None:
    done = similar(handed_in, "--export", "dolos", "--to", tmp_path / "class.zip")
    assert "dolos run" in done.output
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("info.csv").decode())))
        assert {row["filename"] for row in rows} == set(archive.namelist()) - {"info.csv"}
    assert [row["full_name"] for row in rows if row["ignored"] == "true"] == ["starter"]
    assert {row["full_name"] for row in rows if row["ignored"] == "false"} == {"ada", "bo"}


def test_jplag_gets_a_folder_a_student_and_the_starter(handed_in: Path, tmp_path: Path) -> None:
    done = similar(handed_in, "--export", "jplag", "--to", tmp_path / "jplag")
    assert "-bc" in done.output
    assert {path.name for path in (tmp_path / "jplag" / "class").iterdir()} == {"ada", "bo"}
    assert any((tmp_path / "jplag" / "starter").iterdir())
    again = similar(handed_in, "--export", "jplag", "--to", tmp_path / "jplag")
    assert again.exit_code != 0
    assert "expected an empty folder" in str(again.exception)


@pytest.mark.parametrize("option", [(), ("--against",)])
def test_a_folder_that_is_not_there(option: tuple[str, ...], handed_in: Path, tmp_path: Path) -> None:
    done = similar(*([handed_in, *option] if option else []), tmp_path / "nowhere")
    assert done.exit_code != 0
    assert "expected a folder of submissions" in str(done.exception)
