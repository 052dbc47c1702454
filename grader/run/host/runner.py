"""The trusted side's one entrance: programs and tasks in, outcomes out."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from grader.frameworks import LIBRARIES, framework_within
from grader.languages import said
from grader.model.errors import GraderFault
from grader.model.outcome import Kind, Outcome, Program, RunResult, Task
from grader.run.host.attempt import Attempt
from grader.run.host.early import Early, allowed, sentence
from grader.run.host.scan import suspicions, wants_slow_parts
from grader.run.linux.levels import Level
from grader.run.protocol.prepared import Prepared, prepare
from grader.run.protocol.responses import SandboxFault

__all__ = ["Prepared", "Runner"]

_ATTEMPTS = 2
_open_runners = 0


class Runner:
    """Runs programs at one level; keeps a fork server a framework, started when first needed.

    Use as a context manager, or call `close`. Raises GraderFault if the level cannot be had at all.
    """

    def __init__(
        self,
        level: Level = Level.FULL,
        libraries: Sequence[str] = LIBRARIES,
        *,
        import_seconds: float = 10.0,
        early: Early | None = None,
    ) -> None:
        self.level = Level(level)
        self._libraries = tuple(libraries)
        self._import_seconds = import_seconds
        self._servers: dict[str, object] = {early.framework: early.server} if early and early.server else {}
        self._closed = False
        _guard_memory(+1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()

    def close(self) -> None:
        """End the servers and all their workers; may be called twice."""
        if self._closed:
            return
        self._closed = True
        _guard_memory(-1)
        for framework in list(self._servers):
            self.end(framework)

    def prepare(self, tasks: Sequence[Task]) -> Prepared:
        """Encode all inputs, once a bank."""
        return prepare(tasks)

    def run(self, program: Program, prepared: Prepared) -> RunResult:
        """The outcomes of all tasks in their order, after as many looks as it takes."""
        first = self._look(program, prepared)
        if not first.put_off:
            return first
        rest = iter(first.outcomes)
        looks = {
            function: iter(self._look(program, prepared.of(function), suspect=case).outcomes)
            for function, case in first.put_off.items()
        }
        outcomes = tuple(next(looks.get(item.task.function, rest)) for item in prepared.tasks)
        return replace(first, outcomes=outcomes, put_off={})

    def _look(self, program: Program, prepared: Prepared, *, suspect: str = "") -> RunResult:
        begun = self.start(program, prepared, suspect=suspect)
        begun.finish()
        return begun.result()

    def start(self, program: Program, prepared: Prepared, *, careful: bool = True, suspect: str = "") -> Run:
        """Set a program going without waiting for it; the runner runs no other until its `finish` has returned.

        `careful` and `suspect` as in Attempt: without care the result comes sooner, and may be doubtful; with a suspect
        `prepared` holds the tasks of one function that was put off.
        """
        # A server of a framework that is not allowed holds it already, and no import of it would be refused there.
        program = replace(program, framework=framework_within(self._libraries, program.framework))
        return Run(self, program, prepared, careful=careful, suspect=suspect)

    def stage(
        self, program: Program, prepared: Prepared, *, careful: bool, suspect: str
    ) -> contextlib.AbstractContextManager[Attempt]:
        """One attempt at a program, in the way of this machine and level."""
        if self.level.isolation.has_fork_server and sys.platform == "linux":
            return self._forked(program, prepared, careful=careful, suspect=suspect)
        return self._spawned(program, prepared, suspect=suspect)

    @contextlib.contextmanager
    def _spawned(self, program: Program, prepared: Prepared, *, suspect: str) -> Iterator[Attempt]:
        from grader.run.host.spawned import spawner  # threads and subprocess: only where they are needed

        with spawner(self.level, program, self._allowed(program), sentence(self._libraries), prepared) as spawn:
            yield Attempt(program, prepared, spawn, import_seconds=self._import_seconds, suspect=suspect)

    @contextlib.contextmanager
    def _forked(self, program: Program, prepared: Prepared, *, careful: bool, suspect: str) -> Iterator[Attempt]:
        """The program's bytes are written once, for all workers that it may need."""
        from grader.run.host.client import bundle_of
        from grader.run.protocol.wire import Spawn

        names = sorted(program.files)
        data = [program.files[name] for name in names]
        cpu_seconds = prepared.cpu_seconds + int(2 * self._import_seconds) + 1
        order = Spawn(names, [len(item) for item in data], prepared.memory_mib, cpu_seconds)
        server = self._server(program)
        descriptor = bundle_of(data)
        try:
            spawn = functools.partial(server.spawn, order, descriptor, meanwhile=not careful)  # type: ignore[attr-defined]
            yield Attempt(
                program,
                prepared,
                spawn,
                import_seconds=self._import_seconds,
                suspect=suspect,
                careful=careful,
                idle=server.restock,  # type: ignore[attr-defined]
            )
        finally:
            os.close(descriptor)

    def _server(self, program: Program) -> object:
        """The framework's server, started when first needed; one that has imported less than needed is replaced."""
        from grader.run.host.client import ForkServer

        framework = program.framework
        server = self._servers.get(framework)
        broad = wants_slow_parts(program.files, framework)
        if server is not None and (server.broad or not broad):  # type: ignore[attr-defined]
            return server
        self.end(framework)
        if self._closed:
            raise GraderFault(said("this runner is closed; open a new one"))
        try:
            self._servers[framework] = ForkServer(
                level=self.level,
                framework=framework,
                libraries=self._allowed(program),
                sentence=sentence(self._libraries),
                broad=broad,
            )
        except (SandboxFault, OSError) as error:
            raise GraderFault(
                said("the sandbox at level {level} cannot be started: {error}", level=self.level, error=error)
            ) from error
        return self._servers[framework]

    def _allowed(self, program: Program) -> tuple[str, ...]:
        """Of the assignment's libraries those that programs in this framework see."""
        return allowed(self._libraries, program.framework)

    def end(self, framework: str) -> None:
        """End a framework's server; the next program that needs one gets a new one."""
        server = self._servers.pop(framework, None)
        if server is not None:
            server.close()  # type: ignore[attr-defined]


