"""What the cases of each problem depend on, read from an assignment's files without running them.

A problem's own files are its declaration and its known mistakes. Every other file counts for all problems, and so does
a problem's own file for each problem whose files import it, directly or through others. An edit of one scenario's
function leaves the other scenarios of its problem as they were, since no code reaches that function but by its name.
Where a file may reach others in a way that cannot be read from it, there is no answer, and everything is built again.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader.load.course import DERIVED, MISTAKES, ORDINARY
from grader.load.scan import ALLOWED
from grader.model.folders import ASSIGNMENTS, REFERENCE, digest_of, sources

#: Modules of the standard library that reach neither files nor modules by their names.
HARMLESS = {
    *("__future__", "abc", "bisect", "cmath", "collections", "copy", "dataclasses", "decimal", "enum", "fractions"),
    *("functools", "heapq", "itertools", "math", "numbers", "operator", "random", "re", "statistics", "string"),
    *("textwrap", "typing", "warnings"),
}
#: With these names code reaches a file or a module that no import statement names.
REACHING = {
    *("__builtins__", "__file__", "__import__", "__loader__", "__path__", "__spec__"),
    *("compile", "eval", "exec", "open"),
}
#: With these names code reaches functions of its own file that it does not name.
LOOKING = {"__dict__", "dir", "getattr", "globals", "locals", "vars"}
#: Files of an assignment that count for all its problems, whatever they declare.
_EVERYBODYS = ("assignment", "public")


class _UnclearError(Exception):
    """What a file depends on cannot be read from it."""


@dataclass(frozen=True)
class Digests:
    """Of what a problem's cases depend on."""

    whole: str
    #: Of all that is no scenario's own; empty where scenarios cannot be told apart.
    rest: str = ""
    #: By scenario, of the rest and its own function; those that are not here depend on the rest alone.
    scenarios: Mapping[str, str] = field(default_factory=dict)

    def same_scenario(self, other: Digests, name: str) -> bool:
        """Whether a scenario's cases depend on the same in both."""
        ours, theirs = (each.scenarios.get(name, each.rest) for each in (self, other))
        return bool(ours) and ours == theirs


def dependencies(course: Path, slug: str) -> dict[str, Digests]:
    """By problem, digests of what its cases depend on; empty where that cannot be told."""
    files = sources(course, slug)
    try:
        trees = {name: ast.parse(data) for name, data in files.items() if name.endswith(".py")}
        imported = {name: frozenset(_imported(course, name, tree, files)) for name, tree in trees.items()}
    except (SyntaxError, ValueError, _UnclearError):
        return {}
    own = {name: _own_files(slug, name, files) for name in _problems(slug, trees)}
    set_apart = {name for names in own.values() for name in names if _only_declares(trees[name])}
    found = {}
    for problem, names in own.items():
        needed = _closure({*files} - set_apart | {*names}, imported)
        found[problem] = _digests(names[0], trees, {name: files[name] for name in files if name in needed}, imported)
    return found


def _problems(slug: str, trees: Mapping[str, ast.Module]) -> Iterator[str]:
    for name, tree in trees.items():
        path = PurePosixPath(name)
        is_declaration = path.parent == PurePosixPath(ASSIGNMENTS, slug) and path.stem not in _EVERYBODYS
        if is_declaration and any("problem" in _assigned(node) for node in tree.body):
            yield path.stem


def _own_files(slug: str, problem: str, files: Mapping[str, bytes]) -> list[str]:
    candidates = (f"{ASSIGNMENTS}/{slug}/{problem}.py", f"{REFERENCE}/{slug}/{MISTAKES}/{problem}.py")
    return [name for name in candidates if name in files]


