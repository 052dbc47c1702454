"""Value trees as bytes, wherever they go: between judge and worker, and into the files of banks.

A tree of tagged nodes is written in msgpack, and behind it lie the raw bytes of its arrays at multiples of 16. Arrays
are outside the tree so that they are neither copied nor counted against its limit; the tree is small, so that decoding
a hostile one costs little memory. There is no pickle and no npy.
"""

# ruff: noqa: ARG001, ARG002, ARG005  # the functions of a table share their parameters

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

import msgspec
import numpy as np

from grader.languages import said
from grader.model.values import Named, NoValueError, Value, is_string_array

DEPTH = 64
ALIGNMENT = 16
MAX_NDIM = 32
#: Of an answer, its lists' numbers included: each costs the judge up to two microseconds a look, and 250 bytes.
PARTS = 150_000

#: The dtypes that travel, by name.
DTYPES = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
)  # fmt: skip
DTYPE = tuple(np.dtype(name) for name in DTYPES)
_DTYPE_INDEX = {dtype: index for index, dtype in enumerate(DTYPE)}
_WORD = 2**63
_EMPTY_LIMIT = 1 << 40
#: Above this an array's memory is written as it lies instead of being copied first.
_VIEW_BYTES = 1 << 16


class TupleNode(msgspec.Struct, array_like=True, tag=1, gc=False):
    """A tuple."""

    items: list[Node]


class ListNode(msgspec.Struct, array_like=True, tag=2, gc=False):
    """A list."""

    items: list[Node]


class DictNode(msgspec.Struct, array_like=True, tag=3, gc=False):
    """A dict with string keys."""

    items: dict[str, Node]


class ArrayNode(msgspec.Struct, array_like=True, tag=4, gc=False):
    """An array whose bytes, little-endian in C order, start at `offset` behind the tree."""

    dtype: int  # index in DTYPES
    shape: tuple[int, ...]
    offset: int
    scalar: bool = False


class BigNode(msgspec.Struct, array_like=True, tag=5, gc=False):
    """An int beyond 64 bits, in hexadecimal (decimal is quadratic)."""

    text: str


class ComplexNode(msgspec.Struct, array_like=True, tag=6, gc=False):
    """A Python complex."""

    real: float
    imag: float


class NamedNode(msgspec.Struct, array_like=True, tag=7, gc=False):
    """A callable of public.py."""

    name: str


class RecordNode(msgspec.Struct, array_like=True, tag=8, gc=False):
    """A noun of a bank: the name of its class, and its fields in order. No frame holds one."""

    kind: str
    fields: list[Node]


Node: TypeAlias = (
    bool
    | int
    | float
    | str
    | TupleNode
    | ListNode
    | DictNode
    | ArrayNode
    | BigNode
    | ComplexNode
    | NamedNode
    | RecordNode
    | None
)


class Buffers:
    """The bytes of arrays behind a tree, in the order in which they were met."""

    def __init__(self) -> None:
        self.parts: list[bytes | memoryview] = []
        self.length = 0

    def add(self, data: bytes | memoryview, size: int) -> int:
        """Append `data` (bytes or a flat view of `size` bytes) and return its offset."""
        offset = self.length
        self.parts.append(data)
        padding = -size % ALIGNMENT
        if padding:
            self.parts.append(bytes(padding))
        self.length += size + padding
        return offset


def body(tree: bytes, buffers: Buffers) -> tuple[int, int, list[bytes | memoryview]]:
    """Length of the body, length of its tree (not padded), and the parts to write."""
    padding = -len(tree) % ALIGNMENT
    length = len(tree) + padding
    return length + buffers.length, len(tree), [tree, bytes(padding), *buffers.parts]


