"""Programs that take long: what is put off, what is confirmed, what is given up, and that slow is not wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader.model.outcome import Budget, Kind, Outcome, Program, Task

from .running import Bench, task

#: Burns as much CPU time as it is told: how busy the machine is does not matter to it.
BURN = """
import time
def burn(seconds):
    start = time.thread_time()
    while time.thread_time() - start < seconds:
        pass
"""
BUDGET = Budget(cpu_seconds=0.4, enough_seconds=0.15)


@pytest.fixture
def busy() -> Iterator[None]:
    """Three other processes that never rest."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    yield
    for other in others:
        other.kill()
        other.wait()


def cases(function: str, *names: str, budget: Budget = BUDGET) -> list[Task]:
    """A function's tasks, each called with its number."""
    return [task(function, at, case=f"{function}/{name}", budget=budget) for at, name in enumerate(names)]


def kinds(outcomes: tuple[Outcome, ...]) -> list[Kind]:
    return [outcome.kind for outcome in outcomes]


NAMES = ("a/public/0", "a/private/0", "b/public/0", "b/private/0")


def test_thirty_times_the_reference_passes_on_a_busy_machine(forked: Bench, busy: None) -> None:
    """What no limit may cost: it is enough in the first look, in the second and in the last."""
    source = BURN + "def f(x):\n    burn(0.14)\n    return x\ndef g(x):\n    burn(0.14 if x else 9)\n    return x\n"
    outcomes = forked.result(source, tasks=cases("f", *NAMES) + cases("g", *NAMES)).outcomes
    assert kinds(outcomes[:4]) == [Kind.VALUE] * 4
    assert kinds(outcomes[4:]) == [Kind.TIMED_OUT, Kind.SKIPPED, Kind.VALUE, Kind.VALUE]


def test_a_call_has_its_whole_time_on_a_busy_machine(forked: Bench, busy: None) -> None:
    source = BURN + "def f(x):\n    burn(0.35)\n    return x\n"
    assert kinds(forked.result(source, tasks=cases("f", *NAMES)).outcomes) == [Kind.VALUE] * 4


def test_who_hangs_in_one_scenario_keeps_the_others(bench: Bench) -> None:
    source = "def f(x):\n    while x == 1: pass\n    return x\ndef g(x):\n    return x\n"
    names = (*NAMES, "c/private/0")
    outcomes = bench.result(source, tasks=cases("f", *names) + cases("g", *NAMES)).outcomes
    values = [Kind.VALUE] * 3
    assert kinds(outcomes[:5]) == [Kind.VALUE, Kind.TIMED_OUT, *values]
    assert kinds(outcomes[5:]) == [Kind.VALUE] * 4


def test_what_is_too_slow_only_after_others_is_asked_alone(forked: Bench) -> None:
    """A second look asks the call that was put off alone, and every other one that takes too long."""
    source = BURN + "asked = []\ndef f(x):\n    asked.append(x)\n    burn(0.2 * len(asked))\n    return x\n"
    budget = Budget(cpu_seconds=0.3)
    assert kinds(forked.result(source, tasks=cases("f", *NAMES, budget=budget)).outcomes) == [Kind.VALUE] * 4


def test_the_rest_is_known_before_what_takes_long(forked: Bench) -> None:
    source = "def f(x):\n    while True: pass\ndef g(x):\n    return x\n"
    program = Program("entry.py", {"entry.py": source.encode()}, "entry")
    prepared = forked.runner.prepare(cases("f", *NAMES) + cases("g", *NAMES))
    begun = forked.runner.start(program, prepared)
    begun.finish()
    found = begun.result()
    assert found.put_off == {"f": "f/a/public/0"}
    assert [(outcome.case[0], outcome.kind) for outcome in found.outcomes] == [("g", Kind.VALUE)] * 4


def test_a_file_whose_import_never_ends_is_asked_twice_at_most(forked: Bench) -> None:
    source = "def f(x):\n    return x\nwhile True: pass\ndef g(x):\n    return x\n"
    runner = type(forked.runner)(forked.level, import_seconds=0.5)
    with runner:
        found = Bench(runner).result(source, tasks=cases("f", *NAMES) + cases("g", *NAMES))
    assert kinds(found.outcomes[:4]) == [Kind.VALUE] * 4
    assert kinds(found.outcomes[4:]) == [Kind.TIMED_OUT] * 4
