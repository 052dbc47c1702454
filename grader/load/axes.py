"""Names of an answer's axes, as the starter's docstrings have them after "Returns" or "->": (N, Cout, Ho, Wo)."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

Names: TypeAlias = tuple[str, ...]
#: By part of the answer: "" for the whole, "[1]" for the second of a tuple, "[1][*]" for each array of a list in it.
Axes: TypeAlias = dict[str, Names]

#: A first axis that stands for any number of axes, as in (..., Tk).
ELLIPSIS: Final = "..."
#: The axis of the answers to several calls, where each of them is a number.
CALL: Final = "call"
_SHAPE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_RETURNS = re.compile(r"(?:\b[Rr]eturns\b:?|->)\s+(?P<what>.*?)(?:\.(?:\s|$)|\n\s*\n|$)", re.DOTALL)
#: `x, y: (N, D)`, `x  (N, D)`, `weights: list of arrays (d, o)` and `weights[l] is (D_l, D_(l+1))`.
_PARAMETERS = re.compile(r"(?P<names>\w+(?:, \w+)*)(?P<each>\[\w\])?(?: is|:)?\s+(?P<list>list of arrays )?(?=\()")
_LIKE = re.compile(r"\bthe (?:same )?shapes? of ([\w, ]+)|shaped like ([\w, ]+)")
#: What stands after names of parts, and not after a shape.
_ABOUT_PARTS = re.compile(
    r"(?:,|:)? (?:ints|two|three|both|each|twice|a number|a list|lists|shapes|with the shapes)|.*, \("
)
_COUNTED = re.compile(r"(both|twice|two|three) (.*)")
_COUNTS: Final = {"both": 2, "twice": 2, "two": 2, "three": 3}
_AXIS = re.compile(r"\w+(?:\(\w.*\))?(?: ?[-+*] ?\w+)*(?:\([\w+*-]+\))?|\.\.\.")


def answer_axes(starter: Path) -> dict[str, Axes]:
    """The axes of each function's answer, by function; where a docstring tells none, an answer has none."""
    if not starter.is_file():
        return {}
    nodes = [node for node in ast.parse(starter.read_bytes()).body if isinstance(node, ast.FunctionDef)]
    docstrings = {node.name: ast.get_docstring(node) or "" for node in nodes}
    told = {name: _parameters(docstring) for name, docstring in docstrings.items()}
    return {name: axes_in(docstring, told) for name, docstring in docstrings.items()}


def axes_in(docstring: str, elsewhere: Mapping[str, Mapping[str, Axes]] | None = None) -> Axes:
    """The axes that a docstring names; "as in conv2d_forward" refers to the parameters of another function."""
    returns = _RETURNS.search(docstring)
    if returns is None:
        return {}
    own = _parameters(docstring[: returns.start()])
    referred = re.search(r"\bas in (\w+)", docstring)
    known = {**(elsewhere or {}).get(referred[1] if referred else "", {}), **own}
    names, told = _parts(" ".join(returns["what"].split()))
    if told.startswith("the same two"):
        names, told = list(own)[:2], "the shapes of " + " and ".join(list(own)[:2])
    if not names:
        return _described(told, known)
    parts = [_described(each, known) for each in _of_each(names, told)]
    return {f"[{number}]{below}": axes for number, part in enumerate(parts) for below, axes in part.items()}


def part_axes(axes: Mapping[str, Names], path: str, *, rank: int, calls: int = 1) -> Names:
    """The names of all `rank` axes of one part of an answer, or none; of several calls a path begins with the call."""
    if calls > 1 and not path:
        return (CALL,) if rank == 1 else ()
    if calls > 1:
        path = re.sub(r"^\[\d+\]", "", path)
    names = _spelled_out(axes.get(path) or axes.get(re.sub(r"\[\d+\]$", "[*]", path), ()), rank)
    return names if len(names) == rank else ()


def _spelled_out(names: Names, rank: int) -> Names:
    """The names with as many axes for the ellipsis as the rank has: (..., Tk), and d1, d2 for (N, d1, ..., dk)."""
    if ELLIPSIS not in names:
        return names
    at = names.index(ELLIPSIS)
    if at == 0:
        return ("",) * (rank - len(names) + 1) + names[1:]
    before, stem = names[: at - 1], names[at - 1].removesuffix("1")
    return (*before, *(f"{stem}{number}" for number in range(1, rank - len(before) + 1)))


def _parameters(text: str) -> dict[str, Axes]:
    """The axes of parameters; of each array of a list under "[*]"."""
    found: dict[str, Axes] = {}
    for match in _PARAMETERS.finditer(text):
        shape = _SHAPE.match(text, match.end())
        below = "[*]" if match["each"] or match["list"] else ""
        if shape and (names := _names(shape[1])):
            found |= {name: {below: names} for name in match["names"].split(", ") if name not in found}
    return found


def _parts(what: str) -> tuple[list[str], str]:
    """The names of the parts, none for an answer that is one array, and what is told of them after that."""
    first = _SHAPE.match(what)
    if first is None:  # "out (N, T, dv), alpha (N, T, T)"; "dQ, dK, dV, of the shapes of query, key, value"
        bare, _, like = what.partition(", of the shapes")
        names = _split(bare) if like or re.match(r"[\w']+ \(", what) else []
        return (names, f"of the shapes{like}" if like else "") if len(names) > 1 else ([], what)
    names, told = _split(first[1]), what[first.end() :]
    apart = _ABOUT_PARTS.match(told) or any("(" in name and " (" in name for name in names)
    return (names, told.lstrip(",: ")) if apart else ([], what)


def _of_each(names: Sequence[str], told: str) -> list[str]:
    """What is told of each part: beside its name, or after all names, in their order."""
    if not told or told.startswith("the same"):
        return list(names)
    if re.match(r"each of the shape of its|shapes as the parameters", told):
        return [f"the shape of {re.sub('^(grad_|d)', '', name)}" for name in names]
    if like := _LIKE.search(told):
        sources = re.split(r", | and ", (like[1] or like[2]).strip())
        words = [f"the shape of {source}" for source in (sources * len(names) if len(sources) == 1 else sources)]
        return [""] * (len(names) - len(words)) + words[: len(names)]  # a number comes first
    if any(f"{name}[l] (" in told for name in names):
        return [told.partition(f"{name}[l] ")[2] and f"each {told.partition(f'{name}[l] ')[2]}" for name in names]
    found: list[str] = []
    for each in _split(told.replace(" and ", ", ")):
        counted = _COUNTED.match(each)
        found += [counted[2]] * _COUNTS[counted[1]] if counted else [each]
    return found[-len(names) :]


def _described(told: str, known: Mapping[str, Axes]) -> Axes:
    """The axes of one part, after a shape or the name of a parameter that has it."""
    if like := re.search(r"(?:the|same) shape of (\w+)", told):
        return dict(known.get(like[1], {}))
    shape = None if "tuples" in told else _SHAPE.search(told)
    names = _names(shape[1]) if shape else ()
    return {"[*]" if told.startswith("each ") else "": names} if names else {}


def _split(text: str) -> list[str]:
    """The pieces between commas that stand in no bracket."""
    pieces, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            pieces.append("")
        else:
            pieces[-1] += letter
    return [piece.strip() for piece in pieces if piece.strip()]


def _names(shape: str) -> Names:
    names = tuple(_split(shape))
    is_shape = all(_AXIS.fullmatch(name) for name in names) and "0" not in names  # "in (0, 1)" is an interval
    return names if is_shape else ()
