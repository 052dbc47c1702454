"""How many inputs each property has seen, and how much memory the worst of them took."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

INPUTS: Counter[str] = Counter()
MIB = 1 << 20


@contextmanager
def bounded(name: str, *, mib: float) -> Iterator[None]:
    """Count one input; what is done with it must not take more memory than that at once."""
    INPUTS[name] += 1
    tracemalloc.start(1)
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < mib * MIB, f"{name} took {peak / MIB:.0f} MiB"
