"""Values to trees and back, on the side that may trust what it encodes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np

from grader.model.values import Named, Value
from grader.run.protocol.wire import (
    ALIGNMENT,
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

_DTYPE_INDEX = {np.dtype(name): index for index, name in enumerate(DTYPES)}
DTYPE = tuple(np.dtype(name) for name in DTYPES)
_WORD = 2**63
_EMPTY_LIMIT = 1 << 40
#: Above this an array's memory is written as it lies instead of being copied first.
_VIEW_BYTES = 1 << 16
#: Of an answer, its lists' numbers included: each costs the judge up to two microseconds a look, and 250 bytes.
PARTS = 150_000


class Unreadable(Exception):
    """A tree that says something impossible."""


def array_node(array: np.ndarray, buffers: Buffers, *, scalar: bool = False) -> ArrayNode:
    """The node of an array whose dtype is one of `DTYPES`; its bytes go into `buffers`."""
    if array.nbytes > _VIEW_BYTES:
        flat: Any = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
        data: Any = memoryview(flat)
    else:
        data = array.tobytes()
    offset = buffers.add(data, array.nbytes)
    return ArrayNode(_DTYPE_INDEX[array.dtype], array.shape, offset, scalar)


def to_node(value: Value, buffers: Buffers) -> Node:
    """The tree of an input; raises TypeError for what no value tree holds."""
    if value is None or isinstance(value, (bool, str)) or type(value) is float:
        return value
    if isinstance(value, int):
        return value if -_WORD <= value < _WORD else BigNode(hex(value))
    if isinstance(value, np.ndarray):
        return array_node(_native(value), buffers)
    if isinstance(value, np.generic):
        return array_node(_native(np.asarray(value)), buffers, scalar=True)
    if isinstance(value, tuple):
        return TupleNode([to_node(item, buffers) for item in value])
    if isinstance(value, list):
        return ListNode([to_node(item, buffers) for item in value])
    if isinstance(value, Mapping):
        return DictNode({key: to_node(item, buffers) for key, item in value.items()})
    if isinstance(value, Named):
        return NamedNode(value.name)
    if isinstance(value, complex):
        return ComplexNode(value.real, value.imag)
    raise TypeError(f"an input of type {type(value).__name__} cannot be sent; see 'What a value is'")


def _native(array: np.ndarray) -> np.ndarray:
    dtype = array.dtype.newbyteorder("=")
    if dtype not in _DTYPE_INDEX:
        raise TypeError(f"an input array of dtype {array.dtype} cannot be sent")
    return array.astype(dtype, copy=False)


class TooManyParts(Exception):
    """A tree of more parts than an answer needs that gives its numbers as arrays."""


class Reader:
    """A tree back to values; arrays are read-only views of the frame's bytes, without a copy."""

    def __init__(self, frame: bytes | bytearray | memoryview, tree_bytes: int) -> None:
        start = tree_bytes + -tree_bytes % ALIGNMENT
        self._bytes = memoryview(frame).toreadonly()[start:]
        self._parts_left = PARTS

    def value(self, node: Node, depth: int = 0) -> Value:
        """The value of a node; raises `Unreadable` for anything inconsistent."""
        if depth > DEPTH:
            raise Unreadable(f"nested more than {DEPTH} deep")
        read = _READERS.get(type(node))
        return node if read is None else read(self, node, depth + 1)

    def values(self, nodes: Collection[Node], depth: int) -> list[Value]:
        """Those of a list, tuple or dict; raises `TooManyParts` before what is too much is made."""
        self._parts_left -= len(nodes)
        if self._parts_left < 0:
            raise TooManyParts
        return [self.value(node, depth) for node in nodes]

    def array(self, node: ArrayNode) -> np.ndarray:
        """The array of a node, its size checked before anything is made."""
        if not 0 <= node.dtype < len(DTYPE) or len(node.shape) > MAX_NDIM or node.offset < 0:
            raise Unreadable("an array with an impossible dtype, rank or offset")
        dtype = DTYPE[node.dtype]
        count, room = dtype.itemsize, dtype.itemsize  # in bytes
        for size in node.shape:
            count *= size
            room *= size or 1  # sizes of an empty array count as 1, so that (0, 2**62) is refused, too
            if size < 0 or room > _EMPTY_LIMIT:
                raise Unreadable("an array of an impossible shape")
        if node.offset + count > len(self._bytes):
            raise Unreadable("an array larger than its frame")
        if count == 0:
            return np.zeros(node.shape, dtype)
        return np.ndarray(node.shape, dtype, self._bytes, node.offset)


def _read_array(reader: Reader, node: ArrayNode, depth: int) -> Value:
    array = reader.array(node)
    return array[()] if node.scalar and array.ndim == 0 else array


def _read_big(reader: Reader, node: BigNode, depth: int) -> Value:
    try:
        return int(node.text, 16)
    except ValueError as error:
        raise Unreadable("an int that is none") from error


_READERS: dict[type, Callable[[Reader, Any, int], Value]] = {
    TupleNode: lambda reader, node, depth: tuple(reader.values(node.items, depth)),
    ListNode: lambda reader, node, depth: reader.values(node.items, depth),
    DictNode: lambda reader, node, depth: dict(zip(node.items, reader.values(node.items.values(), depth), strict=True)),
    ArrayNode: _read_array,
    BigNode: _read_big,
    ComplexNode: lambda reader, node, depth: complex(node.real, node.imag),
    NamedNode: lambda reader, node, depth: Named(node.name),
}
