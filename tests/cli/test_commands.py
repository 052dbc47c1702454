"""Commands that run no submission: their output, messages and exit statuses."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import COMMANDS

from .calling import Here, environment, grader

LATE = ("numpy", "pydantic", "rich", "msgspec", "nbformat", "sqlite3", "grader.run", "grader.bank")


def test_help_imports_only_click() -> None:
    code = (
        "import sys\n"
        "from grader.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit as end:\n    status = end.code\n"
        f"print([name for name in {LATE} if name in sys.modules], status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment(), timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[] 0"
    assert all(re.search(rf"^  {name} ", done.stdout, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_what_it_is_for(here: Here, tmp_path: Path, name: str) -> None:
    told = here(name, "--help", at=tmp_path)
    assert told.status == 0
    assert "Usage: grader" in told.out


def test_an_unknown_command_suggests_the_nearest(here: Here, tmp_path: Path) -> None:
    told = here("validte", at=tmp_path)
    assert told.status == 2
    assert "there is no command 'validte'; did you mean validate?" in told.err
    assert "did you mean" not in here("xyzzy", at=tmp_path).err


def test_an_unknown_option_is_wrong_use(here: Here, course: Path) -> None:
    assert here("list", "--colour", at=course).status == 2
    assert here("validate", "--json", at=course).status == 2


@pytest.mark.parametrize(
    "arguments", [("list",), ("validate",), ("secret", "new"), ("grade", "tiny"), ("show", "tiny", "ada")]
)
def test_outside_a_course_every_command_says_what_it_looked_for(
    here: Here, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    told = here(*arguments, at=tmp_path)
    assert told.status == 2
    assert told.err.startswith(f"grader: {tmp_path}: expected a course (a folder with assignments/ and reference/)")


@pytest.mark.parametrize("arguments", [("validate", "tinny"), ("grade", "tinny"), ("show", "tinny", "ada")])
def test_an_unknown_assignment_suggests_the_nearest(here: Here, course: Path, arguments: tuple[str, ...]) -> None:
    told = here(*arguments, at=course)
    assert told.status == 2
    assert "there is no assignment 'tinny' here; did you mean tiny?" in told.err


def test_a_fault_of_the_grader_is_status_3(
    here: Here, course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("grader.cli.list.slugs", lambda course: 1 / 0)
    told = here("list", at=course)
    assert told.status == 3
    assert "ZeroDivisionError" in told.err


# --- list


def test_list_shows_problems_points_and_counts_from_any_folder_of_the_course(here: Here, course: Path) -> None:
    told = here("list", at=course / "assignments" / "tiny")
    assert told.status == 0
    rows = [line.split() for line in told.out.splitlines()]
    assert ["mean_squares", "20", "3", "11"] in rows
    assert ["signs", "10", "3", "12"] in rows
    assert ["split_signs", "15", "3", "10"] in rows


def test_list_shows_the_lecture_page_of_an_assignment(here: Here, course: Path) -> None:
    lines = here("list", at=course).out.splitlines()
    assert "tiny   A tiny assignment [for tests] · 45 points · p1" in [line.rstrip() for line in lines]


def test_list_cuts_no_name_of_a_problem_on_a_narrow_screen(
    here: Here, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    names = {line.split()[0] for line in here("list", at=course).out.splitlines() if line.strip()}
    assert {"mean_squares", "signs", "split_signs"} <= names


def test_list_shows_the_course_week_by_week(here: Here, course: Path) -> None:
    told = here("list", "--course", at=course)
    assert told.status == 0
    assert told.out.splitlines()[0].split() == ["week", "assignment", "lecture", "problems", "teaches"]
    assert told.out.splitlines()[1].split() == ["3", "tiny", "p1", "3", "To", "test", "a", "grader."]


def test_list_gives_names_alone_to_scripts(here: Here, course: Path) -> None:
    (course / "assignments/abc").mkdir()
    (course / "assignments/abc/assignment.py").write_text("names need no loading", encoding="utf-8")
    assert here("list", "--names", at=course).out == "abc\ntiny\n"


def test_a_title_is_printed_as_it_stands(here: Here, course: Path) -> None:
    assert "A tiny assignment [for tests]" in here("list", at=course).out


def test_a_mistake_in_a_spec_is_a_message_and_no_traceback(here: Here, course: Path) -> None:
    file = course / "assignments/tiny/signs.py"
    file.write_text(file.read_text(encoding="utf-8").replace("points=10", "pionts=10"), encoding="utf-8")
    for arguments in (("list",), ("validate",), ("check", course / "assignments/tiny/starter.py")):
        told = here(*arguments, at=course)
        assert told.status == 2
        assert told.err.startswith("grader: ")
        assert re.search(r"signs\.py:\d+: pionts: Extra inputs are not permitted", told.err)
        assert "Traceback" not in told.err


# --- validate


def test_validate_ends_with_0_when_every_proof_holds(here: Here, course: Path, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    told = here("validate", "tiny", "--json", file, at=course)
    assert told.status == 0
    assert "findings hold" in told.out
    assert "smallest margin among known mistakes" in told.out
    document = json.loads(file.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    (proof,) = document["assignments"]
    assert (document["schema"], proof["assignment"], proof["ok"]) == (1, "tiny", True)
    assert all(finding["ok"] for finding in proof["findings"])


def test_validate_ends_with_1_and_names_what_fails(here: Here, course: Path, tmp_path: Path) -> None:
    (course / "assignments/tiny/README.md").unlink()
    file = tmp_path / "proof.json"
    told = here("validate", "--json", file, at=course)
    assert told.status == 1
    assert "✗ handout: README.md: expected this file, found none" in told.out
    assert told.out.endswith("a proof fails in: tiny\n")
    (proof,) = json.loads(file.read_text(encoding="utf-8"))["assignments"]
    assert proof["ok"] is False


def test_a_file_that_cannot_be_written_is_a_message(here: Here, course: Path, tmp_path: Path) -> None:
    told = here("validate", "--json", tmp_path / "none" / "proof.json", at=course)
    assert told.status == 2
    assert "proof.json: cannot be written (No such file or directory)" in told.err


# --- secret


def secret_of(course: Path) -> Path:
    return course / ".grader" / "secret"


def test_secret_new_writes_one_for_its_owner_alone_and_tells_its_fingerprint(here: Here, course: Path) -> None:
    from grader.bank.secret import fingerprint

    told = here("secret", "new", at=course)
    content = secret_of(course).read_text().strip()
    assert told.status == 0
    assert stat.S_IMODE(secret_of(course).stat().st_mode) == 0o600
    assert (course / ".grader/.gitignore").read_text() == "*\n"
    assert f"fingerprint {fingerprint(content)}" in told.out
    assert content not in told.out + told.err


def test_secret_new_refuses_to_overwrite(here: Here, course: Path) -> None:
    here("secret", "new", at=course)
    before = secret_of(course).read_text()
    told = here("secret", "new", at=course)
    assert told.status == 2
    assert "to replace it run: grader secret rotate" in told.err
    assert secret_of(course).read_text() == before


def test_secret_rotate_replaces_it(here: Here, course: Path) -> None:
    here("secret", "new", at=course)
    before = secret_of(course).read_text()
    assert here("secret", "rotate", at=course).status == 0
    assert secret_of(course).read_text() != before
    assert stat.S_IMODE(secret_of(course).stat().st_mode) == 0o600


def test_a_new_secret_that_the_variable_hides_is_told_with_its_own_fingerprint(
    here: Here, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.bank.secret import fingerprint

    monkeypatch.setenv("GRADER_SECRET", "another-one-of-the-environment")
    told = here("secret", "new", at=course)
    assert f"fingerprint {fingerprint(secret_of(course).read_text().strip())}" in told.out
    assert "the variable GRADER_SECRET is set and goes before it" in told.err


# --- where a student's folder belongs


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere", "expected your folder or file, found nothing there"),
        ("empty", "cannot tell which assignment this is; expected one of tiny.py"),
    ],
)
def test_check_says_what_it_cannot_find(here: Here, course: Path, path: str, words: str) -> None:
    (course / "empty").mkdir()
    told = here("check", path, at=course)
    assert told.status == 2
    assert words in told.err


def test_check_outside_a_course_says_so(here: Here, tmp_path: Path) -> None:
    told = here("check", at=tmp_path)
    assert told.status == 2
    assert told.err.startswith("grader: .: expected ")


def test_doctor_names_the_isolation_in_use(tmp_path: Path) -> None:
    told = grader("doctor", at=tmp_path)
    assert told.status == 0
    assert told.out.count("← used") == 1


# --- secrets


def test_the_published_secret_proves_whatever_the_course_has(course: Path, tmp_path: Path) -> None:
    documents = []
    for secret in ("", "an-instructors-own-secret"):
        file = tmp_path / f"proof-{secret}.json"
        told = grader("validate", "--test-secret", "--json", file, at=course, GRADER_SECRET=secret)
        assert told.status == 0, told.out
        documents.append(json.loads(file.read_text(encoding="utf-8")))
    assert documents[0] == documents[1]
