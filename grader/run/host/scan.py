"""What a submission's text gives away: which framework it uses, and what a reviewer may want to look at.

Parse only, nothing is run; hostile text ends in a coarser search by regular expressions, never in an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache

from grader.frameworks import FRAMEWORKS, framework_named
from grader.model.source import parsed

#: Parsing costs seconds for a MB of hostile text.
_MAX_PARSED_BYTES, _MAX_PARSED_IN_ALL = 400_000, 1_000_000

#: What is worth a look: module or name -> why.
_MODULES = {
    "ctypes": "calls C directly", "cffi": "calls C directly", "subprocess": "starts programs",
    "multiprocessing": "starts processes", "socket": "uses the network", "urllib": "uses the network",
    "requests": "uses the network", "gc": "walks through memory", "inspect": "looks at other code",
    "os": "uses the operating system", "signal": "handles signals", "pickle": "loads pickled data",
    "importlib": "imports by name", "builtins": "changes built-in names", "marshal": "loads compiled code",
}  # fmt: skip
_CALLS = {
    "exec": "runs text as code", "eval": "runs text as code", "compile": "compiles text",
    "__import__": "imports by name", "globals": "looks at global names", "breakpoint": "starts a debugger",
}  # fmt: skip
_ATTRIBUTES = {
    "__subclasses__": "walks through classes", "settrace": "traces the interpreter",
    "setprofile": "traces the interpreter", "_getframe": "looks at the caller",
    "currentframe": "looks at the caller", "__wrapped__": "unwraps a function",
    "__closure__": "looks into a function", "f_back": "looks at the caller", "addaudithook": "hooks the interpreter",
    "get_objects": "walks through memory", "load_library": "loads a library", "from_address": "reads memory by address",
}  # fmt: skip
_CODING = re.compile(rb"\A(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]{1,40})")
_ORDINARY_CODINGS = re.compile(
    rb"utf-?8(-sig)?|ascii|us-ascii|latin-?1|iso-?8859-1?[0-9]|(cp|windows-)125[0-9]|gbk|gb2312|gb18030"
)
#: Each as a whole word, looked for by its letters first, which is ten times as fast as by its borders.
_WORDS = {
    word: re.compile(re.escape(word) + rb"(?<=\b" + re.escape(word) + rb")\b")
    for word in (name.encode() for name in {**_MODULES, **_CALLS, **_ATTRIBUTES})
}


@cache
def _import_of(module: str) -> re.Pattern[bytes]:
    """An import of a module as text, for files that do not parse."""
    name = re.escape(module.encode())
    return re.compile(
        rb"^[ \t]*(?:import\s[^#\n]*\b" + name + rb"\b|from\s+" + name + rb"\b)|import_module\(\s*['\"]" + name,
        re.MULTILINE,
    )


@cache
def _plain_import_of(module: str) -> re.Pattern[bytes]:
    """A line at the top level that imports a module."""
    return re.compile(rb"^(?:import|from)[ \t]+" + re.escape(module.encode()) + rb"\b[^\n]*\n", re.MULTILINE)


def framework_of(files: Mapping[str, bytes]) -> str:
    """The name of the framework that a program is written in: one that any Python file imports, else the first."""
    return next((each.name for each in FRAMEWORKS[1:] if _uses(files, each.name)), FRAMEWORKS[0].name)


def wants_slow_parts(files: Mapping[str, bytes], framework: str) -> bool:
    """Whether code mentions a part of its framework that takes seconds to import at its first use.

    A handout that forbids `torch.func` lies beside the code, and is none.
    """
    pattern = framework_named(framework).slow_parts
    code = (data for name, data in files.items() if name.endswith(".py"))
    return bool(pattern) and any(re.search(pattern, data) is not None for data in code)


def _uses(files: Mapping[str, bytes], module: str) -> bool:
    """Whether any Python file imports the module, anywhere in it."""
    left = _MAX_PARSED_IN_ALL
    for name, data in sorted(files.items()):
        if name.endswith(".py") and module.encode() in data:
            if _imports(module, data) if len(data) <= left else _import_of(module).search(data):
                return True
            left -= len(data)
    return False


def _imports(module: str, source: bytes) -> bool:
    plain = _plain_import_of(module).search(source)
    if plain is not None and any(name.split(".")[0] == module for name in _heads(source[: plain.end()])):
        return True  # mostly within the first lines: the rest need not be parsed
    tree = _parse(source)
    if tree is None:
        return _import_of(module).search(source) is not None
    return any(name.split(".")[0] == module for _, name in _imported(tree))


def _heads(source: bytes) -> list[str]:
    """What the first lines of a file import; nothing if they are not whole statements."""
    tree = _parse(source)
    return [] if tree is None else [name for _, name in _imported(tree)]


def suspicions(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Sentences for a reviewer, such as `helper.py:3 imports ctypes (calls C directly)`; they cost no points."""
    found: list[str] = []
    left = _MAX_PARSED_IN_ALL
    for name, data in sorted(files.items()):
        if name.endswith(".py"):
            found += _suspicions_of(name, data, parsed=len(data) <= left)
            left -= len(data)
    return tuple(found[:50])


def _suspicions_of(name: str, source: bytes, *, parsed: bool) -> list[str]:
    found = []
    coding = _CODING.match(source)
    if coding and not _ORDINARY_CODINGS.fullmatch(coding[1].lower().replace(b"_", b"-")):
        found.append(
            f"{name} is encoded as {coding[1].decode('ascii', 'replace')}: it reads differently from what runs"
        )
    words = sorted(word.decode("ascii") for word, whole in _WORDS.items() if word in source and whole.search(source))
    if not words:
        return found
    tree = _parse(source) if parsed else None
    if tree is None:
        return [*found, f"{name} does not parse; it mentions {', '.join(words[:10])}"]
    return found + [f"{name}:{line} {what}" for line, what in sorted(set(_findings(tree)))]


def _findings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for line, module in _imported(tree):
        top = module.split(".")[0]
        if top in _MODULES:
            yield line, f"imports {top} ({_MODULES[top]})"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in _CALLS:
            yield node.lineno, f"uses {node.id} ({_CALLS[node.id]})"
        elif isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES:
            yield node.lineno, f"uses {node.attr} ({_ATTRIBUTES[node.attr]})"


def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every module imported, by statement or by a literal argument of import_module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            if node.module and not node.level:
                yield node.lineno, node.module
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"} and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value


def _parse(source: bytes) -> ast.AST | None:
    """The tree, or None for what does not parse or is too large to try."""
    if len(source) > _MAX_PARSED_BYTES:
        return None
    try:
        # As text: a file may name a codec that takes minutes, or hides what it says (utf-7, punycode).
        return parsed(source.decode("utf-8-sig", "replace"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
