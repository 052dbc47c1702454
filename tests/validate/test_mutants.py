"""What mutants are made of, which of them are the same program, and which are no other program than the reference."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from grader.bank.build import build
from grader.bank.evaluate import Course
from grader.bank.secret import TEST_SECRET
from grader.load import LoadedProblem, load_assignment
from grader.validate.equivalence import INPUTS, Yardstick, further_inputs
from grader.validate.mutants import mutants
from grader.validate.mutation import cases_kill_mutants
from grader.validate.operators import OPERATORS
from grader.validate.proof import Subject

ROOT = Path(__file__).parents[2]


def written(operator: str, code: str) -> list[str]:
    """What an operator puts in place of any part of one statement."""
    change = dict(OPERATORS)[operator]
    return [ast.unparse(changed) for node in ast.walk(ast.parse(code)) for changed in change(node)]


@pytest.mark.parametrize(
    ("operator", "code", "expected"),
    [
        ("threshold", "x > 0.5", ["5.0", "0.05", "500.0", "0.0005"]),
        ("threshold", "x > 5", []),
        ("chain", "0 <= x < n", ["0 <= x", "x < n"]),
        ("chain", "a or b", ["a", "b"]),
        ("chain", "(x > 0) & (y > 0)", ["x > 0", "y > 0"]),
        ("dtype", "x.astype(np.float64)", ["np.float16"]),
        ("dtype", "np.zeros(3, dtype=float)", ["dtype='float16'"]),
        ("dtype", "np.zeros(3, dtype=np.int64)", ["np.int8"]),
        ("copy", "x.copy()", ["x"]),
        ("copy", "x.astype(kind)", ["x"]),
        ("copy", "np.array(x)", ["np.asarray(x)"]),
        ("copy", "x = x - y", ["x -= y"]),
        ("copy", "x = y - x", []),
        ("start", "best = -np.inf", ["0.0", "999.0", "1000000000.0"]),
        ("clip", "np.maximum(x, 0)", ["x"]),
        ("clip", "np.maximum(x, y)", ["x", "y"]),
        ("clip", "np.exp(x)", ["np.exp(np.clip(x, -20.0, 20.0))"]),
        ("small number", "np.log(x)", ["np.log(x + 1e-08)", "np.log(np.maximum(x, 1e-08))"]),
        ("small number", "x / n", ["x / (n + 1e-08)"]),
        ("small number", "x / 2", []),
        (
            "early stop",
            "for x in xs:\n    f(x)",
            [
                "for x in xs:\n    f(x)\n    break",
                "for x in list(xs)[1:]:\n    f(x)",
                "for x in list(xs)[:-1]:\n    f(x)",
            ],
        ),
        ("early stop", "for x in range(n):\n    f(x)", ["for x in range(n):\n    f(x)\n    break"]),
        ("early stop", "[f(x) for x in xs]", ["[f(x) for x in list(xs)[1:]]", "[f(x) for x in list(xs)[:-1]]"]),
        ("early stop", "for x in range(n):\n    continue", ["for x in range(n):\n    continue\n    break", "break"]),
    ],
)
def test_an_operator_writes_what_people_write(operator: str, code: str, expected: Sequence[str]) -> None:
    assert written(operator, code) == list(expected)


def module_of(folder: Path, text: str) -> ModuleType:
    """A module of this text, in a file, as mutants need it."""
    file = folder / "made_for_mutants.py"
    file.write_text(text)
    spec = spec_from_file_location("made_for_mutants", file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["made_for_mutants"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_of_two_mutants_with_the_same_bytecode_one_is_made(tmp_path: Path) -> None:
    text = "import numpy as np\n\n\ndef total(x):\n    return np.asarray(x).sum(axis=1)\n"
    made = mutants(module_of(tmp_path, text).total)
    sums = [mutant.after for mutant in made if mutant.after.startswith("np.asarray(x).sum(")]
    assert sorted(sums) == ["np.asarray(x).sum()", *(f"np.asarray(x).sum(axis={axis})" for axis in (-1, -2, 0))]
    assert {mutant.kind for mutant in made if mutant.after in ("0", "2")} == {"constant"}
    programs = [mutant.function.__code__ for mutant in made]
    assert len({(code.co_code, code.co_consts, code.co_names) for code in programs}) == len(programs)


def test_a_mutant_of_a_loop_has_a_name_of_one_line(tmp_path: Path) -> None:
    text = "def total(xs):\n    found = 0\n    for x in xs:\n        y = x\n        found += y\n    return found\n"
    names = [mutant.name for mutant in mutants(module_of(tmp_path, text).total) if mutant.kind == "early stop"]
    assert names == [
        "early stop: for x in xs: … found += y -> for x in xs: … break in: for x in xs:",
        "early stop: for x in xs: … found += y -> for x in list(xs)[1:]: … found += y in: for x in xs:",
        "early stop: for x in xs: … found += y -> for x in list(xs)[:-1]: … found += y in: for x in xs:",
    ]


def subject_of(course: Path, slug: str, name: str) -> tuple[Subject, LoadedProblem]:
    """One problem under the published test secret."""
    assignment = load_assignment(course, slug)
    bank = build(assignment, secret=TEST_SECRET, problems=(name,))
    problem = next(one for one in assignment.problems if one.name == name)
    return Subject(assignment, bank, Course.of(assignment.public_source), TEST_SECRET), problem


def test_a_program_is_held_against_draws_of_the_domain_where_there_is_one() -> None:
    subject, problem = subject_of(ROOT, "cross-entropy", "sigmoid")
    drawn = list(further_inputs(subject, problem))
    assert len(drawn) > 0.9 * INPUTS
    assert {scenario.name for scenario, _ in drawn} == {"every_choice"}
    shapes = {getattr(calls[0].values["z"], "ndim", 0) for _, calls in drawn}
    assert {0, 1, 2} <= shapes
    assert Yardstick(subject, problem).same(problem.solution)


def test_a_program_that_changes_an_argument_is_no_equivalent_one() -> None:
    subject, problem = subject_of(ROOT, "cross-entropy", "softmax")

    def in_place(logits: object, axis: int = -1) -> object:
        answer = problem.solution(logits, axis)
        try:
            logits += 1  # type: ignore[operator]
        except (ValueError, TypeError):
            return answer
        return answer

    assert not Yardstick(subject, problem).same(in_place)


def test_where_a_checker_decides_other_answers_that_it_takes_are_equivalent_and_no_others() -> None:
    subject, problem = subject_of(ROOT, "feature-transform", "xor_network")
    yardstick = Yardstick(subject, problem)

    def steeper(low: float = 0.0, high: float = 1.0) -> object:
        weight1, bias1, weight2, bias2 = problem.solution(low, high)
        return weight1 * 2, bias1 * 2, weight2 * 2, bias2 * 2

    def made_for_bits(low: float = 0.0, high: float = 1.0) -> object:
        del low, high
        return problem.solution()

    assert yardstick.same(steeper)
    assert not yardstick.same(made_for_bits)


def test_equivalent_mutants_are_told_by_name(course: Path) -> None:
    file = course / "reference/tiny/solution.py"
    text = file.read_text("utf-8")
    kept = "kept = np.array(values)\n    return kept[kept < 0], kept[kept > 0]"
    file.write_text(text.replace("return values[values < 0], values[values > 0]", kept))
    subject, _ = subject_of(course, "tiny", "split_signs")
    found = cases_kill_mutants(subject)
    told = [finding for finding in found if "is equivalent" in finding.text]
    assert [finding.ok for finding in told] == [True]
    assert told[0].text == (
        "line 20 is equivalent: copy: np.array(values) -> np.asarray(values) in: kept = np.array(values)"
    )


def test_every_operator_finds_something_in_the_assignments_of_this_course() -> None:
    found: set[str] = set()
    for slug in ("cross-entropy", "gnn-aggregation", "convolution", "self-attention", "backprop"):
        for problem in load_assignment(ROOT, slug).problems:
            found |= {mutant.kind for mutant in mutants(problem.solution)}
    assert found == {name for name, _ in OPERATORS}


def test_a_draw_of_the_domain_is_as_the_scenario_makes_it() -> None:
    subject, problem = subject_of(ROOT, "critical-points", "minimum_ratio")
    hessians = [np.asarray(calls[0].values["hessian"], dtype=float) for _, calls in further_inputs(subject, problem)]
    found = np.abs(np.concatenate([np.linalg.eigvalsh((hessian + hessian.T) / 2) for hessian in hessians]))
    zeros = found[found < 1e-7]
    assert zeros.size > 50
    assert zeros.max() < 1e-14  # on the grid of other cases an eigenvalue of 0 is one of up to 1e-7


def test_a_part_that_is_zero_but_for_rounding_is_no_other_answer() -> None:
    subject, problem = subject_of(ROOT, "regularization", "ridge_closed_form")
    yardstick = Yardstick(subject, problem)

    def rounded(x: object, targets: object, lam: float, unit: float = 1e-16) -> object:
        weight, bias = problem.solution(x, targets, lam)
        return weight + unit * abs(bias), bias

    assert yardstick.same(rounded)
    assert not yardstick.same(partial(rounded, unit=1e-9))
