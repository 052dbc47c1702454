"""Every sample submission gets the verdicts that stand beside it, under the published test secret."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.grade import GradingSession
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import Report
from grader.report.words import points
from grader.run import Level, Runner, probe

ROOT = Path(__file__).parent.parent
SLUGS = sorted(path.parent.name for path in (ROOT / "submissions").glob("*/expected.toml"))


@cache
def expected(slug: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "submissions" / slug / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One for all classes: to start its server for PyTorch takes longer than to grade a class."""
    level = probe().level
    assert level in (Level.FULL, Level.CONFINED)
    with Runner(level) as started:
        yield started


@pytest.fixture(scope="session")
def graded(runner: Runner) -> Callable[[str], dict[str, Report]]:
    """The reports of a whole class at once, as an instructor would have them."""

    @cache
    def of_class(slug: str) -> dict[str, Report]:
        bank = case_bank(ROOT, slug, secret=TEST_SECRET)
        work = collect_class(ROOT / "submissions" / slug, slug=slug)
        opened = GradingSession.open(bank, runner.level)
        session = replace(opened, runner=runner, prepared=runner.prepare(bank.tasks))
        return {report.student: report for report in session.grade_all(work)}

    return of_class


def students() -> list[Any]:
    return [
        pytest.param(slug, student, id=f"{slug}/{student}", marks=pytest.mark.xdist_group(slug))
        for slug in SLUGS
        for student in expected(slug)
    ]


def test_every_assignment_has_samples_with_expectations() -> None:
    assert sorted(path.parent.name for path in (ROOT / "assignments").glob("*/assignment.py")) == SLUGS


def test_the_demo_grades_assignments_that_exist() -> None:
    demo = (ROOT / "submissions" / "demo.txt").read_text(encoding="utf-8").split()
    assert demo
    assert set(demo) <= set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_student_folder_has_an_expectation(slug: str) -> None:
    folders = {path.name for path in (ROOT / "submissions" / slug).iterdir() if path.is_dir()}
    assert folders == set(expected(slug))


@pytest.mark.parametrize(("slug", "student"), students())
def test_sample_is_graded_as_promised(slug: str, student: str, graded: Callable[[str], dict[str, Report]]) -> None:
    wanted = expected(slug)[student]
    report = graded(slug)[student]
    if report.framework == "torch" and find_spec("torch") is None:
        pytest.skip(f"{student} works in PyTorch, which is not installed")
    assert report.status == "graded"
    found = {
        "score": points(report.total),
        "public": points(report.splits[PUBLIC]),
        "private": points(report.splits[PRIVATE]),
        "problems": problems(report),
    }
    assert found == {
        **{name: wanted[name] for name in ("score", "public", "private")},
        "problems": {name: dict(entry) for name, entry in wanted.get("problems", {}).items()},
    }


def problems(report: Report) -> dict[str, dict[str, Any]]:
    """What went wrong, problem by problem."""
    found: dict[str, dict[str, Any]] = {}
    for problem in report.problems:
        verdicts = sorted({case.verdict.value for case in problem.cases if not case.passed})
        if verdicts:
            found[problem.problem] = {"verdicts": verdicts}
            if problem.misconception:
                found[problem.problem]["misconception"] = problem.misconception
    return found
