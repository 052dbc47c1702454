"""In the worker: one case's calls, with fresh arguments, and what they did to them."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.model.values import PLAIN, Form
from grader.run.convert import ArgumentMaker, Converter
from grader.run.wire import Case, Reply, TupleNode


class Answer:
    """One case's calls and their results."""

    def __init__(self, case: Case, maker: ArgumentMaker, converter: Converter, guard: types.ModuleType | None) -> None:
        self._case = case
        self._converter = converter
        self._torch = guard  # the module torch_guard, where torch is loaded
        self._maker = maker
        self._modified: dict[str, None] = {}
        self._shared = False
        self.seen = ""

    def compute(self, function: Callable[..., Any]) -> Reply:
        """Call the function as often as the case says; the results of several calls are a tuple."""
        nodes = [self._call(function, call) for call in self._case.calls]
        value = nodes[0] if len(nodes) == 1 else TupleNode(nodes)
        return Reply(
            "value", value=value, modified=list(self._modified), shared=self._shared, notes=self._converter.notes
        )

    def _call(self, function: Callable[..., Any], call: Any) -> Any:
        arguments, arrays = [], []
        for node, form in zip(call.values, call.forms, strict=True):
            own: list[np.ndarray] = []
            arguments.append(self._maker.make(node, Form(*form) if form else PLAIN, own))
            arrays.append(own)
        result = self._watched(function, arguments)
        if not self._shared:
            self._shared = self._shares(result, [array for own in arrays for array in own])
        node = self._converter.node(result)
        for name, source, value, own in zip(call.names, call.values, arguments, arrays, strict=True):
            if self._changed(source, value, own):
                self._modified[name] = None
        return node

    def _watched(self, function: Callable[..., Any], arguments: list[Any]) -> Any:
        if self._torch is None or not self._case.forbidden:
            return function(*arguments)
        guard = self._torch.Guard(self._case.forbidden)
        try:
            return guard.run(function, arguments)
        finally:
            self.seen = self.seen or guard.seen

    def _changed(self, node: Any, value: Any, arrays: list[np.ndarray]) -> bool:
        try:
            return self._maker.changed(node, value, list(arrays))
        except Exception:  # a list whose items were replaced by something else
            return True

    def _shares(self, result: Any, arrays: list[np.ndarray]) -> bool:
        if type(result) is np.ndarray and result.base is None:  # it owns its memory
            return any(result is array for array in arrays)
        if isinstance(result, (tuple, list)):
            return any(self._shares(item, arrays) for item in result[:100])
        if self._torch is not None:
            result = self._torch.memory_of(result)
        if not isinstance(result, np.ndarray):
            return False
        return any(result is array or np.may_share_memory(result, array) for array in arrays)
