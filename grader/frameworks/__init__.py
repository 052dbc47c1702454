"""The array libraries that submissions may be written in: a file each, and a line in this table.

Importing this package imports none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from grader.frameworks.base import Arrays, Framework, Guard, Unconvertible

__all__ = [
    "FRAMEWORKS",
    "LIBRARIES",
    "NAMES",
    "NUMPY",
    "Arrays",
    "Framework",
    "Guard",
    "Unconvertible",
    "extra_for",
    "framework_named",
    "framework_within",
]

#: Modules of this package with a `FRAMEWORK` each. A program that imports no framework is written in the first.
_MODULES = (
    "numpy",
    "torch",
)
FRAMEWORKS: tuple[Framework, ...] = tuple(import_module(f"{__name__}.{name}").FRAMEWORK for name in _MODULES)
NUMPY = FRAMEWORKS[0]
#: Names of all frameworks, and of all distributions that an assignment can allow.
NAMES = tuple(framework.name for framework in FRAMEWORKS)
LIBRARIES = tuple(name for framework in FRAMEWORKS for name in framework.distributions)


def framework_named(name: str) -> Framework:
    """The framework of that name. Raises ValueError if there is none."""
    for framework in FRAMEWORKS:
        if framework.name == name:
            return framework
    raise ValueError(f"framework: expected one of {', '.join(NAMES)}, found {name!r}")


def framework_within(libraries: Iterable[str], name: str) -> str:
    """The named framework if the assignment allows it, else the first: there an import of the other is refused."""
    return name if set(framework_named(name).distributions) & set(libraries) else NUMPY.name


def extra_for(libraries: Iterable[str]) -> str:
    """What pip has to install beside the grader for these libraries, such as `[torch]`; empty if nothing."""
    wanted = set(libraries)
    extras = [framework.extra for framework in FRAMEWORKS if framework.extra and wanted & set(framework.distributions)]
    return f"[{','.join(extras)}]" if extras else ""
