"""A hunt finds a planted error, shrinks it, and never blames a program for what the reference is unsure of."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.author import Case
from grader.bank.secret import TEST_SECRET
from grader.hunt.add import checked, with_scenarios
from grader.hunt.code import Pinned
from grader.hunt.draws import Draws, Recipe
from grader.hunt.programs import OwnProgram
from grader.hunt.search import Found, hunt
from grader.hunt.subjects import alternatives
from grader.load import load_assignment
from grader.model.errors import GraderError, SpecError
from grader.model.result import Verdict
from grader.model.values import array_of

from .sums import sums_course


def _draws(course: Path) -> Draws:
    assignment = load_assignment(course, "sums")
    return Draws(assignment, assignment.problems[0], TEST_SECRET)


def _right(x: Any, k: Any, pad: Any) -> Any:
    padded = np.pad(x, pad)
    return np.array([padded[start : start + k].sum() for start in range(len(padded) - k + 1)])


def _wrong(x: Any, k: Any, pad: Any) -> Any:
    return _right(x * 2 if pad > 3 * k + 3 else x, k, pad)


def _hanging(x: Any, k: Any, pad: Any) -> Any:
    while pad > 3 * k + 3:
        pass
    return _right(x, k, pad)


def _only(draws: Draws, function: Callable[..., Any], seconds: float = 10) -> list[Found]:
    return hunt(draws, [OwnProgram(function.__name__, function, draws)], seconds=seconds, seed=1).found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draws, Found]:
    draws = _draws(sums_course(tmp_path_factory.mktemp("sums")))
    (one,) = _only(draws, _wrong, seconds=60)
    return draws, one


def test_a_planted_error_is_found_and_shrunk_to_small_sizes(found: tuple[Draws, Found]) -> None:
    inputs = found[1].drawn.case.inputs
    assert (len(inputs["x"]), inputs["k"]) == (6, 1)
    assert inputs["pad"] in {7, 8}
    assert found[1].failure.verdict is Verdict.WRONG_VALUE
    assert "tolerances" in found[1].failure.words


def test_the_code_of_a_case_reproduces_the_difference(found: tuple[Draws, Found]) -> None:
    case = eval(Pinned.of(found[1]).case, {"np": np, "Case": Case})
    assert not np.allclose(_wrong(**case.inputs), _right(**case.inputs))
    assert np.array_equal(case.inputs["x"], array_of(found[1].frozen.task.calls[0].values["x"]))


def test_a_right_program_is_left_in_peace(found: tuple[Draws, Found]) -> None:
    assert _only(found[0], _right, seconds=3) == []


def test_a_program_that_hangs_is_a_finding_of_its_own(found: tuple[Draws, Found]) -> None:
    start = time.monotonic()
    (one,) = _only(found[0], _hanging, seconds=3)
    assert time.monotonic() - start < 30
    assert one.failure.verdict is Verdict.TIMED_OUT
    assert one.failure.words.startswith("timed out")


def test_where_correct_programs_differ_the_reference_is_called_uncertain(tmp_path: Path) -> None:
    course = sums_course(tmp_path)
    file = course / "reference/sums/alternatives.py"
    body = (
        "\n\n@alternative(window_sums)\ndef fragile(x, k, pad):\n    return window_sums(x, k, pad) * (1 + (k == 5))\n"
    )
    file.write_text(file.read_text() + body)
    draws = _draws(course)
    hunted = hunt(draws, alternatives(draws), seconds=6, seed=1)
    assert [(one.program, one.uncertain) for one in hunted.found] == [("fragile", True)]
    assert hunted.found[0].drawn.case.inputs["k"] == 5

    def doubles_at_five(x: Any, k: Any, pad: Any) -> Any:
        return _right(x, k, pad) * (1 + (k == 5))

    hunted = hunt(draws, [OwnProgram("doubles", doubles_at_five, draws)], seconds=6, seed=1)
    assert hunted.found == []
    assert any(words.startswith("fragile counts as correct") for words in hunted.doubts.values())


def test_a_scenario_is_added_once_and_its_file_loads(found: tuple[Draws, Found]) -> None:
    draws, pinned = found[0], Pinned.of(found[1])
    before = draws.problem.file.read_text(encoding="utf-8")
    text, names = with_scenarios(before.replace("    Text,\n", "").replace("Text(", "str("), [pinned])
    assert names == [pinned.name]
    assert "    Text,\n" in text
    assert "import numpy as np\n" in text
    text, names = with_scenarios(before, [pinned])
    checked(draws.assignment.folder.parent.parent, "sums", draws.problem, text)
    assert with_scenarios(text, [pinned]) == (text, [])
    assert draws.problem.file.read_text(encoding="utf-8") == before


def test_a_file_that_would_not_load_is_not_replaced(found: tuple[Draws, Found]) -> None:
    course = found[0].assignment.folder.parent.parent
    with pytest.raises(SpecError, match=r"window_sums.py: left as it was, since with the new scenario: "):
        checked(course, "sums", found[0].problem, "import nothing_of_this_name\n")


def test_a_problem_without_a_domain_is_told(tmp_path: Path) -> None:
    course = sums_course(tmp_path)
    file = course / "assignments/sums/window_sums.py"
    kept = file.read_text().replace("domain = (", "_domain = (").replace("covering(domain", "covering(_domain")
    file.write_text(kept)
    with pytest.raises(GraderError, match="window_sums declares no domain"):
        _draws(course)


def test_arrays_of_differing_widths_in_a_list_are_counted(tmp_path: Path) -> None:
    draws = _draws(sums_course(tmp_path))
    drawn = next(each for seed in range(50) if (each := draws.drawn(Recipe((), (9, 9, 9), seed))))
    case = Case(layers=[np.ones((2, 3)), np.ones((2, 1))], steps=4, mask=None)
    assert replace(drawn, case=case).elements == 10
