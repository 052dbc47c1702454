"""In the worker: which modules a submission can import, and what an absent one looks like.

The finder makes the same friendly ModuleNotFoundError at every level; security never rests on it.
"""

from __future__ import annotations

import ast
import os
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from importlib.abc import Loader
from importlib.machinery import BuiltinImporter, FileFinder, FrozenImporter, ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FrameType, ModuleType
from typing import Any


class NotAllowed(ModuleNotFoundError):
    """A library that the assignment does not allow."""


NotAllowed.__name__ = NotAllowed.__qualname__ = "ModuleNotFoundError"
NotAllowed.__module__ = "builtins"


class SourceOnly(SourceFileLoader):
    """Loads a helper module from its text: bytecode beside it is never looked at."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile the source."""
        path = self.get_filename(fullname)
        return compile(self.get_data(path), path, "exec", dont_inherit=True)


class Libraries:
    """The only finder for files: the standard library, the allowed libraries, and the submission's own modules."""

    def __init__(self, *, modules: Iterable[str], helpers: Iterable[str], sentence: str) -> None:
        # sysconfig's own data module is named after the platform, and in no list.
        data = sysconfig._get_sysconfigdata_name() if os.name == "posix" else ""  # type: ignore[attr-defined]
        self._standard = frozenset((*sys.stdlib_module_names, data))
        self._modules = frozenset(modules)
        self._helpers = frozenset(helpers)  # what the libraries need: for them, not for a submission
        self._sentence = sentence
        self._folder = os.sep
        self._own: frozenset[str] = frozenset()
        self._placeholder_lines: dict[str, frozenset[int]] = {}

    def install(self, folder: str, names: Sequence[str]) -> None:
        """Take the place of Python's own path finder; the submission's folder comes last."""
        self._folder = folder + os.sep
        self._own = frozenset(name.split("/")[0].removesuffix(".py") for name in names)
        sys.path_hooks.insert(0, self._hook)
        sys.path.append(folder)
        # Nothing else: editable installs bring finders of their own.
        sys.meta_path[:] = [BuiltinImporter, FrozenImporter, self]

    def _hook(self, path: str) -> FileFinder:
        if (path + os.sep).startswith(self._folder):
            return FileFinder(path, (SourceOnly, [".py"]))
        raise ImportError(path)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """What the import system asks; None is what `importlib.util.find_spec` shall say of an absent module."""
        top = name.partition(".")[0]
        frame = _importer()
        inside = frame is not None and frame.f_code.co_filename.startswith(self._folder)
        if path is None and self._is_own(top, inside=inside):
            return PathFinder.find_spec(name, [self._folder.rstrip(os.sep)], target)
        known = top in self._standard or top in self._modules or top in self._own or top == PACKAGE
        if known or (top in self._helpers and not inside):
            return PathFinder.find_spec(name, path, target)
        if frame is None or not inside or frame.f_globals.get("__name__") == "importlib.util":
            return None
        if self._may_wait(frame):
            return ModuleSpec(name, PlaceholderLoader(self), is_package=True)
        raise self.refusal(name)

    def _is_own(self, top: str, *, inside: bool) -> bool:
        """Whether a name means the submission's own file, whatever happens to be installed beside the grader."""
        library = top in self._standard or top in self._modules or (top in self._helpers and not inside)
        return top in self._own and not library

    def refusal(self, name: str) -> NotAllowed:
        """What an absent module raises."""
        return NotAllowed(f"No module named {name!r}; {self._sentence}", name=name)

    def _may_wait(self, frame: FrameType) -> bool:
        """Whether the import stands at the top level of an own file, outside `try`."""
        code = frame.f_code
        return code.co_name == "<module>" and frame.f_lineno in self.placeholder_lines(code.co_filename)

    def placeholder_lines(self, file: str) -> frozenset[int]:
        """The lines of a file's plain top-level imports; the file is parsed when it is first needed."""
        if file not in self._placeholder_lines:
            with open(file, "rb") as source:
                tree = ast.parse(source.read())
            self._placeholder_lines[file] = frozenset(
                line
                for node in tree.body
                if isinstance(node, (ast.Import, ast.ImportFrom))
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
            )
        return self._placeholder_lines[file]

    def is_importing(self) -> bool:
        """Whether the caller's caller is a `from x import y` that may wait."""
        frame = _importer()
        return frame is not None and frame.f_code.co_filename.startswith(self._folder) and self._may_wait(frame)


PACKAGE = "__submission__"  # no helper is called so; the synthetic package that makes `from .utils import f` work


def _importer() -> FrameType | None:
    """The frame whose import statement is being carried out."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith("<frozen importlib._boot") and name != __file__:
            return frame
        frame = frame.f_back  # type: ignore[assignment]
    return None


class Placeholder(ModuleType):
    """Stands for an absent module until it is used: then it raises ModuleNotFoundError."""

    def __init__(self, name: str, libraries: Libraries) -> None:
        super().__init__(name)
        self.__dict__["_libraries"] = libraries
        self.__dict__["__path__"] = []
        self.__dict__["__all__"] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            if name in {"__mro_entries__", "__call__", "__getitem__", "__enter__"}:
                raise self._libraries.refusal(self.__name__)
            raise AttributeError(name)
        if self._libraries.is_importing():
            return Placeholder(f"{self.__name__}.{name}", self._libraries)
        raise self._libraries.refusal(self.__name__)

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: D102 - like its neighbours
        raise self._libraries.refusal(self.__name__)

    def __getitem__(self, key: Any) -> Any:
        raise self._libraries.refusal(self.__name__)

    def __mro_entries__(self, bases: Any) -> Any:
        raise self._libraries.refusal(self.__name__)

    def __iter__(self) -> Any:
        raise self._libraries.refusal(self.__name__)

    def __enter__(self) -> Any:
        raise self._libraries.refusal(self.__name__)

    def __exit__(self, *error: object) -> None:
        return None


class PlaceholderLoader(Loader):
    """Makes placeholders in place of modules."""

    def __init__(self, libraries: Libraries) -> None:
        self._libraries = libraries

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The placeholder."""
        return Placeholder(spec.name, self._libraries)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""
