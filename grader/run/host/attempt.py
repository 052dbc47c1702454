"""One program through its tasks: workers are replaced when they fail, time-outs confirmed, the hopeless skipped.

A program gets a first look at all its functions. One that takes longer for a call than a first look is put off: the
others go on in a fresh worker. A second look at this function alone decides. It begins a worker of its own for the call
that took so long, which has its whole time there; when that is over, the call has timed out. The scenario is given up.
The function's others have a last look, which is enough for thirty times the reference and shorter than the whole time:
a function that is too slow there as well hangs everywhere.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

from msgspec import structs

from grader.languages import said
from grader.model.codec import Buffers
from grader.model.outcome import Kind, Outcome, Program, RunResult
from grader.run.host.outcomes import from_response, read
from grader.run.host.stages import Stages
from grader.run.protocol.prepared import Prepared, PreparedTask, frame
from grader.run.protocol.responses import BY_CLOCK, Bounds, RemoteWorker, Response, Status
from grader.run.protocol.wire import MIB, TREE_BYTES, Load

#: What no honest worker says of a call: only a second run tells what the answers are worth.
_DOUBTFUL = {Kind.TIMED_OUT, Kind.NO_ANSWER}
#: What all answers of a program may take in the host's memory, which holds them until the last has come.
_KEPT_MIB = 512
_SMALL_BYTES = 1 << 16
_TREE_EXPANSION = 24  # an empty list is 3 bytes on the wire and 56 and a pointer here
_REIMPORT_SECONDS = 60.0  # what importing again after crashes may cost in all


class ImportFailed(Exception):
    """The program cannot be imported; its outcome is that of every case."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.message)
        self.outcome = outcome


