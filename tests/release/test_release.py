"""What a release holds, and that it works alone."""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from grader.bank import store
from grader.bank.build import case_bank
from grader.bank.secret import fingerprint
from grader.load import slugs
from grader.model.bank import PRIVATE, PUBLIC
from grader.release.bundle import starters
from grader.release.publish import UNSEEN, published
from grader.release.wheel import own_wheel, packed

from .conftest import SECRET, Grader

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "README.md",
    "tiny.py",
    "public.py",
    ".gitignore",
    ".grader-release/tiny.bank",
    ".grader-release/release.json",
    ".grader-release/starter.py",
}


def names(folder: Path) -> set[str]:
    """All files below a folder."""
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_release_holds_the_allow_list_and_nothing_else(course: Path, tmp_path: Path, grader: Grader) -> None:
    done = grader("release", "tiny", "--to", tmp_path / "out", cwd=course)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "out") == ALLOWED
    assert "no private number" in done.stdout


def test_a_starter_in_another_framework_follows_from_the_one_in_numpy(course: Path) -> None:
    folder = course / "assignments" / "tiny"
    text = '"""Tiny (NumPy).\n\nAn array in, arrays out.\n"""\n\n'
    code = "import numpy as np\n\n\ndef signs(values: np.ndarray): ...\n"
    (folder / "starter.py").write_text(text + code, encoding="utf-8")
    assert set(starters(folder, ["numpy"])) == {"numpy"}
    derived = starters(folder, ["numpy", "torch"])["torch"].decode()
    assert derived.startswith('"""Tiny (PyTorch).\n\nA tensor in, tensors out.\n"""\n\nimport torch  # ')
    assert derived.endswith("\n\n\ndef signs(values: torch.Tensor): ...\n")
    (folder / "starter_torch.py").write_text("import torch\n", encoding="utf-8")
    assert starters(folder, ["numpy", "torch"])["torch"] == b"import torch\n", "the author's own"


@pytest.mark.parametrize("slug", slugs(ROOT))
def test_no_starter_in_pytorch_speaks_of_numpy(slug: str) -> None:
    derived = starters(ROOT / "assignments" / slug, ["numpy", "torch"])["torch"].decode()
    assert {node.name for node in ast.parse(derived).body if isinstance(node, ast.FunctionDef)}
    assert not re.search(r"\bnp\b|numpy|\barrays?\b", derived, re.IGNORECASE)


def test_check_needs_no_course(course: Path, tmp_path: Path, grader: Grader) -> None:
    out = tmp_path / "släp ü"
    grader("release", "tiny", "--to", out, cwd=course)
    done = grader("check", cwd=out)
    assert done.returncode == 1
    assert "not implemented yet" in done.stdout
    assert "private cases are not run here" in done.stdout


def test_the_bank_names_nothing_that_is_only_private(course: Path) -> None:
    bank = published(case_bank(course, "tiny", secret=SECRET))
    assert {case.split for case in bank.cases()} == {PUBLIC}
    assert bank.secret_fingerprint == ""
    assert fingerprint(SECRET).encode() not in store.encode(bank)
    first = bank.problems[0]
    assert [scenario.name for scenario in first.scenarios] == ["ordinary", "square", UNSEEN]
    assert first.count(PRIVATE) == case_bank(course, "tiny", secret=SECRET).problems[0].count(PRIVATE)
    shown = {number for case in first.cases for number, known in enumerate(case.known) if known.wrong}
    assert shown == set(range(len(first.mistakes)))


def test_the_published_bank_survives_its_file(course: Path) -> None:
    bank = published(case_bank(course, "tiny", secret=None))
    assert store.encode(store.decode(store.encode(bank))) == store.encode(bank)


def test_a_folder_with_something_in_it_is_left_alone(course: Path, tmp_path: Path, grader: Grader) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    done = grader("release", "tiny", "--to", tmp_path, cwd=course)
    assert done.returncode == 2
    assert "expected an empty folder" in done.stderr


