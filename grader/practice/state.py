"""What the watcher knows: results by problem, which failure is looked at, how many hints were asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.frameworks import NUMPY, Framework
from grader.languages.words import Words, words_in
from grader.model.bank import PUBLIC, CaseBank
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.words import failing, worst_case

_END = 1 << 30  # of the body, however long it is
_NAMED = 3  # solved problems in one line


@dataclass
class State:
    """Changes with every run and every key."""

    bank: CaseBank
    language: str
    framework: Framework = NUMPY
    report: Report | None = None
    results: dict[str, ProblemResult] = field(default_factory=dict)
    current: str = ""  # the problem that is looked at
    hints: int = 0
    listing: bool = False
    top: int = 0  # the first line of the body that is seen
    last_top: int = 0  # the greatest that makes sense, as the screen found when it was drawn
    running: float | None = None  # since when
    again: bool = False  # everything is to be run again
    changed: tuple[str, ...] = ()  # what the last run ran
    says: str = ""  # one line about the last key or change
    lines: Mapping[str, int] = field(default_factory=dict)  # where the functions begin in the student's file
    version: int = 0  # another one is drawn anew

    @property
    def words(self) -> Words:
        """In the student's language."""
        return words_in(self.language)

    def start(self, now: float) -> None:
        """A run has begun."""
        self.running = now
        self.say("")

    def running_seconds(self) -> float:
        """How long the run has taken so far; 0 if there is none."""
        return time.monotonic() - self.running if self.running is not None else 0.0

    def take(self, report: Report) -> None:
        """The results of a run, of all problems or of some."""
        before = self.failed()
        self.report = report
        self.results |= {problem.problem: problem for problem in report.problems}
        self.changed = tuple(problem.problem for problem in report.problems)
        self.running = None
        if self.current not in self.failed():
            self._look_at(next(iter(self.failed()), ""))
        solved = [name for name in before if name not in self.failed()]
        names = ", ".join(solved) if len(solved) <= _NAMED else self.words("{count} problems", count=len(solved))
        self.say(self.words("solved: {problems}", problems=names) if solved else "")

    def say(self, words: str) -> None:
        """One line above the keys."""
        self.says = words
        self.version += 1

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
            self._look_at(failed[place % len(failed)])
        self.say("this is the only problem that fails" if len(failed) == 1 else "")

    def _look_at(self, name: str) -> None:
        self.current, self.hints, self.listing, self.top = name, 0, False, 0

    def toggle_list(self) -> None:
        """All cases, or back."""
        self.listing, self.top = not self.listing, 0
        self.say("")

    def scroll(self, lines: int) -> None:
        """Move the part of the body that is seen."""
        self.top = min(max(min(self.top, self.last_top) + lines, 0), self.last_top)
        self.say("")

    def case(self) -> CaseResult | None:
        """The failing case that is looked at."""
        problem = self.results.get(self.current)
        failed = [case for case in failing(problem) if case.split == PUBLIC] if problem else []
        return worst_case(failed) if failed else None

    def title(self) -> str:
        """What that case tries, in the author's words."""
        case = self.case()
        return self.words.of(self.bank.problem(case.problem).scenario_of[case.scenario].title) if case else ""

    def hint_steps(self) -> list[str]:
        """What the author says, step by step: what the trap is about, then where to look; never the answer."""
        case = self.case()
        if case is None:
            return []
        problem = self.bank.problem(case.problem)
        scenario = problem.scenario_of[case.scenario]
        sentences = [*problem.hints, *([scenario.hint] if scenario.hint else [])]
        steps = [self.words.of(sentence) for sentence in sentences]
        return steps or [
            self.words(
                "README.md, the handout, has a section on {problem}; follow its example by hand.", problem=problem.name
            )
        ]

    def hint(self) -> None:
        """One step further."""
        steps = len(self.hint_steps())
        if self.report is None:
            return
        if self.case() is None:
            self.say(self.words("nothing fails, so there is nothing to hint at"))
        elif self.hints == steps:
            self.say(self.words("that was the last hint; d stops in your function with the inputs of this case"))
        else:
            self.hints, self.listing, self.top = self.hints + 1, False, _END
            self.say("")
