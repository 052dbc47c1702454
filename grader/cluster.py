"""A Dask cluster as an executor: each of its workers is a host with fork servers of its own.

No submission runs before every worker has told its versions and its isolation. A worker that joins later compares its
versions before each task, since nobody asked it. The scheduler moves tasks and reports as bytes and decodes neither.
"""

from __future__ import annotations

import logging
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from distributed import Client, LocalCluster, Worker
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.versions import VersionMismatchWarning

from grader import __version__
from grader.grade import VERDICT_CODE, environment
from grader.isolation import Owner, isolation_level
from grader.model.code import code_digest
from grader.model.errors import ClusterError
from grader.run import Findings, Level, probe

#: The address that starts a scheduler and workers on this machine.
LOCAL = "local"
_CONNECT_SECONDS = 15
#: How long a class waits without any worker: batch systems start another in less.
ALONE_SECONDS = 60.0
_LOOK_SECONDS = 1.0
_TASK_CODE = (*VERDICT_CODE, "bank", "tasks.py")
_GO_ON = "what is graded is in the gradebook, and the same command goes on"


@dataclass(frozen=True)
class WorkerFacts:
    """What a worker says of itself: versions by name, and what isolation it holds."""

    versions: Mapping[str, str]
    findings: Findings


@dataclass(frozen=True)
class Cluster:
    """Workers that agree with this machine, and the isolation level that each of them holds."""

    executor: Executor
    jobs: int  # threads of all workers
    workers: int
    level: Level
    weakness: str = ""  # why the weakest worker holds no better level, and what to do; empty at the best level


@contextmanager
def open_cluster(address: str, *, jobs: int, named: Level | None) -> Iterator[Cluster]:
    """Connect to a scheduler and ask its workers; `local` starts a scheduler and `jobs` workers here.

    Raises:
        ClusterError: no scheduler or no worker answers, or a worker would give other verdicts than this machine.
        GraderError: the workers' isolation is too weak.
    """
    # The grader compares versions itself, and by its own rules.
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
    with ExitStack() as stack:
        if address == LOCAL:
            local = stack.enter_context(_local(jobs))
            client = stack.enter_context(Client(local, set_as_default=False))
            client.register_plugin(_LeaveInterrupts())
        else:
            client = stack.enter_context(_connected(address))
        facts = _asked(client, address, None)
        _require_agreement(facts)
        level, weakness = _level(client, address, facts, named)
        threads = sum(client.nthreads().values())
        executor = stack.enter_context(ClusterExecutor(client, address))
        yield Cluster(executor, threads, len(facts), level, weakness)


