"""Which of several Python files is graded, where their names do not tell: the one in which the answers are written."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping

from grader.collect.limits import ENTRY_BYTES, NOTEBOOK_BYTES
from grader.collect.source import Item, Source
from grader.model.errors import SubmissionError
from grader.model.source import parsed


def file_with_answers(codes: Mapping[str, str], functions: Collection[str]) -> str | None:
    """The name whose code has every graded function that any of them has; None if that is nobody's, or not sure.

    What is still the starter's (`raise NotImplementedError`) is no answer. Equal answers, as of a notebook and the
    `.py` that was exported from it, are one; of these the first `.py` is taken.
    """
    written = {name: _answers(code, functions) for name, code in codes.items()}
    names = sorted(written, key=lambda name: (not name.lower().endswith(".py"), name))
    best = max(names, key=lambda name: len(written[name]), default="")
    if not best or not written[best]:
        return None
    return best if all(answers.items() <= written[best].items() for answers in written.values()) else None


def _answers(code: str, functions: Collection[str]) -> dict[str, str]:
    """The code of each graded function, apart from comments and layout; nothing of a file that does not parse."""
    try:
        return _written(parsed(code).body, functions)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}


def _written(body: Iterable[ast.stmt], functions: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name in functions and not _is_unwritten(node):
                found[node.name] = ast.dump(node)
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            found.update({name: ast.dump(node.value) for name in names if name in functions})
    return found


def _is_unwritten(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Nothing but a docstring, `pass`, `...` and a NotImplementedError."""
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.dump(node.exc))
        for node in function.body
    )


def code_in(source: Source, item: Item) -> str:
    """The code of a Python file or of a notebook's cells; SubmissionError for what cannot be read as such."""
    if item.name.lower().endswith(".ipynb"):
        from grader.collect.notebooks import code_of

        return code_of(source.read(item.path, NOTEBOOK_BYTES), item.name)
    return source.read(item.path, ENTRY_BYTES).decode("utf-8-sig", "replace")


def readable_code(source: Source, item: Item) -> str:
    """As `code_in`; nothing of what cannot be read, which is told where that file is graded."""
    try:
        return code_in(source, item)
    except SubmissionError:
        return ""