class Encoder:
    """Values to nodes; the bytes of their arrays go into `buffers`. Whatever is asked of a value is asked once."""

    what = "the value"  # how messages name it

    def __init__(self) -> None:
        self.buffers = Buffers()

    def node(self, value: object, depth: int = 0) -> Node:
        """The tree of `value`; raises NoValueError."""
        if depth > DEPTH:
            raise NoValueError(said("{what} is nested more than {depth} deep", what=self.what, depth=DEPTH))
        encode = ENCODERS.get(type(value))
        if encode is not None:
            return encode(self, value, depth + 1)
        return self.other(value, depth + 1)

    def take(self, size: int) -> None:
        """Told of every size before it is copied."""

    def array(self, array: np.ndarray, *, scalar: bool = False) -> ArrayNode:
        """An array of any order and byte order; long doubles become float64."""
        self.take(array.nbytes)
        if array.ndim > MAX_NDIM:
            raise NoValueError(
                said(
                    "{what} is an array of {count} dimensions; at most {most} are possible",
                    what=self.what,
                    count=array.ndim,
                    most=MAX_NDIM,
                )
            )
        if array.dtype not in _DTYPE_INDEX:
            array = self._travelling(array)
        if array.nbytes > _VIEW_BYTES:
            offset = self.buffers.add(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data, array.nbytes)
        else:
            offset = self.buffers.add(array.tobytes(), array.nbytes)
        return ArrayNode(_DTYPE_INDEX[array.dtype], array.shape, offset, scalar)

    def _travelling(self, array: np.ndarray) -> np.ndarray:
        """The array in a dtype that travels."""
        dtype = array.dtype.newbyteorder("=")
        if dtype.kind in "fc" and dtype not in _DTYPE_INDEX:
            narrow = np.dtype(np.float64 if dtype.kind == "f" else np.complex128)
            self.narrowed(dtype, narrow)
            dtype = narrow
        if dtype not in _DTYPE_INDEX:
            raise NoValueError(
                said(
                    "{what} is an array of dtype {dtype}; numbers or booleans are expected",
                    what=self.what,
                    dtype=_dtype_name(array.dtype),
                )
            )
        return np.asarray(array, dtype=dtype)

    def narrowed(self, dtype: np.dtype, narrow: np.dtype) -> None:
        """Told of an array whose dtype does not travel and becomes `narrow`."""

    def other(self, value: object, depth: int) -> Node:
        """The tree of what is of no type in ENCODERS."""
        if isinstance(value, Named):
            return NamedNode(value.name)
        if isinstance(value, np.generic):
            return self.array(np.asarray(value), scalar=True)
        if isinstance(value, Mapping):
            return self.mapping(value, depth)
        raise NoValueError(said("{what} holds {part}", what=self.what, part=described(value)))

    def sequence(self, items: Collection[object], depth: int) -> list[Node]:
        """The nodes of a tuple's or list's items."""
        self.take(len(items))
        return [self.node(item, depth) for item in items]

    def mapping(self, value: Mapping[Any, Any], depth: int) -> DictNode:
        """A dict, whose keys must be strings."""
        self.take(len(value))
        for key in value:
            if not isinstance(key, str):
                raise NoValueError(
                    said(
                        "{what} is a dict with a key of type {type}; keys must be strings",
                        what=self.what,
                        type=type(key).__name__,
                    )
                )
        return DictNode(
            {
                key if type(key) is str and key.isascii() else self.text(key): self.node(item, depth)
                for key, item in value.items()
            }
        )

    def text(self, value: str) -> str:
        """A string."""
        return value

    def integer(self, value: int) -> Node:
        """An int of any size."""
        if -_WORD <= value < _WORD:
            return int(value)
        self.take(value.bit_length() // 4)
        return BigNode(hex(value))


Encode: TypeAlias = Callable[[Encoder, Any, int], Node]
ENCODERS: dict[type, Encode] = {
    type(None): lambda encoder, value, depth: None,
    bool: lambda encoder, value, depth: value,
    float: lambda encoder, value, depth: value,
    int: lambda encoder, value, depth: encoder.integer(value),
    str: lambda encoder, value, depth: encoder.text(value),
    complex: lambda encoder, value, depth: ComplexNode(value.real, value.imag),
    np.ndarray: lambda encoder, value, depth: (
        encoder.text(value.item()) if is_string_array(value) else encoder.array(value)
    ),
    tuple: lambda encoder, value, depth: TupleNode(encoder.sequence(value, depth)),
    list: lambda encoder, value, depth: ListNode(encoder.sequence(value, depth)),
    dict: lambda encoder, value, depth: encoder.mapping(value, depth),
}


def described(value: object) -> str:
    """What kind of thing it is: `an object of type set`, `the class float`."""
    if isinstance(value, type):
        return said("the class {name}", name=value.__name__)
    return said("an object of type {type}", type=type(value).__name__)


def _dtype_name(dtype: np.dtype) -> str:
    if dtype.names:
        return f"void (structured, with fields {', '.join(dtype.names[:5])})"
    return {"U": "str", "S": "bytes", "M": "datetime64", "m": "timedelta64"}.get(dtype.kind, str(dtype))[:100]


class Unreadable(Exception):
    """A tree that says something impossible."""


class TooManyParts(Exception):
    """A tree of more parts than an answer needs that gives its numbers as arrays."""


class Reader:
    """A tree back to values; arrays are read-only views of the body's bytes, without a copy.

    The tree may be hostile: `parts` bounds what is made of it, DEPTH its nesting, and no array reaches beyond the body.
    """

    def __init__(self, body: bytes | bytearray | memoryview, tree_bytes: int, *, parts: int = PARTS) -> None:
        start = tree_bytes + -tree_bytes % ALIGNMENT
        self._bytes = memoryview(body).toreadonly()[start:]
        self._parts_left = parts

    def value(self, node: Node, depth: int = 0) -> Value:
        """The value of a node; raises `Unreadable` for anything inconsistent."""
        if depth > DEPTH:
            raise Unreadable(f"nested more than {DEPTH} deep")
        read = _READERS.get(type(node))
        if read is not None:
            return read(self, node, depth + 1)
        return node  # type: ignore[return-value]  # no struct: each has a reader, and to ask would cost as much again

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

    def record(self, node: RecordNode, depth: int) -> Any:
        """The noun of a node; raises `Unreadable`, since no answer holds one: who reads banks overrides this."""
        raise Unreadable(f"a {node.kind}, which is no value")


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
    RecordNode: lambda reader, node, depth: reader.record(node, depth),
}
