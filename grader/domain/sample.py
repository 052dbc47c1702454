"""Arguments for a selection of classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng

from grader.domain.classes import Class, Selection
from grader.domain.classify import classify
from grader.domain.domain import FORM, GIVEN, Domain
from grader.domain.errors import DomainDeclarationError, MisfitError, OutsideDomainError
from grader.domain.parameters import REQUIRED, Array, Dtypes, Layout, Made, Pair, Scalar, Shape
from grader.domain.sizes import Condition, Sizes, solve
from grader.domain.values import Here, Values
from grader.model.values import Form

#: Values are drawn again where they have, by chance, another class than the chosen one.
ATTEMPTS = 30
#: A search that gave up may find sizes in another random order; so often it is tried.
SEARCHES = 15


@dataclass(frozen=True)
class Sample:
    """One call's arguments, how its arrays lie in memory, and which of them are not to be moved."""

    inputs: Mapping[str, Any]
    forms: Mapping[str, Form] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    raises: type[Exception] | None = None


def sample(
    domain: Domain,
    rng: Generator,
    selection: Selection,
    *,
    smallest: bool = False,
    searches: int = SEARCHES,
    first: Mapping[str, int] | None = None,
) -> Sample:
    """Arguments that have exactly the selected classes; with `smallest`, the smallest sizes that have them.

    `first` says from how many of its values, from the first on, each size is drawn: all, where nothing is said.

    Raises:
        DomainDeclarationError: nothing has these classes together.
    """
    found = _searched(domain, rng, selection, smallest=smallest, searches=searches, first=first)
    if found is None and searches > 1:
        found = _with_known_sizes(domain, rng, selection)
    if found is not None:
        return found[1]
    words = "; ".join(domain.unusual(selection)) or "ordinary"
    raise DomainDeclarationError(f"classes: nothing found that is {words}; ways out: .never(…), needs=")


def _searched(
    domain: Domain,
    rng: Generator,
    selection: Selection,
    *,
    smallest: bool,
    searches: int,
    first: Mapping[str, int] | None = None,
) -> tuple[tuple[Selection, Sizes], Sample] | None:
    """A whole selection with its sizes, and a sample of it."""
    for attempt in range(ATTEMPTS):
        full = _filled(domain, rng, selection, plain=attempt == 0)
        titles = {one.title for one in full.values()}
        if any(pair <= titles for pair in domain.apart):
            continue
        sizes = sizes_of(domain, rng, full, smallest=smallest, first=first)
        if sizes is None:
            searches -= 1
            if searches <= 0:
                break
            continue
        drawn = _fitting(domain, rng, selection, full, sizes)
        if drawn is not None:
            return (full, sizes), drawn
    return None


def _with_known_sizes(
    domain: Domain, rng: Generator, selection: Selection
) -> tuple[tuple[Selection, Sizes], Sample] | None:
    """Other values at sizes that are known to fit: where few do, a search in random order can miss them all."""
    known = _searched(domain, default_rng(0), selection, smallest=False, searches=1)
    if known is None:
        return None
    for _ in range(ATTEMPTS):
        drawn = _fitting(domain, rng, selection, *known[0])
        if drawn is not None:
            return known[0], drawn
    return None


def _fitting(domain: Domain, rng: Generator, selection: Selection, full: Selection, sizes: Sizes) -> Sample | None:
    """Values for a selection and its sizes; None where they have, by chance, another class than the chosen one."""
    try:
        drawn = _drawn(domain, rng, full, sizes)
        found = classify(domain, drawn.inputs, drawn.forms)
    except (OutsideDomainError, MisfitError):
        return None
    return drawn if all(found[name] == one for name, one in selection.items()) else None


def _filled(domain: Domain, rng: Generator, selection: Selection, *, plain: bool) -> Selection:
    """The selection with a shape, a dtype, a layout and values for every array: the ordinary ones, or any.

    Each class goes with those before it, as `never` and `float32_together` say, where one does.
    """
    full = dict(selection)
    for choice in domain.choices:
        if choice.name not in full and isinstance(choice.ordinary.source, (Shape, Dtypes, Layout, Values)):
            titles = {one.title for one in full.values()}
            others = [one for one in choice.classes if not one.alone]
            fitting = [one for one in others if not any({one.title, title} in domain.apart for title in titles)]
            found = fitting or others
            full[choice.name] = found[0] if plain else found[int(rng.integers(len(found)))]
    return full


