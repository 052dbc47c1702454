"""What a measured case is held against: each baseline runs on the drawn case itself, as on Kaggle.

A draw on which the baselines are not clearly in order, or the reference does not reach the last one, is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from grader.author import Case
from grader.bank.evaluate import Answer, widened
from grader.judge.canonical import canonical
from grader.judge.measure import Yardstick, closest
from grader.load import LoadedProblem
from grader.model.errors import SpecError
from grader.model.outcome import Arguments
from grader.model.spec import Scenario
from grader.model.values import Raises, Value, items_of

#: On every half each baseline is better than the one before by so much, or the case is drawn again.
LEAST_STEP = 0.02

Evaluate = Callable[[Sequence[Arguments]], Answer]


class UnclearOrderError(ValueError):
    """On this draw the baselines lie too close, or the reference does not reach the last one."""


def yardstick(
    problem: LoadedProblem,
    scenario: Scenario,
    case: Case,
    calls: Sequence[Arguments],
    given: Answer,
    evaluate: Callable[[Callable[..., object]], Evaluate],
) -> Yardstick | None:
    """The metric of a case with what the baselines reach on each half; None for a case that no metric judges.

    Raises:
        UnclearOrderError: another draw could tell better from worse.
        SpecError: the case states no answer, or there are no baselines.
    """
    where = f"{problem.file}: problem {problem.name}: scenario {scenario.name}"
    if scenario.metric is None:
        return None
    if case.stated is None:
        raise SpecError(f"{where}: metric: expected the right answer of every case, .answer(…), found none")
    if len(problem.baselines) < 2:
        raise SpecError(
            f"{where}: metric: expected two baselines or more in the reference's baselines.py, one that earns nothing "
            f"and one that earns everything; found {len(problem.baselines)}"
        )
    by = Yardstick(scenario.metric, _public_half(case, where))
    expected = np.asarray(canonical(case.stated))
    reached = {
        each.name: _values(evaluate(each.function)(widened(calls[:1])), by, expected, f"{where}: baseline {each.name}")
        for each in problem.baselines
    }
    _look_at_order(reached, _values(given, by, expected, f"{where}: reference", calls=len(calls)))
    return Yardstick(scenario.metric, by.public_half, reached)


def _public_half(case: Case, where: str) -> np.ndarray | None:
    if case.public_half is None:
        return None
    rows = np.asarray(case.public_half)
    if rows.dtype != bool or rows.shape != np.shape(case.stated)[:1] or rows.all() or not rows.any():
        raise SpecError(f"{where}: public_half: expected a bool for every row of the answer, some of them and not all")
    return rows


def _values(given: Answer, by: Yardstick, expected: np.ndarray, where: str, *, calls: int = 1) -> tuple[float, ...]:
    if isinstance(given.outcome, Raises):
        raise SpecError(f"{where}: expected an answer, found {given.outcome.name}: {given.error}")
    answer: Value = given.outcome if calls == 1 else items_of(given.outcome)[0]
    found = np.asarray(answer)
    if found.shape != expected.shape:
        raise SpecError(f"{where}: expected an answer of shape {expected.shape}, found {found.shape}")
    return by.values(found, expected)


def _look_at_order(reached: dict[str, tuple[float, ...]], reference: tuple[float, ...]) -> None:
    told = ", ".join(f"{name} {' and '.join(f'{value:.3f}' for value in values)}" for name, values in reached.items())
    if closest(reached) < LEAST_STEP:
        raise UnclearOrderError(
            f"expected a step of at least {LEAST_STEP} from each baseline to the next, found {told}"
        )
    last = [*reached.values()][-1]
    if any(mine < wanted for mine, wanted in zip(reference, last, strict=True)):
        raise UnclearOrderError(
            f"expected that the reference reaches the last baseline, found {reference} beside {told}"
        )
