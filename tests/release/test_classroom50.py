"""Classroom 50's bundle, run in a checkout as its runner does (runner of 2026-09, `CLASSROOM50_BUNDLE_DIR` and all)."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from grader.bank import store
from grader.bank.build import case_bank
from grader.cli.release import Source, _scan
from grader.model.bank import PUBLIC
from grader.model.errors import GraderError
from grader.release import classroom50
from grader.release.bundle import student_bundle
from grader.release.classrooms import Wheel
from grader.release.gradescope import autograder_members
from grader.release.scan import Scanner
from grader.release.wheel import own_wheel, packed

from .conftest import SECRET, Grader
from .test_gradescope import RIGHT
from .wheelhouse import wheelhouse

BUNDLE = "classroom50/autograders/tiny"
TAG = "submit/2026-09-01T10-00-00Z-a1b2c3d"
PUSH = {
    "CLASSROOM": "dl-fall",
    "ASSIGNMENT": "tiny-1",
    "ASSIGNMENT_TYPE": "individual",
    "SUBMISSION_TAG": TAG,
    "PAGES_BASE_URL": "https://o.github.io/classroom50",
    "USERNAME": "ada",
    "OWNER": "ada",
    "COMMIT_URL": "https://github.com/o/r/commit/S",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit%2F2026-09-01T10-00-00Z-a1b2c3d",
    "REVIEW_URL": "",
}
KEYS = ("schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime")


@dataclass(frozen=True)
class Ended:
    """How the runner saw the autograder end."""

    status: int
    log: str
    result: dict[str, Any] | None
    outputs: dict[str, str]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an index would give to pip."""
    needed = [Requirement(line) for line in requires("dl-grader") or ()]
    names = [each.name for each in needed if not each.marker or each.marker.evaluate({"extra": ""})]
    return wheelhouse(tmp_path_factory.mktemp("wheels") / "wheels", *names)


@pytest.fixture
def released(course: Path, tmp_path: Path, grader: Grader) -> Path:
    """The instructor's folder of a release."""
    done = grader("release", "tiny", "--to", tmp_path / "out", "--classroom50", cwd=course)
    assert done.returncode == 0, done.stderr
    assert "classroom50/README.md" in done.stdout
    return tmp_path / "out-instructor"


