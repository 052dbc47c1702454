"""Which class of each choice a call has, or in which way it lies outside the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import default_rng

from grader.domain.classes import Choice, Class, Selection
from grader.domain.domain import FORM, GIVEN, Domain
from grader.domain.errors import OutsideDomainError
from grader.domain.parameters import REQUIRED, Array, Made, Pair, Scalar, Shape
from grader.domain.sizes import derived
from grader.domain.values import Here
from grader.model.tree import leaves
from grader.model.values import PLAIN, Form


def classify(domain: Domain, inputs: Mapping[str, Any], forms: Mapping[str, Form] | None = None) -> Selection:
    """The class of each choice that a call with these arguments has.

    Raises:
        OutsideDomainError: the handout does not allow them; the message names parameter, expected and found.
    """
    sizes, sources = _measured(domain, inputs)
    found: dict[str, Class] = {}
    rng = default_rng(0)
    for name, array in domain.arrays.items():
        value = np.asarray(inputs[name])
        here = Here(rng, value.shape, value.dtype, sizes, inputs)
        form = (forms or {}).get(name, PLAIN)
        sources |= {
            (name, "dtype"): _dtype(name, array, inputs[name]),
            (name, "layout"): _layout(array, form, inputs[name]),
            (name, "values"): _values(name, array, value, here),
        }
    for name, parameter in domain.parameters.items():
        if isinstance(parameter, Made):
            form = (forms or {}).get(name, PLAIN)
            sources[name, "dtype"] = _dtype(name, parameter, inputs[name])
            sources[name, "layout"] = _layout(parameter, form, inputs[name])
    for choice in domain.choices:
        found[choice.name] = _class(choice, sources, sizes, inputs, domain)
    _one_precision(domain, inputs)
    if not any(one.raises for one in found.values()):
        for condition in domain.required:
            if set(condition.names) <= set(sizes) and not condition.function(sizes):
                raise OutsideDomainError(f"sizes: expected what .needs(…) states of {', '.join(condition.names)}")
    return found


def _one_precision(domain: Domain, inputs: Mapping[str, Any]) -> None:
    """An empty list has no precision, so that it goes with any."""
    dtypes = {name: found[0].dtype for name in domain.alike if (found := _leaves(inputs[name]))}
    narrow = [name for name, dtype in dtypes.items() if dtype == np.float32]
    wide = [name for name in dtypes if name not in narrow]
    if narrow and wide:
        raise OutsideDomainError(f"{wide[0]}: expected float32 as {narrow[0]} is, found {dtypes[wide[0]]}")


def _class(
    choice: Choice, sources: Mapping[Any, Any], sizes: Mapping[str, Any], inputs: Mapping[str, Any], domain: Domain
) -> Class:
    if choice.name == FORM:
        ints = any(isinstance(inputs[name], int) for name, p in domain.parameters.items() if isinstance(p, Pair))
        return choice.classes[ints]
    if choice.name == GIVEN:
        return choice.classes[len(inputs) < len(domain.parameters)]
    name, _, part = choice.name.rpartition(" ")
    if (name, part) in sources:
        return next(one for one in choice.classes if one.source is sources[name, part])
    return choice.of(sizes)


def _measured(domain: Domain, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Any, Any]]:
    """All sizes of a call, and the shape that each array has."""
    sizes: dict[str, Any] = {}
    sources: dict[Any, Any] = {}
    for name, parameter in domain.parameters.items():
        if not isinstance(parameter, Array):
            sizes |= _scalar(name, parameter, inputs)
    for name, array in domain.arrays.items():
        if name not in inputs:
            raise OutsideDomainError(f"{name}: expected an array, found nothing")
        shape = _shape(name, array, np.shape(inputs[name]), isinstance(inputs[name], np.ndarray))
        sources[name, "shape"] = shape
        sizes[f"{name}_axes"] = len(shape.names)
        for axis, length in zip(shape.names, np.shape(inputs[name]), strict=True):
            _agree(domain, name, (axis, length), sizes)
    stated = {axis: size for axis, size in sizes.items() if axis in domain.formulas}
    derived(rest := {axis: size for axis, size in sizes.items() if axis not in stated}, domain.formulas)
    for axis, size in stated.items():
        if rest.get(axis, size) != size:
            raise OutsideDomainError(f"axis {axis}: expected {rest[axis]}, which follows from the others; found {size}")
    return {**stated, **rest}, sources


def _scalar(name: str, parameter: Made | Pair | Scalar, inputs: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(parameter, Made):
        measured = parameter.measure(inputs)
        if measured is None:
            raise OutsideDomainError(f"{name}: expected {parameter.words}, found {inputs.get(name)!r}")
        return dict(measured)
    value = inputs.get(name, parameter.default)
    if value is REQUIRED:
        raise OutsideDomainError(f"{name}: expected a value, found nothing")
    if isinstance(parameter, Pair):
        both = parameter.split(value)
        if both is None:
            raise OutsideDomainError(
                f"{name}: expected an int or a pair of ints from {min(parameter.range)} on, found {value!r}"
            )
        return dict(zip(parameter.names, both, strict=True))
    if not parameter.allows(value):
        raise OutsideDomainError(f"{name}: expected {parameter.expected()}, found {value!r}")
    return {name: value}


def _shape(name: str, array: Array, shape: tuple[int, ...], is_array: bool) -> Shape:  # noqa: FBT001
    for one in array.shapes:
        lengths = zip(one.names, shape, strict=False)
        fits = len(one.names) == len(shape) and all(not a.isdigit() or int(a) == n for a, n in lengths)
        if fits and (is_array or not one.axes):
            return one
    raise OutsideDomainError(f"{name}: expected shape {' or '.join(map(str, array.shapes))}, found {shape}")


def _agree(domain: Domain, name: str, named: tuple[str, int], sizes: dict[str, Any]) -> None:
    axis, length = named
    if axis.isdigit():
        return
    if sizes.setdefault(axis, length) != length:
        raise OutsideDomainError(f"{name}: axis {axis}: expected {sizes[axis]} as elsewhere, found {length}")
    least = min(domain.variables.get(axis, (1,)))
    if length < least:
        raise OutsideDomainError(f"{name}: axis {axis}: expected {least} or more, found {length}")


def _leaves(value: Any) -> list[np.ndarray]:
    """The arrays of a value; a number is one of no axes, None is none."""
    return [np.asarray(leaf) for _, leaf in leaves(value) if leaf is not None]


def _dtype(name: str, parameter: Array | Made, value: Any) -> Any:
    """The class of dtypes of a value, the first one for an empty list; None where there is no choice of dtypes."""
    if not parameter.dtypes:
        return None
    found = list(dict.fromkeys(leaf.dtype.name for leaf in _leaves(value)))
    for one in parameter.dtypes:
        if set(found) <= set(one.names):
            return one
    words = ", ".join(one.title for one in parameter.dtypes)
    raise OutsideDomainError(f"{name}: expected dtype {words}; found {', '.join(found)}")


def _layout(parameter: Array | Made, form: Form, value: Any) -> Any:
    """The layout; with one long axis Fortran order is C order. None where the parameter has no choice of layouts."""
    if not parameter.layouts:
        return None
    if form.layout == "F" and all(sum(length > 1 for length in leaf.shape) < 2 for leaf in _leaves(value)):
        form = replace(form, layout="C")
    for one in parameter.layouts:
        if one.form == form:
            return one
    same = [one for one in parameter.layouts if one.form.layout == form.layout]
    return (same or parameter.layouts)[0]


def _values(name: str, array: Array, value: np.ndarray, here: Here) -> Any:
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        raise OutsideDomainError(f"{name}: expected finite numbers, found {value[~np.isfinite(value)].flat[0]}")
    for one in array.values:
        if one.holds is not None and one.holds(value, here):
            return one
    other = next((one for one in array.values if one.holds is None), None)
    if other is None:
        words = ", ".join(one.title for one in array.values)
        raise OutsideDomainError(f"{name}: expected values that are {words}; found others")
    return other
