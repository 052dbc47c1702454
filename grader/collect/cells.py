"""Code cells to definitions: what only makes the notebook's plots, prints and training runs is dropped."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from grader.collect.bindings import bound, changed_by_calls, filled_when_called, mentioned
from grader.collect.magics import without_magics
from grader.languages import said
from grader.model.cells import CELL_MARK, HEADER
from grader.model.source import parsed

_IMPORTS: Final = (ast.Import, ast.ImportFrom)
_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENTS: Final = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_Scope: TypeAlias = list[ast.stmt]


@dataclass(frozen=True, slots=True)
class Cell:
    """One code cell as it stands in the notebook, and its number among the code cells."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class _Statement:
    node: ast.stmt
    text: str
    first_line: int  # in its cell, from 1
    cell: int
    binds: frozenset[str]
    mentions: frozenset[str]

    @property
    def defines(self) -> bool:
        """Whether it is an import or a definition, which are kept whoever needs them; `try: import …` is one, too."""
        return _is_kept(self.node) and not _only_assigns(self.node)


def definitions(cells: Iterable[Cell], wanted: Collection[str] = ()) -> tuple[bytes, list[str]]:
    """Source of what is kept, and notes on cells that do not parse."""
    statements: list[_Statement] = []
    notes: list[str] = []
    for cell in cells:
        source, note = without_magics(cell.source)
        if note:
            notes.append(said("code cell {number}: {note}", number=cell.number, note=note))
        try:
            statements += _statements(source, cell.number)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            notes.append(
                said(
                    "code cell {number} does not compile and is left out: {error}",
                    number=cell.number,
                    error=_reason(error),
                )
            )
    kept = _needed(statements, wanted) if wanted else [each for each in statements if _is_kept(each.node)]
    return _written(kept), notes


def _reason(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"
    return "it is nested too deeply" if isinstance(error, (RecursionError, MemoryError)) else "it holds invalid text"


def _statements(source: str, cell: int) -> Iterator[_Statement]:
    """The statements of one cell, each with its own text."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = source.encode().split(b"\n")  # a lone surrogate is a ValueError, as in any other source
    free_line = 1
    for node in parsed(source).body:
        first = free_line if _is_decorated(node) else node.lineno
        text = _segment(lines, node, first).decode()
        yield _Statement(node, text, first, cell, frozenset(bound(node)), frozenset(mentioned(node, text)))
        free_line = (node.end_lineno or node.lineno) + 1


def _is_kept(node: ast.stmt) -> bool:
    """Imports, definitions, assignments; `if` and `try` only where they hold nothing else.

    `try: import cupy as xp` and `if torch.cuda.is_available(): device = …` are definitions written in two lines.
    """
    ahead = [node]
    while ahead:  # not by calls: a chain of `elif` is as deep as it is long
        here = ahead.pop()
        if isinstance(here, (ast.If, ast.Try)):
            inner = [each for block in _blocks(here) for each in block if not isinstance(each, ast.Pass)]
            if not inner:
                return False
            ahead += inner
        elif not isinstance(here, (*_IMPORTS, *_DEFINITIONS, *_ASSIGNMENTS)) and type(here).__name__ != "TypeAlias":
            return False
    return True


def _blocks(node: ast.If | ast.Try) -> Iterator[_Scope]:
    yield node.body
    yield node.orelse
    if isinstance(node, ast.Try):
        yield node.finalbody
        for handler in node.handlers:
            yield handler.body


def _is_decorated(node: ast.stmt) -> bool:
    """Whether the statement begins at an `@`, which no node marks, so that it is looked for after the one before."""
    return isinstance(node, _DEFINITIONS) and bool(node.decorator_list)


def _segment(lines: list[bytes], node: ast.stmt, first: int) -> bytes:
    """The statement's own bytes, from line `first` on."""
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset
    start = 0 if _is_decorated(node) else node.col_offset
    picked = lines[first - 1 : end_line]
    picked[-1] = picked[-1][:end]
    picked[0] = picked[0][start:]
    return b"\n".join(picked)


def _needed(statements: list[_Statement], wanted: Collection[str]) -> list[_Statement]:
    """All imports and definitions, and whatever fills a name that a wanted one leads to: a training run is left out."""
    binders: dict[str, list[_Statement]] = {}
    for statement in statements:
        for name in statement.binds:
            binders.setdefault(name, []).append(statement)
    filled = {name for statement in statements if not statement.defines for name in statement.binds}
    for statement in statements:
        for name in changed_by_calls(statement.node) & filled:
            binders[name].append(statement)
    for name, statement in _filled_by_calls(statements):
        binders.setdefault(name, []).append(statement)
    reached: set[str] = set()
    ahead = list(wanted)
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += [mentioned for statement in binders.get(name, ()) for mentioned in statement.mentions]
    needed = {id(statement) for name in reached for statement in binders.get(name, ())}
    return [each for each in statements if each.defines or id(each) in needed]


def _filled_by_calls(statements: list[_Statement]) -> Iterator[tuple[str, _Statement]]:
    """Names that a function fills by `global`, each with a statement that calls it."""
    fills = {
        statement.node.name: filled_when_called(statement.node)
        for statement in statements
        if isinstance(statement.node, _DEFINITIONS)
    }
    for statement in statements:
        if not statement.defines:
            for function in statement.mentions & fills.keys():
                yield from ((name, statement) for name in fills[function])


def _only_assigns(node: ast.stmt) -> bool:
    ahead = [node]
    while ahead:
        here = ahead.pop()
        if isinstance(here, (ast.If, ast.Try)):
            ahead += [inner for block in _blocks(here) for inner in block]
        elif not isinstance(here, (*_ASSIGNMENTS, ast.Pass)):
            return False
    return True


def _written(statements: list[_Statement]) -> bytes:
    """One module: `from __future__` first, as it must be, then each cell under its number, every statement on its line.

    What was left out is empty lines, so that a line's place in its cell is its distance from the comment above.
    """
    lines = [HEADER, *_future_imports(statements)]
    top = cell = 0
    for statement in statements:
        if _is_future(statement.node):
            continue
        if statement.cell != cell:
            cell, top = statement.cell, len(lines)
            lines.append(f"{CELL_MARK}{cell}")
        at, text = top + statement.first_line, statement.text.split("\n")
        if len(lines) > at:  # a semicolon stands between the two
            lines[-1] += f"; {text.pop(0)}"
        lines += [""] * (at - len(lines))
        lines += text
    return ("\n".join(lines) + "\n").encode()


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _future_imports(statements: list[_Statement]) -> list[str]:
    """The one feature that still changes anything; a name that is none would keep the module from compiling."""
    nodes = [each.node for each in statements if isinstance(each.node, ast.ImportFrom) and _is_future(each.node)]
    asked = any(alias.name == "annotations" for node in nodes for alias in node.names)
    return ["from __future__ import annotations"] if asked else []
