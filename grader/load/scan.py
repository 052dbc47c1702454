"""What Python itself would let pass in a course's files: a name declared twice, an import of the grader's insides."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

#: The one module of the grader that a course may import.
ALLOWED = "grader.author"
#: Calls whose result is a scenario, so that a second one of the same name takes the first one's place.
_SCENARIOS = ("calls_again", "keeps_inputs", "covering")


def scan_folder(folder: Path) -> Iterator[str]:
    """Every such place in the Python files of a folder; one that does not parse is told when it is loaded."""
    for file in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        yield from _twice(tree, file)
        yield from _foreign_imports(tree, file)


def _twice(tree: ast.Module, file: Path) -> Iterator[str]:
    """Names that a later declaration takes from an earlier one, which then proves nothing."""
    lines: dict[str, int] = {}
    for node in tree.body:
        name = _declared(node)
        if name and name in lines:
            yield (
                f"{file}:{node.lineno}: {name}: expected each name once, found it again (first in line {lines[name]}); "
                "Python keeps the last one alone: give one of them another name"
            )
        elif name:
            lines[name] = node.lineno


def _declared(node: ast.stmt) -> str:
    """The name that a statement at a file's top declares: a function, a class, a scenario made of another."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
        called = node.value.func
        return node.targets[0].id if isinstance(called, ast.Name) and called.id in _SCENARIOS else ""
    return ""


def _foreign_imports(tree: ast.Module, file: Path) -> Iterator[str]:
    for node in ast.walk(tree):
        for module in _imported(node):
            inside = module == "grader" or module.startswith("grader.")
            if inside and module != ALLOWED:
                yield (
                    f"{file}:{getattr(node, 'lineno', 1)}: import: expected {ALLOWED} and nothing else of the grader, "
                    f"found {module}; its names and places may change: write what you need here"
                )


def _imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports by their full names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        if node.module == "grader":
            return [f"grader.{alias.name}" for alias in node.names]
        return [node.module]
    return []
