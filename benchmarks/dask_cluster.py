"""What a class of thousands costs through a Dask cluster on this machine, beside a pool of processes.

Run by `make cluster`; the table goes between the marks of docs/scale.md, the numbers into `--json FILE`. Scheduler and
workers are processes of their own, this one is the host, with the whole class in memory and one gradebook. Parts of
the class are graded by turns through the cluster and through the pool, which grades a fifth as many.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import document
import homework

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.batch import grade_class
from grader.cluster import Cluster, open_cluster
from grader.collect import collect_class
from grader.gradebook import Gradebook
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.model.submission import Submission
from grader.pool import executor_for
from grader.run import Level
from grader.tasks import EncodedBank

WORKERS = 2
#: Of a part that the cluster grades, what the pool grades beside it.
POOL_SHARE = 5
#: Submissions that are graded either way before the clock starts, while processes start.
WARM_UP = 20
_DOCUMENT = homework.HERE.parent / "docs" / "scale.md"
#: Where Linux keeps, in `struct tcp_info`, the bytes that were acknowledged and those that were received.
_TCP_BYTES = struct.Struct("@120xQQ")


@dataclass(frozen=True)
class Found:
    """One run: seconds by the clock, MiB at the peak, bytes of the host's connections."""

    graded: int
    cluster_seconds: float
    pool_graded: int
    pool_seconds: float
    scheduler_mib: float
    worker_mib: float
    host_mib: float
    bank_bytes: int
    sent_bytes: int
    received_bytes: int
    gradebook_bytes: int

    @property
    def cluster_ms(self) -> float:
        """Wall ms a head through the cluster."""
        return 1000 * self.cluster_seconds / self.graded

    @property
    def pool_ms(self) -> float:
        """Wall ms a head through the pool."""
        return 1000 * self.pool_seconds / self.pool_graded


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--heads", type=int, default=10_000)
    parser.add_argument("--parts", type=int, default=5)
    parser.add_argument("--json", type=Path, default=homework.HERE / "results" / "dask_cluster.json")
    parser.add_argument("--no-document", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = _measured(Path(place), options.heads, options.parts)
    document.write_json(options.json, asdict(found))
    lines = [*_table(found), "", f"- {document.machine()}"]
    if not options.no_document:
        document.write("make cluster", lines, into=_DOCUMENT)
    print("\n".join(lines))


def _measured(place: Path, heads: int, parts: int) -> Found:
    bank = build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)
    beside = heads // POOL_SHARE
    homework.write_class(place / "class", "numpy", heads + beside + 2 * WARM_UP)
    work = collect_class(place / "class", slug=homework.SLUG)
    print(f"collected: {len(work)}", file=sys.stderr)
    through, pooled = iter(work[: heads + WARM_UP]), iter(work[heads + WARM_UP :])
    spent = {"cluster": 0.0, "pool": 0.0}
    with ExitStack() as stack:
        processes, address = stack.enter_context(_dask(place))
        cluster = stack.enter_context(_joined(address))
        pool = stack.enter_context(executor_for(WORKERS))
        book = stack.enter_context(Gradebook.open(place / "book.db"))
        ways = (("cluster", cluster.executor, through, heads), ("pool", pool, pooled, beside))
        for _, executor, some, _ in ways:
            _seconds(list(islice(some, WARM_UP)), bank, book, executor)
        before = _traffic()
        for part in range(parts):
            for name, executor, some, count in ways:
                spent[name] += _seconds(list(islice(some, count // parts)), bank, book, executor)
            print(f"part {part + 1} of {parts}: {spent}", file=sys.stderr)
        after = _traffic()
        scheduler, *workers = (_peak_mib(process.pid) for process in processes)
    return Found(
        graded=heads // parts * parts,
        cluster_seconds=spent["cluster"],
        pool_graded=beside // parts * parts,
        pool_seconds=spent["pool"],
        scheduler_mib=scheduler,
        worker_mib=max(workers),
        host_mib=_peak_mib(os.getpid()),
        bank_bytes=len(EncodedBank.of(bank).data),
        sent_bytes=after[0] - before[0],
        received_bytes=after[1] - before[1],
        gradebook_bytes=(place / "book.db").stat().st_size,
    )


def _seconds(work: Sequence[Submission], bank: CaseBank, book: Gradebook, executor: Executor | None) -> float:
    """By the clock, to grade and store them all. Raises RuntimeError where one is not graded."""
    started = time.perf_counter()
    results = grade_class(work, bank, level=Level.FULL, gradebook=book, executor=executor, jobs=WORKERS)
    graded = sum(each.report.status == "graded" and each.fresh for each in results)
    seconds = time.perf_counter() - started
    if graded != len(work):
        raise RuntimeError(f"expected {len(work)} graded, found {graded}")
    return seconds


@contextmanager
def _dask(place: Path) -> Iterator[tuple[list[subprocess.Popen[bytes]], str]]:
    """A scheduler and workers of one thread each, as processes; and the scheduler's address."""
    told, processes = place / "scheduler.json", list[subprocess.Popen[bytes]]()
    usual = ["--host", "127.0.0.1", "--no-dashboard"]

    def start(*arguments: str) -> None:
        command = [sys.executable, "-m", "dask", *arguments, *usual]
        processes.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))

    try:
        start("scheduler", "--port", "0", "--scheduler-file", str(told))
        while not (told.exists() and told.stat().st_size):
            if processes[0].poll() is not None:
                raise RuntimeError(f"dask scheduler: expected an address in {told}, found that it ended")
            time.sleep(0.05)
        address = str(json.loads(told.read_text("utf-8"))["address"])
        for _ in range(WORKERS):
            start("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(place))
        yield processes, address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


@contextmanager
def _joined(address: str) -> Iterator[Cluster]:
    """The cluster, when all workers are there."""
    while True:
        with open_cluster(address, jobs=1, named=Level.FULL) as cluster:
            if cluster.workers == WORKERS:
                yield cluster
                return
        time.sleep(0.2)


def _traffic() -> tuple[int, int]:
    """Bytes that this process has sent and received through all TCP connections that are open, from Linux."""
    totals = [0, 0]
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(path.name))) as each:
            if each.type == socket.SOCK_STREAM and each.family == socket.AF_INET:
                info = each.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
                totals = [total + new for total, new in zip(totals, _TCP_BYTES.unpack_from(info), strict=True)]
    return totals[0], totals[1]


