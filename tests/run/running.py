"""Short ways to write a program and its tasks, and to run them."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from grader.model.outcome import Arguments, Budget, Kind, Outcome, Program, RunResult, Task
from grader.run import Runner

_HONEST = "\ndef honest():\n    return 42\n"


class Bench:
    """Runs source text on a runner."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.level = runner.level

    def result(
        self,
        source: str | bytes,
        *arguments: Any,
        function: str = "f",
        files: dict[str, bytes] | None = None,
        **more: Any,
    ) -> RunResult:
        """One call of one function. `more` may hold budget, forbidden, framework, public, forms, tasks."""
        code = source if isinstance(source, bytes) else dedent(source).encode()
        program = Program(
            "entry.py",
            {"entry.py": code, **(files or {})},
            "entry",
            framework=more.pop("framework", "numpy"),
            public=more.pop("public", b""),
        )
        tasks = more.pop("tasks", None) or [task(function, *arguments, **more)]
        return self.runner.run(program, self.runner.prepare(tasks))

    def outcome(self, source: str | bytes, *arguments: Any, **more: Any) -> Outcome:
        """The outcome of one call."""
        return self.result(source, *arguments, **more).outcomes[0]

    def value(self, source: str | bytes, *arguments: Any, **more: Any) -> Any:
        """The value of one call that must succeed."""
        outcome = self.outcome(source, *arguments, **more)
        assert outcome.kind is Kind.VALUE, outcome
        return outcome.value


def task(
    function: str,
    *arguments: Any,
    case: str = "p/s/public/0",
    budget: Budget | None = None,
    forms: Any = None,
    **more: Any,
) -> Task:
    """A task with positional arguments named x0, x1, …"""
    named = {f"x{index}": value for index, value in enumerate(arguments)}
    return Task(case, function, (Arguments(named, forms or {}),), budget or Budget(cpu_seconds=1.0), **more)


def attack(bench: Bench, source: str, *, cpu_seconds: float = 0.3) -> tuple[Kind, str]:
    """What becomes of f, and proof that the next case is answered all the same."""
    budget = Budget(cpu_seconds=cpu_seconds, memory_mib=200)
    tasks = [task("f", case="p/a/0", budget=budget), task("honest", case="p/b/0", budget=budget)]
    first, second = bench.result(source + _HONEST, tasks=tasks).outcomes
    assert second.value == 42, second
    return first.kind, first.message
