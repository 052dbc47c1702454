"""In the worker: what a student's function returned, converted once to a tree; and arguments, made afresh.

Whatever is asked of a returned object is asked once, here. The host sees bytes and never the object.
"""

# ruff: noqa: PLR0124

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any, TypeAlias

import numpy as np

from grader.languages import said
from grader.model.codec import (
    ALIGNMENT,
    DTYPE,
    ENCODERS,
    ArrayNode,
    DictNode,
    Encoder,
    ListNode,
    NamedNode,
    Node,
    Reader,
    TupleNode,
    described,
)
from grader.model.values import PLAIN, Form, Named, NoValueError, arrange
from grader.run.protocol.wire import Call

_LAZY = {
    GeneratorType: said("a generator: a function with `yield` must be turned into a list or an array"),
    CoroutineType: said("a coroutine: write `def` instead of `async def`"),
    AsyncGeneratorType: said("an asynchronous generator: write `def` instead of `async def`"),
    map: said("a lazy `map`: wrap it in `list(…)`"),
    filter: said("a lazy `filter`: wrap it in `list(…)`"),
    zip: said("a lazy `zip`: wrap it in `list(…)`"),
}
#: Subclasses count as what they are derived from (named tuples, OrderedDict, IntEnum), made an object of that first.
_BASES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (tuple, tuple),
    (list, list),
    (dict, dict),
    (int, int),
    (float, float),
    (complex, complex),
    (str, str.__str__),
)


class TooLarge(Exception):
    """An answer beyond the limit, known before a byte of it is copied."""


class Converter(Encoder):
    """One answer's way into a tree."""

    what = said("the answer")

    def __init__(self, limit: int, named: Mapping[int, str], from_foreign: Callable[[Any], Any] | None) -> None:
        super().__init__()
        self.notes: list[str] = []
        self._room = limit
        self._named = named  # id of a public callable -> its name
        self._from_foreign = from_foreign  # torch tensors to arrays, anything else unchanged; None where there are none

    def take(self, size: int) -> None:
        """Raises TooLarge once the answer is beyond its limit."""
        self._room -= size
        if self._room < 0:
            raise TooLarge

    def narrowed(self, dtype: np.dtype, narrow: np.dtype) -> None:
        """The student is told: nothing of theirs asked for it."""
        self.notes.append(said("an answer of dtype {dtype} was taken as {narrow}", dtype=dtype, narrow=narrow))

    def text(self, value: str) -> str:
        """A string, with what is no Unicode escaped."""
        self.take(len(value))
        return clean(value)

    def other(self, value: object, depth: int) -> Node:
        """The tree of a relative of what a tree holds; anything else is told in words for its author."""
        if id(value) in self._named:
            return NamedNode(self._named[id(value)])
        if isinstance(value, np.ma.MaskedArray):
            raise NoValueError(said("the answer is a masked array; return an ordinary array, for example `.filled(…)`"))
        if isinstance(value, np.str_):
            return self.text(str.__str__(value))
        if isinstance(value, np.ndarray):
            return self.node(np.asarray(value).view(np.ndarray), depth)
        if isinstance(value, np.generic):
            return self.array(np.asarray(value), scalar=True)
        for base, plain in _BASES:
            if isinstance(value, base):
                return ENCODERS[base](self, plain(value), depth)
        for lazy, words in _LAZY.items():
            if isinstance(value, lazy):
                if isinstance(value, CoroutineType):
                    value.close()
                raise NoValueError(said("the function returned {what}", what=words))
        return self._foreign(value, depth)

    def _foreign(self, value: object, depth: int) -> Node:
        """A tensor, or an object that turns itself into an array: asked once, and only its bytes count."""
        converted = value if self._from_foreign is None else self._from_foreign(value)
        if converted is not value:
            return self.node(converted, depth)
        if hasattr(type(value), "__array__"):
            return self.array(np.asarray(value))
        raise NoValueError(
            said(
                "the function returned {what}; numbers, arrays, lists, tuples or dicts are possible",
                what=described(value),
            )
        )


def clean(text: str, limit: int | None = None) -> str:
    """`text` cut to `limit` characters, lone surrogates escaped: it can be encoded."""
    cut = str.__getitem__(text, slice(limit))
    return cut if cut.isascii() else cut.encode("utf-8", "backslashreplace").decode("utf-8")


#: An array that was made for a call, and what it was made from.
_Made: TypeAlias = tuple[np.ndarray, ArrayNode]


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
        self._made: list[_Made] = []
        self._ends: list[int] = []  # of each argument in `_made`
        self._has_containers = False

    def arguments(self, call: Call) -> tuple[list[Any], list[np.ndarray]]:
        """The arguments of a call, all their buffers new, and the arrays in them."""
        self._made, self._ends, self._has_containers = [], [], False
        arguments = []
        for node, form in zip(call.values, call.forms, strict=True):
            arguments.append(self._make(node, PLAIN if form is None else Form(*form)))
            self._ends.append(len(self._made))
        return arguments, [array for array, _ in self._made]

    def _make(self, node: Node, form: Form) -> Any:
        """A node's object, its arrays noted in `_made`. `Reader` would copy none of them, and knows no forms."""
        if type(node) is ArrayNode:
            return self._array(node, form)
        if node is None or type(node) is float or type(node) is int or type(node) is bool or type(node) is str:
            return node
        self._has_containers = True
        if type(node) is ListNode:
            return [self._make(item, form) for item in node.items]
        if type(node) is TupleNode:
            return tuple(self._make(item, form) for item in node.items)
        if type(node) is DictNode:
            return {key: self._make(item, form) for key, item in node.items.items()}
        value = Reader(self._frame, self._tree_bytes).value(node)
        return self._callables[value.name] if isinstance(value, Named) else value

    def _array(self, node: ArrayNode, form: Form) -> Any:
        """The node is the host's: nothing of it is checked."""
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
        own = [deque(self._made[start:end]) for start, end in pairwise((0, *self._ends))]
        each = zip(call.names, call.values, arguments, own, strict=True)
        return [name for name, node, value, made in each if self._differs(node, value, made)]

    def _differs(self, node: Node, value: Any, made: deque[_Made]) -> bool:
        try:
            return self._is_other(node, value, made)
        except Exception:  # a list whose items were replaced by something else
            return True

    def _is_other(self, node: Node, value: Any, made: deque[_Made]) -> bool:
        """Whether an argument is not what its node says; takes its arrays from the front of `made`."""
        if type(node) is ArrayNode:
            return not node.scalar and self._has_changed(*made.popleft())
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
