"""Which names a statement defines, fills or changes: what a function needs is known by them, whatever the statement."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from typing import Final

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_INNER_SCOPES: Final = (*_DEFINITIONS, ast.Lambda)
_PLACES: Final = (ast.Name, ast.Attribute, ast.Subscript)
#: Functions that change what they are given first.
_CHANGING: Final = (
    *("setattr", "delattr", "shuffle", "copyto", "put", "place"),
    *("putmask", "fill_diagonal", "heapify", "heappush", "insort", "next"),
)


def bound(node: ast.stmt) -> Iterator[str]:
    """Names that a statement defines or fills, `W` for `W[0] = 1`, `Net` for `Net.forward = f`, in loops as well."""
    for inner in _in_scope(node):
        if isinstance(inner, _DEFINITIONS):
            yield inner.name
        elif isinstance(inner, (ast.Import, ast.ImportFrom)):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in inner.names)
        elif isinstance(inner, _PLACES) and isinstance(inner.ctx, (ast.Store, ast.Del)):
            yield from _root(inner)


def mentioned(node: ast.stmt, text: str) -> Iterator[str]:
    """Names that a statement looks up in the module; a function's own names are none, though others may share them."""
    if not isinstance(node, _DEFINITIONS):
        yield from (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
        return
    try:
        ahead = [symtable.symtable(text, "cell", "exec")]
    except SyntaxError:  # what parses need not compile: it will be told when it is run
        return
    while ahead:
        scope = ahead.pop()
        outermost = scope.get_type() == "module"
        yield from (
            symbol.get_name()
            for symbol in scope.get_symbols()
            if symbol.is_global() or (outermost and symbol.is_referenced())
        )
        ahead += scope.get_children()


def changed_by_calls(node: ast.stmt) -> set[str]:
    """Names whose value a call for its own sake may change: `W.append(1)`, `setattr(options, …)`, `init.normal_(W)`."""
    return {name for inner in _in_scope(node) if isinstance(inner, ast.Expr) for name in _changed(inner.value)}


def filled_when_called(node: ast.stmt) -> set[str]:
    """Names that a function fills in its module when it is called, by `global`."""
    if not isinstance(node, _DEFINITIONS):
        return set()
    return {name for inner in ast.walk(node) if isinstance(inner, ast.Global) for name in inner.names}


def _changed(value: ast.expr) -> Iterator[str]:
    if not isinstance(value, ast.Call):
        return
    function = value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if isinstance(function, ast.Attribute):
        yield from _root(function.value)
    if value.args and (name in _CHANGING or name.endswith("_")):
        yield from _root(value.args[0])
    for keyword in value.keywords:
        if keyword.arg == "out":
            yield from _root(keyword.value)


def _root(expression: ast.expr) -> Iterator[str]:
    while isinstance(expression, (ast.Attribute, ast.Subscript, ast.Starred)):
        expression = expression.value
    if isinstance(expression, ast.Name):
        yield expression.id


def _in_scope(node: ast.AST) -> Iterator[ast.AST]:
    """A statement's nodes, without the bodies of functions and classes."""
    ahead = [node]
    while ahead:
        inner = ahead.pop()
        yield inner
        if not isinstance(inner, _INNER_SCOPES):
            ahead += ast.iter_child_nodes(inner)
