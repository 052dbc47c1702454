"""Banks and outcomes made by hand, for the judge's tests."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.judge.canonical import canonical
from grader.judge.compare import Comparison, compare
from grader.model.bank import BankCase, Known, Leaf, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.outcome import Arguments, Kind, Outcome, Task
from grader.model.tree import leaves
from grader.model.values import Raises

FACTOR = 4096.0
UNIT = 2.0**-53


def leaves_of(expected: Any, *, sigma: float = 0.0, scale: float = 0.0) -> tuple[Leaf, ...]:
    """The leaves of a canonical answer with the tolerance of the rule; sigma is the same for every element."""
    return tuple(_leaf(path, value, sigma, scale) for path, value in leaves(expected))


def _leaf(path: str, value: Any, sigma: float, scale: float) -> Leaf:
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
        return Leaf(path, value)
    size = max(float(np.max(np.abs(value[np.isfinite(value)]), initial=0.0)), scale)
    return Leaf(path, value, np.full(value.shape, FACTOR * (sigma + UNIT * size)), size)


def compared(actual: Any, expected: Any, *, sigma: float = 0.0, scale: float = 0.0) -> Comparison:
    """Compare with an expected answer in any form."""
    truth = canonical(expected)
    return compare(actual, truth, leaves_of(truth, sigma=sigma, scale=scale))


def case_of(
    number: int,
    expected: Any,
    *,
    known: tuple[tuple[str, Any, bool], ...] = (),
    inputs: dict[str, Any] | None = None,
    scenario: str = "ordinary",
    split: str = "public",
    calls: int = 1,
) -> BankCase:
    """A frozen case; `known` are (mistake, its answer or exception, whether that is wrong)."""
    truth = expected if isinstance(expected, Raises) else canonical(expected)
    name = f"f/{scenario}/{split}/{number}"
    return BankCase(
        id=name,
        task=Task(name, "f", (Arguments(inputs or {"x": 0.0}),) * calls),
        expected=truth,
        leaves=() if isinstance(truth, Raises) else leaves_of(truth),
        known=tuple(Known(mistake, _outcome(value), wrong) for mistake, value, wrong in known),
    )


def _outcome(value: Any) -> Any:
    return value if isinstance(value, Raises) else canonical(value)


def problem_of(
    *cases: BankCase,
    mistakes: tuple[str, ...] = (),
    scenarios: tuple[ScenarioInfo, ...] = (ScenarioInfo("ordinary", {"en": "Ordinary."}),),
    discrete: bool = False,
    points: int = 12,
) -> ProblemBank:
    """A problem of these cases."""
    return ProblemBank(
        name="f",
        points=points,
        summary="A function.",
        parameters=("x",),
        scenarios=scenarios,
        mistakes=tuple(MistakeInfo(name, "", {"en": f"You made {name}."}, {"en": name}) for name in mistakes),
        cases=cases,
        discrete=discrete,
    )


def gave(case: BankCase, value: Any, **more: Any) -> Outcome:
    """The outcome of a call that returned."""
    return Outcome(case.id, Kind.VALUE, value=value, **more)


def raised(case: BankCase, *names: str) -> Outcome:
    """The outcome of a call that raised."""
    return Outcome(case.id, Kind.RAISED, exceptions=names, message="why")
