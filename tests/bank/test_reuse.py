"""After an edit only what it concerns is drawn anew, and the bank is the one that would be built from nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from editing import edit

from grader.bank import build as building
from grader.bank import cache, store
from grader.bank.build import build, case_bank
from grader.bank.freeze import freeze
from grader.bank.reuse import PARTS
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.load.dependencies import dependencies
from grader.model.bank import CaseBank, ProblemBank

ALL = ["mean_squares", "signs", "split_signs"]
ASSIGNMENT, REFERENCE = "assignments/tiny", "reference/tiny"


def append(course: Path, file: str, text: str) -> None:
    path = course / file
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + text, encoding="utf-8")


def rebuilt(course: Path, secret: str | None = TEST_SECRET) -> list[str]:
    """The problems that the next bank draws anew, once it is found to be the same as one built from nothing."""
    drawn: list[str] = []
    bank = case_bank(course, "tiny", secret=secret, progress=drawn.append)
    anew = build(load_assignment(course, "tiny"), secret=secret)
    assert (bank.evidence, bank.scoring) == (anew.evidence, anew.scoring)
    assert store.encode(unmeasured(bank)) == store.encode(unmeasured(anew))
    return drawn


def unmeasured(bank: CaseBank) -> CaseBank:
    """The bank without the seconds that the reference took, which are others each time."""

    def problem(each: ProblemBank) -> ProblemBank:
        tasks = [replace(case.task, budget=replace(case.task.budget, enough_seconds=1.0)) for case in each.cases]
        cases = zip(each.cases, tasks, strict=True)
        return replace(each, cases=tuple(replace(case, task=task) for case, task in cases))

    return replace(bank, problems=tuple(map(problem, bank.problems)))


@pytest.fixture
def shared(course: Path) -> Path:
    """The course with helpers that several files import, and its bank built."""
    append(course, f"{ASSIGNMENT}/draws.py", "SIX = 6\n")
    edit(course, f"{ASSIGNMENT}/signs.py", "size=6", "size=SIX")
    edit(course, f"{ASSIGNMENT}/signs.py", "\nHINTS", "\nfrom .draws import SIX\n\nHINTS")
    append(course, f"{REFERENCE}/mistakes/_shared.py", "PLUS = '+'\n")
    case_bank(course, "tiny", secret=TEST_SECRET)
    return course


@pytest.mark.parametrize(
    ("file", "old", "new", "problems"),
    [
        ("assignments/tiny/signs.py", "points=10", "points=11", ["signs"]),
        ("assignments/tiny/signs.py", "Six numbers", "6 numbers", ["signs"]),
        ("reference/tiny/mistakes/signs.py", 'else "-"', 'else "."', ["signs"]),
        ("assignments/tiny/draws.py", "6", "3 + 3", ALL),
        ("assignments/tiny/assignment.py", "points=45", "points=45, score='private'", ALL),
        ("assignments/tiny/public.py", "1e-9", "1e-8", ALL),
        ("assignments/tiny/starter.py", "for example", "say", ALL),
        ("reference/tiny/solution.py", '"""', '"""Edited. ', ALL),
        ("reference/tiny/alternatives.py", '"""', '"""Edited. ', ALL),
        ("reference/tiny/oracles.py", '"""', '"""Edited. ', ALL),
        ("reference/tiny/mistakes/_shared.py", "+", "-", ALL),
    ],
)
def test_an_edit_of_a_file_rebuilds_the_problems_that_depend_on_it(
    shared: Path, file: str, old: str, new: str, problems: list[str]
) -> None:
    edit(shared, file, old, new)
    assert rebuilt(shared) == problems
    assert rebuilt(shared) == []


def test_a_limit_and_a_new_file_rebuild_everything(shared: Path) -> None:
    edit(shared, f"{ASSIGNMENT}/assignment.py", "import Assignment, Text", "import Assignment, Limits, Text")
    edit(shared, f"{ASSIGNMENT}/assignment.py", "points=45", "points=45,\n    limits=Limits(memory_mib=700)")
    assert rebuilt(shared) == ALL
    append(shared, f"{REFERENCE}/baselines.py", '"""None yet."""\n')
    assert rebuilt(shared) == ALL


def test_an_edit_that_is_taken_back_rebuilds_nothing(shared: Path) -> None:
    edit(shared, f"{ASSIGNMENT}/signs.py", "points=10", "points=11")
    assert rebuilt(shared) == ["signs"]
    edit(shared, f"{ASSIGNMENT}/mean_squares.py", "points=20", "points=21")
    assert rebuilt(shared) == ["mean_squares"]
    edit(shared, f"{ASSIGNMENT}/signs.py", "points=11", "points=10")
    assert rebuilt(shared) == []  # put together of two banks


def test_what_imports_another_problems_file_depends_on_it(shared: Path) -> None:
    append(shared, f"{REFERENCE}/mistakes/split_signs.py", "\nfrom .signs import zero_is_positive as other\n")
    case_bank(shared, "tiny", secret=TEST_SECRET)
    edit(shared, f"{REFERENCE}/mistakes/signs.py", 'else "-"', 'else "."')
    assert rebuilt(shared) == ["signs", "split_signs"]


def test_what_imports_it_through_a_helper_depends_on_it_too(shared: Path) -> None:
    append(shared, f"{ASSIGNMENT}/draws.py", "\n\ndef points():\n    from . import signs\n\n    return signs.problem\n")
    case_bank(shared, "tiny", secret=TEST_SECRET)
    edit(shared, f"{ASSIGNMENT}/signs.py", "Six", "6")
    assert rebuilt(shared) == ALL


def test_a_file_that_changes_something_when_it_is_loaded_counts_for_all(shared: Path) -> None:
    append(shared, f"{ASSIGNMENT}/draws.py", "LIST = []\n")
    edit(shared, f"{ASSIGNMENT}/signs.py", "\nHINTS", "\nfrom .draws import LIST\n\nLIST.append(1)\n\nHINTS")
    case_bank(shared, "tiny", secret=TEST_SECRET)
    edit(shared, f"{ASSIGNMENT}/signs.py", "append(1)", "append(2)")
    assert rebuilt(shared) == ALL


@pytest.mark.parametrize(
    "line",
    [
        "import importlib",
        "import os.path",
        "from pathlib import Path",
        "import helpers",
        "from ..elsewhere import something",
        "from .nowhere import something",
        "from ..mistakes import *",
        "WORDS = open",
        "HERE = __file__",
        "X = (0).__class__.__loader__",
    ],
)
def test_a_file_that_may_reach_others_unseen_leaves_nothing_to_reuse(course: Path, line: str) -> None:
    (course / "helpers.py").write_text("", encoding="utf-8")
    assert [*dependencies(course, "tiny")] == ALL
    append(course, f"{REFERENCE}/mistakes/signs.py", f"\n{line}\n")
    assert dependencies(course, "tiny") == {}


def test_nothing_is_taken_from_a_bank_of_another_secret_numpy_or_grader(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rebuilt(shared, None) == ALL
    assert rebuilt(shared, "another-secret-of-some-length") == ALL
    monkeypatch.setattr(np, "__version__", "0.0.1")
    assert rebuilt(shared) == ALL
    monkeypatch.setattr(cache, "code_digest", lambda *_: "of another version")
    assert rebuilt(shared) == ALL


@pytest.mark.parametrize("data", [b"", b"{}", b"no json", b'{"surroundings": [], "problems": {"signs": 1}}'])
def test_without_a_sound_list_of_parts_everything_is_rebuilt(shared: Path, data: bytes) -> None:
    (file,) = (shared / ".grader" / "cache").glob(f"*{PARTS}")
    file.write_bytes(data)
    edit(shared, f"{ASSIGNMENT}/signs.py", "points=10", "points=11")
    assert rebuilt(shared) == ALL


# --- scenarios


def frozen_by(course: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The scenarios of which the next bank freezes cases."""
    found = set()

    def noted(builder: Any, *args: Any, **options: Any) -> Any:
        found.add(builder.scenario.name)
        return freeze(builder, *args, **options)

    with monkeypatch.context() as context:
        context.setattr(building, "freeze", noted)
        case_bank(course, "tiny", secret=TEST_SECRET)
    assert rebuilt(course) == []
    return found


