"""What a fork server imports before it turns any lock, so that nothing has to be found or read afterwards."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable

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
]
#: Each module more makes every fork dearer, by its memory and its mappings.
_NUMPY = ["numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.lib.stride_tricks"]
_NUMPY_BROAD = [
    "numpy.polynomial",
    "numpy.ma",
    "numpy.testing",
    "numpy.lib.format",
    "numpy.ctypeslib",
    "numpy.char",
    "numpy.rec",
    "numpy.typing",
    "numpy.dtypes",
    "numpy.exceptions",
    "numpy.lib.scimath",
    "numpy.lib.npyio",
    "numpy.matlib",
]

#: What a `ThreadPoolExecutor` starts at most unless told otherwise.
_BLAS_THREADS = 32


def standard(*, broad: bool) -> None:
    """The common part of the standard library, or nearly all of it."""
    _import(_COMMON)
    if broad:
        _import(_BROAD)


def libraries(framework: str, *, broad: bool = False, quick: bool = False) -> None:
    """NumPy, and torch where it is asked for, both warm and with one thread; quick: without anything more of NumPy."""
    _import(_NUMPY[:1] if quick else _NUMPY)
    if broad:
        _import(_NUMPY_BROAD)
    if framework == "torch":
        _warm_torch()
        guard = importlib.import_module("grader.run.frameworks.torch_guard")
        guard.warm(broad=broad)
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


def _import(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(ImportError, OSError):
            importlib.import_module(name)


def _warm_torch() -> None:
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_default_dtype(torch.float64)
    _import(
        ["torch.nn.functional", "torch.func", "torch.autograd.functional", "torch.autograd.forward_ad", "torch.optim"]
    )
    images = torch.zeros(1, 1, 4, 4)
    weights = torch.zeros(1, 1, 3, 3, requires_grad=True)
    torch.nn.functional.conv2d(images, weights).sum().backward()
    with torch.autograd.profiler.record_function("warm"):  # an optimizer's; it looks for a module of its own
        pass
    torch.matmul(torch.ones(4, 4), torch.ones(4, 4)).sum().item()


def hide(names: Iterable[str]) -> None:
    """Take private packages out of reach of an import; the objects stay where they are referred to."""
    tops = tuple(names)
    for name in [key for key in sys.modules if key.partition(".")[0] in tops]:
        del sys.modules[name]
