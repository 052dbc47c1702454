"""The ways in which a mutant differs from its reference: each takes a node and gives what may stand in its place.

A new one is a function here and a line in OPERATORS.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from math import isfinite
from typing import TypeAlias

Operator: TypeAlias = Callable[[ast.AST], Iterator[ast.AST]]

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
_NARROWER = {"float64": "float16", "float32": "float16", "int64": "int8", "int32": "int8"}
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


def threshold(node: ast.AST) -> Iterator[ast.AST]:
    """A float ten times and a thousand times greater or smaller: thresholds, slopes, constants that clip."""
    if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value and isfinite(node.value):
        for factor in (10, 1000):
            yield ast.Constant(node.value * factor)
            yield ast.Constant(node.value / factor)


def chain(node: ast.AST) -> Iterator[ast.AST]:
    """One half of a chained comparison, or of two conditions."""
    if isinstance(node, ast.Compare) and len(node.ops) == 2:
        yield ast.Compare(node.left, node.ops[:1], node.comparators[:1])
        yield ast.Compare(node.comparators[0], node.ops[1:], node.comparators[1:])
    if isinstance(node, ast.BoolOp) and len(node.values) == 2:
        yield from node.values
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield from (node.left, node.right)


def dtype(node: ast.AST) -> Iterator[ast.AST]:
    """A dtype that is narrower; float64 goes to half precision, since answers in single are right by the rule."""
    if isinstance(node, ast.Attribute) and node.attr in _NARROWER and ast.unparse(node.value) == "np":
        yield ast.Attribute(node.value, _NARROWER[node.attr], ast.Load())
    if isinstance(node, ast.keyword) and node.arg == "dtype":
        if ast.unparse(node.value) == "float":
            yield ast.keyword("dtype", ast.Constant("float16"))
        if ast.unparse(node.value) == "int":
            yield ast.keyword("dtype", ast.Constant("int8"))


def copied(node: ast.AST) -> Iterator[ast.AST]:
    """A copy or a conversion that is dropped, and `x = x + y` written into x itself."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("copy", "astype") and ast.unparse(node.func.value) != "np":
            yield node.func.value
        if ast.unparse(node.func) in ("np.array", "np.copy"):
            yield ast.Call(ast.Attribute(node.func.value, "asarray", ast.Load()), node.args, node.keywords)
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        (target,) = node.targets if len(node.targets) == 1 else (None,)
        if isinstance(target, ast.Name) and ast.unparse(target) == ast.unparse(node.value.left):
            yield ast.AugAssign(target, node.value.op, node.value.right)


def start(node: ast.AST) -> Iterator[ast.AST]:
    """A running maximum or a mask that begins at a finite number in place of infinity."""
    if ast.unparse(node) in ("np.inf", "math.inf", "inf"):
        for value in (0.0, 999.0, 1e9):
            yield ast.Constant(value)


def clip(node: ast.AST) -> Iterator[ast.AST]:
    """A bound that is dropped; one that is added to what an exponential takes."""
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func)
    if name in ("np.maximum", "np.minimum", "np.clip", "max", "min") and len(node.args) >= 2:
        yield from (one for one in node.args[:2] if not isinstance(one, ast.Constant))
    if name == "np.exp" and len(node.args) == 1:
        yield ast.Call(node.func, [_call("clip", node.args[0], ast.Constant(-20.0), ast.Constant(20.0))], [])


def small_number(node: ast.AST) -> Iterator[ast.AST]:
    """A small number against zero in a logarithm or a denominator."""
    small = ast.Constant(1e-8)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.log" and len(node.args) == 1:
        yield ast.Call(node.func, [ast.BinOp(node.args[0], ast.Add(), small)], [])
        yield ast.Call(node.func, [_call("maximum", node.args[0], small)], [])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not isinstance(node.right, ast.Constant):
        yield ast.BinOp(node.left, node.op, ast.BinOp(node.right, ast.Add(), small))


def early_stop(node: ast.AST) -> Iterator[ast.AST]:
    """A loop without its first or its last round, and one that ends after the first."""
    if isinstance(node, ast.For):
        yield ast.For(node.target, node.iter, [*node.body, ast.Break()], [], lineno=node.lineno)
        for rounds in _fewer(node.iter):
            yield ast.For(node.target, rounds, node.body, node.orelse, lineno=node.lineno)
    if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
        first, *others = node.generators
        for rounds in _fewer(first.iter):
            fewer = ast.comprehension(first.target, rounds, first.ifs, first.is_async)
            yield type(node)(node.elt, [fewer, *others])
    if isinstance(node, ast.Continue):
        yield ast.Break()


def _fewer(rounds: ast.expr) -> Iterator[ast.expr]:
    """What a loop goes through, without the first and without the last; `bound` moves those of `range`."""
    if isinstance(rounds, ast.Call) and ast.unparse(rounds.func) == "range":
        return
    for part in (ast.Slice(ast.Constant(1)), ast.Slice(None, ast.Constant(-1))):
        yield ast.Subscript(ast.Call(ast.Name("list", ast.Load()), [rounds], []), part, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), list(arguments), [])


OPERATORS: tuple[tuple[str, Operator], ...] = (
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
    ("threshold", threshold),
    ("chain", chain),
    ("dtype", dtype),
    ("copy", copied),
    ("start", start),
    ("clip", clip),
    ("small number", small_number),
    ("early stop", early_stop),
)
