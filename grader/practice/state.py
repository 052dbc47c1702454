"""What the watcher knows: results by problem, which failure is looked at, how many hints were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model.bank import PUBLIC, CaseBank, Sentence
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.words import failing, worst_case


@dataclass
class State:
    """Changes with every run and every key."""

    bank: CaseBank
    report: Report | None = None
    results: dict[str, ProblemResult] = field(default_factory=dict)
    current: str = ""  # the problem that is looked at
    hints: int = 0
    listing: bool = False
    running: bool = True
    changed: tuple[str, ...] = ()  # what the last run ran
    says: str = ""  # one line about the last key or change

    def take(self, report: Report) -> None:
        """The results of a run, of all problems or of some."""
        before = self.failed()
        self.report = report
        self.results |= {problem.problem: problem for problem in report.problems}
        self.changed = tuple(problem.problem for problem in report.problems)
        self.running = False
        if self.current not in self.failed():
            self.current = next(iter(self.failed()), "")
            self.hints = 0
        solved = [name for name in before if name not in self.failed()]
        self.says = f"solved: {', '.join(solved)}" if solved else ""

    def in_order(self) -> list[ProblemResult]:
        """All results so far, in the assignment's order."""
        return [self.results[problem.name] for problem in self.bank.problems if problem.name in self.results]

    def failed(self) -> list[str]:
        """Problems with a failing public case."""
        return [problem.problem for problem in self.in_order() if failing(problem)]

    def next(self) -> None:
        """Look at the next problem that fails."""
        failed = self.failed()
        if failed:
            place = failed.index(self.current) + 1 if self.current in failed else 0
            self.current, self.hints, self.listing = failed[place % len(failed)], 0, False

    def case(self) -> CaseResult | None:
        """The failing case that is looked at."""
        problem = self.results.get(self.current)
        failed = [case for case in failing(problem) if case.split == PUBLIC] if problem else []
        return worst_case(failed) if failed else None

    def hint_steps(self, language: str) -> list[str]:
        """What the author says to this failure, step by step: what the trap is about, then where to look."""
        case = self.case()
        if case is None:
            return []
        problem = self.bank.problem(case.problem)
        scenario = problem.scenario_of[case.scenario]
        steps = [f"This case: {scenario.title}"]
        if scenario.hint:
            steps.append(f"Look here: {_in(scenario.hint, language)}")
        steps.append(f"The handout says: {problem.summary} Look it up in README.md under {problem.name}.")
        return [step for step in steps if step]

    def hint(self, language: str) -> None:
        """One step further."""
        self.hints = min(self.hints + 1, len(self.hint_steps(language)))


def _in(sentence: Sentence | Mapping[str, str], language: str) -> str:
    return sentence.get(language, sentence["en"])
