"""How the stages of one submission grow with its cases, its problems and the size of its arrays."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median

import numpy as np
from contestants import Ours

from grader.grade import GradingSession
from grader.gradebook import Gradebook
from grader.model.bank import BankCase, CaseBank, Known, Leaf, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.outcome import Arguments, Budget, Program, Task
from grader.model.submission import Submission
from grader.run import Level

MIB = 1 << 20
Stages = dict[str, float]  # seconds by name
TOTAL = "total"
STAGES = ("fork", "isolate", "import", "run", "transfer", "judge", "store")
#: A stage that is a smaller share of the largest size's time is noise, not growth.
WORTH_FITTING = 0.05
_IMPORTS = {"numpy": "import numpy as np", "torch": "import torch"}
_SOFTMAX = {
    "numpy": "    shifted = np.exp(x - x.max())\n    return shifted / shifted.sum()",
    "torch": "    return torch.softmax(x, 0)",
}
_WRONG = "    return x * 2"


@dataclass(frozen=True)
class Growth:
    """Seconds of each stage by size, in every round: what is compared was measured one after the other."""

    name: str
    sizes: tuple[int, ...]
    rounds: tuple[tuple[Stages, ...], ...]

    @property
    def stages(self) -> tuple[Stages, ...]:
        """Medians of all rounds, by size."""
        by_size = zip(*self.rounds, strict=True)
        return tuple({name: median(each[name] for each in found) for name in found[0]} for found in by_size)

    def exponents(self, reference: Sequence[float] | None = None) -> Stages:
        """Of every stage that matters and of `total`; 1 is linear, or as the reference's seconds grow.

        Medians of the rounds; fitted to the two largest sizes, where what does not grow hides least of what does.
        """
        within = [
            name for name, seconds in self.stages[-1].items() if seconds >= WORTH_FITTING * self.stages[-1][TOTAL]
        ]
        fixed = reference or [float(size) for size in self.sizes]
        scale = log(fixed[-1] / fixed[-2])
        # Of a stage that took no time at all, in some round, nothing can be said.
        fitted = {name for name in within if all(each[-2][name] > 0 and each[-1][name] > 0 for each in self.rounds)}
        return {name: median(log(each[-1][name] / each[-2][name]) / scale for each in self.rounds) for name in fitted}


def by_cases(framework: str, sizes: tuple[int, ...], *, repeat: int) -> Growth:
    """One function with so many cases, one of ten wrong."""
    return _grown(framework, sizes, repeat, lambda size: _softmax_bank(1, size))


def by_problems(framework: str, sizes: tuple[int, ...], *, repeat: int) -> Growth:
    """So many functions with ten cases each, half of them wrong."""
    return _grown(framework, sizes, repeat, lambda size: _softmax_bank(size, 10))


def by_bytes(framework: str, sizes: tuple[int, ...], *, repeat: int) -> Growth:
    """Seconds a case whose array goes there and comes back with every element changed; of stages that see it."""
    counts = [max(2, min(50, 10 * MIB // size)) for size in sizes]
    grown = _grown(framework, sizes, repeat, lambda size: _array_bank(size, counts[sizes.index(size)]))
    rounds = (
        tuple(
            _with_total({name: each[name] / count for name in ("run", "transfer", "judge")})
            for each, count in zip(found, counts, strict=True)
        )
        for found in grown.rounds
    )
    return Growth(framework, sizes, tuple(rounds))


def copy_seconds(size: int, *, repeat: int) -> float:
    """What it takes to copy so many bytes there and back, into memory that is there already."""
    source, target = np.ones(size // 8), np.zeros(size // 8)
    best = float("inf")
    for _ in range(repeat):
        started = time.perf_counter()
        np.copyto(target, source)
        np.copyto(source, target)
        best = min(best, time.perf_counter() - started)
    return best


def _grown(framework: str, sizes: tuple[int, ...], repeat: int, bank_of: Callable[[int], CaseBank]) -> Growth:
    """Each size in turn, again and again."""
    banks = [bank_of(size) for size in sizes]
    rounds = []
    for number in range(repeat):
        rounds.append(tuple(_stages(bank, framework) for bank in banks))
        print(f"{framework}: {sizes}: round {number + 1} of {repeat}", file=sys.stderr)
    return Growth(framework, sizes, tuple(rounds))


def _stages(bank: CaseBank, framework: str) -> Stages:
    """Of one submission, by a server that has run another before."""
    with (
        tempfile.TemporaryDirectory() as place,
        Gradebook.open(Path(place, "gradebook.db")) as book,
        GradingSession.open(bank, Level.FULL) as session,
    ):
        own = Ours(bank, session, Level.FULL)
        for number in range(2):
            own.forget()
            list(own.scores([_submission(bank, framework, number)], book))
        return _with_total({stage: own.stages[stage] for stage in STAGES})


def _with_total(stages: Stages) -> Stages:
    return {**stages, TOTAL: sum(stages.values())}


def _submission(bank: CaseBank, framework: str, number: int) -> Submission:
    names = [problem.name for problem in bank.problems]
    right = "    return x + 1" if bank.slug == "arrays" else _SOFTMAX[framework]
    bodies = [_WRONG if at % 2 and len(names) > 1 else right for at in range(len(names))]
    functions = [f"def {name}(x):\n{body}" for name, body in zip(names, bodies, strict=True)]
    text = "\n\n\n".join([f"# attempt {number}\n{_IMPORTS[framework]}", *functions]) + "\n"
    program = Program("growth.py", {"growth.py": text.encode()}, "growth", framework)
    return Submission(f"student{number}", program, f"digest{number}")


def _softmax_bank(problems: int, cases: int) -> CaseBank:
    """Inputs are small: what is measured is the way of a case, not its arithmetic."""
    x = np.linspace(-1, 1, 128)
    exponentials = np.exp(x - x.max())
    return _bank("softmax", problems, cases, x, exponentials / exponentials.sum(), Budget())


def _array_bank(size: int, cases: int) -> CaseBank:
    x = np.linspace(-1, 1, size // 8)
    budget = Budget(cpu_seconds=60.0, memory_mib=4096, output_mib=2 * size // MIB + 1)
    return _bank("arrays", 1, cases, x, x + 1, budget)


def _bank(slug: str, problems: int, cases: int, x: np.ndarray, expected: np.ndarray, budget: Budget) -> CaseBank:
    leaf = Leaf("", expected, np.full(expected.shape, 1e-12), float(np.abs(expected).max()))
    known = (Known("half", expected / 2, wrong=True),)
    scenarios = (ScenarioInfo("ordinary", {"en": "Ordinary."}, counts={"public": 0, "private": cases}),)
    mistakes = (MistakeInfo("half", "GR1", {"en": "Half of it."}, {"en": "half"}),)

    def problem(name: str) -> ProblemBank:
        ids = [f"{name}/ordinary/private/{number}" for number in range(cases)]
        found = (
            BankCase(each, Task(each, name, (Arguments({"x": x}),), budget), expected, (leaf,), known) for each in ids
        )
        return ProblemBank(name, 10, "", ("x",), scenarios, mistakes, tuple(found))

    parts = tuple(problem(f"function{number}") for number in range(problems))
    return CaseBank(slug, {"en": slug}, ("numpy", "torch"), "all", parts)
