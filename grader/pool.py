"""Processes of this machine that work for the grader; `grade` and `validate` get theirs from here."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue


def executor_for(jobs: int) -> AbstractContextManager[Executor | None]:
    """A process pool for two jobs or more; None for one, which the caller's own process does."""
    return process_pool(jobs) if jobs > 1 else contextlib.nullcontext()


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of up to `jobs` processes, each started when there is work for it.

    New interpreters are spawned, since a forked one would share open files and locks with this process. Where `jobs`
    is the number of cores, each process keeps to one core, with all that it starts: a host and its worker work by
    turns, so that on one core they find their caches warm and disturb no other pair.
    """
    context = get_context("spawn")
    cores = context.SimpleQueue()
    for core in _core_of_each(jobs):
        cores.put(core)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare_process, initargs=(cores,))


def _core_of_each(jobs: int) -> list[int | None]:
    """A core for each of `jobs` processes, or None for each where the kernel is to choose."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [*cores] if len(cores) == jobs else [None] * jobs


def _prepare_process(cores: SimpleQueue[int | None]) -> None:
    """Let the parent alone handle Ctrl-C, end with the parent, and keep to one core if the parent chose one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if (core := cores.get()) is not None:
        with contextlib.suppress(OSError):  # where the call is forbidden the kernel chooses
            os.sched_setaffinity(0, {core})


def _end_with_parent() -> None:
    """End this process when its parent dies: a pool's process would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