def sizes_of(
    domain: Domain,
    rng: Generator,
    selection: Selection,
    *,
    smallest: bool = False,
    first: Mapping[str, int] | None = None,
) -> Sizes | None:
    """Axes and scalars for a selection, None where there are none."""
    known = _known(domain, selection)
    conditions = [condition for condition in domain.required if set(condition.names) <= known]
    for choice in domain.choices:
        chosen = selection.get(choice.name)
        if chosen is None:
            continue
        try:
            condition = _condition(domain, choice.name, chosen, known)
        except KeyError:
            return None
        if condition is not None:
            conditions.append(condition)
    ranges = {name: values for name, values in domain.variables.items() if name in known}
    ranges |= {name: ranges[name][:count] for name, count in (first or {}).items() if name in ranges}
    for name, array in domain.arrays.items():
        ranges[f"{name}_axes"] = (len(_shape(selection, name, array).names),)
    return solve(ranges, domain.formulas, conditions, rng, smallest=smallest)


def _condition(domain: Domain, name: str, chosen: Class, known: set[str]) -> Condition | None:
    """The class's predicate; whoever gives pairs or optional arguments may give any."""
    source = chosen.source
    if isinstance(source, Values):
        if source.needs is not None and not set(source.needs.names) <= known:
            raise KeyError(chosen.title)
        return source.needs
    if name in (FORM, GIVEN):
        return chosen.when
    choice = next(choice for choice in domain.choices if choice.name == name)
    return choice.condition(chosen, known)


def _known(domain: Domain, selection: Selection) -> set[str]:
    """The names that calls of these classes have: all but the axes of shapes that are not chosen."""
    axes = {name for array in domain.arrays.values() for name in array.axes}
    used = {axis for name, array in domain.arrays.items() for axis in _shape(selection, name, array).names}
    counts = {f"{name}_axes" for name in domain.arrays}
    return ({*domain.variables, *domain.formulas} - axes) | used | set(domain.formulas) | counts


def _shape(selection: Selection, name: str, array: Array) -> Shape:
    """The chosen shape of an array, or of the array that it is like."""
    shape: Shape = _source(selection, array.like or name, "shape", array.shapes[0])
    return shape


def _source(selection: Selection, name: str, part: str, only: Any) -> Any:
    chosen = selection.get(f"{name} {part}")
    return only if chosen is None else chosen.source


def _drawn(domain: Domain, rng: Generator, selection: Selection, sizes: Sizes) -> Sample:
    inputs: dict[str, Any] = {}
    forms: dict[str, Form] = {}
    held = []
    ints = _has(selection, FORM, "plain ints for pairs")
    left_out = _has(selection, GIVEN, "optional arguments left out")
    for name, parameter in domain.parameters.items():
        if isinstance(parameter, Array):
            values: Values = _source(selection, name, "values", parameter.values[0])
            inputs[name] = _array(rng, (name, parameter), values, selection, sizes, inputs)
            held += [name] if values.held else []
        elif isinstance(parameter, Made):
            dtype = _dtype(rng, name, parameter, selection)
            inputs[name] = parameter.make(Here(rng, (), dtype, sizes, dict(inputs)))
        elif not (left_out and getattr(parameter, "default", REQUIRED) is not REQUIRED):
            inputs[name] = _scalar(name, parameter, sizes, ints=ints)
        if isinstance(parameter, (Array, Made)) and isinstance(inputs[name], (np.ndarray, list)) and parameter.layouts:
            layout: Layout = _source(selection, name, "layout", parameter.layouts[0])
            forms[name] = layout.form
    raised = [one.raises for one in selection.values() if one.raises]
    return Sample(inputs, forms, tuple(held), raised[0] if raised else None)


def _has(selection: Selection, choice: str, title: str) -> bool:
    return choice in selection and selection[choice].title == title


def _scalar(name: str, parameter: Pair | Scalar, sizes: Sizes, *, ints: bool) -> Any:
    if isinstance(parameter, Pair):
        first, second = parameter.names
        return sizes[first] if ints else (sizes[first], sizes[second])
    return sizes[name]


def _array(
    rng: Generator,
    named: tuple[str, Array],
    values: Values,
    selection: Selection,
    sizes: Sizes,
    given: Mapping[str, Any],
) -> Any:
    name, array = named
    shape = _shape(selection, name, array)
    lengths = tuple(int(axis) if axis.isdigit() else sizes[axis] for axis in shape.names)
    dtype = _dtype(rng, name, array, selection)
    if not values.fits(dtype):
        raise MisfitError(f"{name} in {dtype} cannot be {values.title}")
    made = np.asarray(values.make(Here(rng, lengths, dtype, sizes, given))).astype(dtype)
    return made.item() if not shape.axes else made


def _dtype(rng: Generator, name: str, parameter: Array | Made, selection: Selection) -> np.dtype[Any]:
    """One dtype of the chosen class; float64 where there is no choice."""
    if not parameter.dtypes:
        return np.dtype(float)
    dtypes: Dtypes = _source(selection, name, "dtype", parameter.dtypes[0])
    return np.dtype(dtypes.names[int(rng.integers(len(dtypes.names)))])
