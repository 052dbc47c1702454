"""In the worker: the import of a submission, from its text and never from bytecode."""

from __future__ import annotations

import ast
import os
import re
import sys
import types
from dataclasses import dataclass, field
from typing import Any

from grader.languages import said
from grader.run.protocol.convert import clean
from grader.run.worker.failures import Failure, describe, message_of, spot
from grader.run.worker.imports import PACKAGE, Libraries
from grader.run.worker.statements import ImportTimeout, run_file

NOTEBOOK_COMMANDS = said("lines that begin with % or ! are notebook commands, remove them")


class DoesNotCompile(Exception):
    """The entry is not Python; says why, and on which line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Loaded:
    """A submission's names, and what its import said."""

    namespace: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    failed: str = ""  # the first statement that failed, and why
    timed_out: Failure | None = None  # where the file was when its time ran out: what stands above is kept


def load(
    folder: str,
    entry: str,
    *,
    module: str,
    libraries: Libraries,
    source: bytes,
    names: list[str],
    compile_only: bool = False,
) -> Loaded:
    """Import the entry, whose text is `source`, beside the files `names`; statements that fail are left out.

    Raises DoesNotCompile.
    """
    path = os.path.join(folder, entry)
    loaded = Loaded(_new_module(path, module), _shadows(names, entry))

    def failed(name: str, node: ast.stmt, error: BaseException) -> None:
        words = _left_out(name, node, error, folder, entry)
        loaded.failed = loaded.failed or words
        loaded.notes.append(words)

    libraries.install(folder, names, failed)
    package = types.ModuleType(PACKAGE)
    package.__path__ = [folder]
    sys.modules[PACKAGE] = package
    _refuse_wrong_encoding(source)
    on_failure = libraries.filling_in(entry, loaded.namespace)
    try:
        run_file(source, path, loaded.namespace, on_failure, compile_only=compile_only)
    except ImportTimeout as error:
        loaded.timed_out = describe(error, folder, entry)
    except BaseException as error:
        raise _explained(error) from None
    loaded.notes += libraries.notes
    return loaded


def _left_out(name: str, node: ast.stmt, error: BaseException, folder: str, entry: str) -> str:
    """`line 3 fails: NameError: name 'x' is not defined`."""
    failure = describe(error, folder, "")
    text = str(_explained(error)) if isinstance(error, SyntaxError) else failure.message[:300].partition("\n")[0]
    what = failure.names[0] + (f": {text}" if text else "")
    if name == entry:
        where = spot(os.path.join(folder, name), node.lineno)
        return said("{where} fails and is left out: {error}", where=where, error=what)
    return said("{file}, line {line}, fails and is left out: {error}", file=clean(name), line=node.lineno, error=what)


def _new_module(path: str, name: str) -> dict[str, Any]:
    module = types.ModuleType(name)
    module.__file__ = path
    module.__package__ = PACKAGE
    sys.modules[name] = module
    return module.__dict__


#: What newer Pythons have brought, and the first version that knows it.
_NEWER = (
    (re.compile(r"type\s+\w+(\[.*\])?\s*=|(def|class)\s+\w+\["), (3, 12)),
    (re.compile(r"""[fF][rR]?["'].*\{"""), (3, 12)),
    (re.compile(r"except\s+[\w.]+\s*,"), (3, 14)),
    (re.compile(r"""\b[tT][rR]?["']"""), (3, 14)),
)


def _newer(text: str) -> str:
    """For a line that a newer Python would understand: the versions of both."""
    here = sys.version_info[:2]
    first = next((version for pattern, version in _NEWER if pattern.search(text) and here < version), None)
    ours, theirs = (".".join(map(str, version)) for version in (here, first or here))
    words = said("it may be syntax of Python {theirs}, and this is graded with Python {ours}", theirs=theirs, ours=ours)
    return f"; {words}" if first else ""


def _shadows(names: list[str], entry: str) -> list[str]:
    """Notes on files that have the name of a standard module, which wins over them."""
    stems = [(name, name.split("/")[0].removesuffix(".py")) for name in sorted(names) if name != entry]
    return [
        said(
            "{file} has the name of a standard module: `import {module}` gives Python's own; rename the file",
            file=clean(name),
            module=stem,
        )
        for name, stem in stems
        if stem in sys.stdlib_module_names and name.endswith(".py")
    ]


def _refuse_wrong_encoding(source: bytes) -> None:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DoesNotCompile(said("the file is encoded in UTF-16; save it as UTF-8"))
    if b"\0" in source:
        line = source[: source.index(b"\0")].count(b"\n") + 1
        raise DoesNotCompile(
            said("the file holds a NUL byte on line {line}; save it as plain UTF-8 text", line=line), line
        )


def _explained(error: BaseException) -> DoesNotCompile:
    if isinstance(error, SyntaxError):
        line = error.lineno if isinstance(error.lineno, int) else None
        text = clean(error.text.strip(), 200) if isinstance(error.text, str) else ""
        hint = f"; {NOTEBOOK_COMMANDS}" if text[:1] in {"%", "!"} else _newer(text)
        what = clean(str(error.msg), 500) + (f" — `{text}`" if text else "") + hint
        return DoesNotCompile(said("line {line}: {what}", line=line, what=what) if line else what, line)
    if isinstance(error, (RecursionError, MemoryError)):
        return DoesNotCompile(said("the file is nested too deeply or too large for Python to compile"))
    return DoesNotCompile(message_of(error))
