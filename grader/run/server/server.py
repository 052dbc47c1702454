"""The fork server: a fresh process that imports the libraries, restricts itself as its level says, and makes workers.

It holds no answer, and no byte of a submission passes through its memory.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from grader.frameworks import Framework, framework_named
from grader.run.linux import landlock, namespaces, privileges, rlimits, seccomp
from grader.run.linux import syscalls as sc
from grader.run.linux.levels import Level, Mechanism
from grader.run.linux.pipes import widen
from grader.run.linux.restrictions import REPLIES, REQUESTS, Restrictions
from grader.run.protocol.wire import Broken, Ended, Ready, Restock, Spawn, Started, decode_order, encode
from grader.run.server.folders import MountedFolders, PlainFolders, WorkerFolders, anchors
from grader.run.server.visible import Visible, find_apart
from grader.run.tuning.measures import Measure
from grader.run.tuning.tuning import Tuning
from grader.run.worker import preload

_RESERVED = 10  # descriptors below are the worker's
_MESSAGE_BYTES = 1 << 20
_STOCK = 2  # workers made ahead
_RESTRICTED = b"."  # what a worker says on its log before it gets a submission
_REHEARSAL_LIMITS = (1024, 60)  # memory and CPU time, as of a Child
_PATIENCE_MS = 250  # how often a scratch folder without a mount of its own is measured


def main() -> None:
    """Start from the JSON in the last argument; runs until the host closes its end."""
    settings = json.loads(sys.argv[-1])
    control = socket.socket(fileno=_moved(settings["control"]))
    if settings["dies_with_parent"]:
        sc.prctl(sc.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != settings["parent"]:
        os._exit(1)
    try:
        server = Server(settings, control)
        control.send(encode(Ready()))
    except Exception as error:
        control.send(encode(Broken(f"{type(error).__name__}: {error}"[:2000])))
        os._exit(1)
    server.run()
    os._exit(0)


def _moved(descriptor: int) -> int:
    """`descriptor` out of the way of the numbers that a worker uses, which are filled with /dev/null."""
    import fcntl

    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _RESERVED)
    os.close(descriptor)
    null = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
    for number in range(3, _RESERVED):
        if number != null:
            os.dup2(null, number, inheritable=False)
    return moved


@dataclass(frozen=True, slots=True)
class Child:
    """A worker that has restricted itself; these descriptors are the host's."""

    pid: int
    pidfd: int
    requests: int
    replies: int
    log: int
    limits: tuple[int, int]  # memory in MiB above the libraries', CPU seconds

    def close_pipes(self) -> None:
        """Close the ends of its pipes: the host has them, or nobody will."""
        for descriptor in (self.requests, self.replies, self.log):
            os.close(descriptor)


