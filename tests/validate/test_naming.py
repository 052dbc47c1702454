"""Programs of other people with one known mistake are called by its name; those with two or another have no name."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from grader.bank.build import build
from grader.bank.evaluate import Course
from grader.bank.secret import TEST_SECRET
from grader.judge.problem import judge_problem
from grader.load import load_assignment
from grader.model.bank import ProblemBank
from grader.model.outcome import Kind, Outcome
from grader.validate.mutation import run
from grader.validate.proof import Subject, as_outcome

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parents[1] / "fixtures" / "others"


def programs_of(file: Path) -> ModuleType:
    """A file of programs."""
    spec = importlib.util.spec_from_file_location(f"others_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PROGRAMS = [
    pytest.param(file.stem.replace("_", "-"), *row, id=f"{row[0]}-{row[1].__name__}")
    for file in sorted(FOLDER.glob("*.py"))
    for row in programs_of(file).PROGRAMS
]


@cache
def subject_of(slug: str, problem: str) -> tuple[Subject, ProblemBank]:
    """One problem of an assignment under the published test secret."""
    assignment = load_assignment(ROOT, slug)
    bank = build(assignment, secret=TEST_SECRET, problems=(problem,))
    return Subject(assignment, bank, Course.of(assignment.public_source), TEST_SECRET), bank.problems[0]


@pytest.mark.parametrize(("slug", "problem", "program", "name"), PROGRAMS)
def test_a_program_of_somebody_else_is_called_by_its_mistake(
    slug: str, problem: str, program: object, name: str
) -> None:
    assert callable(program)
    subject, bank = subject_of(slug, problem)
    declared = next(one for one in subject.assignment.problems if one.name == problem)
    outcomes = {}
    for case in bank.cases:
        given = run(program, subject, declared, case)
        outcomes[case.id] = Outcome(case.id, Kind.TIMED_OUT) if given is None else as_outcome(case, given)
    result = judge_problem(bank, outcomes, subject.course.callables, rule="all")
    assert result.misconception == name