@pytest.mark.parametrize(
    ("old", "new", "scenarios"),
    [
        ("As many rows", "So many rows", {"square"}),
        ("rng.normal(size=(3, 3))", "rng.normal(size=(5, 5))", {"square"}),
        ("private=2, traps", "private=3, traps", {"square"}),
        # its name stands in `calls_again(ordinary)`
        (
            "Four rows",
            "4 rows",
            {"ordinary", "square", "rows_far_apart", "not_a_matrix", "called_again", "inputs_kept"},
        ),
        (
            "points=20",
            "points=21",
            {"ordinary", "square", "rows_far_apart", "not_a_matrix", "called_again", "inputs_kept"},
        ),
    ],
)
def test_an_edit_of_a_scenario_freezes_its_cases_alone(
    shared: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, scenarios: set[str]
) -> None:
    edit(shared, f"{ASSIGNMENT}/mean_squares.py", old, new)
    assert frozen_by(shared, monkeypatch) == scenarios


def test_a_scenario_may_be_new_renamed_or_gone(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = f"{ASSIGNMENT}/mean_squares.py"
    append(
        shared,
        file,
        '\n\n@scenario(private=1)\ndef one(rng):\n    """One."""\n    return Case(values=np.ones((1, 9)))\n',
    )
    frozen_by(shared, monkeypatch)
    edit(shared, file, "def one", "def two")
    assert frozen_by(shared, monkeypatch) == {"two"}
    edit(shared, file, "def two", "def _two")
    assert frozen_by(shared, monkeypatch) == set()


def test_private_cases_that_are_weak_together_are_all_drawn_anew(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, with_zero, without = f"{ASSIGNMENT}/signs.py", "[0.0, *(rng.integers(-1, 2", "[1.0, *(rng.integers(1, 2"
    edit(shared, file, with_zero, without)  # no case tells zero from plus any more
    assert frozen_by(shared, monkeypatch) >= {"ordinary", "with_zeros"}
    bank = case_bank(shared, "tiny", secret=TEST_SECRET).problem("signs")
    assert bank.weaknesses
    edit(shared, file, without, with_zero)
    assert rebuilt(shared) == []
    edit(shared, file, "A third of", "Some of")
    assert rebuilt(shared) == ["signs"]


@pytest.mark.parametrize(
    "unclear",
    [
        "NAMES = globals()",
        "again = calls_again(square)",
        "from .draws import square",
        "scenario = scenario",
        "SIX = [6]\nSIX[0] = 7",
    ],
)
def test_scenarios_that_code_may_reach_otherwise_are_not_told_apart(course: Path, unclear: str) -> None:
    append(course, f"{ASSIGNMENT}/draws.py", "square = None\n")
    assert "square" in dependencies(course, "tiny")["mean_squares"].scenarios
    append(course, f"{ASSIGNMENT}/mean_squares.py", f"\n{unclear}\n")
    assert "square" not in dependencies(course, "tiny")["mean_squares"].scenarios


def test_derived_scenarios_depend_on_the_one_that_they_are_made_of(course: Path) -> None:
    edit(course, f"{ASSIGNMENT}/mean_squares.py", "called_again = calls_again(ordinary)\n", "")
    edit(course, f"{ASSIGNMENT}/mean_squares.py", "inputs_kept = keeps_inputs(ordinary)\n", "")
    before = dependencies(course, "tiny")["mean_squares"]
    edit(course, f"{ASSIGNMENT}/mean_squares.py", "Four rows", "4 rows")
    after = dependencies(course, "tiny")["mean_squares"]
    same = {name: after.same_scenario(before, name) for name in ("ordinary", "called_again", "inputs_kept", "square")}
    assert same == {"ordinary": False, "called_again": False, "inputs_kept": False, "square": True}
