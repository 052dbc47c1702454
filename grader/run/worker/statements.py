"""In the worker: run a file's top level; a statement that fails is left out with a note, and the rest is run.

What a file tries out between its definitions (a plot, a check of its own, a notebook's command) decides nothing about
its functions: those that come after it are graded like those before.
"""

from __future__ import annotations
import __future__

import ast
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any

#: So many statements of a file may fail; after them the rest is not run.
MOST_FAILURES = 100

#: Told of a statement and of why it fails; it may bind the names that the statement would have bound.
Failed = Callable[[ast.stmt, BaseException], None]


class ImportTimeout(BaseException):
    """Raised in the submission's own code when its import has taken too long."""


def run_file(
    source: bytes, path: str, namespace: dict[str, Any], failed: Failed, *, compile_only: bool = False
) -> None:
    """Run a file as a whole and, only where that fails, the statements after the failed one each by itself.

    Raises whatever keeps its text from being parsed, and ImportTimeout.
    """
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except SyntaxError:
        body = ast.parse(source, path).body  # a `return` at the top level parses, and only its statement is lost
        return None if compile_only else _run_each(body, path, _features(body), namespace, failed)
    if compile_only:
        return None
    try:
        exec(code, namespace)
    except ImportTimeout:
        raise
    except BaseException as error:
        line, body = _top_line(error, path), ast.parse(source, path).body
        at = next((number for number, node in enumerate(body) if (node.end_lineno or 0) >= line), len(body))
        for node in body[at : at + 1]:
            failed(node, error)
        _run_each(body[at + 1 :], path, _features(body), namespace, failed)
    return None


def _run_each(body: Sequence[ast.stmt], path: str, flags: int, namespace: dict[str, Any], failed: Failed) -> None:
    failures = 0
    for node in body:
        try:
            code: CodeType = compile(ast.Module([node], []), path, "exec", flags=flags, dont_inherit=True)
            exec(code, namespace)
        except ImportTimeout:
            raise
        except BaseException as error:
            failed(node, error)
            failures += 1
            if failures == MOST_FAILURES:
                return


def _features(body: Sequence[ast.stmt]) -> int:
    """What `from __future__ import …` turns on, for the compiler."""
    names = [
        alias.name
        for node in body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    ]
    found = [getattr(__future__, name, None) for name in names]
    return sum({each.compiler_flag for each in found if isinstance(each, __future__._Feature)})


def _top_line(error: BaseException, path: str) -> int:
    """The line of the file's top level at which it ended; past its end where an exception has lost its way."""
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == path and code.co_name == "<module>":
            return step.tb_lineno or 0
        step = step.tb_next
    return 1 << 31
