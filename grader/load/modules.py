"""A folder of Python files loaded by path as a package of its own, since a slug may have hyphens."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import sys
import traceback
from pathlib import Path
from types import ModuleType

from pydantic import ValidationError

from grader.model.errors import SpecError


class Package:
    """`folder` as an importable package with a name that no other has; each instance loads afresh.

    No bytecode is left in the course: it would hold answers, and an edit within the same second would go unseen.
    """

    def __init__(self, folder: Path, role: str) -> None:
        self.folder = folder
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self.name = f"grader_course_{role}_{digest}"
        self._forget()
        package = ModuleType(self.name)
        package.__path__ = [str(folder)]
        sys.modules[self.name] = package

    def load(self, module: str) -> ModuleType:
        """Import one file of the folder, `part.name` one of a folder in it.

        Raises:
            SpecError: the file is missing or fails, with file and line.
        """
        file = self.file(module)
        if not file.is_file():
            raise SpecError(f"{file}: expected this file, found none")
        importlib.invalidate_caches()
        keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            return importlib.import_module(f"{self.name}.{module}")
        except Exception as error:  # an author's file may fail in any way; it is told with its place
            raise SpecError(self._explain(error, file)) from error
        finally:
            sys.dont_write_bytecode = keep

    def load_optional(self, module: str) -> ModuleType | None:
        """Import one file of the folder if it is there."""
        return self.load(module) if self.file(module).is_file() else None

    def file(self, module: str) -> Path:
        """Where a module lies."""
        return self.folder / f"{module.replace('.', '/')}.py"

    def _forget(self) -> None:
        for name in [name for name in sys.modules if name == self.name or name.startswith(self.name + ".")]:
            del sys.modules[name]

    def _explain(self, error: Exception, file: Path) -> str:
        """`file:line: field: what was expected`, the line being the innermost one in the author's folder."""
        if isinstance(error, SyntaxError):
            return f"{error.filename or file}:{error.lineno}: not valid Python: {error.msg}"
        inside = [f for f in traceback.extract_tb(error.__traceback__) if self.folder in Path(f.filename).parents]
        place = f"{inside[-1].filename}:{inside[-1].lineno}" if inside else str(file)
        called = f" in {inside[-1].line}" if inside and inside[-1].line else ""
        if isinstance(error, ValidationError):
            return "\n".join(f"{place}: {_field(item)}: {item['msg']}{called}" for item in error.errors())
        if isinstance(error, ImportError) and (error.name or "").startswith(f"{self.name}."):
            return f"{place}: {self._not_imported(error)}{called}"
        return f"{place}: {type(error).__name__}: {error}{called}"

    def _not_imported(self, error: ImportError) -> str:
        """A failed import between files of the folder; the package's own name would mean nothing to an author."""
        file = self.file((error.name or "").removeprefix(f"{self.name}."))
        lost = re.match(r"cannot import name '(\w+)'", str(error))
        return f"expected {lost[1]} in {file}, found none" if lost else f"expected the file {file}, found none"


def _field(item: object) -> str:
    location = item["loc"] if isinstance(item, dict) else ()
    return ".".join(str(part) for part in location) or "declaration"