class Server:
    """The restrictions, built once; the worker that runs now, and those that wait for a submission."""

    def __init__(self, settings: dict[str, Any], control: socket.socket) -> None:
        self._control = control
        self._level = Level(settings["level"])
        self._framework = framework_named(settings["framework"]) if settings["framework"] else None
        self._child: Child | None = None  # the worker that runs
        self._dying: dict[int, Child] = {}  # by pidfd: those that do nothing more and have not been waited for
        self._stock: deque[Child] = deque()
        # For one program, or a probe, none is made ahead.
        self._stocked = 0 if settings["quick"] or not settings["framework"] else _STOCK
        self._poller = select.poll()
        self._poller.register(control.fileno(), select.POLLIN)
        ahead = bool(settings["framework"]) and not settings["quick"]
        self._tuning = Tuning([Measure(name) for name in settings["tuning"]], ahead=ahead)
        self._statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        uid: int | None = settings["uid"]
        self._import_libraries(settings)
        visible = find_apart(settings["libraries"])
        libraries = _libraries(settings, visible)
        self._make_worker = _worker_maker(libraries, self._framework)
        self._tuning.prepare(lambda: _rehearsal(self._framework, libraries))
        self._filter = seccomp.build() if self._level.uses(Mechanism.SECCOMP) else None
        self._folders = self._enter(visible, uid, settings["folder"])
        self._ruleset = -1
        self._make_restrictions()
        privileges.close_the_way_back()
        os.environ["HOME"] = os.environ["TMPDIR"] = self._folders.scratch
        os.chdir(self._folders.submission)
        self._tuning.rehearse(self._folders.submission)
        preload.hide(("grader", "msgspec"))
        gc.enable()
        if not settings["quick"]:
            gc.collect()
        gc.freeze()
        self._tuning.settle(self._trial)
        # The kernel counts all processes of a user, so threads can only be counted where the user is the server's own.
        rlimits.limit_for_good(count_threads=self._level.uses(Mechanism.NAMESPACES) or uid is not None)

    def _import_libraries(self, settings: dict[str, Any]) -> None:
        """All that is imported before this process is restricted."""
        gc.disable()  # imports make no garbage, and looking for it takes a tenth of them
        if self._framework:
            # A throwaway user without a mount namespace may not be able to read the interpreter's files.
            unreadable = settings["uid"] is not None and not self._level.uses(Mechanism.NAMESPACES)
            quick = settings["quick"] and not unreadable  # one program only: what it does not import is not waited for
            if not quick:
                preload.standard(broad=unreadable)
            preload.libraries(self._framework, broad=unreadable or settings["broad"], quick=quick)
        if len(os.listdir("/proc/self/task")) != 1:
            raise RuntimeError("the libraries have started threads; a copy of this process would hang")
        self._tuning.find_large_pages()
        if self._framework:
            preload.reserve_for_threads()

    def _enter(self, visible: Visible, uid: int | None, folder: str) -> WorkerFolders:
        if self._level.uses(Mechanism.NAMESPACES):
            namespaces.enter(visible, uid)
            return MountedFolders()
        readable = anchors(visible) if self._level.uses(Mechanism.LANDLOCK) else []
        if uid is not None:
            os.chown(folder, uid, uid)
            os.chdir("/")
            privileges.become(uid)
        return PlainFolders(folder, readable)

    def _make_restrictions(self) -> None:
        """For the folders as they are now."""
        if self._ruleset >= 0:
            os.close(self._ruleset)
        self._ruleset = landlock.build(self._folders.rules()) if self._level.uses(Mechanism.LANDLOCK) else -1
        self._restrictions = Restrictions(ruleset=self._ruleset, seccomp=self._filter)

    @contextlib.contextmanager
    def _trial(self) -> Iterator[Child]:
        """A worker that no submission meets, made and ended as all others are."""
        child = self._restricted_worker(_REHEARSAL_LIMITS)
        try:
            yield child
        finally:
            child.close_pipes()
            _ended(child)

    def run(self) -> None:
        """Until the host goes away: start a worker when asked, tell when one has ended."""
        control = self._control.fileno()
        while True:
            watched = self._child is not None and self._folders.polled
            events = [ready for ready, _ in self._poller.poll(_PATIENCE_MS if watched else None)]
            if control in events:
                if not self._answer():
                    return
            elif events:
                for descriptor in events:
                    self._ends(descriptor)
            elif self._child and self._folders.overflows(self._child.pid):  # type: ignore[attr-defined]
                signal.pidfd_send_signal(self._child.pidfd, signal.SIGKILL)

    def _answer(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE_BYTES, 8)
        if not message:
            return False
        try:
            order = decode_order(message)
            if isinstance(order, Restock):
                self._restock()
                return True
            if self._child:
                self._clean_up_after_worker()  # the host has killed it already
            self._start(order, *descriptors)
        except Exception as error:
            self._control.send(encode(Broken(f"{type(error).__name__}: {error}"[:2000])))
            return False
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        return True

    def _ends(self, pidfd: int) -> None:
        """A worker has ended, the one that runs or one that was buried before."""
        if self._child and self._child.pidfd == pidfd:
            self._clean_up_after_worker()
        if pidfd in self._dying:
            self._reap(self._dying.pop(pidfd))

    def _clean_up_after_worker(self) -> None:
        """Remove every trace of the worker as soon as it can make none; the kernel may still be busy with its end."""
        child, self._child = self._child, None
        assert child is not None
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(child.pidfd, signal.SIGKILL)
        if self._tuning.acts_no_more(child.pid):
            self._dying[child.pidfd] = child
        else:
            self._reap(child)
        if self._folders.is_pristine():
            self._folders.clear()
        else:
            self._folders.renew()
            if self._level.uses(Mechanism.LANDLOCK):  # workers made before can open only the old folders
                self._empty_stock()
                self._make_restrictions()

    def _reap(self, child: Child) -> None:
        self._poller.unregister(child.pidfd)
        self._control.send(encode(Ended(child.pid, _ended(child))))

    def _start(self, order: Spawn, files: int) -> None:
        """Hand a worker over."""
        self._folders.fill(files, order.names, order.sizes)
        limits = (order.memory_mib, order.cpu_seconds)
        if self._stock and self._stock[-1].limits != limits:
            self._empty_stock()
        child = self._child = self._restricted_worker(limits)
        self._tuning.keep_apart(child.pid, order.host_core)
        descriptors = [child.pidfd, child.requests, child.replies, child.log]
        socket.send_fds(self._control, [encode(Started(child.pid))], descriptors)
        child.close_pipes()
        self._poller.register(child.pidfd, select.POLLIN)
        self._tuning.follow(order.host_core)  # now that nobody waits: it may mean to wait for a core

    def _restock(self) -> None:
        """While a worker works, make the next ones: one more than is needed, so that the oldest has restricted itself.

        Where there can be no more processes now, one is made when it is needed.
        """
        with contextlib.suppress(OSError):
            while self._child and len(self._stock) < self._stocked:
                self._stock.append(self._make(self._child.limits))

    def _restricted_worker(self, limits: tuple[int, int]) -> Child:
        """A worker that has said that it is restricted, which is believed: no submission has met it yet.

        Raises OSError if one made now cannot: the grader's fault, and so it is never handed over.
        """
        while self._stock:
            child = self._stock.popleft()
            if os.read(child.log, 1) == _RESTRICTED and not _has_ended(child):
                return child
            child.close_pipes()  # something has killed it while it waited
            _ended(child)
        child = self._make(limits)
        said = os.read(child.log, 4096)
        if said != _RESTRICTED:
            child.close_pipes()
            _ended(child)
            raise OSError(f"a worker cannot restrict itself: {said.decode('utf-8', 'replace')}")
        return child

    def _empty_stock(self) -> None:
        while self._stock:
            child = self._stock.pop()
            child.close_pipes()
            _ended(child)

    def _make(self, limits: tuple[int, int]) -> Child:
        """A new worker, with pipes of its own: what one did to its ends must not outlive it."""
        requests, their_requests = os.pipe()
        their_replies, replies = os.pipe()
        their_log, log = os.pipe()
        for pipe in (requests, replies):
            widen(pipe)
        used_mib = rlimits.current_mib(os.pread(self._statm, 100, 0))
        self._restrictions.set_limits(memory_mib=used_mib + limits[0], cpu_seconds=limits[1])
        cloned = sc.fork(sc.CLONE_NEWPID if self._level.uses(Mechanism.NAMESPACES) else 0)
        if cloned.pid == 0:
            self._become_worker(requests, replies, log)
        for descriptor in (requests, replies, log):
            os.close(descriptor)
        return Child(cloned.pid, cloned.pidfd, their_requests, their_replies, their_log, limits)

    def _become_worker(self, requests: int, replies: int, log: int) -> NoReturn:
        """In the child: apply every restriction, and serve."""
        status, started = 97, time.perf_counter()
        try:
            self._restrictions.apply(requests, replies, log)
            os.write(1, _RESTRICTED)
            self._make_worker(self._folders.submission, time.perf_counter() - started)
            status = 0
        except BaseException:
            with contextlib.suppress(BaseException):
                import traceback

                os.write(2, traceback.format_exc().encode("utf-8", "replace")[-4000:])
        finally:
            os._exit(status)


