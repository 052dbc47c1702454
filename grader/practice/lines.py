"""Where the graded functions begin in a student's file, by parsing it."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.model.source import parsed


def function_lines(file: Path | None) -> dict[str, int]:
    """Line of each function of a `.py`; a notebook, a missing or a broken file has none."""
    if file is None or file.suffix != ".py":
        return {}
    try:
        tree = parsed(file.read_bytes().decode("utf-8-sig", "replace"))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {node.name: node.lineno for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
