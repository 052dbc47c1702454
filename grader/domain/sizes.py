"""Named whole numbers: axes and scalars, what follows from them, and a search for numbers that satisfy predicates."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from numpy.random import Generator

#: Whole numbers as a rule; a scalar that is a string or a list of tuples is a value of its name as well.
Sizes: TypeAlias = Mapping[str, Any]

#: A search gives up after so many steps and begins again in another order; what it then has not found does not exist.
STEPS, RESTARTS = 300, 12


@dataclass(frozen=True)
class Condition:
    """A predicate or a formula of named sizes."""

    names: tuple[str, ...]
    function: Callable[[Sizes], Any]

    @staticmethod
    def of(function: Callable[..., Any] | tuple[Callable[..., Any], str]) -> Condition:
        """The condition that a function of sizes states: by the names of its parameters, or by those given with it."""
        if isinstance(function, tuple):
            function, words = function
            names = tuple(words.split())
        else:
            names = tuple(inspect.signature(function).parameters)
        return Condition(names, _of_sizes(function, names))


def _of_sizes(function: Callable[..., Any], names: tuple[str, ...]) -> Callable[[Sizes], Any]:
    """The function as one of all sizes; a search asks it so often that each number of names has a lambda of its own."""
    if len(names) == 1:
        (only,) = names
        return lambda sizes: function(sizes[only])
    if not names:
        return lambda _: function()
    several = itemgetter(*names)
    return lambda sizes: function(*several(sizes))


def holds(condition: Condition, sizes: Sizes) -> bool:
    """Whether sizes satisfy a condition; one about axes that these arguments do not have is not satisfied."""
    return all(name in sizes for name in condition.names) and bool(condition.function(sizes))


def nor(conditions: Sequence[Condition], known: Collection[str]) -> Condition:
    """The condition that none of these holds; those about sizes that are not `known` hold for no call."""
    possible = [condition for condition in conditions if set(condition.names) <= set(known)]
    names = tuple(dict.fromkeys(name for condition in possible for name in condition.names))
    return Condition(names, lambda sizes: not any(condition.function(sizes) for condition in possible))


def both(first: Condition, second: Condition) -> Condition:
    """The condition that both hold."""
    names = tuple(dict.fromkeys((*first.names, *second.names)))
    return Condition(names, lambda sizes: first.function(sizes) and second.function(sizes))


def derived(sizes: dict[str, Any], formulas: Mapping[str, Condition]) -> dict[str, Any]:
    """The sizes with all that follows from them."""
    for name, formula in formulas.items():
        if name not in sizes and all(known in sizes for known in formula.names):
            sizes[name] = formula.function(sizes)
    return sizes


def solve(
    ranges: Mapping[str, Sequence[Any]],
    formulas: Mapping[str, Condition],
    conditions: Iterable[Condition],
    rng: Generator,
    *,
    smallest: bool = False,
) -> dict[str, Any] | None:
    """Sizes within their ranges that satisfy all conditions, at random or the smallest; None where there are none."""
    search = _Search(ranges, formulas, tuple(conditions), rng, smallest=smallest)
    for _ in range(RESTARTS):
        search.steps = 0
        found = search.extend({}, 0)
        if found is not None or search.steps <= STEPS:
            return found
    return None


class _Search:
    """Depth first: one size after another, each condition as soon as its sizes are known."""

    def __init__(
        self,
        ranges: Mapping[str, Sequence[Any]],
        formulas: Mapping[str, Condition],
        conditions: Sequence[Condition],
        rng: Generator,
        *,
        smallest: bool,
    ) -> None:
        self.ranges, self.formulas = ranges, formulas
        self.rng, self.smallest, self.steps = rng, smallest, 0
        self.names = _in_order(ranges, [*formulas.values(), *conditions])
        rest = [condition for condition in conditions if all(name in {*ranges, *formulas} for name in condition.names)]
        self.due: list[list[Condition]] = []
        self.follow: list[list[tuple[str, Condition]]] = []
        self.axes: list[tuple[str, ...]] = []  # those that are known before each name
        known: set[str] = set()
        for name in self.names:
            self.axes.append(tuple(key for key in known if key[:1].isupper()))
            known.add(name)
            self.follow.append([])
            for key, formula in formulas.items():
                if key not in known and known.issuperset(formula.names):
                    known.add(key)
                    self.follow[-1].append((key, formula))
            self.due.append([condition for condition in rest if known.issuperset(condition.names)])
            rest = [condition for condition in rest if not known.issuperset(condition.names)]

    def extend(self, sizes: dict[str, Any], depth: int) -> dict[str, Any] | None:
        """The first completion of `sizes` that satisfies everything, None where there is none or the steps ran out.

        `sizes` is filled in place; what it holds of deeper names, after a completion failed, no one looks at.
        """
        if depth == len(self.names):
            return sizes
        name = self.names[depth]
        for value in self._order(name, sizes, depth):
            self.steps += 1
            if self.steps > STEPS:
                return None
            sizes[name] = value
            for key, formula in self.follow[depth]:
                sizes[key] = formula.function(sizes)
            if self._fits(sizes, depth):
                found = self.extend(sizes, depth + 1)
                if found is not None:
                    return found
        return None

    def _fits(self, sizes: Sizes, depth: int) -> bool:
        for condition in self.due[depth]:  # noqa: SIM110  a generator for `all` would take longer than what it asks
            if not condition.function(sizes):
                return False
        return True

    def _order(self, name: str, sizes: Sizes, depth: int) -> Sequence[Any]:
        values = self.ranges[name]
        if self.smallest:
            return values
        order = [values[place] for place in self.rng.permutation(len(values)).tolist()]
        if len(order) == 1 or not name[:1].isupper():
            return order
        taken = [sizes[key] for key in self.axes[depth]]
        # axes of different lengths: a wrong order of axes then shows in the shape
        return [value for value in order if value not in taken] + [value for value in order if value in taken]


def _in_order(ranges: Mapping[str, Sequence[Any]], conditions: Sequence[Condition]) -> list[str]:
    """The names, those of one condition side by side, so that it is soon known whether it holds."""
    order: list[str] = []
    groups = [[name for name in condition.names if name in ranges] for condition in conditions]
    while groups := [missing for names in groups if (missing := [name for name in names if name not in order])]:
        fewest: list[str] = min(groups, key=len)
        order += dict.fromkeys(fewest)
    return [*order, *(name for name in ranges if name not in order)]
