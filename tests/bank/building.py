"""Problems made of functions, for the bank's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.author import Alternative, Case, Mistake, Scenario, Text, scenario
from grader.bank.evaluate import Course
from grader.bank.freeze import CaseBuilder, freeze
from grader.bank.secret import TEST_SECRET
from grader.load import LoadedProblem
from grader.model.bank import BankCase, Leaf
from grader.model.spec import Limits, Problem

Draw = Callable[[np.random.Generator], Case]


def problem_of(
    solution: Callable[..., Any],
    *scenarios: Scenario,
    references: tuple[Callable[..., Any], ...] = (),
    mistakes: tuple[Callable[..., Any], ...] = (),
) -> LoadedProblem:
    """A problem with this reference, further references and known mistakes."""
    name = solution.__name__
    return LoadedProblem(
        name=name,
        file=Path("assignments/made/here.py"),
        spec=Problem(points=10),
        summary="Made here.",
        scenarios=scenarios,
        solution=solution,
        parameters=tuple(solution.__code__.co_varnames[: solution.__code__.co_argcount]),
        alternatives=tuple(Alternative(name, other, reference=True) for other in references),
        mistakes=tuple(Mistake(name, other, Text("A mistake.")) for other in mistakes),
        oracles=(),
    )


def frozen(
    draw: Draw,
    solution: Callable[..., Any],
    *,
    references: tuple[Callable[..., Any], ...] = (),
    mistakes: tuple[Callable[..., Any], ...] = (),
    split: str = "private",
    secret: str = TEST_SECRET,
    callables: dict[str, Any] | None = None,
    **options: Any,
) -> BankCase:
    """The first case of a scenario."""
    family = scenario(public=1, private=1, **options)(draw).model_copy(update={"name": "drawn"})
    problem = problem_of(solution, family, references=references, mistakes=mistakes)
    shop = CaseBuilder("made", problem, family, Course(callables or {}), secret, Limits())
    return freeze(shop, split, 0)


def only_leaf(case: BankCase) -> Leaf:
    """The one part of an answer."""
    (leaf,) = case.leaves
    return leaf


def units(case: BankCase) -> float:
    """The greatest tolerance of the only leaf in units of 2**-53 x size x 4096: 1 where nothing is uncertain."""
    leaf = only_leaf(case)
    assert leaf.tolerance is not None
    return float(leaf.tolerance.max() / (4096 * 2.0**-53 * leaf.size))


def same(one: Any, other: Any) -> bool:
    """Nouns and values, equal in value and in type, NaN like NaN and -0.0 unlike 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes())
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return repr(one) == repr(other)


def normal(rng: np.random.Generator) -> Case:
    """Five numbers."""
    return Case(x=rng.normal(size=5))


def doubled(x: Any) -> Any:
    return 2 * x


def refuses(x: Any) -> Any:
    raise np.linalg.LinAlgError("singular")
