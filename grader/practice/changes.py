"""Which problems a saved change can have touched, so that only those are run again."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping

from grader.model.outcome import Program
from grader.model.source import parsed

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def fingerprints(program: Program, problems: Iterable[str]) -> dict[str, str]:
    """For each problem a digest of all that its function can depend on.

    That is every other file, every top-level statement but definitions, and the definitions whose names lead from one
    to the next, beginning with the function's. A file that does not parse counts as a whole.
    """
    names = list(problems)
    files = sorted((name, data) for name, data in program.files.items() if name != program.entry)
    base = repr((files, program.framework))
    source = program.files[program.entry]
    try:
        body = parsed(source.decode("utf-8-sig")).body
        definitions = {node.name: node for node in body if isinstance(node, _DEFINITIONS)}
        loose = [ast.dump(node) for node in body if not isinstance(node, _DEFINITIONS)]
        loosely = {name for node in body if not isinstance(node, _DEFINITIONS) for name in _mentioned(node)}
        return {name: _digest([base, *loose, *_reached(definitions, {name, *loosely})]) for name in names}
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what parses may be too deep to be written down
        return dict.fromkeys(names, _digest([base, repr(source)]))


def _reached(definitions: Mapping[str, ast.stmt], start: set[str]) -> list[str]:
    """The text of all definitions that names lead to."""
    seen: set[str] = set()
    ahead = list(start)
    while ahead:
        name = ahead.pop()
        if name in definitions and name not in seen:
            seen.add(name)
            ahead += _mentioned(definitions[name])
    return [ast.dump(definitions[name]) for name in sorted(seen)]


def _mentioned(node: ast.stmt) -> set[str]:
    """Names, and strings too, since `globals()["f"]` is a way to call."""
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    texts = {
        inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }
    return names | texts


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
