"""Small mechanical mutations of a reference: wrong programs that nobody thought of.

A mutant is one changed place in the reference's function or in a helper that it calls; what is changed is a list in
`grader/validate/operators.py`. Of two mutants with the same bytecode the first is kept.
"""

from __future__ import annotations

import ast
import inspect
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from grader.validate.operators import OPERATORS


@dataclass(frozen=True)
class Mutant:
    """One changed program."""

    problem: str
    kind: str
    line: int
    statement: str  # the line of source, stripped
    before: str
    after: str
    function: Callable[..., Any]

    @property
    def name(self) -> str:
        """A name that survives unrelated edits of the file."""
        return f"{self.kind}: {self.before} -> {self.after} in: {self.statement}"


def mutants(solution: Callable[..., Any]) -> list[Mutant]:
    """Every mutant of one problem's reference, in the order of the file; duplicates are left out."""
    module = inspect.getmodule(solution)
    if module is None or not isinstance(solution, FunctionType):
        return []
    source = inspect.getsource(module)
    tree, lines = ast.parse(source), source.splitlines()
    codes = {id(statement): _compiled(statement) for statement in tree.body}
    wanted = reached(tree, solution.__name__)
    found: dict[tuple[int, str], Mutant] = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in wanted):
        programs = {_meaning(codes[id(function)])}
        pickled = pickle.dumps(function)  # read again for each mutant, in a fifth of the time of copy.deepcopy
        for node in list(_code(function)):
            for kind, changed in _changes(node):
                code = _changed(pickled, node, changed)
                if code is None or (meaning := _meaning(code)) in programs:
                    continue
                programs.add(meaning)
                program = _program({**codes, id(function): code}, solution)
                if program is not None:
                    line = int(getattr(node, "lineno", 1))
                    words = kind, line, lines[line - 1].strip(), _words(node), _words(changed)
                    mutant = Mutant(solution.__name__, *words, program)
                    found.setdefault((line, mutant.name), mutant)
    return list(found.values())


def _words(node: ast.AST) -> str:
    """A node as it is written; of several lines the first and the last."""
    first, *others = ast.unparse(node).splitlines()
    return f"{first} … {others[-1].strip()}" if others else first


def _meaning(code: CodeType) -> tuple[Any, ...]:
    """What code does, wherever it stands: two functions with the same bytecode are one program."""
    constants = [_meaning(one) if isinstance(one, CodeType) else (type(one), repr(one)) for one in code.co_consts]
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, tuple(constants))


def reached(tree: ast.Module, name: str) -> set[str]:
    """The functions of a module that `name` calls, directly or not, itself included."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    seen: set[str] = set()
    queue = [name]
    while queue:
        current = queue.pop()
        if current in seen or current not in functions:
            continue
        seen.add(current)
        queue += [node.id for node in ast.walk(functions[current]) if isinstance(node, ast.Name)]
    return seen


def _code(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function's body; not its annotations, docstring, checks of arguments and their messages."""
    queue: list[ast.AST] = list(function.body)
    while queue:
        node = queue.pop(0)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        yield node
        queue += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.arguments)]


def _changed(function: bytes, node: ast.AST, changed: ast.AST) -> CodeType | None:
    """A pickled function where one node is changed; None where that is no Python."""
    try:
        copy = pickle.loads(function)  # noqa: S301  pickled above
        return _compiled(ast.fix_missing_locations(_Replace(node, changed).visit(copy)))
    except (SyntaxError, ValueError, TypeError):
        return None


def _program(codes: Mapping[int, CodeType], solution: FunctionType) -> Callable[..., Any] | None:
    """The solution in a module of its own, made of these statements; None where that does not load."""
    space: dict[str, Any] = {name: solution.__globals__.get(name) for name in ("__name__", "__package__")}
    try:
        for code in codes.values():
            exec(code, space)  # noqa: S102
    except Exception:  # a mutation that does not even load proves nothing
        return None
    program: Callable[..., Any] = space[solution.__name__]
    return program


def _compiled(statement: ast.stmt) -> CodeType:
    """One statement of a module: only the changed one differs from mutant to mutant."""
    return compile(ast.Module([statement], []), "mutant", "exec")


class _Replace(ast.NodeTransformer):
    """Replace the one node that stands at a place of the source."""

    def __init__(self, node: ast.AST, changed: ast.AST) -> None:
        self.place = _place(node)
        self.kind = type(node)
        self.changed = changed
        self.done = False

    def visit(self, node: ast.AST) -> Any:
        """Swap that node once, and go on below the others."""
        if not self.done and type(node) is self.kind and _place(node) == self.place:
            self.done = True
            return self.changed
        return self.generic_visit(node)


def _place(node: ast.AST) -> tuple[int, ...]:
    return tuple(getattr(node, name, -1) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for kind, change in OPERATORS:
        for changed in change(node):
            yield kind, changed
