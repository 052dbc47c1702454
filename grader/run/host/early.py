"""A fork server started before anything else is imported, so that both start-ups overlap.

`grader check` waits for two imports of NumPy, its own and the fork server's; on two cores they cost one.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader import __version__
from grader.frameworks import FRAMEWORKS, NUMPY, framework_named
from grader.languages import said
from grader.run.linux.levels import Level

if TYPE_CHECKING:
    from grader.run.host.client import ForkServer
    from grader.run.host.launch import Launched


def allowed(libraries: Sequence[str], framework: str) -> tuple[str, ...]:
    """A framework's distributions are shown to programs in it only; NumPy's to all, since arrays travel in them."""
    shown = (NUMPY, framework_named(framework))
    others = {name for each in FRAMEWORKS if each not in shown for name in each.distributions}
    return tuple(name for name in libraries if name not in others)


def sentence(libraries: Sequence[str]) -> str:
    """What a missing import says."""
    titles = {name: each.title for each in FRAMEWORKS for name in each.distributions}
    *others, last = (titles.get(name, name) for name in libraries)
    if not others:
        return said("this assignment allows {libraries}", libraries=last)
    return said("this assignment allows {libraries} and {last}", libraries=", ".join(others), last=last)


@dataclass(frozen=True)
class Early:
    """A level that held on this machine before, and a server at it: launched, and then ready."""

    level: Level
    framework: str = "numpy"
    broad: bool = False
    launched: Launched | None = None
    server: ForkServer | None = None


def start_early(libraries: Sequence[str], *, framework: str, broad: bool) -> Early:
    """Launch a server at the level that this machine is known to hold; the first time, find out which that is."""
    level = remembered_level() or _found()
    if not level.isolation.has_fork_server or sys.platform != "linux":
        return Early(level)
    from grader.run.host.launch import launch

    names = allowed(libraries, framework)
    launched = launch(
        level=level, framework=framework, libraries=names, sentence=sentence(libraries), broad=broad, quick=True
    )
    return Early(level, framework, broad, launched=launched)


def _found() -> Level:
    from grader.run.host.probe import probe

    level = probe().level
    remember(level)
    return level


def ready(early: Early) -> Early:
    """Wait for the server; if it died, the machine is not what it was, and is asked again."""
    if early.launched is None:
        return early
    from grader.run.host.client import ForkServer, ServerDied

    try:
        server = ForkServer(
            level=early.level,
            framework=early.framework,
            libraries=(),
            sentence="",
            broad=early.broad,
            launched=early.launched,
        )
    except (ServerDied, OSError):
        return Early(_found())
    return Early(early.level, early.framework, early.broad, server=server)


def without_server(early: Early) -> Early:
    """The same level; its server, made for something else, is ended."""
    server = ready(early).server
    if server is not None:
        server.close()
    return Early(early.level)


def remembered_level() -> Level | None:
    """What `probe` found on this machine since it was started, by this user and this version; None if nothing."""
    try:
        noted = json.loads(_memory().read_text(encoding="utf-8"))
        return Level(noted["level"]) if noted["here"] == _here() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(level: Level) -> None:
    """Note a level for the next call; where nothing can be written, it is found again each time."""
    file = _memory()
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps({"level": level.value, "here": _here()}), encoding="utf-8")
        temporary.replace(file)


def _memory() -> Path:
    """In the user's cache folder, beside nobody's work."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base, "dl-grader", "level.json")


def _here() -> list[str]:
    """What a level depends on: kernel, boot, user, interpreter, version of the grader."""
    boot = ""
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    user = str(os.geteuid()) if hasattr(os, "geteuid") else ""
    return [__version__, platform.system(), platform.release(), boot, user, sys.executable]
