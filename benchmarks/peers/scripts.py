"""Peers that take a student's script as it is: pytest, gradescope-utils, otter; one process a submission."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import homework
from contestants import Contestant

from grader.model.bank import CaseBank
from peers.environments import CACHE, call, environment, homes, numbers, template, write_cases

_TEST = "test_speed.py"


def pytest(bank: CaseBank, framework: str, count: int) -> Contestant:
    """pytest as it starts fastest: without the plugins of others."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=short", _TEST]
    cases, modules = len(list(bank.cases())), write_cases(bank, framework)

    def grade(home: Path) -> float:
        said = call(command, folder=home, modules=modules, good=(0, 1))
        passed = re.search(r"(\d+) passed", said.splitlines()[-1])
        return int(passed[1]) / cases if passed else 0.0

    return Script("pytest", count, grade, template("pytest_test.txt"))


def gradescope(bank: CaseBank, framework: str, count: int) -> Contestant:
    """gradescope-utils: `run_tests.py` as its example has it, without Gradescope's container. Raises OSError."""
    modules = write_cases(bank, framework)
    command: list[str | Path] = [environment("gradescope-utils") / "python", _TEST]

    def grade(home: Path) -> float:
        call(command, folder=home, modules=modules)
        return _share(home / "results.json")

    return Script("gradescope-utils", count, grade, template("gradescope_test.txt"))


def otter(bank: CaseBank, framework: str, count: int) -> Contestant:
    """`otter run`: one submission in no container, with tests in OK format, zipped by `otter generate`. OSError."""
    programs, modules = environment("otter-grader", "ipykernel"), write_cases(bank, framework)
    made = _otter_tests(bank, framework)
    zipped = made / "autograder.zip"
    call([programs / "otter", "generate", "-t", "tests", "-o", zipped], folder=made, modules=modules)
    command: list[str | Path] = [programs / "otter", "run", "--no-logo", "-a", zipped, f"{homework.SLUG}.py"]

    def grade(home: Path) -> float:
        call(command, folder=home, modules=modules)
        return _share(home / "results.json")

    return Script("otter", count, grade)


def _share(results: Path) -> float:
    """Of all points, from a file of results as Gradescope reads them."""
    scored = [test for test in json.loads(results.read_text("utf-8"))["tests"] if test.get("max_score")]
    return float(sum(test["score"] for test in scored) / sum(test["max_score"] for test in scored))


def _otter_tests(bank: CaseBank, framework: str) -> Path:
    """A folder with one test file a function, the cases in it."""
    home = CACHE / f"otter-{framework}"
    (home / "tests").mkdir(parents=True, exist_ok=True)
    for function, cases in numbers(bank).items():
        text = template("otter_test.txt").replace("FUNCTION", function).replace("NUMBERS", repr(cases))
        (home / "tests" / f"{function}.py").write_text(text, "utf-8")
    return home


@dataclass
class Script(Contestant):
    """One that is given a student's folder at a time, with its test beside the script."""

    name: str
    count: int
    one: Callable[[Path], float]
    test: str = ""

    def arrange(self, folder: Path) -> None:
        """Write the tests."""
        for home in homes(folder):
            if self.test:
                (home / _TEST).write_text(self.test, "utf-8")

    def grade(self, folder: Path) -> list[float]:
        """One after the other."""
        return [self.one(home) for home in homes(folder)]