def _has_ended(child: Child) -> bool:
    poller = select.poll()
    poller.register(child.pidfd, select.POLLIN)
    return bool(poller.poll(0))


def _ended(child: Child) -> int:
    """Kill a worker, if it lives, and wait for it; its exit status as os.waitstatus_to_exitcode gives it."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(child.pidfd, signal.SIGKILL)
    _, status = os.waitpid(child.pid, 0)
    os.close(child.pidfd)
    return os.waitstatus_to_exitcode(status)


def _libraries(settings: dict[str, Any], visible: Visible) -> Any:
    """What a submission can import; None in a probe's server, which has no NumPy."""
    if not settings["framework"]:
        return None
    from grader.run.worker.imports import Libraries

    return Libraries(modules=visible.modules, helpers=visible.helpers, sentence=settings["sentence"])


def _worker_maker(libraries: Any, framework: Framework | None) -> Any:
    """What a child runs last; imported here since the probe's server has no NumPy."""
    if framework is None:
        from grader.run.worker.selfcheck import report

        return report
    from grader.run.worker.worker import Printed, Worker

    printed = Printed()
    sys.stdout, sys.stderr = printed.watch(1), printed.watch(2)
    arrays = framework.arrays()

    def serve(folder: str, isolated_seconds: float) -> None:
        Worker(
            libraries,
            folder,
            REQUESTS,
            REPLIES,
            arrays=arrays,
            printed=printed,
            isolated_seconds=isolated_seconds,
        ).serve()

    return serve


def _rehearsal(framework: Framework | None, libraries: Any) -> Any:
    from grader.run.tuning.rehearsal import Rehearsal

    return Rehearsal(framework, libraries) if framework is not None and framework.rehearsal else None
