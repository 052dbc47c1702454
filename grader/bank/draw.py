"""One case of a scenario: seeded, bound to the reference's parameters, floats on the grid."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.author import Case
from grader.bank.secret import seed
from grader.load import LoadedProblem
from grader.load.course import of_public
from grader.model.bank import PRIVATE
from grader.model.errors import SpecError
from grader.model.outcome import Arguments
from grader.model.spec import Scenario
from grader.model.tree import leaves, map_leaves
from grader.model.values import ARRAY_KINDS, Named, Value, is_float_leaf, is_string_array

#: Inputs keep this many significant bits: exact in float32, not in float16.
GRID_BITS = 20
#: One call's arrays hold no more than this; the largest of the course's cases hold 2.
LARGEST_MIB = 64


@dataclass(frozen=True)
class CaseKey:
    """Which case is meant: the name that its seed is made of."""

    slug: str
    problem: str
    scenario: str
    split: str
    index: int
    set_attempt: int = 0  # how often all private cases of the problem were drawn anew

    @property
    def case(self) -> str:
        """The case's id within its assignment."""
        return f"{self.problem}/{self.scenario}/{self.split}/{self.index}"

    def seed(self, secret: str, *parts: str | int) -> int:
        """A seed for this case: public ones depend on no secret; the first set of cases is not counted."""
        again = ("set", self.set_attempt) if self.set_attempt else ()
        return seed(secret if self.split == PRIVATE else None, self.slug, self.case, *parts, *again)


def draw(problem: LoadedProblem, scenario: Scenario, key: CaseKey, *, secret: str, attempt: int) -> Case:
    """Draw the case; public ones depend on no secret.

    Raises:
        SpecError: the scenario raises, or gives something else than a Case of the reference's parameters.
    """
    rng = np.random.default_rng(key.seed(secret, attempt))
    where = f"{problem.file}: problem {problem.name}: scenario {scenario.name}"
    case = _drawn(scenario, rng, key.index, where)
    if not isinstance(case, Case):
        raise SpecError(f"{where}: expected a Case(…), found {type(case).__name__}")
    for part in (case, *case.following):
        _check_names(part, problem, where)
        _check_size(part, where)
    return case


def _drawn(scenario: Scenario, rng: np.random.Generator, index: int, where: str) -> Any:
    before = _global_state()
    try:
        case = scenario.draw(rng, index) if scenario.numbered else scenario.draw(rng)
    except SpecError as error:
        raise SpecError(f"{where}: {error}") from error
    except Exception as error:
        raise SpecError(f"{where}: drawing a case raised {type(error).__name__}: {error}") from error
    if _global_state() != before:
        raise SpecError(
            f"{where}: draw: expected random numbers of the argument rng alone, found that the state of np.random or "
            "random changes: no two draws would be alike; write rng.normal(…), rng.integers(…)"
        )
    return case


def _global_state() -> tuple[object, ...]:
    """Of the generators that all code of a process shares."""
    state = np.random.get_state(legacy=False)["state"]  # noqa: NPY002
    return state["key"].tobytes(), state["pos"], random.getstate()


def arguments(case: Case, problem: LoadedProblem, where: str) -> tuple[Arguments, ...]:
    """All calls of a case as the worker and the reference receive them.

    An argument object that two calls share stays shared, so that "the first inputs again" is exact.
    """
    done: list[tuple[Value, Value]] = []  # each argument with what became of it

    def clean(value: Value) -> Value:
        for given, cleaned in done:
            if given is value:
                return cleaned
        done.append((value, map_leaves(lambda leaf: _leaf(leaf, on_grid=case.on_grid, where=where), value)))
        return done[-1][1]

    return tuple(
        Arguments(
            {name: clean(part.inputs[name]) for name in problem.parameters if name in part.inputs},
            dict(part.forms),
        )
        for part in (case, *case.following)
    )


def on_grid(array: np.ndarray) -> np.ndarray:
    """Round floats to GRID_BITS significant bits; NaN and infinities stay."""
    mantissa, exponent = np.frexp(array)
    with np.errstate(all="ignore"):
        rounded = np.ldexp(np.round(mantissa * 2.0**GRID_BITS), exponent - GRID_BITS)
    result: np.ndarray = np.where(np.isfinite(array), rounded, array).astype(array.dtype)
    return result


def _check_names(case: Case, problem: LoadedProblem, where: str) -> None:
    given, wanted = list(case.inputs), list(problem.parameters)
    required = wanted[: len(given)]
    if given != required:
        raise SpecError(
            f"{where}: inputs: expected {', '.join(wanted)} in this order, found {', '.join(given) or 'none'}"
        )

    for field, names in (("hold", case.held), ("layout, read_only", case.forms)):
        if strange := [name for name in names if name not in wanted]:
            raise SpecError(f"{where}: {field}: expected arguments of {', '.join(wanted)}, found {', '.join(strange)}")


def _check_size(case: Case, where: str) -> None:
    """Every case is kept in the bank and sent to every submission."""
    sizes = {
        name: sum(leaf.nbytes for _, leaf in leaves(value) if isinstance(leaf, np.ndarray))
        for name, value in case.inputs.items()
    }
    if sum(sizes.values()) > LARGEST_MIB << 20:
        largest = max(sizes, key=lambda name: sizes[name])
        raise SpecError(
            f"{where}: inputs: expected at most {LARGEST_MIB} MiB of arrays a call, found "
            f"{sum(sizes.values()) / (1 << 20):.0f}, most of it in {largest}: every case is kept and sent to every "
            "submission; smaller arrays show the same mistakes"
        )


def _leaf(leaf: object, *, on_grid: bool, where: str) -> Value:
    if callable(leaf):
        return _named(leaf, where)
    if isinstance(leaf, np.generic) or is_string_array(leaf):
        leaf = leaf.item()
    if isinstance(leaf, np.ndarray):
        if leaf.dtype.kind not in ARRAY_KINDS:
            raise SpecError(f"{where}: inputs: expected arrays of numbers, found dtype {leaf.dtype}")
        leaf = np.asarray(leaf, order="C")
    elif not (leaf is None or isinstance(leaf, (bool, int, float, complex, str, Named))):
        raise SpecError(
            f"{where}: inputs: expected numbers, strings, arrays and trees of them, found {type(leaf).__name__}"
        )
    return _snap(leaf) if is_float_leaf(leaf) and on_grid else leaf


def _snap(leaf: object) -> Value:
    return on_grid(leaf) if isinstance(leaf, np.ndarray) else float(on_grid(np.asarray(leaf)))


def _named(function: Any, where: str) -> Named:
    if not of_public(function):
        raise SpecError(f"{where}: inputs: a callable must be a named function of public.py, found {function!r}")
    return Named(function.__name__)


def resolve(values: Mapping[str, Value], callables: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with `Named` replaced by the function of public.py."""
    return {
        name: map_leaves(lambda leaf: callables[leaf.name] if isinstance(leaf, Named) else leaf, value)
        for name, value in values.items()
    }