def _assigned(node: ast.stmt) -> list[str]:
    """The names that a statement assigns to; none where it assigns to anything else, such as an item of a list."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    parts = [part for each in targets for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return names if len(names) == len(parts) else []


def _only_declares(tree: ast.Module) -> bool:
    """Whether a file gives names to things and does nothing else when it is loaded, such as changing a shared list."""
    return all(
        isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or _assigned(node)
        for node in tree.body
    )


def _closure(names: set[str], imported: Mapping[str, frozenset[str]]) -> set[str]:
    found, open_ = set(names), list(names)
    while open_:
        new = imported.get(open_.pop(), frozenset()) - found
        found |= new
        open_ += new
    return found


def _imported(course: Path, name: str, tree: ast.Module, files: Mapping[str, bytes]) -> Iterator[str]:
    """The files of the assignment that one of them imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                _require_harmless(course, alias.name)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            _require_harmless(course, node.module or "")
        elif isinstance(node, ast.ImportFrom):
            yield from _relative(name, node, files)
        elif isinstance(node, ast.Name) and node.id in REACHING:
            raise _UnclearError(node.id)
        elif isinstance(node, ast.Attribute) and node.attr in REACHING and node.attr.startswith("__"):
            raise _UnclearError(node.attr)


def _require_harmless(course: Path, module: str) -> None:
    """An import by a full name must reach no file of the course, and no module that reaches others."""
    top = module.partition(".")[0]
    if module == ALLOWED:
        return
    if (top in sys.stdlib_module_names and top not in HARMLESS) or top == "grader":
        raise _UnclearError(module)
    if (course / top).exists() or (course / f"{top}.py").exists():
        raise _UnclearError(module)


def _relative(name: str, node: ast.ImportFrom, files: Mapping[str, bytes]) -> Iterator[str]:
    """The files that `from .module import names` loads."""
    above = PurePosixPath(name).parents[node.level - 1]
    target = "/".join([above.as_posix(), *(node.module or "").split(".")]).rstrip("/")
    is_folder = any(file.startswith(f"{target}/") for file in files)
    if len(above.parts) < 2 or is_folder == (f"{target}.py" in files):
        raise _UnclearError(target)
    for file in [f"{target}/{alias.name}.py" for alias in node.names] if is_folder else [f"{target}.py"]:
        if file not in files:
            raise _UnclearError(file)
        yield file


def _digests(
    declaration: str,
    trees: Mapping[str, ast.Module],
    needed: Mapping[str, bytes],
    imported: Mapping[str, frozenset[str]],
) -> Digests:
    whole = digest_of(needed)
    if any(declaration in imported.get(name, ()) for name in needed):
        return Digests(whole)
    functions = _scenarios(trees[declaration])
    lines = needed[declaration].splitlines(keepends=True)
    texts = {name: b"".join(lines[first:last]) for name, (first, last) in functions.items()}
    for first, last in functions.values():
        lines[first:last] = [b""] * (last - first)
    rest = digest_of({**needed, declaration: b"".join(lines)})
    found = {name: digest_of({rest: text}) for name, text in texts.items()}
    if ORDINARY in found:
        found |= {name: found[ORDINARY] for name in DERIVED if name not in found}
    return Digests(whole, rest, found)


def _scenarios(tree: ast.Module) -> dict[str, tuple[int, int]]:
    """By name, the lines of the functions that are nothing but a scenario each: no other code names them."""
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    names += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    names += [name for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names]
    given = [name for node in tree.body for name in _given(node)]
    imported = any(map(_is_graders, tree.body)) and given.count("scenario") == 1
    if not imported or not _only_declares(tree) or LOOKING & {*names}:
        return {}
    return {
        node.name: (node.decorator_list[0].lineno - 1, node.end_lineno or node.lineno)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and _is_scenario(node)
        if node.name not in names and given.count(node.name) == 1
    }


def _given(node: ast.stmt) -> list[str]:
    """The names that a statement of a file gives to things."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name for alias in node.names]
    return _assigned(node)


def _is_graders(node: ast.stmt) -> bool:
    """Whether a statement imports `scenario` from the grader under this very name."""
    return isinstance(node, ast.ImportFrom) and any(
        (node.module, node.level, alias.name, alias.asname) == (ALLOWED, 0, "scenario", None) for alias in node.names
    )


def _is_scenario(node: ast.FunctionDef) -> bool:
    if len(node.decorator_list) != 1 or not isinstance(node.decorator_list[0], ast.Call):
        return False
    called = node.decorator_list[0].func
    return isinstance(called, ast.Name) and called.id == "scenario"