def run(released: Path, checkout: Path, wheels: Path | None = None, *, unset: str = "") -> Ended:
    """The runner's step, in a clean home; without wheels what the step ends with, in this very installation."""
    home, outputs, bundle = checkout.parent / "home", checkout.parent / "outputs", released / BUNDLE
    home.mkdir()
    step = [str(bundle / "autograder.py")] if wheels else ["-I", "-m", "grader.release.autograde50", str(bundle)]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(outputs),
        "CLASSROOM50_BUNDLE_DIR": str(bundle), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), **PUSH,
    }  # fmt: skip
    environment.pop(unset, None)
    done = subprocess.run(
        [sys.executable, *step], cwd=checkout, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    file = checkout / "result.json"
    result = json.loads(file.read_text(encoding="utf-8"), parse_constant=pytest.fail) if file.exists() else None
    lines = outputs.read_text().splitlines() if outputs.exists() else []
    return Ended(done.returncode, done.stdout + done.stderr, result, dict(line.split("=", 1) for line in lines))


def require_accepted(result: dict[str, Any]) -> None:
    """What the runner's and the collector's validators refuse, after the schema of `classroom50/result/v1`."""
    assert set(result) == {*KEYS, "score", "max-score", "tests"}
    assert result["schema"] == "classroom50/result/v1"
    assert (result["classroom"], result["assignment"]) == (PUSH["CLASSROOM"], PUSH["ASSIGNMENT"])
    assert result["submission"].startswith("submit/")
    assert all(isinstance(result[key], str) and result[key] for key in KEYS)
    for row in (result, *result["tests"]):
        assert type(row["score"]) is type(row["max-score"]) is int
        assert 0 <= row["score"] <= row["max-score"]
    assert all(type(test["passed"]) is bool and test["test-name"] for test in result["tests"])
    assert sum(test["score"] for test in result["tests"]) == result["score"]
    assert sum(test["max-score"] for test in result["tests"]) == result["max-score"]


def checkout_of(folder: Path, **files: str) -> Path:
    """A student's repository."""
    (folder / ".github").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_the_bundle_holds_public_cases_only_and_what_the_runner_takes(released: Path) -> None:
    wheel, _ = own_wheel()
    assert {file.name for file in (released / BUNDLE).iterdir()} == {"autograder.py", wheel, "tiny.bank"}
    assert json.loads((released / "classroom50/runtime.json").read_text()) == {"python": "3.12"}
    bank = store.read(released / BUNDLE / "tiny.bank", remedy="")
    assert {case.split for case in bank.cases()} == {PUBLIC}
    everything = b"".join(file.read_bytes() for file in released.rglob("*") if file.is_file())
    assert SECRET.encode() not in everything
    assert b"@" not in (released / BUNDLE / "autograder.py").read_bytes()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(released / BUNDLE, "tiny")
    assert len(packed.getvalue()) < 10 * 2**20


def test_the_template_may_not_hold_the_runners_own_workflow(released: Path) -> None:
    template = released.parent / "out"
    assert (template / "tiny.py").is_file()
    assert not (template / ".github/workflows/autograde.yaml").exists()


def test_beside_gradescopes_archive_the_public_bundle_is_scanned_all_the_same(
    course: Path, tmp_path: Path, grader: Grader
) -> None:
    options = ("--classroom50", "--gradescope", "--github")
    done = grader("release", "tiny", "--to", tmp_path / "out", *options, cwd=course)
    assert done.returncode == 0, done.stderr
    made = {file.name for file in (tmp_path / "out-instructor").iterdir()}
    assert made == {"README.md", ".github", "wheels", "classroom50", "autograder.zip"}
    private = autograder_members(case_bank(course, "tiny", secret=SECRET), Wheel.own("numpy"))["tiny.bank"]
    bundle = student_bundle(course, "tiny")
    scanner = Scanner.of(
        course, "tiny", public=bundle.bank, private=case_bank(course, "tiny", secret=SECRET), secret=SECRET
    )
    source, zipped = Source(course, "tiny", None, scanner), packed({"tiny.bank": private})
    _scan(source, {tmp_path: {"autograder.zip": zipped}})
    with pytest.raises(GraderError, match=r"classroom50/autograders/tiny/tiny.bank"):
        _scan(source, {tmp_path: {f"{BUNDLE}/tiny.bank": private, "autograder.zip": zipped}})


def test_a_bundle_that_is_too_large_is_told_before_anything_is_written(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classroom50, "MOST_BYTES", 2**17)
    with pytest.raises(GraderError, match="takes a bundle of at most 0 MiB, this one has"):
        classroom50.classroom50_files(student_bundle(course, "tiny"), Wheel.own("numpy"))


def test_pushes_are_graded_in_a_clean_home_and_no_file_of_a_checkout_is_imported(
    released: Path, course: Path, tmp_path: Path, wheels: Path
) -> None:
    solution = (course / "reference/tiny/solution.py").read_text(encoding="utf-8")
    whole = run(released, checkout_of(tmp_path / "a" / "r", tiny=solution), wheels)
    checkout = checkout_of(tmp_path / "b" / "r", tiny=RIGHT, json="raise SystemExit(7)\n", pip="raise SystemExit(8)\n")
    partly = run(released, checkout, wheels)
    assert (whole.status, partly.status) == (0, 0), whole.log + partly.log
    assert whole.result is not None
    assert partly.result is not None
    require_accepted(whole.result)
    require_accepted(partly.result)
    assert whole.result["score"] == whole.result["max-score"] == 4500
    assert [test["passed"] for test in partly.result["tests"]] == [True, True, False]
    assert (whole.outputs["status"], partly.outputs["status"]) == ("success", "failure")
    assert partly.outputs["summary"].startswith("public ")
    assert partly.result["review"] == PUSH["COMMIT_URL"], "where there is nothing to compare with"
    assert "private cases are not run here" in (checkout / "release-body.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("files", [{"tiny": "import os\nos._exit(5)\n"}, {"tiny": "def oops(:\n"}, {}])
def test_what_a_student_breaks_is_a_zero_and_no_error(released: Path, tmp_path: Path, files: dict[str, str]) -> None:
    ended = run(released, checkout_of(tmp_path / "a" / "r", **files))
    assert ended.status == 0, ended.log
    assert ended.result is not None
    require_accepted(ended.result)
    assert (ended.result["score"], ended.outputs["status"]) == (0, "failure")


@pytest.mark.parametrize("missing", ["SUBMISSION_TAG", "CLASSROOM"])
def test_outside_the_runner_nothing_is_scored(released: Path, tmp_path: Path, missing: str) -> None:
    ended = run(released, checkout_of(tmp_path / "a" / "r", tiny=RIGHT), unset=missing)
    assert ended.status == 3
    assert f"found no {missing}; " in ended.log
    assert ended.result is None


def test_a_broken_bundle_scores_nobody(released: Path, tmp_path: Path) -> None:
    (released / BUNDLE / "tiny.bank").write_bytes(b"broken")
    ended = run(released, checkout_of(tmp_path / "a" / "r", tiny=RIGHT))
    assert (ended.status, ended.result) == (3, None)
