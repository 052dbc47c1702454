"""Who takes part in the speed benchmark; each grades a folder of submissions and says what that cost."""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import homework
import numpy as np

from grader.batch import entry
from grader.collect import iterate_class
from grader.grade import Desk, run_key
from grader.gradebook import Gradebook
from grader.model.bank import CaseBank
from grader.model.submission import Submission
from grader.run import Level

PEERS = homework.HERE.parent / ".grader" / "cache" / "peers"


@dataclass(frozen=True)
class Cost:
    """What one submission cost on average."""

    wall_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Contestant:
    """`grade` takes a folder of submissions; `count` is how many a round."""

    name: str
    count: int
    grade: Callable[[Path], int]


def measure(contestant: Contestant, folder: Path) -> Cost:
    """Grade a folder once; the first submission of ours is not counted, since a server starts with it."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    graded = contestant.grade(folder)
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    return Cost(1000 * wall / graded, 1000 * cpu / graded)


def cpu_seconds() -> float:
    """CPU time of this process, of its dead children, and of those that live with theirs."""
    own, dead = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(_of_process(pid) for pid in descendants(os.getpid()))
    return own.ru_utime + own.ru_stime + dead.ru_utime + dead.ru_stime + living


def descendants(pid: int) -> list[int]:
    """All living children and theirs."""
    try:
        text = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [found for child in text.split() for found in (int(child), *descendants(int(child)))]


def _of_process(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def plain_loop(bank: CaseBank, framework: str, count: int) -> Contestant:
    """Compile, exec, call, one vectorised comparison a case: no isolation, no limits, no words."""
    calls = [(case.task.function, list(case.task.calls[0].values.values()), case.expected) for case in bank.cases()]
    given, taken = _adapters(framework)

    def grade(folder: Path) -> int:
        files = sorted(folder.glob("*/*.py"))
        for file in files:
            _plain(file, calls, given, taken)
        return len(files)

    return Contestant("plain loop, one process", count, grade)


def _plain(file: Path, calls: list[Any], given: Callable[[Any], Any], taken: Callable[[Any], Any]) -> int:
    names: dict[str, Any] = {}
    exec(compile(file.read_bytes(), file, "exec"), names)
    passed = 0
    for function, arguments, expected in calls:
        try:
            passed += _agrees(taken(names[function](*[given(value) for value in arguments])), expected)
        except Exception:
            continue
    return passed


def _agrees(actual: Any, expected: Any) -> bool:
    if isinstance(expected, tuple):
        return len(actual) == len(expected) and all(map(_agrees, actual, expected))
    found = np.asarray(actual)
    return found.shape == expected.shape and bool((np.abs(found - expected) <= 1e-9 + 1e-7 * np.abs(expected)).all())


def _adapters(framework: str) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if framework == "numpy":
        return (lambda value: value.copy() if isinstance(value, np.ndarray) else value), (lambda value: value)
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)

    def taken(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(taken, value))
        return value.numpy() if isinstance(value, torch.Tensor) else value

    return (lambda value: torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value), taken


def ours(bank: CaseBank, desk: Desk, level: Level, count: int) -> Contestant:
    """Collect, run, judge, explain, store; a fresh gradebook each time, the fork server stands already."""

    def grade(folder: Path) -> int:
        graded = 0
        with tempfile.TemporaryDirectory() as place, Gradebook.open(Path(place) / "gradebook.db") as book:
            keys: dict[str, str] = {}
            for report in desk.grade_all(_keyed(folder, bank, level, keys)):
                book.store(entry(report, bank, keys[report.student]))
                graded += 1
        return graded

    return Contestant(f"ours, {level.value}", count, grade)


def _keyed(folder: Path, bank: CaseBank, level: Level, keys: dict[str, str]) -> Iterator[Submission]:
    """Submissions as they are collected, the key of each result noted by student."""
    for submission in iterate_class(folder, slug=homework.SLUG):
        keys[submission.student] = run_key(submission, bank, level)
        yield submission


def _write_cases(bank: CaseBank, framework: str) -> Path:
    """The cases as the peers' tests read them."""
    cases = [(case.task.function, list(case.task.calls[0].values.values()), case.expected) for case in bank.cases()]
    file = PEERS / f"cases-{framework}.pickle"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(cases))
    return file


def by_process(name: str, bank: CaseBank, framework: str, count: int, command: list[str], template: str) -> Contestant:
    """A peer: one process a submission, its tests beside the student's file."""
    cases = _write_cases(bank, framework)
    text = (homework.HERE / "peers" / template).read_text("utf-8")
    test = text.replace("CASES_FILE", str(cases)).replace("FRAMEWORK", framework)
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def grade(folder: Path) -> int:
        homes = sorted(path for path in folder.iterdir() if path.is_dir())
        for home in homes:
            (home / "test_speed.py").write_text(test, "utf-8")
            done = subprocess.run(
                [*command, "test_speed.py"],
                cwd=home,
                env={**os.environ, **one},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode not in (0, 1) or "passed" not in done.stdout:
                raise RuntimeError(f"{name} did not grade {home.name}: {done.stdout[-500:]}{done.stderr[-500:]}")
        return len(homes)

    return Contestant(name, count, grade)


def pytest(bank: CaseBank, framework: str, count: int) -> Contestant:
    """pytest as it starts fastest: without the plugins of others."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=short"]
    return by_process("pytest", bank, framework, count, command, "pytest_test.txt")


def gradescope(bank: CaseBank, framework: str, count: int) -> Contestant:
    """gradescope-utils in an environment of its own, which borrows NumPy and torch from ours; raises OSError."""
    python = environment("gradescope-utils")
    return by_process("gradescope-utils", bank, framework, count, [str(python)], "gradescope_test.txt")


def environment(package: str) -> Path:
    """The interpreter of a cached environment with `package`; raises OSError where it cannot be installed."""
    home = PEERS / package
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        venv.create(home, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", package]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            raise OSError(f"{package} does not install: {done.stderr.strip()[-300:]}")
        site = next((home / "lib").glob("python*/site-packages"))
        (site / "borrowed.pth").write_text(str(Path(np.__file__).parent.parent) + "\n")
        (home / "installed").touch()
    return python
