"""Where the time of one program went, by the judge's clock; only what a worker took within it is its own word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Stages:
    """Seconds by stage. Nothing is decided by them: a worker could say anything."""

    fork: float = 0.0
    isolate: float = 0.0
    imports: float = 0.0
    run: float = 0.0
    transfer: float = 0.0

    def add_import(self, seconds: float, said: float) -> None:
        """The first exchange: until the worker has turned its locks and reads, and the import itself."""
        own = _within(said, seconds)
        self.imports += own
        self.isolate += seconds - own

    def add_case(self, seconds: float, said: float) -> None:
        """One case: what the worker did with it, and the way there and back."""
        own = _within(said, seconds)
        self.run += own
        self.transfer += seconds - own

    def named(self) -> dict[str, float]:
        """As they are shown."""
        return {
            "fork": self.fork,
            "isolate": self.isolate,
            "import": self.imports,
            "run": self.run,
            "transfer": self.transfer,
        }


def _within(said: float, seconds: float) -> float:
    """A worker's word, as far as it is possible; a NaN is none."""
    return said if 0.0 <= said <= seconds else seconds
