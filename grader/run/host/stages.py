"""Where the time of one program went: the host's clock gives the whole, the worker's word its parts."""

from __future__ import annotations

from dataclasses import dataclass

from grader.run.protocol.wire import Reply


@dataclass(slots=True)
class Stages:
    """Seconds by stage. Nothing is decided by them: a worker could say anything."""

    fork: float = 0.0
    isolate: float = 0.0
    imports: float = 0.0
    run: float = 0.0

    def add_import(self, reply: Reply) -> None:
        """The first answer of a worker."""
        self.isolate += _possible(reply.isolated_seconds)
        self.imports += _possible(reply.seconds)

    def add_case(self, reply: Reply) -> None:
        """Any other answer."""
        self.run += _possible(reply.seconds)

    def named(self, *, whole: float, waited: float) -> dict[str, float]:
        """As they are shown: of `whole` seconds since a program was set going, the host `waited` for it in some.

        What of the waiting no stage accounts for went into sending, sleeping and reading. A worker restricts
        itself ahead, or while it is made: nobody waits for that twice.
        """
        parts = {"fork": self.fork, "isolate": self.isolate, "import": self.imports, "run": self.run}
        said = sum(parts.values())
        if said > whole:  # it claims more than there was
            parts = {name: part * whole / said for name, part in parts.items()}
        waited_for = sum(seconds for name, seconds in parts.items() if name != "isolate")
        return {**parts, "transfer": max(waited - waited_for, 0.0)}


def _possible(said: float) -> float:
    """A worker's word, if it is a number of seconds at all."""
    return said if 0.0 <= said < 1e6 else 0.0