def test_github_gets_a_template_and_the_instructor_a_workflow(course: Path, tmp_path: Path, grader: Grader) -> None:
    done = grader("release", "tiny", "--to", tmp_path / "out", "--github", "--gitlab", cwd=course)
    assert done.returncode == 0, done.stderr
    wheel, _ = own_wheel()
    extra = {
        ".github/workflows/check.yml",
        ".devcontainer/devcontainer.json",
        ".gitlab-ci.yml",
        f".grader-release/{wheel}",
    }
    assert names(tmp_path / "out") == ALLOWED | extra
    assert json.loads((tmp_path / "out/.devcontainer/devcontainer.json").read_text())["name"] == "tiny"
    assert (tmp_path / "out/README.md").read_text().startswith("[![check]")
    made = b"".join((tmp_path / "out" / name).read_bytes() for name in extra if not name.endswith(".whl"))
    assert wheel.encode() in made
    assert b"pip install grader" not in made
    assert b"@WHEEL" not in made
    assert names(tmp_path / "out-instructor") == {
        "README.md",
        ".github/workflows/grade-tiny.yml",
        f"wheels/{wheel}",
    }
    workflow = (tmp_path / "out-instructor/.github/workflows/grade-tiny.yml").read_text()
    assert "grader grade tiny" in workflow
    assert "secrets.GRADER_SECRET" in workflow


def test_the_wheel_is_whole_and_the_same_each_time() -> None:
    name, data = own_wheel()
    assert own_wheel() == (name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        members = set(archive.namelist())
        record = next(member for member in members if member.endswith("RECORD"))
        listed = {line.split(",")[0] for line in archive.read(record).decode().splitlines()}
    assert listed == members
    assert {"grader/cli/check.py", "grader/release/templates/github_check.yml"} <= members
    assert not any("__pycache__" in member for member in members)


def test_a_script_in_a_zip_stays_executable() -> None:
    with zipfile.ZipFile(io.BytesIO(packed({"run": b"x", "data": b"y"}, executable=("run",)))) as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    assert modes == {"run": 0o755, "data": 0o644}


def test_start_makes_a_folder_from_a_course(course: Path, tmp_path: Path, grader: Grader) -> None:
    done = grader("start", "tiny", "--to", tmp_path / "mine", cwd=course)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "mine") == ALLOWED
    assert "grader check --watch" in done.stdout


def test_start_never_overwrites_work(course: Path, tmp_path: Path, grader: Grader) -> None:
    out = tmp_path / "out"
    grader("release", "tiny", "--to", out, cwd=course)
    assert grader("start", cwd=out).returncode == 0
    (out / "tiny.py").write_text("mine = 1\n")
    done = grader("start", cwd=out)
    assert done.returncode == 2
    assert "holds your work" in done.stderr
    assert (out / "tiny.py").read_text() == "mine = 1\n"
    assert grader("start", "--to", tmp_path / "fresh", cwd=out).returncode == 0
    assert names(tmp_path / "fresh") == ALLOWED


@pytest.mark.parametrize("option", ["--github", "--gitlab"])
def test_gradescope_stays_out_of_the_students_folder(course: Path, tmp_path: Path, grader: Grader, option: str) -> None:
    done = grader("release", "tiny", "--to", tmp_path / "out", "--gradescope", option, cwd=course)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "out") >= ALLOWED
    assert not any(name.endswith(".zip") for name in names(tmp_path / "out"))
    assert "autograder.zip" in names(tmp_path / "out-instructor")
    again = grader("release", "tiny", "--to", tmp_path / "new", "--gradescope", option, cwd=course, GRADER_SECRET="")
    assert again.returncode == 2
    assert not (tmp_path / "new").exists()


def test_a_leak_in_one_folder_stops_both(course: Path, tmp_path: Path, grader: Grader) -> None:
    handout = course / "assignments/tiny/README.md"
    handout.write_text(handout.read_text() + f"\n{SECRET}\n")
    done = grader("release", "tiny", "--to", tmp_path / "out", "--github", "--gradescope", cwd=course)
    assert done.returncode == 2
    assert "out/README.md: holds the secret" in done.stderr
    assert list(tmp_path.glob("out*")) == []
