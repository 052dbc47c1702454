"""Write found cases into a problem's file as scenarios; the file is only replaced by one that loads."""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from grader.bank.build import build
from grader.hunt.code import NAMES, Pinned
from grader.load import LoadedProblem, load_assignment
from grader.model.errors import SpecError
from grader.model.folders import ASSIGNMENTS, REFERENCE

AUTHOR = "grader.author"


def with_scenarios(text: str, pinned: Sequence[Pinned]) -> tuple[str, list[str]]:
    """A problem's source with these scenarios at its end, and their names; a case that it has is not added again."""
    added: list[str] = []
    for one in pinned:
        if _has(text, one):
            continue
        name = _free(text, one.name)
        text = f"{text.rstrip()}\n\n\n{one.source(name)}"
        added.append(name)
    return (_with_imports(text) if added else text), added


def checked(course: Path, slug: str, problem: LoadedProblem, text: str) -> None:
    """Load and freeze the problem with this source in a copy of the assignment.

    Raises:
        SpecError: it cannot be used; the file itself is untouched.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in (ASSIGNMENTS, REFERENCE):
            shutil.copytree(course / part / slug, copy / part / slug)
        (copy / ASSIGNMENTS / slug / problem.file.name).write_text(text, encoding="utf-8")
        try:
            build(load_assignment(copy, slug), secret="0" * 16, problems=(problem.name,))
        except SpecError as error:
            raise SpecError(f"{problem.file}: left as it was, since with the new scenario: {error}") from error


def _has(text: str, pinned: Pinned) -> bool:
    """Whether a function of the file returns this very case."""
    wanted = ast.dump(ast.parse(pinned.case, mode="eval").body)
    returned = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Return) and node.value)
    return any(ast.dump(value) == wanted for value in returned)


def _free(text: str, name: str) -> str:
    taken = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    taken |= {node.name for node in ast.parse(text).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _with_imports(text: str) -> str:
    """The source with what the scenarios refer to imported, in the order of the linter's."""
    body = ast.parse(text).body
    found = next((node for node in body if isinstance(node, ast.ImportFrom) and node.module == AUTHOR), None)
    lines = text.splitlines(keepends=True)
    if found is not None:
        names = {(alias.name, alias.asname) for alias in found.names}
        missing = {(name, None) for name in NAMES} - names
        if missing:
            lines[found.lineno - 1 : found.end_lineno] = [_import_of(sorted({*names, *missing}, key=_order))]
    text = "".join(lines)
    imports_numpy = any(isinstance(node, ast.Import) and any(a.asname == "np" for a in node.names) for node in body)
    if imports_numpy or not re.search(r"\bnp\.", text):
        return text
    where = re.compile(rf"^from {re.escape(AUTHOR)} import", re.MULTILINE)
    return where.sub(rf"import numpy as np\n\nfrom {AUTHOR} import", text, count=1)


def _order(alias: tuple[str, str | None]) -> tuple[int, str]:
    name = alias[0]
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2), name


def _import_of(names: Sequence[tuple[str, str | None]]) -> str:
    words = [f"{name} as {other}" if other else name for name, other in names]
    line = f"from {AUTHOR} import {', '.join(words)}\n"
    return line if len(line) <= 121 else f"from {AUTHOR} import (\n" + "".join(f"    {w},\n" for w in words) + ")\n"
