"""Folders, archives, notebooks and downloads of learning platforms to submissions; hostile input stops here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.collect.one import collect_cells, collect_one

if TYPE_CHECKING:
    from grader.collect.classes import collect_class, iterate_class

__all__ = ["collect_cells", "collect_class", "collect_one", "iterate_class"]


def __getattr__(name: str) -> Any:
    """What collects a class, imported late: `grader check` reads one folder and needs none of it."""
    if name in {"collect_class", "iterate_class"}:
        from grader.collect import classes

        return getattr(classes, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
