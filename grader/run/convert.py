"""In the worker: what a student's function returned, converted once to a tree; and arguments, made afresh.

Whatever is asked of a returned object is asked once, here. The judge sees bytes and never the object.
"""

# ruff: noqa: PLR0124

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any

import numpy as np

from grader.model.values import PLAIN, Form, Named, arrange
from grader.run.codec import Reader, array_node
from grader.run.wire import (
    DEPTH,
    DTYPES,
    MAX_NDIM,
    ArrayNode,
    BigNode,
    Buffers,
    ComplexNode,
    DictNode,
    ListNode,
    NamedNode,
    Node,
    TupleNode,
)

_LARGE_BYTES = 1 << 20
_DTYPE_INDEX = {np.dtype(name): index for index, name in enumerate(DTYPES)}
_LAZY = {
    GeneratorType: "a generator: a function with `yield` must be turned into a list or an array",
    CoroutineType: "a coroutine: write `def` instead of `async def`",
    AsyncGeneratorType: "an asynchronous generator: write `def` instead of `async def`",
    map: "a lazy `map`: wrap it in `list(…)`",
    filter: "a lazy `filter`: wrap it in `list(…)`",
    zip: "a lazy `zip`: wrap it in `list(…)`",
}


class WrongType(Exception):
    """An answer that no value tree can hold, in a sentence for its author."""


class TooLarge(Exception):
    """An answer beyond the limit, known before a byte of it is copied."""


