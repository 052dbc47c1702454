"""What a fork server imports before it restricts itself, so that nothing has to be found or read afterwards."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable

from grader.frameworks import NUMPY, Framework
from grader.frameworks.base import import_all

#: What typical submissions, and this package itself after the fork, need.
_COMMON = [
    "abc",
    "ast",
    "bisect",
    "cmath",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "inspect",
    "io",
    "itertools",
    "json",
    "linecache",
    "math",
    "numbers",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "random",
    "re",
    "statistics",
    "string",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "timeit",
    "traceback",
    "types",
    "typing",
    "warnings",
    "encodings.latin_1",
    "encodings.utf_8_sig",
]
#: What else may be imported lazily: where the user is changed without a mount namespace, files may be unreadable later.
_BROAD = [
    "abc",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "base64",
    "bisect",
    "bz2",
    "calendar",
    "cmath",
    "cmd",
    "code",
    "collections",
    "collections.abc",
    "colorsys",
    "concurrent.futures",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "ctypes",
    "ctypes.util",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.ascii",
    "encodings.utf_8_sig",
    "encodings.cp1252",
    "encodings.utf_16",
    "enum",
    "errno",
    "fileinput",
    "fnmatch",
    "fractions",
    "functools",
    "gc",
    "getpass",
    "glob",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "importlib.metadata",
    "importlib.resources",
    "importlib.util",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "marshal",
    "math",
    "mmap",
    "multiprocessing",
    "multiprocessing.popen_fork",
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.pool",
    "multiprocessing.synchronize",
    "multiprocessing.queues",
    "multiprocessing.shared_memory",
    "concurrent.futures.thread",
    "concurrent.futures.process",
    "numbers",
    "opcode",
    "operator",
    "os",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pkgutil",
    "platform",
    "pprint",
    "profile",
    "cProfile",
    "pstats",
    "queue",
    "random",
    "re",
    "reprlib",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "sched",
    "socket",
    "ssl",
    "sqlite3",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "sysconfig",
    "symtable",
    "tarfile",
    "tempfile",
    "termios",
    "textwrap",
    "threading",
    "timeit",
    "token",
    "tokenize",
    "traceback",
    "tracemalloc",
    "turtle",
    "types",
    "typing",
    "typing_extensions",
    "unicodedata",
    "unittest",
    "unittest.mock",
    "urllib.parse",
    "urllib.request",
    "uuid",
    "warnings",
    "weakref",
    "xml.etree.ElementTree",
    "zipfile",
    "zlib",
    "zoneinfo",
    "compileall",
    "configparser",
    "dbm",
    "filecmp",
    "ftplib",
    "getopt",
    "graphlib",
    "imaplib",
    "mailbox",
    "mimetypes",
    "modulefinder",
    "netrc",
    "nturl2path",
    "optparse",
    "plistlib",
    "poplib",
    "pty",
    "py_compile",
    "pyclbr",
    "pydoc",
    "rlcompleter",
    "smtplib",
    "socketserver",
    "syslog",
    "tabnanny",
    "tomllib",
    "trace",
    "tty",
    "wave",
    "webbrowser",
    "wsgiref",
    "xmlrpc.client",
    "xmlrpc.server",
    "zipapp",
    "venv",
    "ensurepip",
]
#: What a `ThreadPoolExecutor` starts at most unless told otherwise.
_BLAS_THREADS = 32


def standard(*, broad: bool) -> None:
    """The common part of the standard library, or nearly all of it."""
    import_all(_COMMON)
    if broad:
        import_all(_BROAD)


def libraries(framework: Framework, *, broad: bool = False, quick: bool = False) -> None:
    """NumPy, in which arrays travel, and the framework if it is another."""
    for each in dict.fromkeys((NUMPY, framework)):
        each.preload(broad=broad, quick=quick)
    # glibc loads it when a thread ends; by then its file may be out of reach.
    with contextlib.suppress(OSError):
        importlib.import_module("ctypes").CDLL("libgcc_s.so.1")


def reserve_for_threads() -> None:
    """Let OpenBLAS map the buffers of many threads now: 32 MiB of addresses each, of which nothing is used yet.

    It keeps what it has mapped for whichever thread comes. Mapped by the worker they would count against the program's
    memory limit, and a thread that gets none ends the process, or crashes it.
    """
    ctypes = importlib.import_module("ctypes")
    for path in _mapped("openblas"):
        library = ctypes.CDLL(path)
        if not hasattr(library, "blas_memory_alloc"):
            continue
        library.blas_memory_alloc.restype = ctypes.c_void_p
        buffers = [library.blas_memory_alloc(0) for _ in range(_BLAS_THREADS)]
        for buffer in buffers:
            library.blas_memory_free(ctypes.c_void_p(buffer))


def _mapped(word: str) -> set[str]:
    """Paths of the loaded libraries with `word` in their names."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
            paths = {line.rstrip("\n").split(None, 5)[-1] for line in maps}
    except OSError:  # no Linux, where no limit counts addresses
        return set()
    return {path for path in paths if path.startswith("/") and word in path.rpartition("/")[2]}


def hide(names: Iterable[str]) -> None:
    """Take private packages out of reach of an import; the objects stay where they are referred to."""
    tops = tuple(names)
    for name in [key for key in sys.modules if key.partition(".")[0] in tops]:
        del sys.modules[name]
