"""How a function is called, as one line: what handout, starter and reference must agree on."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from grader.load.course import LoadedProblem


def of_reference(problem: LoadedProblem) -> str:
    """`softmax(logits, axis=-1)`: the names in order, and the defaults, of the reference."""
    return _line(problem.name, zip(problem.parameters, _defaults(problem), strict=True))


def of_definition(name: str, arguments: ast.arguments) -> str:
    """The same of a `def` that is only read."""
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults)) + [*arguments.defaults]
    names = [argument.arg for argument in (*plain, *arguments.kwonlyargs)]
    return _line(name, zip(names, map(_shown, (*defaults, *arguments.kw_defaults)), strict=True))


def of_words(name: str, words: str) -> str | None:
    """The same of what a text says between the parentheses; None where these are no parameters, but an example's."""
    try:
        (node,) = ast.parse(f"def {name}({words}): ...").body
    except (SyntaxError, ValueError):
        return None
    return of_definition(name, node.args) if isinstance(node, ast.FunctionDef) else None


def _line(name: str, parameters: Iterator[tuple[str, str]]) -> str:
    return f"{name}({', '.join(parameter + default for parameter, default in parameters)})"


def _defaults(problem: LoadedProblem) -> list[str]:
    function: Callable[..., Any] = inspect.unwrap(problem.solution)
    given = list(getattr(function, "__defaults__", None) or ())
    by_name = getattr(function, "__kwdefaults__", None) or {}
    names = problem.parameters[: len(problem.parameters) - function.__code__.co_kwonlyargcount]
    last = dict(zip(names[len(names) - len(given) :], given, strict=True)) | by_name
    return [f"={last[name]!r}" if name in last else "" for name in problem.parameters]


def _shown(default: ast.expr | None) -> str:
    if default is None:
        return ""
    try:
        return f"={ast.literal_eval(default)!r}"
    except ValueError:
        return f"={ast.unparse(default)}"
