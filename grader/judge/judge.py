"""The judge of a bank: it works out once what all submissions of a class are compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from grader.judge.decide import Callables
from grader.judge.explain import MistakeMatcher
from grader.judge.patterns.search import PatternSearch
from grader.judge.problem import judged_with
from grader.judge.vectorized import VectorizedComparison
from grader.model.bank import CaseBank
from grader.model.outcome import Outcome
from grader.model.result import ProblemResult


class Judge:
    """A bank, the callables of its public.py, and what does not depend on a submission."""

    def __init__(self, bank: CaseBank, callables: Callables) -> None:
        """Nothing is worked out before the first submission."""
        self._bank = bank
        self._callables = callables
        self._matchers = [MistakeMatcher(problem) for problem in bank.problems]
        self._search = PatternSearch()

    @cached_property
    def _comparison(self) -> VectorizedComparison:
        return VectorizedComparison.of(self._bank)

    def results(
        self, outcomes: Mapping[str, Outcome], *, between: Callable[[], None] | None = None
    ) -> tuple[ProblemResult, ...]:
        """Judge every problem of the bank that was asked; `outcomes` maps case ids, all those of such a problem.

        `between` is called before each problem.
        """
        found = []
        with np.errstate(all="ignore"):
            agreeing = self._comparison.agreeing(outcomes)
            for matcher in self._matchers:
                if any(case.id not in outcomes for case in matcher.problem.cases[:1]):
                    continue
                if between is not None:
                    between()
                found.append(
                    judged_with(
                        matcher,
                        outcomes,
                        self._callables,
                        rule=self._bank.score_rule,
                        agreeing=agreeing,
                        search=self._search,
                    )
                )
        return tuple(found)
