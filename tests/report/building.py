"""Reports made by hand."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import numpy as np
from rich.console import Console, RenderableType

from grader.judge.problem import scored
from grader.judge.score import add
from grader.model.bank import BankCase, CaseBank, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.outcome import Arguments, Task
from grader.model.result import CaseResult, Difference, Report, Verdict, Window

SCENARIOS = (
    ScenarioInfo("ordinary", {"en": "Ordinary numbers."}, weight=2, counts={"public": 2, "private": 1}),
    ScenarioInfo(
        "huge",
        {"en": "Huge numbers."},
        hint={"en": "Subtract the maximum.", "zh": "先减去最大值。"},
        counts={"public": 0, "private": 2},
    ),
)
CASES = ("ordinary/public/0", "ordinary/public/1", "ordinary/private/0", "huge/private/0", "huge/private/1")


def bank(*, points: int = 10, problems: tuple[str, ...] = ("f", "g")) -> CaseBank:
    """Two problems of five cases each."""
    return CaseBank(
        slug="tiny",
        title={"en": "Tiny"},
        libraries=("numpy",),
        score_rule="all",
        problems=tuple(_problem(name, points) for name in problems),
        secret_fingerprint="0123456789abcdef",
        environment={"numpy": "2"},
    )


def _problem(name: str, points: int) -> ProblemBank:
    cases = tuple(
        BankCase(f"{name}/{case}", Task(f"{name}/{case}", name, (Arguments({}),)), np.ones(3), ()) for case in CASES
    )
    mistakes = (
        MistakeInfo(
            "sum_not_mean",
            "T1",
            {"en": "You summed.", "zh": "你求了和。"},
            {"en": "sum, not mean", "zh": "求和而非平均"},
        ),
    )
    return ProblemBank(name, points, "A function.", ("x",), SCENARIOS, mistakes, cases)


def wrong(case: str, **more: Any) -> CaseResult:
    """A failed case with everything that could be told about it."""
    window = Window((0, 0), np.array([[1.0, 2.125, 3.1875]]), np.array([[1.0, 4.25, 3.1875]]))
    told: dict[str, Any] = {
        "verdict": Verdict.WRONG_VALUE,
        "message": "[1]: expected 2.125, got 4.25",
        "difference": Difference("", (1,), 2.125, 4.25, 5e12, 1 / 3, (3,), window),
        "pattern": "wrong only at index [1]",
        "notes": ("computed in float32",),
        "stdout": "x = 4.25",
        "traceback": "File tiny.py, line 7",
        "line": 7,
        "seconds": 0.25,
    }
    return CaseResult(case=case, **{**told, **more})


def report(*failed: CaseResult, name: str = "", student: str = "ada", whole: CaseBank | None = None) -> Report:
    """A report in which these cases failed and all others passed."""
    whole = whole or bank()
    by_id = {case.case: case for case in failed}
    problems = tuple(
        scored(
            problem,
            [by_id.get(case.id, CaseResult(case.id, Verdict.PASSED)) for case in problem.cases],
            rule=whole.score_rule,
            name=name if any(case.case.startswith(f"{problem.name}/") for case in failed) else "",
        )
        for problem in whole.problems
    )
    return Report(
        assignment=whole.slug,
        id=f"{student}-7",
        student=student,
        status="graded",
        digest="d" * 8,
        framework="numpy",
        isolation="full",
        problems=problems,
        total=add([problem.total for problem in problems]),
        splits={split: add([problem.splits[split] for problem in problems]) for split in ("public", "private")},
        members=(student, "bo"),
        handed_in=datetime(2026, 11, 28, 23, 59, tzinfo=UTC),
        late_seconds=60.5,
        attempt=2,
        source="/course/submissions/tiny",
        environment={"numpy": "2.0"},
        secret_fingerprint=whole.secret_fingerprint,
        flags=("looks odd",),
    )


def earned(result: Report) -> Fraction:
    """The exact total."""
    return result.total.earned


def printed(*parts: RenderableType, width: int = 120) -> str:
    """What a terminal without colours shows."""
    console = Console(record=True, width=width, color_system=None, file=io.StringIO())
    for part in parts:
        console.print(part)
    return console.export_text()
