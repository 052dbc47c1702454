"""Running code that nobody trusts: one program and its inputs in, one outcome a case out.

Importing this package imports neither NumPy nor msgspec; `Runner` is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.run.host.probe import Findings, probe
from grader.run.host.scan import framework_of, suspicions
from grader.run.linux.levels import Level

if TYPE_CHECKING:
    from grader.run.host.runner import Prepared, Run, Runner

__all__ = ["Findings", "Level", "Prepared", "Run", "Runner", "framework_of", "probe", "suspicions"]


def __getattr__(name: str) -> Any:
    """What `runner` holds, imported late: it needs NumPy."""
    if name in {"Runner", "Run", "Prepared"}:
        from grader.run.host import runner

        return getattr(runner, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
