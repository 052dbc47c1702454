"""Small mechanical mutations of a reference: wrong programs that nobody thought of.

A mutant is one changed place in the reference's function or in a helper that it calls: a sign, an axis, `keepdims`, a
bound, a constant, a dropped term, swapped operands, a missing transpose, `ddof`, a comparison, a reduction.
"""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any


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
    """Every mutant of one problem's reference, in the order of the file; duplicates by text are left out."""
    module = inspect.getmodule(solution)
    if module is None or not isinstance(solution, FunctionType):
        return []
    source = inspect.getsource(module)
    tree, lines = ast.parse(source), source.splitlines()
    codes = {id(statement): _compiled(statement) for statement in tree.body}
    wanted = reached(tree, solution.__name__)
    found: dict[tuple[int, str], Mutant] = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in wanted):
        for node in list(_code(function)):
            for kind, changed in _changes(node):
                before, after = ast.unparse(node), ast.unparse(changed)
                program = None if before == after else _program(codes, function, node, changed, solution=solution)
                if program is not None:
                    line = int(getattr(node, "lineno", 1))
                    mutant = Mutant(solution.__name__, kind, line, lines[line - 1].strip(), before, after, program)
                    found.setdefault((line, mutant.name), mutant)
    return list(found.values())


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


def _program(
    codes: Mapping[int, CodeType], function: ast.FunctionDef, node: ast.AST, changed: ast.AST, *, solution: FunctionType
) -> Callable[..., Any] | None:
    """The solution in a module of its own where one node of `function` is changed; None where that does not load."""
    replaced = ast.fix_missing_locations(_Replace(node, changed).visit(copy.deepcopy(function)))
    space: dict[str, Any] = {name: solution.__globals__.get(name) for name in ("__name__", "__package__")}
    try:
        for code in {**codes, id(function): _compiled(replaced)}.values():
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


_OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
}
_OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_OTHER_CALL = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "sin": "cos",
    "cos": "sin",
    "sqrt": "abs",
    "ceil": "floor",
    "tril": "triu",
    "zeros_like": "ones_like",
}


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for kind, change in CHANGES:
        for changed in change(node):
            yield kind, changed


def operator(node: ast.AST) -> Iterator[ast.AST]:
    """Plus for minus, times for divided."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OTHER_OPERATOR:
        yield ast.BinOp(node.left, _OTHER_OPERATOR[type(node.op)](), node.right)


def swapped(node: ast.AST) -> Iterator[ast.AST]:
    """Operands of an operator that does not commute."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)):
        yield ast.BinOp(node.right, node.op, node.left)


def dropped(node: ast.AST) -> Iterator[ast.AST]:
    """One term of a sum, one factor of a product."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        yield node.left
        if not isinstance(node.op, (ast.Sub, ast.Div)):
            yield node.right


def sign(node: ast.AST) -> Iterator[ast.AST]:
    """A minus in front that is lost."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        yield node.operand


def constant(node: ast.AST) -> Iterator[ast.AST]:
    """Floats off by 1e-3 and 1e-5, ints by one."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return
    if isinstance(node.value, float):
        for change in (1e-3, 1e-5):
            yield ast.Constant(node.value * (1 + change) if node.value else change)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def scaled(node: ast.AST) -> Iterator[ast.AST]:
    """A returned value off by 1e-3 and 1e-5."""
    if isinstance(node, ast.Return) and isinstance(node.value, (ast.BinOp, ast.Call)):
        for change in (1e-3, 1e-5):
            yield ast.Return(ast.BinOp(ast.Constant(1 + change), ast.Mult(), node.value))


def keyword(node: ast.AST) -> Iterator[ast.AST]:
    """`keepdims`, `axis` and `ddof` changed or forgotten."""
    if not isinstance(node, ast.Call):
        return
    for index, argument in enumerate(node.keywords):
        if argument.arg in ("axis", "axes", "keepdims", "ddof", "initial", "where"):
            rest = [other for number, other in enumerate(node.keywords) if number != index]
            yield ast.Call(node.func, node.args, rest)
        if argument.arg == "axis":
            for axis in (0, 1, -1, -2):
                changed = ast.keyword("axis", ast.Constant(axis))
                yield ast.Call(node.func, node.args, [*node.keywords[:index], changed, *node.keywords[index + 1 :]])


def bound(node: ast.AST) -> Iterator[ast.AST]:
    """Ranges and slices off by one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args:
        last = min(len(node.args), 2) - 1
        for op in (ast.Add(), ast.Sub()):
            arguments = list(node.args)
            arguments[last] = ast.BinOp(arguments[last], op, ast.Constant(1))
            yield ast.Call(node.func, arguments, node.keywords)
    if isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            edge = getattr(node, name)
            if edge is not None:
                changed = ast.Slice(node.lower, node.upper, node.step)
                setattr(changed, name, ast.BinOp(edge, ast.Add(), ast.Constant(1)))
                yield changed
        if node.step is not None:
            yield ast.Slice(node.lower, node.upper, None)


def transpose(node: ast.AST) -> Iterator[ast.AST]:
    """A transpose that is missing."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        method = not (isinstance(node.func.value, ast.Name) and node.func.value.id == "np")
        if node.func.attr in ("transpose", "swapaxes", "moveaxis", "flip") and (method or node.args):
            yield node.func.value if method else node.args[0]


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """Strict for not strict, equal for unequal."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OTHER_COMPARISON:
        yield ast.Compare(node.left, [_OTHER_COMPARISON[type(node.ops[0])]()], node.comparators)


def reduction(node: ast.AST) -> Iterator[ast.AST]:
    """Sum for mean, max for min, sine for cosine."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OTHER_CALL:
        yield ast.Call(
            ast.Attribute(node.func.value, _OTHER_CALL[node.func.attr], ast.Load()), node.args, node.keywords
        )


def branch(node: ast.AST) -> Iterator[ast.AST]:
    """The branches of `np.where` and of a conditional expression exchanged."""
    where = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "where"
    if where and isinstance(node, ast.Call) and len(node.args) == 3:
        yield ast.Call(node.func, [node.args[0], node.args[2], node.args[1]], node.keywords)
    if isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)


def accumulation(node: ast.AST) -> Iterator[ast.AST]:
    """`=` in place of `+=`."""
    if isinstance(node, ast.AugAssign):
        target = copy.deepcopy(node.target)
        yield ast.Assign([target], node.value, lineno=node.lineno)


CHANGES: tuple[tuple[str, Callable[[ast.AST], Iterator[ast.AST]]], ...] = (
    ("operator", operator),
    ("swapped operands", swapped),
    ("dropped term", dropped),
    ("sign", sign),
    ("constant", constant),
    ("scaled result", scaled),
    ("keyword", keyword),
    ("bound", bound),
    ("transpose", transpose),
    ("comparison", comparison),
    ("reduction", reduction),
    ("branch", branch),
    ("accumulation", accumulation),
)