class Run:
    """One program on its way: begun when this is made, over after `finish`, understood by `result`."""

    def __init__(
        self, runner: Runner, program: Program, prepared: Prepared, *, careful: bool, suspect: str = ""
    ) -> None:
        self._runner = runner
        self._program = program
        self._prepared = prepared
        self._careful = careful
        self._suspect = suspect
        self._stack = contextlib.ExitStack()
        self._fault = ""
        self._attempt = self._begun()
        self._driven: Attempt | None = None

    def _begun(self) -> Attempt | None:
        try:
            attempt = self._stack.enter_context(
                self._runner.stage(self._program, self._prepared, careful=self._careful, suspect=self._suspect)
            )
            attempt.begin()
        except SandboxFault as error:
            self._give_up(error)
            return None
        except BaseException:
            self._stack.close()
            raise
        return attempt

    def _give_up(self, error: SandboxFault) -> None:
        self._fault = str(error)
        self._stack.close()
        self._runner.end(self._program.framework)

    def pump(self) -> None:
        """To be called now and then while there is something better to do than to wait."""
        if self._attempt is not None:
            self._attempt.pump()

    def finish(self) -> None:
        """Wait until it is over; then the runner may run another, before it is known what the answers say."""
        for number in range(_ATTEMPTS):
            attempt = self._attempt if number == 0 else self._begun()
            if attempt is None:
                continue
            try:
                with self._stack:
                    attempt.drive()
            except SandboxFault as error:
                self._give_up(error)
            else:
                self._driven = attempt
                return

    def result(self) -> RunResult:
        """The outcomes of all tasks in their order; a fault of the sandbox itself gives GRADER_ERROR outcomes."""
        if self._driven is not None:
            flags = () if self._suspect else suspicions(self._program.files)  # once a program is enough
            return replace(self._driven.result(), flags=flags)
        message = said("the sandbox failed twice: {why}", why=self._fault)
        items = self._prepared.tasks
        outcomes = tuple(Outcome(item.task.case, Kind.GRADER_ERROR, message=message) for item in items)
        return RunResult(outcomes, notes=(message,))


def _guard_memory(change: int) -> None:
    """While a runner is open no process of the same user may read this one's memory, which holds the answers."""
    global _open_runners
    _open_runners += change
    if sys.platform == "linux":
        from grader.run.linux.syscalls import PR_SET_DUMPABLE, prctl

        prctl(PR_SET_DUMPABLE, 0 if _open_runners else 1)
