"""What a fork server does beyond what is needed, so that its workers are made faster and run faster.

Without any of it every verdict is the same. The server calls the steps in the order in which they stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from grader.run.tuning import holes, hugepages
from grader.run.tuning.ending import Endings
from grader.run.tuning.measures import Measure
from grader.run.tuning.placement import Placement

if TYPE_CHECKING:
    from grader.run.tuning.hotpages import HotPages
    from grader.run.tuning.rehearsal import Rehearsal


class Trial(Protocol):
    """A worker of the server's own, that no submission meets."""

    @property
    def requests(self) -> int:
        """The descriptor to write to."""

    @property
    def replies(self) -> int:
        """The descriptor to read from."""


class Tuning:
    """The measures of one server; `ahead` says whether those are worth it that are taken before the first fork."""

    def __init__(self, measures: Collection[Measure], *, ahead: bool) -> None:
        self._measures = frozenset(measures)
        self._ahead = self._measures if ahead else frozenset[Measure]()
        self._large: list[int] = []
        self._hot: HotPages | None = None
        self._rehearsal: Rehearsal | None = None
        self._filling: list[list[bytes]] = []
        self._endings = Endings() if Measure.ENDING in self._measures else None
        self._placement = Placement() if Measure.PLACEMENT in self._measures else None

    def find_large_pages(self) -> None:
        """After the libraries are imported, and before addresses are reserved that the server does not use."""
        if Measure.LARGE_PAGES in self._ahead:
            self._large = hugepages.places()

    def prepare(self, make_rehearsal: Callable[[], Rehearsal | None]) -> None:
        """While files and /proc are in sight."""
        if self._ahead & {Measure.REHEARSAL, Measure.HOT_PAGES}:
            self._rehearsal = make_rehearsal()
        if Measure.HOT_PAGES in self._ahead:
            from grader.run.tuning.hotpages import HotPages

            self._hot = HotPages()

    def rehearse(self, folder: str) -> None:
        """Once the server is isolated as its workers will be."""
        if self._rehearsal is not None and Measure.REHEARSAL in self._ahead:
            self._rehearsal.perform(folder)

    def settle(self, trial: Callable[[], AbstractContextManager[Trial]]) -> None:
        """After the last change to the server's memory; `trial` makes a worker that ends with its context."""
        if Measure.HOLES in self._ahead:
            self._filling = holes.fill()
        if self._hot is not None and self._rehearsal is not None:
            self._hot.watch()
            with trial() as worker:
                self._rehearsal.repeat(worker.requests, worker.replies)
                with trial():  # the pages that the server itself writes to when it makes a worker are hot, too
                    pass
                self._hot.look()
            self._hot.settle(self._large)
        elif self._large:
            hugepages.collapse(self._large)

    def acts_no_more(self, pid: int) -> bool:
        """Whether a killed worker is known to do nothing more, though the kernel has not reported its end."""
        return self._endings is not None and self._endings.acts_no_more(pid)

    def keep_apart(self, worker: int, host_core: int) -> None:
        """A worker is about to work beside the host on `host_core`; -1 if the host only waits."""
        if self._placement is not None:
            self._placement.keep_apart(worker, host_core)

    def follow(self, host_core: int) -> None:
        """The server has handed a worker over and may wait for a core."""
        if self._placement is not None:
            self._placement.follow(host_core)