class Converter:
    """One answer's way into a tree."""

    def __init__(self, limit: int, named: Mapping[int, str], from_foreign: Callable[[Any], Any]) -> None:
        self.buffers = Buffers()
        self.notes: list[str] = []
        self._room = limit
        self._named = named  # id of a public callable -> its name
        self._from_foreign = from_foreign  # torch tensors to arrays; anything else unchanged

    def node(self, value: Any, depth: int = 0) -> Node:
        """The tree of `value`; raises WrongType or TooLarge."""
        if depth > DEPTH:
            raise WrongType(f"the answer is nested more than {DEPTH} deep")
        convert = _CONVERTERS.get(type(value))
        if convert is not None:
            return convert(self, value, depth + 1)
        return self._other(value, depth + 1)

    def _take(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise TooLarge

    def array(self, array: np.ndarray, *, scalar: bool = False) -> ArrayNode:
        """An array of any order and byte order; long doubles become float64."""
        self._take(array.nbytes)
        if array.ndim > MAX_NDIM:
            raise WrongType(f"the answer is an array of {array.ndim} dimensions; at most {MAX_NDIM} are possible")
        if array.dtype not in _DTYPE_INDEX:
            array = self._travelling(array)
        return array_node(array, self.buffers, scalar=scalar)

    def _travelling(self, array: np.ndarray) -> np.ndarray:
        """The array in a dtype that travels."""
        dtype = array.dtype.newbyteorder("=")
        if dtype.kind in "fc" and dtype not in _DTYPE_INDEX:
            self.notes.append(
                f"an answer of dtype {dtype} was taken as {'float64' if dtype.kind == 'f' else 'complex128'}"
            )
            dtype = np.dtype(np.float64 if dtype.kind == "f" else np.complex128)
        if dtype not in _DTYPE_INDEX:
            raise WrongType(
                f"the answer is an array of dtype {_dtype_name(array.dtype)}; numbers or booleans are expected"
            )
        return np.asarray(array, dtype=dtype)

    def _other(self, value: Any, depth: int) -> Node:
        if id(value) in self._named:
            return NamedNode(self._named[id(value)])
        if isinstance(value, np.ma.MaskedArray):
            raise WrongType("the answer is a masked array; return an ordinary array, for example `.filled(…)`")
        if isinstance(value, np.ndarray):
            return self.array(np.asarray(value).view(np.ndarray))
        if isinstance(value, np.generic):
            return self.array(np.asarray(value), scalar=True)
        for base, convert in _BASES:
            if isinstance(value, base):
                return convert(self, value, depth)
        for lazy, words in _LAZY.items():
            if isinstance(value, lazy):
                if isinstance(value, CoroutineType):
                    value.close()
                raise WrongType(f"the function returned {words}")
        return self._foreign(value, depth)

    def _foreign(self, value: Any, depth: int) -> Node:
        """A tensor, or an object that turns itself into an array: asked once, and only its bytes count."""
        converted = self._from_foreign(value)
        if converted is not value:
            return self.node(converted, depth)
        if hasattr(type(value), "__array__"):
            return self.array(np.asarray(value))
        raise WrongType(
            f"the function returned {_described(value)}; numbers, arrays, lists, tuples or dicts are possible"
        )

    def sequence(self, items: Any, depth: int) -> list[Node]:
        """The nodes of a tuple's or list's items."""
        self._take(len(items))
        return [self.node(item, depth) for item in items]

    def mapping(self, value: Mapping[Any, Any], depth: int) -> DictNode:
        """A dict, whose keys must be strings."""
        self._take(len(value))
        for key in value:
            if not isinstance(key, str):
                raise WrongType(f"the answer is a dict with a key of type {type(key).__name__}; keys must be strings")
        return DictNode({clean(key): self.node(item, depth) for key, item in value.items()})

    def text(self, value: str) -> str:
        """A string, with what is no Unicode escaped."""
        self._take(len(value))
        return clean(value)


def unchanged(value: Any) -> Any:
    """In place of what turns tensors into arrays and back, where there are none."""
    return value


def clean(text: str, limit: int | None = None) -> str:
    """`text` cut to `limit` characters, lone surrogates escaped: it can be encoded."""
    cut = str.__getitem__(text, slice(limit))
    return cut.encode("utf-8", "backslashreplace").decode("utf-8")


def _integer(converter: Converter, value: int, depth: int) -> Node:
    if -(2**63) <= value < 2**63:
        return int(value)
    converter._take(value.bit_length() // 4)
    return BigNode(hex(value))


def _described(value: Any) -> str:
    name = type(value).__name__
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _dtype_name(dtype: np.dtype) -> str:
    if dtype.names:
        return f"void (structured, with fields {', '.join(dtype.names[:5])})"
    return {"U": "str", "S": "bytes", "M": "datetime64", "m": "timedelta64"}.get(dtype.kind, str(dtype))[:100]


_Convert = Callable[[Converter, Any, int], Node]
_CONVERTERS: dict[type, _Convert] = {
    type(None): lambda converter, value, depth: None,
    bool: lambda converter, value, depth: value,
    float: lambda converter, value, depth: value,
    int: _integer,
    str: lambda converter, value, depth: converter.text(value),
    complex: lambda converter, value, depth: ComplexNode(value.real, value.imag),
    np.ndarray: lambda converter, value, depth: converter.array(value),
    tuple: lambda converter, value, depth: TupleNode(converter.sequence(value, depth)),
    list: lambda converter, value, depth: ListNode(converter.sequence(value, depth)),
    dict: lambda converter, value, depth: converter.mapping(value, depth),
}
#: Subclasses count as what they are derived from (named tuples, OrderedDict, IntEnum).
_BASES: tuple[tuple[type, _Convert], ...] = (
    (tuple, lambda converter, value, depth: TupleNode(converter.sequence(tuple(value), depth))),
    (list, lambda converter, value, depth: ListNode(converter.sequence(list(value), depth))),
    (dict, lambda converter, value, depth: converter.mapping(dict(value), depth)),
    (int, lambda converter, value, depth: _integer(converter, int(value), depth)),
    (float, lambda converter, value, depth: float(value)),
    (complex, lambda converter, value, depth: _CONVERTERS[complex](converter, complex(value), depth)),
    (str, lambda converter, value, depth: converter.text(str.__str__(value))),
)


class ArgumentMaker:
    """Trees of inputs to fresh arguments, in their forms, and afterwards: which of them were changed."""

    def __init__(
        self, reader: Reader, callables: Mapping[str, Callable[..., Any]], to_foreign: Callable[[Any], Any]
    ) -> None:
        self._reader = reader
        self._callables = callables
        self._to_foreign = to_foreign  # arrays to torch tensors that share their memory

    def make(self, node: Node, form: Form, arrays: list[np.ndarray]) -> Any:
        """One argument, all its buffers new; its arrays are appended to `arrays`."""
        kind = type(node)
        if kind is ArrayNode:
            return self._array(node, form, arrays)  # type: ignore[arg-type]
        if kind is ListNode:
            return [self.make(item, form, arrays) for item in node.items]  # type: ignore[union-attr]
        if kind is TupleNode:
            return tuple(self.make(item, form, arrays) for item in node.items)  # type: ignore[union-attr]
        if kind is DictNode:
            return {key: self.make(item, form, arrays) for key, item in node.items.items()}  # type: ignore[union-attr]
        value = self._reader.value(node)
        return self._callables[value.name] if isinstance(value, Named) else value

    def _array(self, node: ArrayNode, form: Form, arrays: list[np.ndarray]) -> Any:
        source = self._reader.trusted(node)
        if node.scalar:
            return self._to_foreign(source[()])
        array = source.copy() if form is PLAIN else arrange(source, form)
        arrays.append(array)
        return self._to_foreign(array)

    def changed(self, node: Node, value: Any, arrays: list[np.ndarray]) -> bool:
        """Whether an argument is no longer what `node` says; takes its arrays from the front of `arrays`.

        -0.0 in place of 0.0 counts as a change, a NaN in the place of the same NaN does not: bytes are compared.
        """
        if type(node) is ArrayNode:
            return not node.scalar and self._array_changed(node, arrays.pop(0))
        if isinstance(node, (ListNode, TupleNode)):
            if len(value) != len(node.items):
                return True
            found = [self.changed(item, own, arrays) for item, own in zip(node.items, value, strict=True)]
            return any(found)
        if isinstance(node, DictNode):
            if list(value) != list(node.items):
                return True
            return any(self.changed(item, value[key], arrays) for key, item in node.items.items())
        if isinstance(node, (int, str, bool)):
            return not (type(value) is type(node) and value == node)
        return isinstance(node, float) and not (isinstance(value, float) and (value == node or node != node))

    def _array_changed(self, node: ArrayNode, array: np.ndarray) -> bool:
        if array.nbytes > _LARGE_BYTES and array.flags.c_contiguous:
            return not _same_bytes(array, self._reader.trusted(node))
        held = array.tobytes()
        return held != self._reader.raw(node, len(held)) or array.shape != tuple(node.shape)


def _same_bytes(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two large arrays in C order hold the same, piece by piece: without copies of them."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    first, second = (array.reshape(-1).view(np.uint8) for array in (one, other))
    pieces = (slice(at, at + _LARGE_BYTES) for at in range(0, first.size, _LARGE_BYTES))
    return all(bool((first[piece] == second[piece]).all()) for piece in pieces)