def _peak_mib(pid: int) -> float:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def _table(found: Found) -> list[str]:
    rows = (
        (f"seconds for {found.graded} through a scheduler and {WORKERS} workers", f"{found.cluster_seconds:.1f}"),
        ("wall ms a head through the cluster", f"{found.cluster_ms:.2f}"),
        (f"wall ms a head with `--jobs {WORKERS}`, {found.pool_graded} by turns with it", f"{found.pool_ms:.2f}"),
        ("a head in the cluster, times one in the pool", f"{found.cluster_ms / found.pool_ms:.2f}"),
        ("peak memory of the scheduler, MiB", f"{found.scheduler_mib:.0f}"),
        ("peak memory of the larger worker, without its sandboxes, MiB", f"{found.worker_mib:.0f}"),
        (f"peak memory of the host with {found.graded + found.pool_graded} submissions, MiB", f"{found.host_mib:.0f}"),
        ("bytes of the cases, which go to each worker with its first tasks", str(found.bank_bytes)),
        ("bytes a head from the host to the scheduler", f"{found.sent_bytes / found.graded:.0f}"),
        ("bytes a head from the scheduler to the host", f"{found.received_bytes / found.graded:.0f}"),
        (
            "bytes a head in the gradebook",
            f"{found.gradebook_bytes / (found.graded + found.pool_graded + 2 * WARM_UP):.0f}",
        ),
    )
    return document.table(("what", "found"), rows, words=1)


if __name__ == "__main__":
    main()
