"""What a worker may read: standard library, allowed distributions, the shared libraries in use, four devices."""

from __future__ import annotations

import json
import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.run.linux.view import View


@dataclass(frozen=True, slots=True)
class Visible(View):
    """The files that a worker may read, and the modules that they make importable."""

    modules: frozenset[str] = frozenset()  # top-level names of the allowed distributions
    helpers: frozenset[str] = frozenset()  # top-level names of what those depend on


def find_apart(libraries: Iterable[str]) -> Visible:
    """As `find`, by a forked child: what reading the distributions imports stays out of this process.

    Each megabyte and mapping less makes every later fork cheaper. Raises RuntimeError if the child fails.
    """
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            with os.fdopen(writable, "w") as pipe:
                json.dump(asdict(find(libraries)), pipe, default=list)
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(writable)
    with os.fdopen(readable) as pipe:
        text = pipe.read()
    if os.waitpid(pid, 0)[1] != 0:
        raise RuntimeError("what a worker may read could not be found out")
    found = json.loads(text)
    return Visible(
        **{name: tuple(found[name]) for name in ("trees", "files", "hidden")},
        links=found["links"],
        modules=frozenset(found["modules"]),
        helpers=frozenset(found["helpers"]),
    )


def find(libraries: Iterable[str]) -> Visible:
    """Look around in this very process: call it after everything is imported and before this process is restricted."""
    from grader.run.worker.distributions import (  # importlib.metadata: half the standard library
        distributions,
        entries,
        module_names,
    )

    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *_dynload()}
    hidden = {path for path in _site_folders() if any(_is_within(path, tree) for tree in standard)}
    allowed, helpers = distributions(libraries)
    shown = entries(allowed) | entries(helpers)
    trees = {path for path in standard | shown if os.path.isdir(path)}
    files = {path for path in shown if os.path.isfile(path)}
    inside = [tree + os.sep for tree in trees]
    links: dict[str, str] = {}
    for path in _mapped_files() - {os.path.realpath(sys.executable)}:
        if not path.startswith(tuple(inside)):
            files.add(path)
            links |= _names_of(path)
    inner = {tree for tree in standard if any(tree != other and _is_within(tree, other) for other in standard)}
    return Visible(
        trees=tuple(sorted(trees - (inner - shown))),
        files=tuple(sorted(files)),
        hidden=tuple(sorted(hidden)),
        links=links,
        modules=module_names(allowed),
        helpers=module_names(helpers),
    )


def _dynload() -> set[str]:
    return {path for path in sys.path if path.endswith("lib-dynload")}


def _site_folders() -> set[str]:
    names = {"purelib", "platlib"}
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    paths = {sysconfig.get_path(name) for name in names} | {sysconfig.get_path(name, vars=base) for name in names}
    paths |= set(site.getsitepackages())
    paths |= {str(Path(sysconfig.get_path("stdlib")) / name) for name in ("site-packages", "dist-packages")}
    return {path for path in paths if os.path.isdir(path)}


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def _mapped_files() -> set[str]:
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        fields = (line.rstrip("\n").split(None, 5) for line in maps)
        paths = {item[5] for item in fields if len(item) > 5 and item[5].startswith("/")}
    return {path for path in paths if os.path.isfile(path) and not path.startswith("/dev/")}


def _names_of(path: str) -> dict[str, str]:
    """The short names of a shared library beside it (libz.so.1 -> libz.so.1.3), under which it is asked for."""
    folder, name = os.path.split(path)
    stem = name.split(".so")[0]
    if stem == name:
        return {}
    links = {}
    for other in os.scandir(folder):
        if (
            other.name != name
            and other.name.startswith(stem)
            and other.is_symlink()
            and os.path.realpath(other) == path
        ):
            links[other.path] = path
    return links
