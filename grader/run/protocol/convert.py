"""In the worker: what a student's function returned, converted once to a tree; and arguments, made afresh.

Whatever is asked of a returned object is asked once, here. The judge sees bytes and never the object.
"""

# ruff: noqa: PLR0124

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any

import numpy as np

from grader.model.values import PLAIN, Form, Named, arrange
from grader.run.protocol.codec import DTYPE, Reader, array_node
from grader.run.protocol.wire import (
    ALIGNMENT,
    DEPTH,
    DTYPES,
    MAX_NDIM,
    ArrayNode,
    BigNode,
    Buffers,
    Call,
    ComplexNode,
    DictNode,
    ListNode,
    NamedNode,
    Node,
    TupleNode,
)

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

    def __init__(self, limit: int, named: Mapping[int, str], from_foreign: Callable[[Any], Any] | None) -> None:
        self.buffers = Buffers()
        self.notes: list[str] = []
        self._room = limit
        self._named = named  # id of a public callable -> its name
        self._from_foreign = from_foreign  # torch tensors to arrays, anything else unchanged; None where there are none

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
        converted = value if self._from_foreign is None else self._from_foreign(value)
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


def clean(text: str, limit: int | None = None) -> str:
    """`text` cut to `limit` characters, lone surrogates escaped: it can be encoded."""
    cut = str.__getitem__(text, slice(limit))
    return cut if cut.isascii() else cut.encode("utf-8", "backslashreplace").decode("utf-8")


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
    """One case's inputs, as a tree and bytes of a frame, to fresh arguments; and which of them a call has changed."""

    def __init__(
        self,
        frame: bytes | bytearray,
        tree_bytes: int,
        callables: Mapping[str, Callable[..., Any]],
        to_foreign: Callable[[Any], Any] | None,
    ) -> None:
        self._frame = frame
        self._tree_bytes = tree_bytes
        self._start = tree_bytes + -tree_bytes % ALIGNMENT
        self._callables = callables
        self._to_foreign = to_foreign  # arrays to torch tensors that share their memory
        self._made: list[tuple[np.ndarray, ArrayNode]] = []
        self._has_containers = False

    def arguments(self, call: Call) -> tuple[list[Any], list[np.ndarray]]:
        """The arguments of a call, all their buffers new, and the arrays in them."""
        self._made, self._has_containers = [], False
        arguments = [
            self._make(node, PLAIN if form is None else Form(*form))  # type: ignore[arg-type]
            for node, form in zip(call.values, call.forms, strict=True)
        ]
        return arguments, [array for array, _ in self._made]

    def _make(self, node: Node, form: Form) -> Any:
        kind = type(node)
        if kind is ArrayNode:
            return self._array(node, form)  # type: ignore[arg-type]
        if kind is float or kind is int or kind is bool or kind is str or node is None:
            return node
        self._has_containers = True
        if kind is ListNode:
            return [self._make(item, form) for item in node.items]  # type: ignore[union-attr]
        if kind is TupleNode:
            return tuple(self._make(item, form) for item in node.items)  # type: ignore[union-attr]
        if kind is DictNode:
            return {key: self._make(item, form) for key, item in node.items.items()}  # type: ignore[union-attr]
        value = Reader(self._frame, self._tree_bytes).value(node)
        return self._callables[value.name] if isinstance(value, Named) else value

    def _array(self, node: ArrayNode, form: Form) -> Any:
        """The node is the judge's: nothing of it is checked."""
        source = np.ndarray(node.shape, DTYPE[node.dtype], self._frame, self._start + node.offset)
        if node.scalar:
            array = source[()]
        else:
            array = source.copy() if form is PLAIN else arrange(source, form)
            self._made.append((array, node))
        return array if self._to_foreign is None else self._to_foreign(array)

    def changed(self, call: Call, arguments: list[Any]) -> list[str]:
        """The names of those that are no longer what the call says.

        -0.0 in place of 0.0 counts as a change, a NaN in the place of the same NaN does not: bytes are compared.
        """
        if not self._has_containers and not any(self._has_changed(*made) for made in self._made):
            return []
        made = deque(self._made)
        names = []
        for name, node, value in zip(call.names, call.values, arguments, strict=True):
            own = [made.popleft() for _ in range(_arrays_in(node))]
            if self._differs(node, value, own):
                names.append(name)
        return names

    def _differs(self, node: Node, value: Any, made: list[tuple[np.ndarray, ArrayNode]]) -> bool:
        """Takes its arrays from the front of `made`."""
        try:
            return self._is_other(node, value, made)
        except Exception:  # a list whose items were replaced by something else
            return True

    def _is_other(self, node: Node, value: Any, made: list[tuple[np.ndarray, ArrayNode]]) -> bool:
        if type(node) is ArrayNode:
            return not node.scalar and self._has_changed(*made.pop(0))
        if isinstance(node, (ListNode, TupleNode)):
            if len(value) != len(node.items):
                return True
            found = [self._is_other(item, own, made) for item, own in zip(node.items, value, strict=True)]
            return any(found)
        if isinstance(node, DictNode):
            if list(value) != list(node.items):
                return True
            return any(self._is_other(item, value[key], made) for key, item in node.items.items())
        if isinstance(node, (int, str, bool)):
            return not (type(value) is type(node) and value == node)
        return isinstance(node, float) and not (isinstance(value, float) and (value == node or node != node))

    def _has_changed(self, array: np.ndarray, node: ArrayNode) -> bool:
        at = self._start + node.offset
        try:
            same = self._frame.startswith(array, at)  # type: ignore[arg-type]  # without a copy of either
        except (ValueError, TypeError, BufferError):  # not in C order
            same = self._frame.startswith(array.tobytes(), at)
        return not same or array.shape != node.shape


def _arrays_in(node: Node) -> int:
    if isinstance(node, ArrayNode):
        return int(not node.scalar)
    if isinstance(node, (ListNode, TupleNode)):
        return sum(map(_arrays_in, node.items))
    return sum(map(_arrays_in, node.items.values())) if isinstance(node, DictNode) else 0
