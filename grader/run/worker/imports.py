"""In the worker: which modules a submission can import, and what an absent one looks like.

The finder makes the same friendly ModuleNotFoundError at every level; security never rests on it.
"""

from __future__ import annotations

import ast
import inspect
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.abc import Loader
from importlib.machinery import BuiltinImporter, FileFinder, FrozenImporter, ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from grader.languages import said
from grader.run.worker.failures import in_cell, spot
from grader.run.worker.libraries import LIBRARIES
from grader.run.worker.loops import MODULE, LoopLoader, wake_by_pipe
from grader.run.worker.statements import Failed, run_file


class NotAllowed(ModuleNotFoundError):
    """A library that the assignment does not allow."""


NotAllowed.__name__ = NotAllowed.__qualname__ = "ModuleNotFoundError"
NotAllowed.__module__ = "builtins"


class SourceOnly(SourceFileLoader):
    """Loads a helper module from its text: bytecode beside it is never looked at."""

    def __init__(self, libraries: Libraries, name: str, path: str) -> None:
        super().__init__(name, path)
        self._libraries = libraries

    def get_code(self, fullname: str) -> CodeType:
        """Compile the source."""
        path = self.get_filename(fullname)
        return compile(self.get_data(path), path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the source; what fails in it is left out, as in the entry."""
        path = self.get_filename(module.__name__)
        failed = self._libraries.filling_in(self._libraries.relative(path), module.__dict__)
        run_file(self.get_data(path), path, module.__dict__, failed)


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
        self._failed: Callable[[str, ast.stmt, BaseException], None] = lambda *_: None
        self._used_ahead: dict[str, str] = {}

    def install(
        self, folder: str, names: Sequence[str], failed: Callable[[str, ast.stmt, BaseException], None]
    ) -> None:
        """Take the place of Python's own path finder; the submission's folder comes last.

        `failed` is told of each statement of an own file (by its name) that fails.
        """
        self._folder, self._failed = folder + os.sep, failed
        self._own = frozenset(name.split("/")[0].removesuffix(".py") for name in names)
        sys.path_hooks.insert(0, self._hook)
        sys.path.append(folder)
        # Nothing else: editable installs bring finders of their own.
        sys.meta_path[:] = [BuiltinImporter, FrozenImporter, self]
        if MODULE in sys.modules and os.name == "posix":
            wake_by_pipe(sys.modules[MODULE])

    def _hook(self, path: str) -> FileFinder:
        if (path + os.sep).startswith(self._folder):
            return FileFinder(path, (partial(SourceOnly, self), [".py"]))  # type: ignore[arg-type]
        raise ImportError(path)

    def relative(self, path: str) -> str:
        """A file of the submission as it was handed in."""
        return path.removeprefix(self._folder)

    def filling_in(self, name: str, namespace: dict[str, Any]) -> Failed:
        """What is done about a failed statement of the file `name`: imports are made one by one, and filled in."""

        def failed(node: ast.stmt, error: BaseException) -> None:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self._fill_in(name, node, namespace)
            self._failed(name, node, error)

        return failed

    def _fill_in(self, name: str, node: ast.Import | ast.ImportFrom, namespace: dict[str, Any]) -> None:
        for alias in node.names:
            module = alias.name if isinstance(node, ast.Import) else f"{node.module or ''}.{alias.name}"
            single = ast.copy_location(type(node)(**{**vars(node), "names": [alias]}), node)
            try:
                exec(compile(ast.Module([single], []), self._folder + name, "exec"), namespace)
            except Exception as reason:
                bound = alias.asname or alias.name.partition(".")[0]
                namespace[bound] = Placeholder(module, self, f"its import raises {type(reason).__name__}: {reason}")

    @property
    def notes(self) -> list[str]:
        """What lines at the top level did with absent libraries."""
        return [
            said(
                "{where} uses {name}, which cannot be imported here: what the line sets up is left out",
                where=where,
                name=name,
            )
            for name, where in self._used_ahead.items()
        ]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """What the import system asks; None is what `importlib.util.find_spec` shall say of an absent module."""
        top = name.partition(".")[0]
        frame = _importer()
        inside = frame is not None and frame.f_code.co_filename.startswith(self._folder)
        if path is None and (own := self._own_spec(name, top, target, inside=inside)):
            return own
        if path and all(str(each).startswith(self._folder) for each in path):
            return PathFinder.find_spec(name, path, target)  # a part of a package of the submission's own
        known = top in self._standard or top in self._modules or top in self._own or top == PACKAGE
        if known or (top in self._helpers and not inside):
            spec = PathFinder.find_spec(name, path, target)
            if name == MODULE and spec is not None and spec.origin and os.name == "posix":
                spec.loader = LoopLoader(name, spec.origin)
            return spec
        if frame is None or not inside or frame.f_globals.get("__name__") == "importlib.util":
            return None
        if self._may_wait(frame):
            return ModuleSpec(name, PlaceholderLoader(self, self._not_handed_in(top, frame)), is_package=True)
        raise self.refusal(name, self._not_handed_in(top, frame))

    def _own_spec(self, name: str, top: str, target: Any, *, inside: bool) -> ModuleSpec | None:
        """The submission's own file of this name, whatever happens to be installed beside the grader.

        It lies at the top or in a folder that the submission has put on `sys.path`, also by a relative name.
        """
        if top in self._standard or top in self._modules or (top in self._helpers and not inside):
            return None
        top_folder = self._folder.rstrip(os.sep)
        added = [
            os.path.normpath(os.path.join(top_folder, path)) for path in sys.path if isinstance(path, str) and path
        ]
        below = [path for path in dict.fromkeys(added) if path.startswith(self._folder)]
        return PathFinder.find_spec(name, [top_folder, *below], target) if top in self._own or below else None

    def _not_handed_in(self, top: str, frame: FrameType) -> str:
        """Of a name that is no library that anybody knows: whose import it is. It was meant to be a file."""
        if top in LIBRARIES:
            return ""
        file, line = frame.f_code.co_filename, frame.f_lineno
        if cell := in_cell(file, line):
            return said(
                "{module}.py was not handed in, and {cell} imports it; for a library: {allowed}",
                module=top,
                cell=cell,
                allowed=self._sentence,
            )
        return said(
            "{module}.py was not handed in, and {file} imports it on line {line}; for a library: {allowed}",
            module=top,
            file=self.relative(file),
            line=line,
            allowed=self._sentence,
        )

    def refusal(self, name: str, why: str = "") -> ModuleNotFoundError:
        """What an absent module raises; `why` says more than that the assignment does not allow it.

        A file that was not handed in is named itself, not what was wanted of it.
        """
        absent = f"No module named {name.partition('.')[0]!r}"
        if why:
            return ModuleNotFoundError(f"{absent}: {why}", name=name)
        return NotAllowed(f"{absent}; {self._sentence}", name=name)

    def is_setting_up(self, name: str) -> bool:
        """Whether an own file's top level (or a class's) uses an absent module, which is let pass and noted."""
        frame = _importer()
        if frame is None or not frame.f_code.co_filename.startswith(self._folder):
            return False
        if frame.f_code.co_flags & inspect.CO_OPTIMIZED:
            return False
        self._used_ahead.setdefault(name.partition(".")[0], spot(frame.f_code.co_filename, frame.f_lineno))
        return True

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
    """Stands for an absent module until a function uses it: then it raises ModuleNotFoundError.

    At the top level of a file it takes whatever only sets something up (`plt.rcParams[…] = …`, `@njit`, annotations).
    """

    def __init__(self, name: str, libraries: Libraries, why: str = "") -> None:
        super().__init__(name)
        self.__dict__["_libraries"] = libraries
        self.__dict__["_why"] = why
        self.__dict__["__path__"] = []
        self.__dict__["__all__"] = []

    def _part(self, name: str) -> Placeholder:
        """Something of the absent module, where it only sets something up."""
        if self._libraries.is_importing() or self._libraries.is_setting_up(self.__name__):
            return Placeholder(f"{self.__name__}{name}", self._libraries, self._why)
        raise self._libraries.refusal(self.__name__, self._why)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._part(f".{name}")

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: D102 - like its neighbours
        part = self._part("()")
        decorates = len(arguments) == 1 and not named and isinstance(arguments[0], (FunctionType, type))
        return arguments[0] if decorates else part

    def __getitem__(self, key: Any) -> Any:
        return self._part("[]")

    def __setitem__(self, key: Any, value: Any) -> None:
        self._part("[]")

    def __mro_entries__(self, bases: Any) -> Any:
        self._part("()")
        libraries, name, why = self._libraries, self.__name__, self._why

        def refuse(*_: Any, **__: Any) -> None:
            raise libraries.refusal(name, why)

        return (type(name.rpartition(".")[2], (), {"__init__": refuse, "__getattr__": refuse}),)

    def __iter__(self) -> Any:
        raise self._libraries.refusal(self.__name__, self._why)

    def __bool__(self) -> bool:
        self._part("")
        return False

    def __enter__(self) -> Any:
        return self._part("()")

    def __exit__(self, *error: object) -> None:
        return None


#: A constant of an absent file is computed with: in a function that raises as a call does.
for _operator in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor"):
    for _side in ("", "r"):
        setattr(Placeholder, f"__{_side}{_operator}__", lambda self, _: self._part(""))
for _operator in ("lt", "le", "gt", "ge"):
    setattr(Placeholder, f"__{_operator}__", lambda self, _: self._part(""))
for _operator in ("neg", "pos", "abs", "invert"):
    setattr(Placeholder, f"__{_operator}__", lambda self: self._part(""))
for _value in ("float", "int", "index", "len", "array"):
    setattr(Placeholder, f"__{_value}__", lambda self, *_, **__: iter(self))  # raises: it has no value anywhere


class PlaceholderLoader(Loader):
    """Makes placeholders in place of modules."""

    def __init__(self, libraries: Libraries, why: str) -> None:
        self._libraries, self._why = libraries, why

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The placeholder."""
        return Placeholder(spec.name, self._libraries, self._why)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""