class Attempt:
    """One look at a program. `spawn` makes a worker; `idle` is called when there is only waiting left.

    Without a `suspect` it is a first look. With one, the id of a case, it is the second look at that case's function,
    of which all the tasks are.

    `careful`: each answer is read before the next one is taken, and a worker whose answer makes no sense is replaced.
    Else they are read when all is over, and a result in which one makes no sense is doubtful.
    """

    def __init__(
        self,
        program: Program,
        prepared: Prepared,
        spawn: Callable[[], RemoteWorker],
        *,
        import_seconds: float,
        suspect: str = "",
        careful: bool = True,
        idle: Callable[[], None] | None = None,
    ) -> None:
        self._careful = careful
        self._suspect = suspect
        self._prepared = prepared
        self._spawn = spawn
        self._idle = idle
        longest = max((item.task.budget.cpu_seconds for item in prepared.tasks), default=0.0)
        self._import_seconds = max(import_seconds, longest)
        self._request = _load_request(program, prepared, self._import_seconds)
        self._load = frame(self._request, Buffers())
        self._pending = deque(prepared.tasks)  # those that have no outcome yet
        self._ahead: deque[PreparedTask] = deque()  # of these, what the worker has been given, in order
        self._worker: RemoteWorker | None = None
        self._begun = time.perf_counter()
        self._is_loaded = False  # whether it has imported the program
        self._loaded_notes: tuple[str, ...] = ()
        self._import_stdout = ""
        self._import_took, self._imports_took = 0.0, 0.0  # seconds: the longest, all together
        self._stages = Stages()
        self._import_bounds = Bounds(
            cpu_seconds=2 * self._import_seconds, wall_seconds=self._import_seconds, reply_bytes=TREE_BYTES + MIB
        )
        self._ends: list[Outcome | Response] = []  # of the items that are no longer pending
        self._whole, self._waited = 0.0, 0.0  # seconds
        self._kept_bytes = 0
        self._put_off: dict[str, str] = {}  # function -> the case that took longer than a first look
        self._timed_out = ""  # the scenario that is given up
        self._hangs = False  # whether another one was too slow as well
        self._by_clock = False  # whether the last call that was too slow was so by the clock alone
        self._is_import_late = False  # whether a worker has said that the file's time ran out

    def begin(self) -> None:
        """Start a worker and give it its work, without waiting for an answer."""
        self._start(self._next_items())

    def pump(self) -> None:
        """Let the worker have more work, if it is waiting for some."""
        if self._worker is not None:
            self._worker.pump()

    def drive(self) -> None:
        """Go on until every item has its end."""
        started = time.perf_counter() - self._stages.fork  # of a worker that was begun before
        try:
            while self._pending:
                self._ends.append(self._end_of(self._pending[0]))
                self._pending.popleft()
        except ImportFailed as failed:
            self._ends += [structs.replace(failed.outcome, case=item.task.case) for item in self._pending]
        finally:
            self._drop()
        now = time.perf_counter()
        self._whole, self._waited = now - self._begun, now - started

    def result(self) -> RunResult:
        """All outcomes in the order of the tasks, but for functions that are put off."""
        items = self._prepared.tasks
        outcomes, doubtful = [], False
        for item, end in zip(items, self._ends, strict=True):
            outcome = self._read(item, end) if isinstance(end, Response) else end
            doubtful |= outcome is not end and outcome.kind in _DOUBTFUL
            if item.task.function not in self._put_off:
                outcomes.append(outcome)
        return RunResult(
            tuple(outcomes),
            doubtful=doubtful,
            put_off=self._put_off,
            notes=self._loaded_notes,
            import_stdout=self._import_stdout,
            import_seconds=self._import_took,
            stages=self._stages.named(whole=self._whole, waited=self._waited),
        )

    def _end_of(self, item: PreparedTask) -> Outcome | Response:
        if self._is_hopeless(item):
            return Outcome(item.task.case, Kind.SKIPPED, message=said("skipped: this function had timed out before"))
        if self._worker is None and self._imports_took > _REIMPORT_SECONDS:
            words = said("skipped: importing again after each crash takes too long")
            return Outcome(item.task.case, Kind.SKIPPED, message=words)
        if self._is_loaded and self._is_suspect(item):
            self._drop()
        if not self._is_loaded:
            self._load_program(self._next_items)
        elif not self._ahead:
            self._submit(self._next_items())
        end = self._ask()
        if not isinstance(end, Outcome) or end.kind is not Kind.TIMED_OUT:
            return end
        return self._decided(item, end) if self._worker is None else self._confirmed_import(item, end)

    def _decided(self, item: PreparedTask, end: Outcome) -> Outcome | Response:
        """What follows from a call that was too slow: by its end the host has let the worker go."""
        task = item.task
        if not self._suspect:
            self._put_off[task.function] = task.case
            return end
        if self._timed_out:
            self._hangs = True
            return Outcome(task.case, Kind.SKIPPED, message=said("skipped: this function had timed out before"))
        if not self._is_suspect(item) or self._by_clock:  # not alone, or the machine was busy
            self._load_program(lambda: [item])
            again = self._ask()
            if not isinstance(again, Outcome) or again.kind is not Kind.TIMED_OUT:
                return again
        self._timed_out = task.scenario
        return end

    def _confirmed_import(self, item: PreparedTask, end: Outcome) -> Outcome | Response:
        """A worker says itself that the file's time ran out; once another one is asked, which may be faster."""
        if self._is_import_late:
            return end
        self._is_import_late = True
        self._drop()
        return self._end_of(item)

    def _is_suspect(self, item: PreparedTask) -> bool:
        return item.task.case == self._suspect

    def _is_hopeless(self, item: PreparedTask) -> bool:
        return self._hangs or item.task.scenario == self._timed_out or item.task.function in self._put_off

    def _next_items(self) -> list[PreparedTask]:
        """All that is to be asked of one worker, as far as one knows; the suspect alone."""
        found: list[PreparedTask] = []
        for item in self._pending:
            if self._is_suspect(item):
                return found or [item]
            if not self._is_hopeless(item):
                found.append(item)
        return found

    def _bounds(self, item: PreparedTask) -> Bounds:
        if not self._suspect:
            return item.first_look
        return item.last_look if self._timed_out else item.bounds

    def _submit(self, items: Sequence[PreparedTask]) -> None:
        """Give items to the worker: private ones are sent when all before them is over, be it cases or the import.

        What is said in those a student reads, so that no private input may be there to be said.
        """
        assert self._worker is not None
        was_private = False
        for item in items:
            self._worker.submit(item.frame, self._bounds(item), apart=item.is_private and not was_private)
            was_private = item.is_private
        self._ahead.extend(items)

    def _ask(self) -> Outcome | Response:
        """How the first item ended that the worker has been given: with an answer to read, or with this outcome."""
        worker, item = self._worker, self._ahead.popleft()
        assert worker is not None
        if self._idle is not None and worker.all_sent:
            self._idle()
            self._idle = None
        response = worker.next()
        if response.status is Status.ANSWERED:
            if self._has_room_for(response):
                return self._taken(item, response)
            message = said(
                "all answers together are larger than {size} MiB", size=_KEPT_MIB
            )  # not even read: that costs, too
            return Outcome(item.task.case, Kind.OUTPUT_TOO_LARGE, message=message, seconds=response.seconds)
        worker.kill()
        status = worker.exit_status() if response.status is Status.DIED else None
        self._drop()
        self._by_clock = response.why == BY_CLOCK
        return from_response(item.task.case, response, status, limit=self._bounds(item).cpu_seconds)

    def _taken(self, item: PreparedTask, answer: Response) -> Outcome | Response:
        if not self._careful:
            return answer
        outcome = self._read(item, answer)
        if outcome.kind is Kind.NO_ANSWER:
            self._drop()
        return outcome

    def _read(self, item: PreparedTask, answer: Response) -> Outcome:
        return from_response(item.task.case, answer, stages=self._stages, limit=item.bounds.cpu_seconds)

    def _has_room_for(self, response: Response) -> bool:
        """Whether one more answer may be kept; a small one always."""
        size = len(response.data) + _TREE_EXPANSION * response.tree_bytes
        if size <= _SMALL_BYTES:
            return True
        self._kept_bytes += size
        return self._kept_bytes <= _KEPT_MIB * MIB

    def _load_program(self, items: Callable[[], Sequence[PreparedTask]]) -> None:
        """A worker that has imported the program and was given `items`; a time-out there is confirmed, too."""
        outcome = self._import(items)
        if outcome is not None and outcome.kind is Kind.TIMED_OUT:
            outcome = self._import(items)
        if outcome is not None and outcome.kind is Kind.CRASHED and self._compiler_crashes():
            message = said("Python's own compiler crashes on this file: it is nested too deeply or too large")
            outcome = Outcome("", Kind.DOES_NOT_COMPILE, message=message)
        if outcome is not None:
            self._drop()
            raise ImportFailed(outcome)
        self._is_loaded = True

    def _compiler_crashes(self) -> bool:
        """Whether a worker that compiles the file, without running it, dies as the import did."""
        self._drop()
        worker = self._worker = self._spawn()
        request = frame(structs.replace(self._request, compile_only=True), Buffers())
        worker.submit(request, self._import_bounds)
        return worker.next().status is Status.DIED

    def _start(self, items: Sequence[PreparedTask]) -> None:
        """A fresh worker, with the import and `items` before it."""
        self._drop()
        started = time.perf_counter()
        worker = self._worker = self._spawn()
        self._stages.fork += time.perf_counter() - started
        worker.submit(self._load, self._import_bounds)
        self._submit(items)
        worker.send()

    def _import(self, items: Callable[[], Sequence[PreparedTask]]) -> Outcome | None:
        """Import in a fresh worker, or in the one that has begun to; None if that went well."""
        if self._worker is None or self._is_loaded:
            self._start(items())
        worker = self._worker
        assert worker is not None
        response = worker.next()
        self._import_took = max(self._import_took, response.seconds)
        self._imports_took += response.seconds
        self._import_stdout = self._import_stdout or response.printed
        reply = read(response) if response.status is Status.ANSWERED else None
        if reply is not None:
            self._stages.add_import(reply)
        if reply is not None and reply.kind == Kind.VALUE.value:
            self._loaded_notes = tuple(note[:2000] for note in reply.notes[:50])
            return None
        worker.kill()
        status = worker.exit_status() if response.status is Status.DIED else None
        outcome = from_response("", response, status, limit=self._import_seconds)
        self._drop()
        if outcome.kind is Kind.VALUE:
            return structs.replace(outcome, kind=Kind.NO_ANSWER, value=None, stdout="")
        if response.status is not Status.ANSWERED:
            return structs.replace(
                outcome, message=said("while importing the file: {what}", what=outcome.message), stdout=""
            )
        return structs.replace(outcome, stdout="")

    def _drop(self) -> None:
        """Let the worker go."""
        self._is_loaded = False
        self._ahead.clear()
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def _load_request(program: Program, prepared: Prepared, seconds: float) -> Load:
    """What a worker is told first."""
    return Load(
        program.entry,
        program.module,
        program.framework,
        program.public,
        list(prepared.forbidden),
        seconds,
        program.files[program.entry],
        list(program.files),
        list(prepared.functions),
    )
