"""In the worker: one case's calls, with fresh arguments, and what they did to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.frameworks import Arrays
from grader.model.codec import Node, TupleNode
from grader.run.protocol.convert import ArgumentMaker, Converter
from grader.run.protocol.wire import Call, Compute, Reply


class Evaluation:
    """One case's calls and their results."""

    def __init__(self, request: Compute, maker: ArgumentMaker, converter: Converter, arrays: Arrays | None) -> None:
        self._request = request
        self._converter = converter
        self._arrays = arrays  # None where the framework's arrays are NumPy's
        self._maker = maker
        self._modified: list[str] = []
        self._shared = False
        self.seen = ""

    def compute(self, function: Callable[..., Any]) -> Reply:
        """Call the function as often as the request says; the results of several calls are a tuple."""
        nodes = [self._call(function, call) for call in self._request.calls]
        value = nodes[0] if len(nodes) == 1 else TupleNode(nodes)
        return Reply("value", value=value, modified=self._modified, shared=self._shared, notes=self._converter.notes)

    def _call(self, function: Callable[..., Any], call: Call) -> Node:
        arguments, arrays = self._maker.arguments(call)
        result = self._watched(function, arguments)
        if self._arrays is not None:
            result = self._arrays.memory_of(result)
        if not self._shared:
            self._shared = self._shares(result, arrays)
        node = self._converter.node(result)
        self._modified += [name for name in self._maker.changed(call, arguments) if name not in self._modified]
        return node

    def _watched(self, function: Callable[..., Any], arguments: list[Any]) -> Any:
        if self._arrays is None or not self._request.forbidden:
            return function(*arguments)
        guard = self._arrays.guard(self._request.forbidden)
        try:
            return guard.run(function, arguments)
        finally:
            self.seen = self.seen or guard.seen

    def _shares(self, result: Any, arrays: list[np.ndarray]) -> bool:
        """Whether an array of the result lies where an array of the arguments lies.

        The walk of grader/model/tree.py would make a list of all numbers of a long list before any of them is asked.
        """
        if type(result) is np.ndarray and result.base is None:  # it owns its memory
            return any(array is result for array in arrays)
        if isinstance(result, (tuple, list)):
            return any(self._shares(item, arrays) for item in result[:100])
        if not isinstance(result, np.ndarray):
            return False
        return any(result is array or np.may_share_memory(result, array) for array in arrays)
