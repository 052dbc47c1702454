"""Operators of torch that call back when they run, all others at full speed.

A mode of torch's own calls back into Python for every operator, which costs several times what a small one takes. Here
only the watched operators have a kernel, at a dispatch key above automatic differentiation and all transforms for which
torch registers nothing; every other operator falls through it. The key is switched on for a thread while it is watched.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import torch

_KEY = "TESTING_ONLY_GenericMode"


class OperatorWatch:
    """The kernels that were registered in this process, and who is told while operators run."""

    def __init__(self) -> None:
        """Raises AttributeError, TypeError or RuntimeError where this version of torch has no such ways."""
        library = torch.library.Library
        self._key = torch._C._dispatch_key_parse(_KEY)
        self._switch = torch._C._dispatch_tls_set_dispatch_key_included
        self._others = library("_", "IMPL")  # type: ignore[no-untyped-call]
        self._others.fallback(torch.library.fallthrough_kernel, _KEY)  # type: ignore[no-untyped-call]
        self._kernels = library("aten", "IMPL")  # type: ignore[no-untyped-call]
        self._known: set[str] = set()
        self._tell: Callable[[str], None] = lambda _: None

    def add(self, operators: Iterable[str]) -> None:
        """Register a kernel for each overload of these operators, where torch has them and they have none yet."""
        for operator in operators:
            packet = getattr(torch.ops.aten, operator, None)
            if operator in self._known or packet is None:
                continue
            self._known.add(operator)
            for name in packet.overloads():
                overload = getattr(packet, name)
                kernel = self._kernel(operator, overload)
                self._kernels.impl(  # type: ignore[no-untyped-call]
                    overload.name().removeprefix("aten::"), kernel, _KEY, with_keyset=True
                )

    def _kernel(self, operator: str, overload: Any) -> Callable[..., Any]:
        def told(keys: Any, *arguments: Any, **named: Any) -> Any:
            self._tell(operator)
            return overload.redispatch(keys.remove(self._key), *arguments, **named)

        return told

    @contextlib.contextmanager
    def watching(self, operators: Iterable[str], tell: Callable[[str], None]) -> Iterator[None]:
        """Tell of each of these operators that this thread runs within the block, also as a part of another."""
        self.add(operators)
        self._tell = tell
        self._switch(_KEY, True)
        try:
            yield
        finally:
            self._switch(_KEY, False)


def is_operator(name: str) -> bool:
    """Whether torch has an operator of this name, so that nothing of this name computes without it."""
    return hasattr(torch.ops.aten, name)


@cache
def operator_watch() -> OperatorWatch | None:
    """The watch of this process; None where torch is too old or too new for it."""
    with contextlib.suppress(AttributeError, TypeError, RuntimeError):
        watch = OperatorWatch()
        watch.add(("conv2d",))  # the first kernel shows whether there can be any
        return watch
    return None
