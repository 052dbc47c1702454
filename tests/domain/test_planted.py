"""Programs that are wrong at one kind of input only lose points, but never more than a third of them.

The programs stand in tests/fixtures/planted, one file an assignment; `problem__what_is_wrong` is a wrong `problem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.execution import grade_all
from grader.model.bank import CaseBank
from grader.model.result import ProblemResult
from grader.report.words import explanation
from grader.run import probe

COURSE = Path(__file__).parents[2]
SOURCES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((COURSE / "tests/fixtures/planted").iterdir())
}
PLANTED = {slug: re.findall(r"^def ([a-z]\w*?)__(\w+)\(", source, re.MULTILINE) for slug, source in SOURCES.items()}
#: What comes before a file of planted programs: the reference as the module that they import.
BEFORE = """import sys
import types

_right = sys.modules["solution"] = types.ModuleType("solution")
exec({solution!r}, _right.__dict__)
"""


@cache
def bank(slug: str) -> CaseBank:
    return case_bank(COURSE, slug, secret=TEST_SECRET)


def handed_in(slug: str) -> Iterator[dict[str, str]]:
    """What is planted in one program: a wrong function for each problem that has one left."""
    left = list(PLANTED[slug])
    while left:
        chosen = dict(reversed(left))
        yield chosen
        left = [each for each in left if each not in chosen.items()]


def program(slug: str, chosen: dict[str, str]) -> str:
    """A student's file: the reference's functions, but for the chosen ones."""
    solution = (COURSE / "reference" / slug / "solution.py").read_text(encoding="utf-8")
    lines = [f"{problem.name} = _right.{problem.name}" for problem in bank(slug).problems]
    lines += [f"{problem} = {problem}__{what}" for problem, what in chosen.items()]
    return "\n".join([BEFORE.format(solution=solution), SOURCES[slug], *lines]) + "\n"


@cache
def graded(slug: str) -> dict[tuple[str, str], ProblemResult]:
    """The results of all planted programs of an assignment, graded as one class."""
    chosen = {f"student{number:02}": each for number, each in enumerate(handed_in(slug))}
    with TemporaryDirectory() as folder:
        for student, each in chosen.items():
            (Path(folder) / student).mkdir()
            (Path(folder) / student / f"{slug.replace('-', '_')}.py").write_text(program(slug, each), encoding="utf-8")
        reports = list(grade_all(collect_class(Path(folder), slug=slug), bank(slug), level=probe().level))
    results = {(report.student, result.problem): result for report in reports for result in report.problems}
    return {
        (problem, what): results[student, problem] for student, each in chosen.items() for problem, what in each.items()
    }


def planted() -> list[object]:
    return [
        pytest.param(slug, problem, what, id=f"{problem}-{what}", marks=pytest.mark.xdist_group(slug))
        for slug, programs in PLANTED.items()
        for problem, what in programs
    ]


def test_sixty_programs_and_more_are_planted_in_five_assignments_or_more() -> None:
    assert set(PLANTED) <= {path.parent.name for path in (COURSE / "assignments").glob("*/assignment.py")}
    assert len(PLANTED) >= 5
    assert sum(map(len, PLANTED.values())) >= 60


@pytest.mark.parametrize(("slug", "problem", "what"), planted())
def test_wrong_at_one_edge_only_loses_something_and_at_most_a_third(slug: str, problem: str, what: str) -> None:
    total = graded(slug)[problem, what].total
    share = float(total.earned) / total.points
    assert share < 1
    assert share > 0.66


@pytest.mark.xdist_group("convolution")
def test_what_all_failing_cases_share_is_said() -> None:
    result = graded("convolution")["conv2d_backward", "gradient_in_memory_order"]
    assert result.misconception == ""
    assert result.sentence["en"] == "every failing case has this, and no other case: dout in Fortran order"
    assert explanation(result, "zh") == "所有未通过的测试都有而其他测试都没有的特点：dout 按 Fortran 顺序存放"


@pytest.mark.xdist_group("convolution")
def test_a_failing_case_of_combinations_says_what_is_unusual_about_it() -> None:
    problem = next(problem for problem in bank("convolution").problems if problem.name == "conv2d_backward")
    titles = [problem.title_of(case.id) for case in problem.cases if case.scenario == "every_choice"]
    assert any("dout in Fortran order" in title["en"] for title in titles)
    told = next(title["zh"] for title in titles if "dout in Fortran order" in title["en"])
    assert "dout 按 Fortran 顺序存放" in told.split("；")
    assert [len(title["zh"].split("；")) for title in titles] == [len(title["en"].split("; ")) for title in titles]
