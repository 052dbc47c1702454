"""What a single file takes along from its folder: what it imports and names, and what that imports in turn."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.collect.choice import code_in
from grader.collect.limits import CLASS_STUDENTS
from grader.collect.listing import visible
from grader.collect.source import Item, ItemKind, Source
from grader.model.source import parsed

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+\.*|import[ \t]+)([\w. \t,]+)", re.MULTILINE)
#: So many files of a folder that is taken along are looked through for further names.
_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of a source's top names, with all that lies below them."""

    source: Source
    names: frozenset[str]

    def entries(self, folder: str, most: int = CLASS_STUDENTS) -> list[Item]:
        """The chosen names, and whatever is in a chosen folder."""
        items = self.source.entries(folder, most)
        return items if folder else [item for item in items if item.name in self.names]

    def read(self, path: str, most: int) -> bytes:
        """As the source reads it."""
        return self.source.read(path, most)


def with_companions(beside: Source, entry: Item) -> Chosen:
    """The entry and what it needs from its folder; the rest of a Downloads folder is not read."""
    there = {item.name: item for item in visible(beside.entries("", CLASS_STUDENTS)) if item.kind is not ItemKind.ODD}
    chosen = {entry.name}
    ahead = [code_in(beside, entry)]
    while ahead:
        wanted = set(_names(ahead.pop()))
        for name in there.keys() - chosen:
            item = there[name]
            module = name.removesuffix(".py") if item.kind is ItemKind.FILE else name
            if name in wanted or (module in wanted and (name.endswith(".py") or item.kind is ItemKind.FOLDER)):
                chosen.add(name)
                ahead += [code_in(beside, inner) for inner in _python_files(beside, item)]
    return Chosen(beside, frozenset(chosen))


def _python_files(source: Source, item: Item) -> list[Item]:
    """The Python files of a chosen name, in its folders as well."""
    found: list[Item] = []
    ahead = [item]
    while ahead and len(found) < _LOOKED_THROUGH:
        here = ahead.pop()
        if here.kind is ItemKind.FOLDER:
            ahead += source.entries(here.path)
        elif here.kind is ItemKind.FILE and here.name.endswith(".py"):
            found.append(here)
    return found


def _names(code: str) -> Iterator[str]:
    """Top names of what code imports, and of the paths that stand in it as strings."""
    try:
        tree = parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        for match in _IMPORT.finditer(code):
            yield from (part.strip().split(".")[0].split(" ")[0] for part in match[1].split(","))
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from [(node.module or "").partition(".")[0], *(alias.name for alias in node.names if not node.module)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.removeprefix("./").replace("\\", "/").partition("/")[0]
