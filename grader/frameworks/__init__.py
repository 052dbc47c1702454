"""The array libraries that submissions may be written in: a file each, and a line in this table.

Importing this package imports none of them.
"""

from __future__ import annotations

from grader.frameworks.base import Arrays, Framework, Guard, Unconvertible
from grader.frameworks.numpy import NUMPY
from grader.frameworks.torch import TORCH

__all__ = ["FRAMEWORKS", "NUMPY", "Arrays", "Framework", "Guard", "Unconvertible", "framework_named"]

#: The first is what a program is written in that imports none of the others.
FRAMEWORKS: tuple[Framework, ...] = (
    NUMPY,
    TORCH,
)


def framework_named(name: str) -> Framework:
    """The framework of that name. Raises ValueError if there is none."""
    for framework in FRAMEWORKS:
        if framework.name == name:
            return framework
    names = ", ".join(framework.name for framework in FRAMEWORKS)
    raise ValueError(f"framework: expected one of {names}, found {name!r}")