class ClusterExecutor(Executor):
    """Dask's executor; it also ends what waits, with a ClusterError, when the scheduler or all workers are gone."""

    def __init__(self, client: Client, address: str, *, alone_seconds: float = ALONE_SECONDS) -> None:
        self._client = client
        self._address = address
        self._alone_seconds = alone_seconds
        # Dask answers equal calls with one result unless it is told that they are not pure.
        self._dask = client.get_executor(pure=False)
        self._versions = versions()
        #: What waits here, and for which call of Dask's, which is forgotten when nothing refers to it any more.
        self._waiting: dict[Future[Any], Future[Any]] = {}
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submit a call; a lost cluster answers with a ClusterError in place of Dask's cancellations."""
        outer: Future[Any] = Future()
        if self._client.status != "running":
            outer.set_exception(self._lost())
            return outer
        inner = self._dask.submit(run_checked, self._versions, function, *args, **kwargs)
        self._waiting[outer] = inner
        outer.add_done_callback(self._forget)
        inner.add_done_callback(partial(self._pass_on, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Stop watching, and cancel what still waits; the cluster goes on for others."""
        self._ended.set()
        for future in list(self._waiting):
            future.cancel()
        self._watcher.join()

    def _forget(self, outer: Future[Any]) -> None:
        inner = self._waiting.pop(outer)
        if outer.cancelled():
            inner.cancel()

    def _pass_on(self, outer: Future[Any], inner: Future[Any]) -> None:
        with suppress(Exception):  # it was cancelled here in the meantime: nobody waits for it any more
            if inner.cancelled():
                outer.set_exception(self._lost())
            elif error := inner.exception():
                outer.set_exception(error)
            else:
                outer.set_result(inner.result())

    def _watch(self) -> None:
        """Dask would wait for workers for ever."""
        alone = 0.0
        while not self._ended.wait(_LOOK_SECONDS):
            with suppress(Exception):  # a lost scheduler is told by the futures, which Dask cancels
                alone = 0.0 if self._client.nthreads() else alone + _LOOK_SECONDS
            if alone >= self._alone_seconds:
                words = f"cluster {self._address}: no worker for {self._alone_seconds:.0f} s; {_GO_ON}"
                for future in list(self._waiting):
                    with suppress(Exception):
                        future.set_exception(ClusterError(words))

    def _lost(self) -> ClusterError:
        return ClusterError(f"cluster {self._address}: the scheduler went away; {_GO_ON}")


def run_checked(expected: Mapping[str, str], function: Callable[..., Any], *args: Any) -> Any:
    """Call a function on a worker that has these versions.

    Raises:
        ClusterError: the worker has others; it joined after all workers were asked.
    """
    if differing := _differing(expected, versions()):
        raise ClusterError(f"a worker that joined late: {differing}; end it; {_GO_ON}")
    return function(*args)


@cache
def versions() -> Mapping[str, str]:
    """What verdicts depend on of a machine: the grader's code, Python, the processor, NumPy and other frameworks."""
    here = {name: version for name, version in environment().items() if name != "system"}
    python = ".".join(here["python"].split(".")[:2])
    return {"grader": f"{__version__} (code {code_digest(*_TASK_CODE)[:12]})", **here, "python": python}


def facts_of_worker(named: Level | None) -> WorkerFacts:
    """What this worker has; called on it."""
    return WorkerFacts(versions(), probe(named))


class _LeaveInterrupts(WorkerPlugin):
    """Ctrl-C reaches all processes of a terminal; the grader alone handles it, and then ends its own workers."""

    def setup(self, worker: Worker) -> None:  # noqa: ARG002
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _local(jobs: int) -> LocalCluster:
    """A scheduler in this process and workers of one thread each; nobody beyond this machine can connect."""
    return LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # for None Dask would open port 8787
        silence_logs=logging.CRITICAL,
    )


def _connected(address: str) -> Client:
    for name in ("distributed.client", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # the grader says itself what happened
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"cluster {address}: expected a Dask scheduler, found none ({_first_line(error)}); "
            "start one: dask scheduler, or name another address, as tcp://HOST:8786, or local"
        ) from None


def _asked(client: Client, address: str, named: Level | None) -> dict[str, WorkerFacts]:
    """Facts by the worker's address. Raises ClusterError if there is no worker, or one has no grader."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError:
        raise ClusterError(
            f"cluster {address}: expected workers, found none in {_CONNECT_SECONDS} s; start one: dask worker {address}"
        ) from None
    answers: dict[str, Any] = client.run(facts_of_worker, named, on_error="return")
    for worker, answer in answers.items():
        if not isinstance(answer, WorkerFacts):
            raise ClusterError(
                f"worker {worker}: expected grader {__version__}, found {type(answer).__name__}: "
                f'{_first_line(answer)}; install there: pip install "dl-grader[cluster]=={__version__}"'
            )
    return answers


def _require_agreement(facts: Mapping[str, WorkerFacts]) -> None:
    """Refuse workers by name whose verdicts may be others."""
    differing = {worker: _differing(versions(), each.versions) for worker, each in facts.items()}
    lines = [f"worker {worker}: {words}" for worker, words in differing.items() if words]
    if lines:
        raise ClusterError("\n".join(lines) + "\ninstall the same everywhere: verdicts may differ; nothing was run")


def _differing(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return "; ".join(
        f"{name}: expected {here.get(name) or 'none'}, found {there.get(name) or 'none'}" for name in names
    )


def _level(client: Client, address: str, facts: Mapping[str, WorkerFacts], named: Level | None) -> tuple[Level, str]:
    """The level to run at, and in words why no better one.

    A level that the weakest worker holds is tried on each of them, since a stronger one proves nothing.
    """
    worker, weakest = max(facts.items(), key=lambda item: list(Level).index(item[1].findings.level))
    wanted = named or weakest.findings.level
    asked = _asked(client, address, wanted)
    for other, each in asked.items():
        if each.findings.level is not wanted:
            reason = each.findings.reasons.get(wanted, "it does not hold")
            raise ClusterError(f"worker {other}: isolation {wanted.value} does not work there: {reason}")
    tried = [(level, reason) for level, reason in weakest.findings.reasons.items() if level is not wanted]
    weakness = ""
    if named is None and tried:
        reasons = "; ".join(f"{level.value}: {reason}; {level.advice}" for level, reason in tried)
        weakness = f"isolation {wanted.value} is that of the weakest worker, {worker}: {reasons}"
    findings = next(iter(asked.values())).findings if named else weakest.findings
    remedy = f"name it: --isolation {{level}}, or make the worker {worker} stronger ({weakness})"
    return isolation_level(findings, named=named, owner=Owner.ANOTHER, private_cases=True, remedy=remedy), weakness


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
