"""The part of `grader grade --cluster`: join a cluster, and say what it is."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from grader.model.errors import ClusterError
from grader.run import Level

if TYPE_CHECKING:
    from grader.cluster import Cluster


@contextmanager
def joined(address: str | None, *, jobs: int | None, isolation: str | None, audits: bool) -> Iterator[Cluster | None]:
    """The cluster at an address, whose workers were asked; None without an address.

    Raises:
        ClusterError: distributed is not installed, an option does not fit, or the cluster cannot be used.
    """
    if address is None:
        yield None
        return
    if importlib.util.find_spec("distributed") is None:
        raise ClusterError('a cluster needs Dask, which is not installed here: pip install "dl-grader[cluster]"')
    if audits:
        raise ClusterError("--audit runs programs on this machine alone: leave out --cluster; what is graded is kept")
    from grader.cluster import LOCAL, open_cluster

    if jobs is not None and address != LOCAL:
        raise ClusterError(f"--jobs {jobs}: the workers of {address} decide how many run at once; leave it out")
    console = Console()
    with contextlib.ExitStack() as stack:
        with console.status(f"{address}: asking workers"):
            opened = open_cluster(
                address, jobs=jobs or os.cpu_count() or 1, named=Level(isolation) if isolation else None
            )
            cluster = stack.enter_context(opened)
        told = f"cluster {address}: {cluster.workers} workers, {cluster.jobs} threads, isolation {cluster.level.value}"
        console.print(told, markup=False, highlight=False, soft_wrap=True)
        if cluster.weakness:
            console.print(cluster.weakness, markup=False, highlight=False, style="yellow", soft_wrap=True)
        yield cluster
