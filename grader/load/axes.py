"""Names of the axes of an answer, as the starter's docstrings have them after "Returns": (N, Cout, Ho, Wo)."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeAlias

#: By part of the answer: "" for the whole, "[1]" for the second of a tuple.
Axes: TypeAlias = dict[str, tuple[str, ...]]

_RETURNS = re.compile(r"Returns:? (?P<what>.*?)(?:\.(?:\s|$)|\n\s*\n|$)", re.DOTALL)
_SHAPE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_LIKE = re.compile(r"with the shapes? of ([\w, ]+)|of the (?:same )?shape of (\w+)")


def answer_axes(starter: Path) -> dict[str, Axes]:
    """The axes of each function's answer, by function; where a docstring tells none, an answer has none."""
    if not starter.is_file():
        return {}
    tree = ast.parse(starter.read_bytes())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: axes_in(ast.get_docstring(node) or "") for node in functions}


def axes_in(docstring: str) -> Axes:
    """The axes that a docstring names."""
    returns = _RETURNS.search(docstring)
    if returns is None:
        return {}
    what = " ".join(returns["what"].split())
    shapes = [names for shape in _SHAPE.findall(what) if (names := _names(shape))]
    if not shapes:
        return {}
    if like := _LIKE.search(what):
        sources = re.findall(r"\w+", (like[1] or like[2]).replace(" and ", " "))
        return {f"[{number}]": axes for number, name in enumerate(sources) if (axes := _of(name, docstring))}
    if len(shapes) == 1:
        return {"": shapes[0]}
    # "(loss, dlogits), a number and (N, C)": the names of the parts, then what each of them is.
    told = re.findall(r"a number|an int|two ints|" + _SHAPE.pattern, what.partition(")")[2])
    parts = [_names(part) if part else () for part in told]
    return {f"[{number}]": part for number, part in enumerate(parts) if part} if len(parts) == len(shapes[0]) else {}


def _of(parameter: str, docstring: str) -> tuple[str, ...]:
    """The axes of a parameter: `x: (N, Cin, H, W)`."""
    found = re.search(rf"\b{parameter}: {_SHAPE.pattern}", docstring)
    return _names(found[1]) if found else ()


def _names(shape: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in shape.split(",") if name.strip())
    return () if "0" in names else names  # "in (0, 1)" is an interval
