"""The process behind `spawned`: the same worker, without fork and, but for resource limits, without restrictions."""

from __future__ import annotations

import importlib
import json
import os
import sys

from grader.frameworks import framework_named
from grader.run.linux.levels import Level, Mechanism
from grader.run.protocol.responses import READY
from grader.run.worker import preload
from grader.run.worker.distributions import allowed_modules
from grader.run.worker.imports import Libraries
from grader.run.worker.worker import Worker


def main() -> None:
    """Start from the JSON in the last argument; runs until killed."""
    settings = json.loads(sys.argv[-1])
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    framework = framework_named(settings["framework"])
    preload.libraries(framework, quick=True)
    arrays = framework.arrays()
    if Level(settings["level"]).uses(Mechanism.RLIMITS):  # no fork server, but resource limits: macOS
        importlib.import_module("grader.run.linux.rlimits").limit_alone()
    modules, helpers = allowed_modules(settings["libraries"])
    preload.hide(("grader", "msgspec"))
    libraries = Libraries(modules=modules, helpers=helpers, sentence=settings["sentence"])
    os.write(replies, READY)
    Worker(libraries, settings["folder"], requests, replies, arrays=arrays).serve()
    os._exit(0)
