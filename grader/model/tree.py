"""The one walk over a value tree: its leaves are whatever is no tuple, list or dict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from grader.model.values import Atom, Value

#: What most leaves are: asked for first, since to ask whether something is a Mapping takes five times as long.
_LEAF = (np.ndarray, float, int, str, type(None))


def map_leaves(function: Callable[[Atom], Value], value: Value) -> Value:
    """Rebuild a tree with `function` applied to every leaf."""
    if isinstance(value, _LEAF):
        return function(value)
    if isinstance(value, (tuple, list)):
        return type(value)(map_leaves(function, item) for item in value)
    if isinstance(value, Mapping):
        return {key: map_leaves(function, item) for key, item in value.items()}
    return function(value)


def leaves(value: Value, path: str = "") -> list[tuple[str, Atom]]:
    """All leaves of a tree with their paths, `[0]['loss']` for the entry loss of the first item."""
    if isinstance(value, _LEAF):
        return [(path, value)]
    if isinstance(value, (tuple, list)):
        return [leaf for index, item in enumerate(value) for leaf in leaves(item, f"{path}[{index}]")]
    if isinstance(value, Mapping):
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{path}[{key!r}]")]
    return [(path, value)]


def pairs(one: Value, other: Value) -> list[tuple[Atom, Atom]] | None:
    """The leaves of two trees of the same form side by side; None where a type, a length or the keys differ."""
    if isinstance(one, _LEAF) and isinstance(other, _LEAF):
        return [(one, other)]
    if isinstance(one, (tuple, list)):
        if type(one) is not type(other) or len(one) != len(other):
            return None
        return _joined(zip(one, other, strict=True))
    if isinstance(one, Mapping):
        if not isinstance(other, Mapping) or list(one) != list(other):
            return None
        return _joined((item, other[key]) for key, item in one.items())
    return None if isinstance(other, (tuple, list, Mapping)) else [(one, other)]


def _joined(items: Iterator[tuple[Value, Value]]) -> list[tuple[Atom, Atom]] | None:
    found = []
    for one, other in items:
        inner = pairs(one, other)
        if inner is None:
            return None
        found += inner
    return found
