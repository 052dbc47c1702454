"""In the worker: the import of a submission, from its text and never from bytecode."""

from __future__ import annotations
import __future__

import ast
import os
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from grader.run.protocol.convert import clean
from grader.run.worker.failures import describe, message_of
from grader.run.worker.imports import PACKAGE, Libraries


class DoesNotCompile(Exception):
    """The entry is not Python; says why, and on which line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class ImportTimeout(BaseException):
    """Raised in the submission's own code when its import has taken too long."""


@dataclass(slots=True)
class Loaded:
    """A submission's names, and what its import said."""

    namespace: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    stopped: str = ""  # why the import ended early


def load(
    folder: str,
    entry: str,
    *,
    module: str,
    tolerant: bool,
    libraries: Libraries,
    source: bytes,
    names: list[str],
    compile_only: bool = False,
) -> Loaded:
    """Import the entry, whose text is `source`, beside the files `names`; what is defined before an exception is kept.

    Raises DoesNotCompile, ImportTimeout.
    """
    libraries.install(folder, names)
    path = os.path.join(folder, entry)
    package = types.ModuleType(PACKAGE)
    package.__path__ = [folder]
    sys.modules[PACKAGE] = package
    loaded = Loaded(_new_module(path, module), _shadows(names, entry))
    codes = _statements(source, path, loaded) if tolerant else (_compiled(source, path),)
    for code in codes:
        if not compile_only:
            _run(code, loaded, folder, entry)
    return loaded


def _new_module(path: str, name: str) -> dict[str, Any]:
    module = types.ModuleType(name)
    module.__file__ = path
    module.__package__ = PACKAGE
    sys.modules[name] = module
    return module.__dict__


def _shadows(names: list[str], entry: str) -> list[str]:
    """Notes on files that have the name of a standard module, which wins over them."""
    stems = [(name, name.split("/")[0].removesuffix(".py")) for name in sorted(names) if name != entry]
    return [
        f"{clean(name)} has the name of a standard module: `import {stem}` gives Python's own; rename the file"
        for name, stem in stems
        if stem in sys.stdlib_module_names and name.endswith(".py")
    ]


def _compiled(source: bytes, path: str) -> CodeType:
    _refuse_wrong_encoding(source)
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except BaseException as error:
        raise _explained(error) from None


def _refuse_wrong_encoding(source: bytes) -> None:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DoesNotCompile("the file is encoded in UTF-16; save it as UTF-8")
    if b"\0" in source:
        line = source[: source.index(b"\0")].count(b"\n") + 1
        raise DoesNotCompile(f"the file holds a NUL byte on line {line}; save it as plain UTF-8 text", line)


def _explained(error: BaseException) -> DoesNotCompile:
    if isinstance(error, SyntaxError):
        line = error.lineno if isinstance(error.lineno, int) else None
        text = clean(error.text.strip(), 200) if isinstance(error.text, str) else ""
        where = f"line {line}: " if line else ""
        hint = "; lines that begin with % or ! are notebook commands, remove them" if text[:1] in {"%", "!"} else ""
        shown = f" — `{text}`" if text else ""
        return DoesNotCompile(f"{where}{clean(str(error.msg), 500)}{shown}{hint}", line)
    if isinstance(error, (RecursionError, MemoryError)):
        return DoesNotCompile("the file is nested too deeply or too large for Python to compile")
    return DoesNotCompile(message_of(error))


def _statements(source: bytes, path: str, loaded: Loaded) -> Iterator[CodeType]:
    """Each top-level statement by itself; one that does not compile is left out with a note."""
    _refuse_wrong_encoding(source)
    try:
        tree = ast.parse(source, path)
    except BaseException as error:
        raise _explained(error) from None
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            flags |= sum(_feature(alias.name) for alias in node.names)
        try:
            code = compile(ast.Module([node], []), path, "exec", flags=flags, dont_inherit=True)
        except BaseException as error:
            said = f"a statement does not compile and is left out: {_explained(error)}"
            loaded.stopped = loaded.stopped or said
            loaded.notes.append(said)
            continue
        yield code


def _feature(name: str) -> int:
    feature = getattr(__future__, name, None)
    return feature.compiler_flag if isinstance(feature, __future__._Feature) else 0


def _run(code: CodeType, loaded: Loaded, folder: str, entry: str) -> None:
    try:
        exec(code, loaded.namespace)
    except ImportTimeout:
        raise
    except BaseException as error:
        failure = describe(error, folder, entry)
        where = f"on line {failure.line}" if failure.line else "while it was imported"
        said = f"{failure.names[0]}: {failure.message[:500]}" if failure.message else failure.names[0]
        loaded.stopped = loaded.stopped or f"the file stopped {where}: {said}"
        loaded.notes.append(f"the file failed {where}: {said}")
